export {
  costAtQuota,
  costByQuota,
  costOfProduction,
  type ProductionCost,
  type ProductionInput,
} from './cost-of-production.js';
export { type Degrees, degreesOfCompletion } from './degrees.js';
export { type JointCostInput, type JointProduct, type JointShare, jointCost } from './joint-cost.js';
export {
  irreparableCost,
  type ProcessAccount,
  type ProcessInput,
  processAccount,
  type SpoilageInput,
  spoilageLoss,
} from './process-account.js';
export type { RateRounding } from './split.js';
