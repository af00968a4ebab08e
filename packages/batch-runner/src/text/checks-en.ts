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
};
