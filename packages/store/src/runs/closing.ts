import { type Closed, type DocumentCounts, type Finding, findingsInTheWay, type Waiver } from '@millrace/costing-core';
import type { Facts } from '@millrace/facts';
import { EXIT, type Exit } from '../trouble.js';
import type { Written } from '../versions/write-version.js';

/** What a close came to, wherever its rows came from. */
export interface Closing extends Closed {
  readonly ledger: string;
  readonly period: string;
  /** Findings that don't belong to the version: of files, or what only the database can tell. */
  readonly aside: readonly Finding[];
  /** What may be published in spite of a finding today. */
  readonly waivers: readonly Waiver[];
  /** Where each document counts, seen from the period; counted for checks. */
  readonly counts?: readonly DocumentCounts[];
  /** All rows of the files that it was closed from, also those at which no close looks. */
  readonly read?: Facts;
  /** The draft that was written, or the version that held this result before; undefined where nothing is written. */
  readonly written?: Written;
}

/** All findings, whether they belong to the version or not. */
export function allFindings({ findings, aside }: Closing): readonly Finding[] {
  return [...aside.filter(isFatal), ...findings, ...aside.filter((found) => !isFatal(found))];
}

/**
 * 2 for input that can't be read as it stands, 1 where there are errors, waived or not, or an unpublished period before stands in the
 * way, else 0.
 */
export function exitOf(closing: Closing): Exit {
  const findings = allFindings(closing);
  const fatal = findings.filter(isFatal);
  if (fatal.length > 0) return fatal.every(({ code }) => OUT_OF_TURN.has(code)) ? EXIT.blocked : EXIT.badInput;
  return findings.some(({ severity }) => severity === 'error') ? EXIT.blocked : EXIT.done;
}

/** True where what came of the close may be published. */
export function mayBePublished(closing: Closing): boolean {
  return closing.version !== undefined && findingsInTheWay(allFindings(closing), closing.waivers).length === 0;
}

/** Fatal not for what the rows are, but for what has not been done before. */
const OUT_OF_TURN = new Set<string>(['previous_period_must_be_published', 'opening_must_equal_previous_closing']);

function isFatal({ severity }: Finding): boolean {
  return severity === 'fatal';
}
