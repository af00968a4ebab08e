export { type ToldCause, toldCauses } from './figures/causes.js';
export {
  decimalsOf,
  descending,
  grouped,
  groupedQuantity,
  groupedUnitCost,
  percentText,
  shares,
  signed,
  unitsOf,
} from './figures/decimals.js';
export { elementsOf } from './figures/elements.js';
export { type FindingGroup, findingsOf } from './figures/findings.js';
export { type LateAmounts, lateCostsOf } from './figures/late-costs.js';
export { type LayerLine, type LayersTotal, type LayerTables, layersOf } from './figures/layers.js';
export { hasMoved } from './figures/moved.js';
export { Names } from './figures/names.js';
export { type ProofSide, proofOf } from './figures/proof.js';
export { type Terms, termsOf } from './figures/terms.js';
export { unitCostText } from './figures/unit-cost-text.js';
export { type UnitCostLine, unitCostsOf } from './figures/unit-costs.js';
export {
  REPORT_TABLES,
  type ReportedVersion,
  type ReportInput,
  type ReportMasters,
  type ReportTable,
  type VersionState,
  type VersionTables,
} from './report-input.js';
export { CATEGORIES, SOURCES, wordFor } from './sections/code-words.js';
export type { TracedPeriod, TracedWords } from './traced-period.js';
