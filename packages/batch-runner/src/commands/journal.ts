import { resolve } from 'node:path';
import { accountsMissing, type Journal, journal } from '@millrace/costing-core';
import { aboutSheetOf, journalProofSheet, journalSheet, journalSourceSheet } from '@millrace/report/sheets';
import {
  type Database,
  EXIT,
  isPosted,
  journalNow,
  type Posting,
  postingsOf,
  postJournal,
  recomputeAsked,
  reverseJournal,
  Trouble,
} from '@millrace/store';
import { writeWorkbook } from '../sheets/write-workbook.js';
import { printFindingCounts } from '../terminal/print-findings.js';
import { printJournal } from '../terminal/print-journal.js';
import type { Cli, Result, Run } from './cli.js';
import { accountsAreMissing } from './given/accounts-missing.js';
import { type ClosedPeriod, showClosed } from './given/closed-period.js';

interface JournalOptions {
  readonly ledger?: string;
  readonly from?: string;
  readonly against?: string;
  readonly whole?: boolean;
  readonly post?: boolean;
  readonly reversed?: boolean;
  readonly document?: string;
  readonly reason?: string;
  readonly sources?: boolean;
  readonly csv?: boolean;
  readonly xlsx?: string;
}

/** A journal beside what the general ledger has of its period. */
interface Beside {
  /** The version that it differs from. */
  readonly against?: ClosedPeriod | undefined;
  /** How this version's own journal was posted. */
  readonly posted?: Posting | undefined;
  /** The last posting of the period that stands. */
  readonly now?: Posting | undefined;
}

/** `millrace journal`: what a period moves from one account to another (凭证), or what that differs from what was posted. */
export function addJournal(cli: Cli): void {
  const { texts, language } = cli;
  const says = texts.journal;
  cli.add<JournalOptions>(
    {
      name: 'journal',
      says: says.help,
      arguments: [['[version]', texts.argument.version_or_period]],
      options: [
        ['--ledger <ledger>', texts.option.ledger],
        ['--from <path>', texts.option.from],
        ['--against <version>', says.option.against],
        ['--whole', says.option.whole],
        ['--sources', says.option.sources],
        ['--csv', texts.option.csv],
        ['--xlsx <file>', says.option.xlsx],
        ['--post', says.option.post],
        ['--reversed', says.option.reversed],
        ['--document <number>', says.option.document],
        ['--reason <text>', texts.option.reason],
      ],
      example:
        'millrace journal 2026-10\n  millrace journal 7 --xlsx journal.xlsx\n  millrace journal 7 --post --document JV-2026-118',
    },
    (run, [name], options) => {
      mustGoTogether(options);
      return showClosed(run, name, options, async (closed, database) => {
        if (database === undefined) return show(run, closed, {}, options);
        const ledger = await run.ledger(database, options.ledger);
        if (options.reversed) return reversed(database, ledger, closed, options);
        return show(run, closed, await besides(database, ledger, closed, options), options, { database, ledger });
      });
    },
  );

  async function show(
    run: Run,
    closed: ClosedPeriod,
    { against, posted, now }: Beside,
    options: JournalOptions,
    stored?: { readonly database: Database; readonly ledger: string },
  ): Promise<Result> {
    const { period, number, version, outcome, findings } = closed;
    const missing = [closed, ...(against === undefined ? [] : [against])].flatMap((of) => accountsMissing(of.outcome));
    const { sources = false, csv = false } = options;
    const identity = { version: number, period, hash: version.hash, against: against?.number };
    if (missing.length > 0) return accountsAreMissing(missing, identity, cli);
    const asked = sources || options.xlsx !== undefined;
    const made = journal(closed, { sources: asked, ...(against !== undefined && { against }) });
    const { ledger, currency } = outcome.scope;
    const about = { ledger, currency, period, ...(number && { version: String(number) }), hash: version.hash };
    const compared = against === undefined ? {} : { against: `${against.number} (${against.version.hash})` };
    const workbook = await writeBook(made, { ...about, ...compared }, options.xlsx);
    const posting = options.post && stored ? await post(stored, closed, against, { made, options }) : undefined;
    return {
      exit: EXIT.done,
      json: { ...identity, ...made, sources: sources ? made.sources : undefined, workbook, posting, posted, now },
      print(terminal) {
        if (csv) return terminal.csv(sources ? journalSourceSheet(made) : journalSheet(made), language);
        if (workbook === undefined) {
          printFindingCounts(terminal, findings, run.texts);
          const title =
            against === undefined
              ? says.title(period, currency)
              : says.differenceTitle(period, String(against.number), currency);
          terminal.heading(title);
          printJournal(terminal, made, texts, against !== undefined);
        } else terminal.line(texts.sheets.workbook(workbook.file, workbook.sheets));
        if (posting !== undefined) terminal.line(says.done(posting, String(number)));
        else if (posted !== undefined) terminal.line(says.posted(posted.number, posted.by, posted.at, posted.document));
        if (posting === undefined && now !== undefined && now !== posted) {
          terminal.line(says.now(now.version, now.number, now.document));
        }
      },
    };
  }

  async function writeBook(made: Journal, about: Readonly<Record<string, string>>, xlsx: string | undefined) {
    if (xlsx === undefined) return undefined;
    const file = resolve(xlsx);
    const own = [journalSheet(made), journalSourceSheet(made)];
    const sheets = await writeWorkbook(
      file,
      made.proof.length > 0 ? [...own, journalProofSheet(made)] : own,
      language,
      {
        about: (written) => aboutSheetOf(about, written, language),
      },
    );
    return { file, sheets: sheets.length };
  }

  async function reversed(
    database: Database,
    ledger: string,
    { period, number }: ClosedPeriod,
    { document = '', reason = '' }: JournalOptions,
  ): Promise<Result> {
    const version = number as number;
    const posting = await reverseJournal(database, { ledger, period, version, document, reason });
    const now = journalNow(await postingsOf(database, ledger), period);
    return {
      exit: EXIT.done,
      json: { version, period, reversed: posting.number, now },
      print(terminal) {
        terminal.line(says.reversed(posting.number, String(version)));
        terminal.line(now === undefined ? says.nothingNow(period) : says.now(now.version, now.number, now.document));
      },
    };
  }
}

/** What a journal is shown beside: what was asked for, or the version whose journal the general ledger has, unless it is its own. */
async function besides(
  database: Database,
  ledger: string,
  closed: ClosedPeriod,
  { against, whole = false, post = false }: JournalOptions,
): Promise<Beside> {
  if (against !== undefined) return { against: await closedAgain(database, ledger, closed, against) };
  const postings = await postingsOf(database, ledger);
  const now = journalNow(postings, closed.period);
  if (post && now !== undefined && now.version === closed.number) throw isPosted(now);
  const stands = postings.filter(({ reversed }) => reversed === undefined);
  const posted = stands.findLast(({ version }) => version === closed.number);
  const isWhole = whole || now === undefined || (posted !== undefined && !post);
  return { now, posted, against: isWhole ? undefined : await closedAgain(database, ledger, closed, `${now.version}`) };
}

/** Another version of the same period, computed again. */
async function closedAgain(
  database: Database,
  ledger: string,
  closed: ClosedPeriod,
  name: string,
): Promise<ClosedPeriod> {
  const { record, version, outcome } = await recomputeAsked(database, ledger, name);
  if (record.period !== closed.period) {
    const fields = { version: String(record.version), found: record.period, period: closed.period };
    throw new Trouble('journal_is_of_another_period', fields);
  }
  return { period: record.period, number: record.version, version, outcome, findings: [] };
}

function post(
  { database, ledger }: { readonly database: Database; readonly ledger: string },
  { period, number }: ClosedPeriod,
  against: ClosedPeriod | undefined,
  { made: { lines, debit, credit, hash }, options }: { readonly made: Journal; readonly options: JournalOptions },
): Promise<number> {
  const posted = { line_count: lines.length, debit, credit, hash, document: options.document ?? '' };
  return postJournal(database, { ledger, period, version: number as number, against: against?.number, ...posted });
}

/** What is posted is what the general ledger lacks, which nobody chooses; files have no versions. */
function mustGoTogether(options: JournalOptions): void {
  const given = (names: readonly (keyof JournalOptions)[]) => names.filter((name) => options[name] !== undefined);
  const only = (name: keyof JournalOptions, expected: string) => {
    if (options[name] === undefined) return;
    const value = typeof options[name] === 'string' ? String(options[name]) : `--${name}`;
    throw new Trouble('option_is_wrong', { option: `--${name}`, value, expected });
  };
  if (options.from !== undefined) {
    for (const name of given(['against', 'post', 'reversed'])) only(name, 'millrace journal 7');
  }
  const records = options.post || options.reversed;
  if (records) for (const name of given(['against', 'whole'])) only(name, 'millrace journal 7 --post');
  if (options.post && options.reversed) only('reversed', 'millrace journal 7 --reversed --reason');
  if (!records) only('document', 'millrace journal 7 --post --document');
  if (!options.reversed) only('reason', 'millrace journal 7 --reversed --reason');
}
