import { isDeepStrictEqual } from 'node:util';
import { accountsMissing, ENGINE, type Journal, journal } from '@millrace/costing-core';
import {
  type Database,
  EXIT,
  hashOfRows,
  type ListedVersion,
  type Posting,
  postingsOf,
  recompute,
  Trouble,
  versionAsked,
  versionsOf,
} from '@millrace/store';
import type { Terminal } from '../terminal/terminal.js';
import { type Texts, tell } from '../text/texts.js';
import type { Cli, Run } from './cli.js';

/**
 * `millrace verify [VERSION]`: the stored rows have the stored hash, and so has what the stored inputs come to; journals of it that were
 * posted are what it gives now. `--all`: of every version that was ever published.
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
        throw new Trouble('options_exclude_each_other', { option: '--all', other: name });
      }
      const database = await run.open();
      const own = await run.ledger(database, ledger);
      if (all) return verifyAll(run, database, own);
      const verified = await verify(database, await versionAsked(database, own, name), await postingsOf(database, own));
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
  /** Its journals that were posted, also those that were reversed since. */
  readonly journals: readonly VerifiedJournal[];
}

interface VerifiedJournal extends Pick<Posting, 'document' | 'by' | 'at'> {
  readonly posting: number;
  readonly same: boolean;
  readonly posted: Lines;
  /** What the version gives now; undefined where it has no journal. */
  readonly made: Lines | undefined;
}

type Lines = Pick<Posting, 'line_count' | 'debit' | 'credit' | 'hash'>;

async function verify(database: Database, record: ListedVersion, postings: readonly Posting[]): Promise<Verified> {
  const { version, period, hash, engine } = record;
  const rows = await hashOfRows(database, record);
  const again = await recompute(database, record);
  const recomputed = again.version?.hash ?? '';
  const journals: VerifiedJournal[] = [];
  for (const posting of postings.filter((of) => of.version === version)) {
    journals.push(await verifyJournal(database, again, posting, record.ledger));
  }
  const same = rows === hash && recomputed === hash && journals.every((one) => one.same);
  return { version, period, same, hash, rows, recomputed, engine, journals };
}

/** A posting says what it differed from: that version is computed again too. */
async function verifyJournal(
  database: Database,
  of: Recomputed,
  { number, against, document, by, at, line_count, debit, credit, hash }: Posting,
  ledger: string,
): Promise<VerifiedJournal> {
  const before =
    against === undefined ? undefined : await recompute(database, await versionAsked(database, ledger, `${against}`));
  const lines = madeAgain(of, before);
  const made = lines && {
    line_count: lines.lines.length,
    debit: lines.debit,
    credit: lines.credit,
    hash: lines.hash,
  };
  const posted = { line_count, debit, credit, hash };
  return { posting: number, document, by, at, same: isDeepStrictEqual(posted, made), posted, made };
}

/** The lines that a version gives now; undefined where it gives none. */
function madeAgain(of: Recomputed, before: Recomputed | undefined): Journal | undefined {
  const all = [of, ...(before === undefined ? [] : [before])].map(({ version, outcome }) =>
    version === undefined || outcome === undefined || accountsMissing(outcome).length > 0
      ? undefined
      : { version, outcome },
  );
  const [own, against] = all;
  if (own === undefined || all.includes(undefined)) return undefined;
  return journal(own, against === undefined ? {} : { against });
}

type Recomputed = Awaited<ReturnType<typeof recompute>>;

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
  const postings = await postingsOf(database, ledger);
  const verified: (Verified | Unreadable)[] = [];
  for (const record of await versionsOf(database, ledger)) {
    if (record.published_at === null) continue;
    verified.push(await steps.run(`verify:${record.version}`, () => verifyOrSay(database, record, postings, texts)));
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

async function verifyOrSay(
  database: Database,
  record: ListedVersion,
  postings: readonly Posting[],
  texts: Texts,
): Promise<Verified | Unreadable> {
  try {
    return await verify(database, record, postings);
  } catch (error) {
    const trouble = Trouble.behind(error);
    if (trouble === undefined || trouble.exit !== EXIT.blocked) throw error;
    const [says] = tell(trouble, texts).split('\n  → ');
    return { version: record.version, period: record.period, same: false, trouble: { code: trouble.code, says } };
  }
}

function print(
  { version, same, hash, rows, recomputed, engine, journals }: Verified,
  { verify }: Texts,
  terminal: Terminal,
): void {
  if (same) terminal.line(verify.same(version, hash));
  if (rows !== hash) terminal.line(verify.rowsDiffer);
  if (recomputed !== hash) terminal.line(verify.differs(recomputed, hash));
  for (const one of journals) {
    terminal.line(one.same ? verify.journal(one.posting, one.document) : verify.journalDiffers(one));
  }
  if (!same && engine !== ENGINE) terminal.line(verify.otherEngine(engine, ENGINE));
}
