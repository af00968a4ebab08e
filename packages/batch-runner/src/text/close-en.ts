/** What `millrace close`, `close-all`, `check` and `publish` come to, in English. */
export const closeEn = {
  close: {
    draft: (version: number) => `draft version ${version} written`,
    same: (version: number, state: string) =>
      `version ${version} (${state}) holds this very result: nothing was written`,
    otherPolicy: (policy: number, before: number) =>
      `its policy is another than policy ${before}, the newest on record, and is policy ${policy} now: millrace policies ${before} ${policy}`,
    trial: 'trial: nothing was written',
    refused: 'nothing was written',
    blocked: 'it can not be published while it has errors',
    publishWith: (version: number) => `publish it with: millrace publish ${version}`,
  },
  closeAll: {
    otherPolicy: (ledger: string, policy: number, before: number) =>
      `${ledger}: its policy is another than policy ${before}, the newest on record, and is policy ${policy} now: millrace policies ${before} ${policy} --ledger ${ledger}`,
    head: ['ledger', 'version', 'hash', 'cost in', 'difference', 'fatal', 'errors', 'warnings', ''],
    trial: 'trial: nothing written',
    refused: 'nothing written',
    draft: 'draft written',
    same: 'same as before',
    count: (done: number, all: number) => `${done} of ${all} ledgers can be published`,
    look: (period: string) => `for the findings of one: millrace check ${period} --ledger LEDGER`,
  },
  check: {
    clean: 'nothing stands in the way of closing and publishing',
    warned: 'it can be closed and published; look at the warnings',
    blocked: 'it can be closed as a draft, but not be published',
    refused: 'it can not be closed',
  },
  publish: {
    done: (version: number, period: string) => `version ${version} is the published cost of ${period}`,
    superseded: (version: number) => `version ${version} is superseded`,
    outdated: (version: number, period: string) =>
      `version ${version} of ${period} opened from what is no longer published: close ${period} again`,
    refused: (version: number) =>
      `version ${version} is not published: it has errors that nobody waived\n  → correct the rows, import and close again; or let them stand for a time: millrace waive CODE --until DAY --reason WHY`,
  },
};
