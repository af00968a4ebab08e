/** What is done of a command, while it is. */
export const stepsEn = {
  verbs: {
    run: 'begin the run',
    read: (table: string) => `read ${table}`,
    unchanged: (table: string) => `find what changed in ${table}`,
    check: (table: string) => `check ${table}`,
    remember: (table: string) => `note hashes of ${table}`,
    import: (table: string) => `import ${table}`,
    source: (name: string) => `bring in ${name}`,
    passed: (name: string) => `pass over ${name}, which is in already`,
    write: (table: string) => `write ${table}`,
    compute: 'check, compile, settle, verify',
    roll: 'build structures, roll up',
    committed: 'committed',
    ledger: (ledger: string) => `close ${ledger}`,
    verify: (version: string) => `verify version ${version}`,
    recompute: (period: string) => `compute ${period} again`,
    prune: (version: string) => `remove the rows of version ${version}`,
  },
  /** What is no table of facts; others are told by their names. */
  parts: { facts: 'what rows name', published: 'published months', counts: 'where documents count' } as Readonly<
    Record<string, string>
  >,
  rows: (rows: string) => `${rows} rows`,
};
