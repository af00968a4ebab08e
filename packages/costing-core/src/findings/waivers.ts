import { type Finding, type FindingCode, findingRules } from '../findings.js';

/**
 * A permission to publish in spite of a finding (豁免): of a code, or of the rows of one table, or of one row, until a day, by
 * somebody with a reason. What is fatal can't be waived: nothing was computed.
 */
export interface Waiver {
  readonly code: string;
  /** As findings name it; absent: rows of every table. */
  readonly table?: string | undefined;
  /** The row's key, as findings name it; absent: every row. */
  readonly row?: string | undefined;
  /** Absent: every period. */
  readonly period?: string | undefined;
  readonly by: string;
  readonly reason: string;
  /** The last day on which it holds; absent: it ends with the policy that it stands in. */
  readonly until?: string | undefined;
  /** Its number in the database's record; absent where it stands in the policy. */
  readonly number?: number | undefined;
}

/** Those that hold for a period on a day: none whose last day is over. */
export function waiversInForce(
  waivers: readonly Waiver[],
  { period, day }: { readonly period: string; readonly day: string },
): Waiver[] {
  return waivers.filter(
    (waiver) =>
      (waiver.period === undefined || waiver.period === period) && (waiver.until === undefined || day <= waiver.until),
  );
}

/**
 * The waiver that a finding falls under, among those that are in force. A finding that stands for others, which are not listed, falls
 * under a waiver of their whole code alone.
 */
export function waiverOf(found: Finding, inForce: readonly Waiver[]): Waiver | undefined {
  if (found.severity === 'fatal') return undefined;
  return inForce.find(({ code, table, row }) => {
    if (isMore(found)) return table === undefined && (code === found.code || code === found.key);
    return (
      code === found.code && (table === undefined || table === found.table) && (row === undefined || row === found.key)
    );
  });
}

/** What keeps a version from being published: errors under no waiver, those that are counted and not listed too. */
export function findingsInTheWay(findings: readonly Finding[], inForce: readonly Waiver[]): Finding[] {
  return findings.filter(
    (found) =>
      (found.severity !== 'warning' || (isMore(found) && severityBehind(found) === 'error')) &&
      waiverOf(found, inForce) === undefined,
  );
}

function isMore({ code }: Finding): boolean {
  return code === 'more_was_found_than_is_listed';
}

function severityBehind({ key }: Finding): string {
  return findingRules[key as FindingCode].severity;
}
