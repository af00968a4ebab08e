import {
  type Closed,
  closePeriod,
  documentCounts,
  edgesOf,
  type Outcome,
  scopeOf,
  waiversInForce,
} from '@millrace/costing-core';
import { printLocal, readInstant } from '@millrace/facts';
import {
  type Closing,
  calendarOf,
  closeInDatabase,
  closeOnTrial,
  countDocuments,
  exitOf,
  mayBePublished,
  periodOf,
  Trouble,
} from '@millrace/store';
import { CONFIG_FILE, hasOwnPolicy, policyOf } from '../config.js';
import { factsFromFiles } from '../files/facts-from-files.js';
import { closedAsJson, printClosed } from '../terminal/print-closed.js';
import type { Cli, Result, Run } from './cli.js';
import { encodingOption } from './given/encoding.js';
import { periodArgument } from './given/period.js';

interface CloseOptions {
  readonly ledger?: string;
  readonly trial?: boolean;
  /** Whether all documents are to be counted, wherever they are dated. */
  readonly counted?: boolean;
  readonly from?: string;
  readonly encoding?: string;
  readonly edges?: boolean;
  readonly all?: boolean;
}

/** `millrace close PERIOD`: check, cost, verify, write a draft. */
export function addClose(cli: Cli): void {
  const { texts, language } = cli;
  cli.add<CloseOptions>(
    {
      name: 'close',
      says: texts.help.close,
      arguments: [['<period>', texts.argument.period]],
      options: [
        ['--ledger <ledger>', texts.option.ledger],
        ['--trial', texts.option.trial],
        ['--from <path>', texts.option.from],
        ['--encoding <encoding>', texts.option.encoding],
        ['--edges', texts.option.edges],
        ['--all', texts.option.all],
      ],
      example: 'millrace close 2026-10\n  millrace close 2026-10 --from ./export-2026-10 --json > october.json',
    },
    async (run, [period], options): Promise<Result> => {
      const closing = await close(run, periodArgument(period), options);
      const exit = exitOf(closing);
      return {
        exit,
        json: {
          ...closedAsJson(closing, language),
          edges: options.edges && closing.outcome !== undefined ? sortedEdges(closing.outcome) : undefined,
        },
        print(terminal) {
          printClosed(terminal, closing, texts, language, options.all === true);
          const { written } = closing;
          if (written?.state === 'draft' && mayBePublished(closing))
            terminal.line(texts.close.publishWith(written.version));
        },
      };
    },
  );
}

/** Closes from files or from the database; on trial where asked to or where there is no database to write to. */
export async function close(run: Run, period: string, options: CloseOptions): Promise<Closing> {
  const steps = run.steps();
  if (options.from !== undefined) {
    const configured = run.config?.ledger === '' ? undefined : run.config?.ledger;
    const encoding = encodingOption(options.encoding);
    const read = await factsFromFiles(options.from, { ledger: options.ledger ?? configured, encoding }, steps);
    const { facts, ledger, findings } = read;
    if (!hasOwnPolicy(run.config, ledger)) ledgersMustBeKnown(run, read.ledgers);
    const policy = policyOf(run.config, ledger);
    const broken = findings.length > 0;
    const closed: Closed = broken
      ? { findings: facts.faults, examined: () => new Map() }
      : await steps.run('compute', async () => closePeriod(facts, policy, { ledger, period }));
    steps.finished();
    const scope = broken ? undefined : scopeOf(facts, { ledger, period }, () => {});
    const counts = scope === undefined ? [] : documentCounts(facts, scope);
    const day = printLocal(readInstant(new Date().toISOString()), scope?.timeZone ?? 'UTC').slice(0, 10);
    const waivers = waiversInForce(policy.waivers, { period, day });
    return { ...closed, ledger, period, aside: findings, waivers, counts, read: facts };
  }
  const database = await run.open();
  const ledger = await run.ledger(database, options.ledger);
  const rows = await database.kysely.selectFrom('millrace.ledger').select('ledger').execute();
  ledgersMustBeKnown(run, new Set(rows.map((row) => row.ledger)));
  const policy = policyOf(run.config, ledger);
  const closed = options.trial
    ? await closeOnTrial(database, ledger, period, policy, steps)
    : await closeInDatabase(database, ledger, period, { content: policy }, steps);
  if (!options.counted) return { ...closed, ledger, period };
  const calendar = await calendarOf(database, ledger);
  const counts = await countDocuments(database, ledger, calendar, periodOf(calendar, ledger, period));
  return { ...closed, ledger, period, counts };
}

/**
 * A policy for a ledger that isn't there would leave the one that is meant to the policy for all, in silence. Files may hold
 * one ledger of several that share a config, so there it matters only to a ledger without a policy of its own.
 */
export function ledgersMustBeKnown({ config, options }: Run, known: ReadonlySet<string>): void {
  const unknown = Object.keys(config?.policy_by_ledger ?? {}).find((ledger) => !known.has(ledger));
  if (unknown === undefined) return;
  throw new Trouble('config_can_not_be_read', {
    file: options.config ?? CONFIG_FILE,
    says: `policy_by_ledger.${unknown}: there is no such ledger`,
    says_zh: `policy_by_ledger.${unknown}：没有这个账套`,
  });
}

/** Edges by their names, so that their order owes nothing to the order of rows. */
function sortedEdges(outcome: Outcome): unknown[] {
  const keyed = Array.from(edgesOf(outcome), (edge) => ({ edge, key: JSON.stringify(edge) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ edge }) => edge);
}
