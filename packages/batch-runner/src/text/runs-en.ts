/** What `millrace runs` says. */
export const runsEn = {
  help: 'what was run: how it ended, how long it took, how much it read, wrote and found',
  ledger: 'only runs of this ledger (default: of all)',
  prometheus: 'as metrics in the text form of Prometheus: totals, and the last run of each ledger',
  none: 'nothing was run yet',
  state: { running: 'running', done: 'done', failed: 'failed', cancelled: 'cancelled' },
  head: [
    'run',
    'ledger',
    'for',
    'command',
    'state',
    'version',
    'seconds',
    'rows read',
    'written',
    'errors',
    'warnings',
    '',
  ],
  began: (timeZone: string) => `began (${timeZone})`,
};
