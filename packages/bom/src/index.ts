export { type Bom, buildBom } from './bom.js';
export * from './bom-columns.js';
export { groupBy, nodeKey, type Selection } from './choose-boms.js';
export { contradictionFields } from './contradictions.js';
export { type Convert, contradictingConversions, conversions, conversionsOf } from './conversion.js';
export {
  type ExplosionRequest,
  type ExplosionRow,
  explode,
  numberIn,
  UnknownItem,
} from './explode.js';
export { explodeLevel, type Need } from './explode-level.js';
export { explodeNetted, type NettedOptions, type NettedRow, type StockOnHand } from './explode-netted.js';
export {
  BOM_RULES,
  type BomFindingCode,
  bomFinding,
  rowKey,
  sortFindings,
} from './finding.js';
export { type HeaderFound, headersInForce, linesOnDay, namedHeaders } from './headers.js';
export { type Alternative, type HeaderReading, headerInForce, isRunning } from './in-force.js';
export { type BomItem, type ItemLine, isOutput, itemOf, sameRows } from './item.js';
export { jointOutputsInForce } from './joint-outputs.js';
export type { BomLine } from './line.js';
export type { Loop } from './loops.js';
export { cumulativeYield, type Operation } from './operations.js';
export * from './policy.js';
export { listedPrices, ownUnits, type Price, type PriceKind, perOwnUnit, pricesInForce } from './prices.js';
export { type Producible, type ProducibleRequest, producible } from './producible.js';
export { product } from './product.js';
export { roundQuantity } from './round-quantity.js';
export { hoursPerPiece, nearRunHours, routingsOf, runHours, timesPerHour } from './routings.js';
export type * from './rows.js';
export * from './structure.js';
export { type LineColumns, type WeighedColumns, weighColumns } from './weigh-columns.js';
export {
  type AncestorRow,
  type Use,
  type UseRow,
  usesOf,
  type WhereUsedRequest,
  whereUsed,
  whereUsedInAll,
} from './where-used.js';
