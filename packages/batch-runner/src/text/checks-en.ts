/** What came of the checks of a period. */
export const checksEn = {
  failOn:
    'from which severity on to exit with 1: warning, error (as without it) or fatal; what is fatal exits with 1 or 2 anyway',
  heading: 'Checks',
  head: ['check', 'rows', 'findings', 'result', 'what must hold'],
  result: {
    passed: 'passed',
    warning: 'warning',
    error: 'error',
    fatal: 'fatal',
    not_examined: 'nothing to examine',
    not_reached: 'not reached',
  },
  counts: (passed: number, found: number, idle: number, behind: number) =>
    `${passed} passed, ${found} found something, ${idle} had nothing to examine${behind === 0 ? '' : `, ${behind} were not reached`}`,
  look: 'each of them: --all',
  history: {
    help: 'list what the runs of a period found, what of it was repaired, and what came back',
    since: 'only runs from this one on, by its number, or from this day on',
    head: ['code', 'row', 'what is wrong', 'first run', 'last run', 'times', ''],
    open: 'open',
    back: 'open, came back',
    repaired: (run: number) => `repaired, run ${run}`,
    counts: (runs: number, open: number, repaired: number, recurring: number) =>
      `${runs} ${runs === 1 ? 'run' : 'runs'}: ${open} open, ${repaired} repaired, ${recurring} came back after they were gone`,
  },
};
