/** What `millrace worker` and `millrace close-all --workers` say. */
export const workerEn = {
  help: 'close ledgers that close-all --workers has put into the queue, one after the other, until it is stopped',
  workers: 'leave the ledgers to millrace worker, on any number of machines, and wait for them',
  waits: (place: string) => `waiting for jobs in ${place}; stop it with Ctrl+C`,
  took: (ledger: string, period: string, by: string) => `${period} of ledger ${ledger}, for ${by}`,
  closed: (ledger: string, period: string, ms: number) => `${period} of ledger ${ledger}: done, ${ms} ms`,
  notClosed: (ledger: string, period: string, why: string) => `${period} of ledger ${ledger}: ${why}`,
  gaveBack: (ledger: string, period: string) => `${period} of ledger ${ledger}: given back to the queue`,
  tookBack: (count: number) => `${count} given back to the queue: the worker is gone`,
  lost: (says: string) => `${says}; trying again`,
  nobody: 'no worker has taken anything yet: start millrace worker, here or elsewhere',
};
