/** What `millrace waive` and `waivers` say, and how a waived finding is told, in English. */
export const waiversEn = {
  help: 'let a finding stand until a day: a code, the rows of a table or one row; needs --reason and --until',
  listHelp: 'list who let which findings stand, until when and why',
  code: 'the code of the finding, as check names it; left out with --end',
  table: 'only rows of this table',
  row: 'only the row with this key, as check names it',
  period: 'only in this period (default: in every one)',
  until: 'the last day on which it holds, such as 2026-12-31',
  end: 'end this waiver before its day: its number, see millrace waivers',
  all: 'also those that have ended or are over',
  head: ['waiver', 'code', 'rows', 'period', 'until', 'by', 'state', 'reason'],
  everyRow: 'all',
  everyPeriod: 'all',
  state: { holds: 'holds', over: 'over', ended: (by: string, reason: string) => `ended by ${by}: ${reason}` },
  none: 'nothing is waived',
  notShown: (count: number) => `waivers that have ended or are over, not shown: ${count} (see them with --all)`,
  done: (number: number, code: string, rows: string, until: string) =>
    `waiver ${number}: ${code} (rows: ${rows}) may stand until ${until}`,
  held: (count: number) => `findings of the last runs that fall under it: ${count}`,
  ended: (number: number, code: string) => `waiver ${number} of ${code} has ended`,
  count: (count: number) => `waived among them: ${count}`,
  under: ({ number, by, until, reason }: Told) =>
    `waived by ${by}${until === undefined ? '' : ` until ${until}`} (${number === undefined ? 'in the policy' : `waiver ${number}`}): ${reason}`,
  inSpiteOf: (count: number) => `it has errors that are waived: ${count}`,
  trouble: {
    finding_is_not_known: [
      '{value} is the code of no finding',
      'write one as millrace check names it{near}; docs/findings.md has all',
    ],
    fatal_can_not_be_waived: [
      '{value} is fatal and can not be waived: where it is found, nothing is computed that could be published',
      'correct the rows',
    ],
    waiver_needs_a_reason: ['a waiver, and its end, need a reason', 'add --reason, for the record'],
    row_needs_its_table: [
      'the key {row} may be that of rows in several tables',
      'add --table, as millrace check names it before the key',
    ],
    waiver_must_last: [
      'a waiver holds until a day: "{value}" is none, or is over',
      'write a day from {today} on, such as --until {today}',
    ],
    waiver_is_not_known: ['ledger {ledger} has no waiver {waiver}', 'see millrace waivers'],
    waiver_has_ended: ['waiver {waiver} was ended already, by {by}', 'see millrace waivers --all'],
  },
} as const;

interface Told {
  readonly number?: number | undefined;
  readonly by: string;
  readonly until?: string | undefined;
  readonly reason: string;
}
