/** What `millrace journal` says, in English. `journal-zh.ts` says the same in Chinese. */
export const journalEn = {
  help: 'show what a period moves from one account to another, as entries for the general ledger; balanced, and equal to the proof; where the general ledger has another version’s, what differs from it',
  listHelp: 'list the journals that were posted: of which version, as which document, by whom and when',
  option: {
    against: 'only what differs from the journal of this version of the period, to be posted beside it',
    whole: 'the whole journal, whatever was posted before',
    post: 'record that this is in the general ledger now: the next version of the period gives what differs from it',
    reversed: 'record that it was reversed in the general ledger, which has again what it had before; needs --reason',
    document: 'what the general ledger calls it',
    xlsx: 'write it as a workbook: lines, what is behind them, the proof beside them',
    sources: 'show what is behind each line: movements with their documents, pools, orders',
  },
  title: (period: string, currency: string) => `Journal of ${period} (${currency})`,
  differenceTitle: (period: string, version: string, currency: string) =>
    `Journal of ${period}: the difference from version ${version} (${currency})`,
  done: (posting: number, version: string) =>
    `posting ${posting}: the general ledger has the journal of version ${version} now`,
  posted: (posting: number, by: string, at: string, document: string) =>
    `it was posted by ${by} at ${at}${document === '' ? '' : ` as ${document}`} (posting ${posting})`,
  now: (version: number, posting: number, document: string) =>
    `the general ledger has the journal of version ${version}${document === '' ? '' : `, ${document}`} (posting ${posting})`,
  nothingNow: (period: string) => `the general ledger has no journal of ${period}`,
  reversed: (posting: number, version: string) => `posting ${posting} of version ${version} was reversed`,
  wasReversed: (by: string, reason: string) => `reversed by ${by}: ${reason}`,
  noPostings: 'no journal was posted yet: see millrace journal --post',
  postingsHead: ['posting', 'period', 'version', 'against', 'lines', 'amount', 'document', 'by'],
  postedAt: (timeZone: string) => `posted (${timeZone})`,
  reversal: 'reversal',
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
    journal_is_posted: [
      'the journal of version {version} is posted already, by {by} at {at} as {document} (posting {posting})',
      'a corrected version gives the difference; where it was reversed in the general ledger, say so with --reversed',
    ],
    journal_is_not_posted: [
      'the journal of version {version} is not the one of {period} that the general ledger has',
      'see millrace postings; what was posted last is reversed first',
    ],
    journal_was_posted_meanwhile: [
      'another journal of {period} was posted meanwhile: the difference is from another one now',
      'see millrace postings, and ask again',
    ],
    only_published_journals_are_posted: [
      'version {version} is {state}: only the published version of a period is posted',
      'publish it first, or name the published one: see millrace versions',
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
