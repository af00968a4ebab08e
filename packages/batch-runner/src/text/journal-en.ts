/** What `millrace journal` says, in English. `journal-zh.ts` says the same in Chinese. */
export const journalEn = {
  help: 'show what a period moves from one account to another, as entries for the general ledger; balanced, and equal to the proof',
  option: {
    against: 'only what differs from the journal of this version of the period, to be posted beside it',
    xlsx: 'write it as a workbook: lines, what is behind them, the proof beside them',
    sources: 'show what is behind each line: movements with their documents, pools, orders',
  },
  title: (period: string, currency: string) => `Journal of ${period} (${currency})`,
  differenceTitle: (period: string, version: string, currency: string) =>
    `Journal of ${period}: the difference from version ${version} (${currency})`,
  none: 'no line: nothing changes its account',
  same: 'no line: nothing differs',
  missing: 'There is no journal, as these have no account. Add the rows to account_rule and close the period again.',
  head: ['entry', 'event', 'account', 'kept by', 'quantity', 'debit', 'credit'],
  total: 'total',
  sourcesTitle: 'What is behind each line',
  sourcesHead: ['entry', 'line', 'document', 'of', 'amount'],
  proofTitle: 'What came from outside or went there, beside the proof',
  proofHead: ['', 'category', 'proof', 'on lines', 'posted elsewhere', 'stays on its account'],
  event: (code: string) => EVENTS[code] ?? code.replaceAll('_', ' '),
  side: { in: 'in', out: 'out' },
  carried: {
    opening_stock: 'opening stock',
    opening_wip: 'opening work in process',
    opening_absorption: 'absorption differences from before',
    closing_stock: 'closing stock',
    closing_wip: 'closing work in process',
    absorption_carried: 'absorption differences carried on',
  },
  trouble: {
    journal_is_of_another_period: [
      'version {version} is of {found}, the journal of {period}',
      'name a version of the same period; millrace versions lists them',
    ],
  },
} as const;

/** What an event's code doesn't say by itself. */
const EVENTS: Readonly<Record<string, string>> = {
  pool: 'cost pools',
  served: 'services of departments',
  driven: 'cost of centres',
  irreparable: 'spoiled units',
  spoilage: 'loss borne by good units',
  trapped: 'trapped in a loop',
};
