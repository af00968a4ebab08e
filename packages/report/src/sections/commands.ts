import type { ReportedVersion } from '../report-input.js';

/** The commands that show what a page leaves out. A trial has no number: there its period is named. */
export function commandsFor({ tables, number }: ReportedVersion) {
  const version = number === undefined ? tables.identity.period : String(number);
  return {
    unitCosts: `millrace table ${version}`,
    table: (name: string) => `millrace table ${version} --table ${name}`,
    compare: (before: ReportedVersion) =>
      `millrace compare ${before.number ?? before.tables.identity.period} ${version}`,
    order: `millrace order ORDER ${version}`,
    variance: `millrace variance ${version}`,
    verify: `millrace verify ${version}`,
  };
}
