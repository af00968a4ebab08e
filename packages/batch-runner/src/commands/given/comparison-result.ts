import { resolve } from 'node:path';
import { aboutSheetOf, type Sheet } from '@millrace/report/sheets';
import { EXIT, type StoredVersion } from '@millrace/store';
import { writeWorkbook } from '../../sheets/write-workbook.js';
import type { Terminal } from '../../terminal/terminal.js';
import type { Cli, Result } from '../cli.js';
import { identified, labelOf } from './compared-versions.js';

/** Versions that are compared, the earlier first. */
type Pair = readonly [before: Compared, after: Compared];
type Compared = Pick<StoredVersion, 'record'>;

/** How it is asked for; without a choice, on the terminal. */
interface Asked {
  readonly csv?: boolean | undefined;
  readonly xlsx?: string | undefined;
}

interface Comparison {
  /** What was found, for --json. */
  readonly found: object;
  readonly sheet: () => Sheet;
  /** Shows it below the names of both versions. */
  readonly show: (terminal: Terminal) => void;
}

/** What two versions differ by as it is asked for: a JSON document, CSV, a workbook, or text. */
export async function comparisonResult(
  cli: Cli,
  [before, after]: Pair,
  { csv, xlsx }: Asked,
  { found, sheet, show }: Comparison,
): Promise<Result> {
  const { texts, language } = cli;
  const workbook = xlsx === undefined ? undefined : await write(cli, [before, after], xlsx, sheet());
  return {
    exit: EXIT.done,
    json: { before: identified(before), after: identified(after), ...found, workbook },
    print(terminal) {
      if (csv) return terminal.csv(sheet(), language);
      if (workbook) return terminal.line(texts.sheets.workbook(workbook.file, workbook.sheets));
      terminal.line(texts.compare.title(labelOf(before, texts), labelOf(after, texts)));
      show(terminal);
    },
  };
}

/** A workbook of the sheet and of one that says which versions they are. */
async function write({ language }: Cli, [before, after]: Pair, xlsx: string, sheet: Sheet) {
  const file = resolve(xlsx);
  const told = ({ record: { version, period, hash } }: Compared) => `${version} (${period}) ${hash}`;
  const about = { ledger: after.record.ledger, before: told(before), after: told(after) };
  const sheets = await writeWorkbook(file, [sheet], language, {
    about: (written) => aboutSheetOf(about, written, language),
  });
  return { file, sheets: sheets.length };
}
