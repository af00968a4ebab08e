import { resolve } from 'node:path';
import { accountsMissing, type Journal, journal } from '@millrace/costing-core';
import { aboutSheetOf, journalProofSheet, journalSheet, journalSourceSheet } from '@millrace/report/sheets';
import { type Database, EXIT, recomputeAsked, Trouble } from '@millrace/store';
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
  readonly sources?: boolean;
  readonly csv?: boolean;
  readonly xlsx?: string;
}

/** `millrace journal`: what a period moves from one account to another (凭证), or what that differs from an earlier version. */
export function addJournal(cli: Cli): void {
  const { texts, language } = cli;
  cli.add<JournalOptions>(
    {
      name: 'journal',
      says: texts.journal.help,
      arguments: [['[version]', texts.argument.version_or_period]],
      options: [
        ['--ledger <ledger>', texts.option.ledger],
        ['--from <path>', texts.option.from],
        ['--against <version>', texts.journal.option.against],
        ['--sources', texts.journal.option.sources],
        ['--csv', texts.option.csv],
        ['--xlsx <file>', texts.journal.option.xlsx],
      ],
      example: 'millrace journal 2026-10\n  millrace journal 7 --against 6 --xlsx late.xlsx',
    },
    (run, [name], options) =>
      showClosed(run, name, options, async (closed, database) => {
        const { against } = options;
        if (against === undefined) return show(run, closed, undefined, options);
        if (database === undefined) {
          throw new Trouble('option_is_wrong', {
            option: '--from',
            value: String(options.from),
            expected: 'millrace journal 7 --against 6',
          });
        }
        return show(run, closed, await posted(run, database, closed, options), options);
      }),
  );

  async function show(
    run: Run,
    closed: ClosedPeriod,
    against: ClosedPeriod | undefined,
    options: JournalOptions,
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
    return {
      exit: EXIT.done,
      json: { ...identity, ...made, sources: sources ? made.sources : undefined, workbook },
      print(terminal) {
        if (csv) return terminal.csv(sources ? journalSourceSheet(made) : journalSheet(made), language);
        if (workbook !== undefined) {
          terminal.line(texts.sheets.workbook(workbook.file, workbook.sheets));
          return;
        }
        printFindingCounts(terminal, findings, run.texts);
        const title =
          against === undefined
            ? texts.journal.title(period, currency)
            : texts.journal.differenceTitle(period, String(against.number), currency);
        terminal.heading(title);
        printJournal(terminal, made, texts, against !== undefined);
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

  /** The version whose journal is in the general ledger. */
  async function posted(
    run: Run,
    database: Database,
    closed: ClosedPeriod,
    options: JournalOptions,
  ): Promise<ClosedPeriod> {
    const ledger = await run.ledger(database, options.ledger);
    const { record, version, outcome } = await recomputeAsked(database, ledger, options.against);
    if (record.period !== closed.period) {
      const fields = { version: String(record.version), found: record.period, period: closed.period };
      throw new Trouble('journal_is_of_another_period', fields);
    }
    return { period: record.period, number: record.version, version, outcome, findings: [] };
  }
}
