export { appendRows, type Cells } from './append-rows.js';
export { type AsWritten, asWritten } from './as-written.js';
export {
  isDate,
  isInstant,
  isPeriod,
  isTimeZone,
  localDay,
  printDate,
  printInstant,
  printLocal,
  readDate,
  readInstant,
  startOfDay,
} from './calendar.js';
export { canonicalRows, markTexts, orderByTexts, partObjects, rankTexts, rowObjects } from './canonical.js';
export { cellsOf, cellText, columnsOf, rowKey, specOf } from './cells.js';
export {
  amount,
  type Column,
  choice,
  date,
  decimal,
  integer,
  type Kind,
  LARGEST_AMOUNT_SCALE,
  optional,
  text,
} from './column.js';
export { addChunks, type ColumnChunk, columnChunks, hashingFacts } from './column-chunks.js';
export { compareCode, compareText } from './compare-text.js';
export { type Finding, FindingsOf, type Report, type Rule, type Severity } from './finding.js';
export { groupRows } from './group-rows.js';
export { Later } from './later.js';
export { CHOICES_ZH, MOVEMENT_NAMES_ZH } from './names/choices-zh.js';
export { COLUMNS_ZH } from './names/columns-zh.js';
export { choiceZh, columnNamed, columnZh, tableNamed } from './names/names.js';
export { TABLES_ZH } from './names/tables-zh.js';
export { nearest } from './nearest.js';
export { orderRows } from './order-rows.js';
export { CopiedRows } from './read-copied.js';
export { type Columns, type Facts, FactsReader, readFacts } from './read-facts.js';
export { READING_RULES, type ReadingCode } from './reading-rules.js';
export type { FactRows, Row } from './rows.js';
export { type RowsByKey, rowsByKey } from './rows-by-key.js';
export { TableReader, type Whereabouts } from './table-reader.js';
export * from './tables.js';
export { rowOf, Symbols } from './texts.js';
export { visible } from './visible.js';
