/** What `millrace audit verify` says. */
export const auditEn = {
  help: 'check that the audit log is whole, and that versions and approvals match it',
  whole: (ledger: string, entries: number) => `the audit log of ${ledger} is whole: ${entries} entries`,
  head: (hash: string) => `its head is ${hash}: keep it outside, and give it with --head next time`,
  fault: {
    entry_is_missing: (at: string) => `entry ${at} of the audit log is missing`,
    entry_was_changed: (at: string) => `entry ${at} of the audit log was changed`,
    chain_is_broken: (at: string) => `entry ${at} of the audit log does not follow the one before it`,
    head_is_not_there: (at: string) => `${at} is not in the audit log: it was written anew`,
    version_differs: (at: string) => `version ${at} differs from the audit log`,
    version_is_unknown: (at: string) => `version ${at} is not in the audit log`,
    version_is_gone: (at: string) => `version ${at} is in the audit log, and gone`,
    approvals_differ: (at: string) => `the approvals of ${at} are not those of the audit log`,
    waivers_differ: (at: string) => `the waivers of ${at} are not those of the audit log`,
    policies_differ: (at: string) => `the policies of ${at} are not those of the audit log`,
    postings_differ: (at: string) => `the posted journals of ${at} are not those of the audit log`,
    periods_differ: (at: string) => `the states of periods of ${at} are not those of the audit log`,
  },
};
