export { type Allocated, absorb, allocate } from './allocate.js';
export {
  completedAtStandard,
  costAtQuota,
  costByQuota,
  costOfProduction,
  type ProductionCost,
  type ProductionInput,
} from './cost-of-production.js';
export { type Degrees, degreesOfCompletion, exactDegrees } from './degrees.js';
export { type JointCostInput, type JointProduct, type JointShare, jointCost } from './joint-cost.js';
export { type ParallelShare, type ParallelStep, parallelSteps } from './parallel-steps.js';
export {
  type IrreparableElement,
  irreparableCost,
  type ProcessAccount,
  type ProcessInput,
  processAccount,
  type SpoilageInput,
  spoilageLoss,
} from './process-account.js';
export { type Restored, restore } from './restore.js';
export {
  allocateDirect,
  atPlannedPrices,
  interactive,
  type RoundedRate,
  reciprocal,
  type ServiceDepartment,
  type ServiceDepartments,
  type SharedByDepartment,
  type SharedServices,
  stepDown,
} from './services.js';
export type { RateRounding } from './split.js';
export {
  fixedOverhead,
  flexibleBudget,
  lotSize,
  mixAndYield,
  type PriceAndQuantity,
  priceAndQuantity,
} from './variances.js';
