import { ENGINE } from '@millrace/costing-core';
import {
  type Database,
  EXIT,
  hashOfRows,
  type ListedVersion,
  recompute,
  Trouble,
  versionAsked,
  versionsOf,
} from '@millrace/store';
import type { Terminal } from '../terminal/terminal.js';
import { type Texts, tell } from '../text/texts.js';
import type { Cli, Run } from './cli.js';

/**
 * `millrace verify [VERSION]`: the stored rows have the stored hash, and so has what the stored inputs come to; `--all`: of every
 * version that was ever published.
 */
export function addVerify(cli: Cli): void {
  const { texts } = cli;
  cli.add<{ ledger?: string; all?: boolean }>(
    {
      name: 'verify',
      says: texts.help.verify,
      arguments: [['[version]', texts.argument.version]],
      options: [
        ['--ledger <ledger>', texts.option.ledger],
        ['--all', texts.option.all_published],
      ],
      example: 'millrace verify 3\n  millrace verify --all',
    },
    async (run, [name], { ledger, all = false }) => {
      if (all && name !== undefined) {
        throw new Trouble('argument_is_too_much', { says: '--all takes no version', word: name });
      }
      const database = await run.open();
      const own = await run.ledger(database, ledger);
      if (all) return verifyAll(run, database, own);
      const verified = await verify(database, await versionAsked(database, own, name));
      return {
        exit: verified.same ? EXIT.done : EXIT.blocked,
        json: verified,
        print: (terminal) => print(verified, texts, terminal),
      };
    },
  );
}

interface Verified {
  readonly version: number;
  readonly period: string;
  readonly same: boolean;
  readonly hash: string;
  /** The hash of the stored rows, and of what the stored inputs come to. */
  readonly rows: string;
  readonly recomputed: string;
  readonly engine: string;
}

async function verify(database: Database, record: ListedVersion): Promise<Verified> {
  const { version, period, hash, engine } = record;
  const rows = await hashOfRows(database, record);
  const recomputed = (await recompute(database, record)).version?.hash ?? '';
  return { version, period, same: rows === hash && recomputed === hash, hash, rows, recomputed, engine };
}

/** One that can't be read any more doesn't keep the others from being looked at. */
interface Unreadable {
  readonly version: number;
  readonly period: string;
  readonly same: false;
  readonly trouble: { readonly code: string; readonly says: string };
}

async function verifyAll(run: Run, database: Database, ledger: string) {
  const { texts } = run;
  const steps = run.steps();
  const verified: (Verified | Unreadable)[] = [];
  for (const record of await versionsOf(database, ledger)) {
    if (record.state === 'draft') continue;
    verified.push(await steps.run(`verify:${record.version}`, () => verifyOrSay(database, record, texts)));
  }
  steps.finished();
  const same = verified.filter((one) => one.same).length;
  return {
    exit: same === verified.length ? EXIT.done : EXIT.blocked,
    json: { ledger, same, versions: verified },
    print(terminal: Terminal) {
      for (const one of verified) {
        if (one.same) continue;
        terminal.line(texts.verify.version(one.version, one.period));
        if ('trouble' in one) terminal.line(one.trouble.says);
        else print(one, texts, terminal);
        terminal.line();
      }
      terminal.line(texts.verify.all(same, verified.length));
    },
  };
}

async function verifyOrSay(database: Database, record: ListedVersion, texts: Texts): Promise<Verified | Unreadable> {
  try {
    return await verify(database, record);
  } catch (error) {
    const trouble = Trouble.behind(error);
    if (trouble === undefined || trouble.exit !== EXIT.blocked) throw error;
    const [says] = tell(trouble, texts).split('\n  → ');
    return { version: record.version, period: record.period, same: false, trouble: { code: trouble.code, says } };
  }
}

function print(
  { version, same, hash, rows, recomputed, engine }: Verified,
  { verify }: Texts,
  terminal: Terminal,
): void {
  if (same) terminal.line(verify.same(version, hash));
  if (rows !== hash) terminal.line(verify.rowsDiffer);
  if (recomputed !== hash) terminal.line(verify.differs(recomputed, hash));
  if (!same && engine !== ENGINE) terminal.line(verify.otherEngine(engine, ENGINE));
}
