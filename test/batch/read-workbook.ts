import { InputFile } from '../../packages/batch-runner/src/files/input-file.js';
import { type SheetCell, SheetRows } from '../../packages/batch-runner/src/files/workbook/sheet-rows.js';
import { Workbook } from '../../packages/batch-runner/src/files/workbook/workbook.js';

/** The sheets of a workbook by name, as import reads them: rows of cells. */
export async function readWorkbook(file: string): Promise<Map<string, (SheetCell | undefined)[][]>> {
  const book = await Workbook.open(new InputFile(file));
  const sheets = new Map<string, (SheetCell | undefined)[][]>();
  for (const { name, part } of book.sheets) {
    const found: (SheetCell | undefined)[][] = [];
    const rows = new SheetRows(await book.sharedStrings, {
      row(cells) {
        found.push([...cells]);
      },
      merged() {},
    });
    for await (const piece of book.archive.text(part, Number.MAX_SAFE_INTEGER)) rows.write(piece);
    rows.end();
    sheets.set(name, found);
  }
  return sheets;
}
