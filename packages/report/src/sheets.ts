export { aboutSheet, aboutSheetOf } from './sheets/about-sheet.js';
export { shownCell } from './sheets/cell-words.js';
export { comparisonSheet } from './sheets/comparison-sheet.js';
export { csvFile, csvLinesOf } from './sheets/csv.js';
export { csvLine, shownAsText } from './sheets/csv-line.js';
export { journalProofSheet, journalSheet, journalSourceSheet } from './sheets/journal-sheets.js';
export { layersSheet } from './sheets/layers-sheet.js';
export { consumptionSheet, orderSheet } from './sheets/order-sheets.js';
export { reportSheets, sheetNames } from './sheets/report-sheets.js';
export { restoredSheet } from './sheets/restored-sheet.js';
export { resultSheet } from './sheets/result-sheet.js';
export {
  columnCode,
  columns,
  type ElementOfColumn,
  perElement,
  type Sheet,
  type SheetName,
  titleOf,
} from './sheets/sheet.js';
export { sheetMaker, sheetNeeds } from './sheets/sheet-maker.js';
export { stockByKindSheet, stockLedgerSheet, stockSheet } from './sheets/stock-sheets.js';
export { sheetTexts } from './sheets/text/sheet-texts-in.js';
export { unitCostSheet } from './sheets/unit-cost-sheet.js';
export { variancesSheet } from './sheets/variances-sheet.js';
export { type WorkbookOptions, type WrittenSheet, workbookFile } from './sheets/workbook/workbook.js';
