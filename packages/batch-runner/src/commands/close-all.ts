import { availableParallelism } from 'node:os';
import type { Finding, Language } from '@millrace/costing-core';
import { printFixed } from '@millrace/exact';
import { grouped, proofOf, termsOf } from '@millrace/report/figures';
import {
  allFindings,
  type Closing,
  closeInDatabase,
  closeOnTrial,
  type Database,
  EXIT,
  type Exit,
  exitOf,
  mastersOf,
  mayBePublished,
  Steps,
  Trouble,
} from '@millrace/store';
import pLimit from 'p-limit';
import { policyOf } from '../config.js';
import { SILENT } from '../terminal/step-display.js';
import { type Texts, tell } from '../text/texts.js';
import type { Cli, Result } from './cli.js';
import { ledgersMustBeKnown } from './close.js';
import { periodArgument } from './given/period.js';

interface CloseAllOptions {
  readonly atOnce?: string;
  readonly trial?: boolean;
}

/** What became of one ledger: its version and counts, or the trouble that stopped it. */
interface ClosedLedger {
  readonly ledger: string;
  readonly exit: Exit;
  readonly version?: number | undefined;
  readonly is_new?: boolean | undefined;
  readonly hash?: string;
  readonly cost_in?: string;
  readonly difference?: string;
  readonly currency?: string;
  readonly fatal: number;
  readonly errors: number;
  readonly warnings: number;
  /** Nothing that was found stands in the way, or all of it is waived. */
  readonly publishable: boolean;
  readonly trouble?: { readonly code: string; readonly says: string };
}

/**
 * `millrace close-all PERIOD`: closes the period in every ledger of the database. Ledgers exchange goods at the prices of
 * their documents, so none has to wait for another; what stops one doesn't stop the others.
 */
export function addCloseAll(cli: Cli): void {
  const { texts, language } = cli;
  cli.add<CloseAllOptions>(
    {
      name: 'close-all',
      says: texts.help.closeAll,
      arguments: [['<period>', texts.argument.period]],
      options: [
        ['--at-once <number>', texts.option.atOnce],
        ['--trial', texts.option.trial],
      ],
      example: 'millrace close-all 2026-10\n  millrace close-all 2026-10 --at-once 8 --json',
    },
    async (run, [asked], options): Promise<Result> => {
      const period = periodArgument(asked);
      const isTrial = options.trial === true;
      const atOnce = atOnceOf(options.atOnce);
      const first = await run.open();
      const rows = await first.kysely.selectFrom('millrace.ledger').select('ledger').orderBy('ledger').execute();
      const ledgers = rows.map(({ ledger }) => ledger);
      if (ledgers.length === 0) throw new Trouble('ledger_is_missing', { place: first.place });
      ledgersMustBeKnown(run, new Set(ledgers));
      const steps = run.steps();
      // A session holds one transaction at a time, and an embedded database has one session.
      const isAlone = first.kind === 'embedded';
      const limit = pLimit(isAlone ? 1 : atOnce);
      const told = await limit.map(ledgers, (ledger) =>
        steps.run(`ledger:${ledger}`, async (): Promise<ClosedLedger> => {
          let own: Database | undefined;
          try {
            own = isAlone ? first : await run.openAnother();
            const close = isTrial ? closeOnTrial : closeInDatabase;
            const closed = await close(own, ledger, period, policyOf(run.config, ledger), new Steps(SILENT));
            return toldOf({ ...closed, ledger, period }, language);
          } catch (error) {
            return stopped(ledger, error, texts);
          } finally {
            if (own !== first) await own?.close();
          }
        }),
      );
      return {
        exit: told.map(({ exit }) => exit).reduce(worse, EXIT.done),
        json: { period, ledgers: told },
        print(terminal) {
          terminal.table(
            texts.closeAll.head,
            told.map((one) => cellsOf(one, texts.closeAll, isTrial)),
            [1, 3, 4, 5, 6, 7],
          );
          terminal.line();
          terminal.line(texts.closeAll.count(told.filter(({ publishable }) => publishable).length, told.length));
          if (told.some(({ fatal, errors, warnings }) => fatal + errors + warnings > 0)) {
            terminal.line(texts.closeAll.look(period));
          }
        },
      };
    },
  );
}

function atOnceOf(text: string | undefined): number {
  if (text === undefined) return availableParallelism();
  const number = Number(text);
  if (/^[1-9]\d{0,3}$/.test(text)) return number;
  throw new Trouble('option_is_wrong', { option: '--at-once', value: text, expected: '4' });
}

/** What no file, server or user can cause is a defect, and ends everything. */
function stopped(ledger: string, error: unknown, texts: Texts): ClosedLedger {
  const trouble = Trouble.behind(error);
  if (trouble === undefined) throw error;
  const [says] = tell(trouble, texts).split('\n  → ');
  return {
    ledger,
    exit: trouble.exit,
    fatal: 0,
    errors: 0,
    warnings: 0,
    publishable: false,
    trouble: { code: trouble.code, says },
  };
}

/** What is kept of a close while others go on: the results of a thousand ledgers would fill the memory. */
function toldOf(closing: Closing, language: Language): ClosedLedger {
  const findings = allFindings(closing);
  const { ledger, written, version, outcome } = closing;
  const counted = {
    ledger,
    exit: exitOf(closing),
    fatal: countOf(findings, 'fatal'),
    errors: countOf(findings, 'error'),
    warnings: countOf(findings, 'warning'),
    publishable: mayBePublished(closing),
  };
  if (version === undefined || outcome === undefined) return counted;
  const masters = mastersOf(outcome, ['ledger', 'cost_element']);
  const terms = termsOf({ version: { tables: version }, masters, language });
  const proof = proofOf(version.rows('proof'), terms);
  return {
    ...counted,
    version: written?.version,
    is_new: written?.isNew,
    hash: version.hash,
    currency: terms.currency,
    cost_in: printFixed(proof.in.total, terms.amountScale),
    difference: printFixed(proof.differenceTotal, terms.amountScale),
  };
}

function cellsOf(one: ClosedLedger, says: Texts['closeAll'], isTrial: boolean): string[] {
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
    one.trouble?.says ?? became(),
  ];
}

function countOf(findings: readonly Finding[], severity: Finding['severity']): number {
  return findings.filter((found) => found.severity === severity).length;
}

function worse(one: Exit, other: Exit): Exit {
  return one > other ? one : other;
}
