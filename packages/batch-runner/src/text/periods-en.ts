/** What `millrace periods` and `period-state` say, in English. `periods-zh.ts` says the same in Chinese. */
export const periodsEn = {
  help: 'list the periods of the ledgers with their states',
  setHelp: 'put a period into a state: open, pending_close or permanently_closed; needs --reason',
  reopenHelp: 'withdraw the published version of a period, the newest period first; needs --reason',
  withdrawn: (version: number, period: string) => `version ${version} of ${period} is withdrawn`,
  all: 'also periods that were never opened',
  state: {
    never_opened: 'never opened',
    open: 'open',
    pending_close: 'pending close',
    closed: 'closed',
    permanently_closed: 'permanently closed',
  },
  argument: 'open, pending_close or permanently_closed',
  none: 'no ledger has a period yet',
  head: ['ledger', 'period', 'from', 'to', 'state', 'version', 'held out'],
  by: 'by',
  since: (timeZone: string | undefined) => (timeZone === undefined ? 'since' : `since (${timeZone})`),
  why: 'reason',
  neverOpened: (count: number) => `periods that were never opened, not shown: ${count} (see them with --all)`,
  done: (period: string, state: string) => `${period} is ${state}`,
  released: (count: number, period: string) =>
    `rows that were held out of ${period} while it was pending: ${count}; millrace check tells them as rows that came later`,
  /** Where the documents of a ledger count. */
  counts: {
    title: (ledger: string, period: string) => `where the documents count, seen from ${period} of ${ledger}`,
    table: 'table',
    part: {
      this_period: 'this period',
      before: 'before',
      after: 'after',
      no_period: 'no period',
      other_ledgers: 'other ledgers',
      not_approved: 'not approved',
      held_out: 'held out',
      rows: 'rows',
    },
  },
  trouble: {
    import_concerns_published_periods: [
      'rows would come into published periods, or change what they were computed from: {periods}; nothing is written',
      'see which with --preview; bring them in with --into-published, and they are told until those periods are closed again',
    ],
    period_can_not_become: [
      '{period} is {was_in_words} and can not become {becomes_in_words}',
      'close and publish it first, or withdraw what was published with millrace reopen {period}; see millrace periods',
    ],
    period_is_closed_for_good: [
      '{period} is permanently closed',
      'date what belongs to it in an open period; to see what it would cost, use --trial',
    ],
    earlier_period_is_not_closed_for_good: [
      '{period} can not be closed for good before {earlier}, which comes before it',
      'close and publish {earlier} first',
    ],
    period_takes_no_changes: [
      '{key} of {table} belongs to {period} of ledger {ledger}, which is {state_of_period}: nothing is written',
      'new rows of a pending period are held out of it, what it has stays: put it back with millrace period-state {period} open --reason WHY; what is closed for good takes no rows at all',
    ],
  },
} as const;
