import { availableParallelism } from 'node:os';
import { grouped } from '@millrace/report/figures';
import { type Database, EXIT, type Exit, Steps, Trouble } from '@millrace/store';
import pLimit from 'p-limit';
import { policyOf } from '../config.js';
import { SILENT } from '../terminal/step-display.js';
import { type Texts, tell } from '../text/texts.js';
import type { Cli, Result, Run } from './cli.js';
import { ledgersMustBeKnown } from './close.js';
import { closeByWorkers } from './given/close-by-workers.js';
import { type ClosedLedger, closeLedger, type LedgerToClose, stoppedBy } from './given/closed-ledger.js';
import { periodArgument } from './given/period.js';

interface CloseAllOptions {
  readonly atOnce?: string;
  readonly workers?: boolean;
  readonly trial?: boolean;
}

/**
 * `millrace close-all PERIOD`: closes the period in every ledger of the database, here or by workers. Ledgers exchange goods at the
 * prices of their documents, so none has to wait for another; what stops one doesn't stop the others.
 */
export function addCloseAll(cli: Cli): void {
  const { texts } = cli;
  cli.add<CloseAllOptions>(
    {
      name: 'close-all',
      says: texts.help.closeAll,
      arguments: [['<period>', texts.argument.period]],
      options: [
        ['--at-once <number>', texts.option.atOnce],
        ['--workers', texts.worker.workers],
        ['--trial', texts.option.trial],
      ],
      example: 'millrace close-all 2026-10\n  millrace close-all 2026-10 --at-once 8 --json',
    },
    async (run, [asked], options): Promise<Result> => {
      const period = periodArgument(asked);
      const trial = options.trial === true;
      const atOnce = atOnceOf(options.atOnce, options.workers === true);
      const first = await run.open();
      const rows = await first.kysely.selectFrom('millrace.ledger').select('ledger').orderBy('ledger').execute();
      if (rows.length === 0) throw new Trouble('ledger_is_missing', { place: first.place });
      ledgersMustBeKnown(run, new Set(rows.map(({ ledger }) => ledger)));
      const toClose = rows.map(({ ledger }) => ({ ledger, period, policy: policyOf(run.config, ledger), trial }));
      const closed = options.workers
        ? await closeByWorkers(run, first, toClose)
        : await closeHere(run, first, toClose, atOnce);
      return {
        exit: closed.map(({ exit }) => exit).reduce(worse, EXIT.done),
        json: { period, ledgers: closed.map((one) => ({ ...one, trouble: toldTrouble(one, texts) })) },
        print(terminal) {
          terminal.table(
            texts.closeAll.head,
            closed.map((one) => cellsOf(one, texts, trial)),
            [1, 3, 4, 5, 6, 7],
          );
          terminal.line();
          for (const { ledger, policy, policy_before: before } of closed) {
            if (policy === undefined || before === undefined) continue;
            terminal.line(texts.closeAll.otherPolicy(ledger, policy, before));
          }
          terminal.line(texts.closeAll.count(closed.filter(({ publishable }) => publishable).length, closed.length));
          if (closed.some(({ fatal, errors, warnings }) => fatal + errors + warnings > 0)) {
            terminal.line(texts.closeAll.look(period));
          }
        },
      };
    },
  );
}

/** In this process, several at once. */
function closeHere(
  run: Run,
  first: Database,
  toClose: readonly LedgerToClose[],
  atOnce: number,
): Promise<ClosedLedger[]> {
  const steps = run.steps();
  // A session holds one transaction at a time, and an embedded database has one session.
  const isAlone = first.kind === 'embedded';
  const limit = pLimit(isAlone ? 1 : atOnce);
  return limit.map(toClose, (one) =>
    steps.run(`ledger:${one.ledger}`, async (): Promise<ClosedLedger> => {
      let own: Database | undefined;
      try {
        own = isAlone ? first : await run.openAnother();
        return await closeLedger(own, one, new Steps(SILENT));
      } catch (error) {
        return stoppedBy(one.ledger, error);
      } finally {
        if (own !== first) await own?.close();
      }
    }),
  );
}

function atOnceOf(text: string | undefined, byWorkers: boolean): number {
  if (text === undefined) return availableParallelism();
  const number = Number(text);
  // How many workers there are is not for this command to say.
  if (/^[1-9]\d{0,3}$/.test(text) && !byWorkers) return number;
  const expected = byWorkers ? '--workers' : '4';
  throw new Trouble('option_is_wrong', { option: '--at-once', value: text, expected });
}

function toldTrouble({ trouble }: ClosedLedger, texts: Texts): { code: string; says: string } | undefined {
  if (trouble === undefined) return undefined;
  const [says] = tell(new Trouble(trouble.code, trouble.fields), texts).split('\n  → ');
  return { code: trouble.code, says };
}

function cellsOf(one: ClosedLedger, texts: Texts, isTrial: boolean): string[] {
  const says = texts.closeAll;
  const became = () => {
    if (isTrial) return says.trial;
    if (one.version === undefined) return says.refused;
    return one.is_new ? says.draft : says.same;
  };
  return [
    one.ledger,
    one.version === undefined ? '' : String(one.version),
    one.hash?.slice(0, 12) ?? '',
    one.cost_in === undefined ? '' : `${grouped(one.cost_in)} ${one.currency}`,
    one.difference ?? '',
    ...[one.fatal, one.errors, one.warnings].map(String),
    toldTrouble(one, texts)?.says ?? became(),
  ];
}

function worse(one: Exit, other: Exit): Exit {
  return one > other ? one : other;
}
