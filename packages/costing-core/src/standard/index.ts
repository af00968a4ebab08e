export {
  type Activities,
  type ActivityCost,
  activityCosts,
  allocatedTime,
  cyclesFor,
  duration,
  type Exact,
  type OperationTimes,
  operationTime,
} from './activity.js';
export { assumptionsSchema } from './assumptions-schema.js';
export type { CostElement } from './cost-elements.js';
export type { ItemCost } from './cost-item.js';
export { type Estimate, type EstimateRequest, type EstimateRow, estimateCost } from './estimate.js';
export { factsOfStandard, plantsOf, TABLES_OF_STANDARD } from './facts-of-standard.js';
export { bomRows, STRUCTURE_TABLES, standardRows } from './from-facts.js';
export { type ImpactOptions, type ImpactRow, impactOf } from './impact.js';
export { type RolledStandard, rollUp } from './roll-up.js';
export { byItem, type CostColumns, type RolledColumns, rollUpColumns } from './roll-up-columns.js';
export { buildStandard, type Standard } from './standard.js';
export type { StandardPolicy, Surcharge } from './standard-policy.js';
export { defaultStandardPolicy, standardPolicySchema } from './standard-policy-schema.js';
export type * from './standard-rows.js';
export { type UnitCostAmounts, type UnitCostRow, unitCost, unitCosts } from './unit-cost.js';
export {
  AssumptionMisfit,
  type Assumptions,
  type Change,
  type LineAssumption,
  type LineMatch,
  type PriceAssumption,
  selectionUnder,
  whatIf,
} from './what-if.js';
