import { type CsvRow, readCsv } from '../csv.ts';

/** One report of the shop floor. Times are whole minutes, as in the source. */
export interface ShopReport {
  /** The row of the file, the first one after the header being 1. */
  readonly row: string;
  readonly order: string;
  readonly item: string;
  readonly orderQuantity: number;
  readonly operation: string;
  readonly resource: string;
  readonly worker: string;
  readonly kind: 'production' | 'setup' | 'breakdown';
  /** Minutes since 1970. */
  readonly start: number;
  readonly end: number;
  /** Undefined where it can not be read. */
  readonly span: number | undefined;
  readonly good: number;
  readonly rejected: number;
  /** Handed to the material review board: neither good nor scrap yet. */
  readonly undecided: number;
  readonly isRework: boolean;
  /** The same as an earlier row in every column. */
  readonly isRepeated: boolean;
}

/** Reads Production_Data.csv in the folder. @throws MissingFile */
export function readReports(folder: string): ShopReport[] {
  const seen = new Set<string>();
  return readCsv(folder, 'Production_Data.csv').map((row, i) => {
    const whole = JSON.stringify(row);
    const isRepeated = seen.has(whole);
    seen.add(whole);
    return { ...reportOf(row), row: String(i + 1), isRepeated };
  });
}

function reportOf(row: CsvRow): Omit<ShopReport, 'row' | 'isRepeated'> {
  return {
    order: row['Case ID'],
    item: row['Part Desc.'],
    orderQuantity: Number(row['Work Order Qty']),
    operation: row.Activity,
    resource: row.Resource,
    worker: row['Worker ID'],
    kind: KINDS[row['Report Type']],
    start: minutesOf(row['Start Timestamp']),
    end: minutesOf(row['Complete Timestamp']),
    span: spanOf(row.Span),
    good: Number(row['Qty Completed']),
    rejected: Number(row['Qty Rejected']),
    undecided: Number(row['Qty for MRB']),
    isRework: row.Rework === 'Y',
  };
}

const KINDS: Readonly<Record<string, ShopReport['kind']>> = { D: 'production', S: 'setup', B: 'breakdown' };

/** `2012/01/29 23:24:00.000`, read as if the shop's clock showed UTC: no table says in which zone it hangs. */
function minutesOf(stamp: string): number {
  return Date.parse(`${stamp.slice(0, 10).replaceAll('/', '-')}T${stamp.slice(11)}Z`) / 60_000;
}

/** `006:19` is 379 minutes. */
function spanOf(text: string): number | undefined {
  const match = /^(\d{3}):(\d{2})$/.exec(text);
  return match === null ? undefined : Number(match[1]) * 60 + Number(match[2]);
}

export function instantOf(minutes: number): string {
  return new Date(minutes * 60_000).toISOString();
}

export function dayOf(minutes: number): string {
  return instantOf(minutes).slice(0, 10);
}
