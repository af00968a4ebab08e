import type { Finding, Outcome, Version } from '@millrace/costing-core';
import type { Facts } from '@millrace/facts';
import { allFindings, type Database, exitOf, recomputeAsked, Trouble } from '@millrace/store';
import { findingsAsJson, printFindings } from '../../terminal/print-findings.js';
import type { Result, Run } from '../cli.js';
import { close } from '../close.js';
import { periodArgument } from './period.js';

/** A closed period with the flows that its figures are read off. */
export interface ClosedPeriod {
  readonly period: string;
  /** The stored version; undefined where the period was closed from files, which writes none. */
  readonly number: number | undefined;
  readonly version: Version;
  readonly outcome: Outcome;
  /** What was found; empty for a stored version, which has a table of its findings. */
  readonly findings: readonly Finding[];
  /** All rows of the files, where it was closed from files. */
  readonly read?: Facts | undefined;
}

/**
 * Shows something of a closed period: a stored version, computed again from its inputs, or with `from` a period closed from
 * files. What can't be closed shows its findings instead, with the exit code of `close`.
 *
 * @param show gets the database beside it, where the version is stored.
 * @param name a version's number or a period; with `from` a period.
 */
export async function showClosed(
  run: Run,
  name: string | undefined,
  options: { readonly ledger?: string; readonly from?: string },
  show: (closed: ClosedPeriod, database?: Database) => Result | Promise<Result>,
): Promise<Result> {
  if (options.from === undefined) {
    const database = await run.open();
    const { record, version, outcome } = await recomputeAsked(
      database,
      await run.ledger(database, options.ledger),
      name,
    );
    return show({ period: record.period, number: record.version, version, outcome, findings: [] }, database);
  }
  if (name === undefined) throw new Trouble('period_must_be_named_with_files');
  const closing = await close(run, periodArgument(name), { ...options, trial: true });
  const { version, outcome, period, read } = closing;
  const findings = allFindings(closing);
  if (version !== undefined && outcome !== undefined) {
    return show({ period, number: undefined, version, outcome, findings, read });
  }
  return {
    exit: exitOf(closing),
    json: { period, findings: findingsAsJson(findings, run.language) },
    print: (terminal) => printFindings(terminal, findings, { texts: run.texts, language: run.language }),
  };
}
