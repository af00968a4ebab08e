import { checkStandardFacts, type Finding, Findings, factsOfStandard } from '@millrace/costing-core';
import type { Facts, TableName } from '@millrace/facts';
import type { Database, Steps } from '@millrace/store';
import { EXIT, readFactTables } from '@millrace/store';
import { factsFromFiles } from '../../files/facts-from-files.js';
import { findingsAsJson, printFindings } from '../../terminal/print-findings.js';
import type { Result, Run } from '../cli.js';

/** What a command needs of masters. */
interface Needs {
  readonly tables: readonly TableName[];
  /** False: structures can be read without a ledger. */
  readonly ledger: boolean;
  /** False: who takes them checks them. */
  readonly checked: boolean;
}

export interface MastersOptions {
  readonly ledger?: string;
  readonly from?: string;
}

/** Masters as they are now, in files or in the database. */
export interface Masters {
  readonly facts: Facts;
  readonly ledger: string;
  /** Undefined where they came from files. */
  readonly database: Database | undefined;
  readonly steps: Steps;
  /** What was found in them that doesn't stand in the way; none where who takes them checks them. */
  readonly findings: readonly Finding[];
}

/**
 * Reads some tables and hands them on; what can't be read as it stands shows its findings instead, with the exit code of bad
 * input.
 */
export async function withMasters(
  run: Run,
  options: MastersOptions,
  needs: Needs,
  show: (masters: Masters) => Promise<Result>,
): Promise<Result> {
  const steps = run.steps();
  const findings = new Findings();
  const { facts, ...rest } = await readMasters(run, options, needs, steps, findings);
  if (needs.checked) checkStandardFacts(facts, findings);
  if (findings.fatal) {
    steps.finished();
    return refused(run, findings.sorted());
  }
  return show({ facts, steps, findings: findings.sorted(), ...rest });
}

/** The findings alone: nothing can be made of the rows. */
function refused(run: Run, findings: readonly Finding[]): Result {
  const { texts, language } = run;
  return {
    exit: EXIT.badInput,
    json: { findings: findingsAsJson(findings, language) },
    print(terminal) {
      printFindings(terminal, findings, { texts, language });
      terminal.heading(texts.structure.check.refused);
    },
  };
}

async function readMasters(
  run: Run,
  { from, ledger: asked }: MastersOptions,
  { tables, ledger: needsLedger }: Needs,
  steps: Steps,
  findings: Findings,
): Promise<Omit<Masters, 'steps' | 'findings'>> {
  if (from !== undefined) {
    const configured = run.config?.ledger === '' ? undefined : run.config?.ledger;
    const read = await factsFromFiles(from, { ledger: asked ?? configured, tables }, steps);
    findings.add(read.findings);
    return { facts: factsOfStandard(read.facts, tables), ledger: read.ledger, database: undefined };
  }
  const database = await run.open();
  const ledger = needsLedger ? await run.ledger(database, asked) : (asked ?? '');
  const facts = factsOfStandard(await readFactTables(database, ledger, tables, steps), tables);
  return { facts, ledger, database };
}
