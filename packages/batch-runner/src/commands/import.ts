import { type Finding, Findings } from '@millrace/costing-core';
import { tableNamed } from '@millrace/facts';
import { EXIT, Trouble } from '@millrace/store';
import { findInput } from '../files/find-files.js';
import { type Importing, importFiles, type Sources } from '../import/import-files.js';
import { PeriodOfRow } from '../import/period-of-row.js';
import { undoImport } from '../import/undo.js';
import { readSources } from '../sources/find-sources.js';
import { findingsAsJson, printFindings } from '../terminal/print-findings.js';
import { printImport } from '../terminal/print-imported.js';
import type { Cli, Result, Run } from './cli.js';
import { encodingOption } from './given/encoding.js';
import { importSeveral } from './given/import-several.js';
import { periodArgument } from './given/period.js';

interface ImportOptions {
  readonly preview?: boolean;
  readonly intoPublished?: boolean;
  readonly sources?: boolean;
  readonly replace?: string;
  readonly period?: string;
  readonly undo?: string;
  readonly encoding?: string;
  readonly all?: boolean;
}

/** `millrace import PATH`: CSV files and workbooks into the fact tables, checked whole before anything is written. */
export function addImport(cli: Cli): void {
  const { texts } = cli;
  cli.add<ImportOptions>(
    {
      name: 'import',
      says: texts.help.import,
      arguments: [['[paths...]', texts.argument.sources]],
      options: [
        ['--preview', texts.option.importPreview],
        ['--into-published', texts.import.intoPublished],
        ['--sources', texts.option.sources],
        ['--replace <tables>', texts.option.importReplace],
        ['--period <period>', texts.option.replacedPeriod],
        ['--undo <number>', texts.option.importUndo],
        ['--encoding <encoding>', texts.option.encoding],
        ['--all', texts.option.all],
      ],
      example: [
        'millrace import ./export-2026-10 --preview',
        'millrace import month.xlsx --replace movement --period 2026-10',
        'millrace import ./2026-08 ./2026-09 ./2026-10',
        'millrace import --sources --preview',
        'millrace import --undo 7',
      ].join('\n  '),
    },
    async (run, paths, options) => {
      if (options.undo !== undefined) return undo(run, paths[0], options);
      return paths.length > 1 ? loadSeveral(run, paths, options) : load(run, paths[0], options);
    },
  );
}

async function load(run: Run, path: string | undefined, options: ImportOptions): Promise<Result> {
  if (options.sources) {
    if (path !== undefined) {
      throw new Trouble('options_exclude_each_other', { option: '--sources', other: path });
    }
    return readSources(
      run.config,
      () => run.openSources(),
      ({ sources, inputs, queries }) =>
        bringIn(run, { sources, files: [...inputs.values()], hashed: queries, notes: [] }, [], options),
    );
  }
  if (path === undefined) throw new Trouble('argument_is_missing', { says: 'a path is missing', word: 'path' });
  const found = new Findings();
  const input = await findInput(path, found.report, encodingOption(options.encoding));
  if (input.kind === 'json') throw new Trouble('input_holds_no_tables', { path });
  return bringIn(run, input, found.sorted(), options);
}

/** What later ones need may be what earlier ones bring, and of what one leaves out another may be full. */
async function loadSeveral(run: Run, paths: readonly string[], options: ImportOptions): Promise<Result> {
  const { sources, preview, replace, period, intoPublished = false, all = false, encoding } = options;
  for (const [option, given] of Object.entries({
    '--sources': sources,
    '--preview': preview,
    '--replace': replace,
    '--period': period,
  })) {
    if (given !== undefined) {
      throw new Trouble('options_exclude_each_other', { option, other: paths.slice(0, 2).join(' ') });
    }
  }
  return importSeveral(run, paths, { intoPublished, all, encoding: encodingOption(encoding) });
}

async function bringIn(
  run: Run,
  input: Sources & { readonly notes: readonly string[] },
  found: readonly Finding[],
  options: ImportOptions,
): Promise<Result> {
  const { texts, language } = run;
  const { preview = false, intoPublished = false, all = false } = options;
  const replace = replacing(options);
  const database = await run.open();
  const steps = run.steps();
  const importing: Importing = { isPreview: preview, intoPublished, ...(replace && { replace }) };
  const imported = await importFiles(database, input, found, steps, importing);
  steps.finished();
  const { tables, counts, findings } = imported;
  const { notes } = input;
  if (imported.refused) return refused(run, findings, texts.import.refused, all);
  return {
    exit: EXIT.done,
    json: { import: imported.number ?? null, tables, counts, notes, findings: findingsAsJson(findings, language) },
    print: (terminal) => printImport(terminal, imported, notes, { texts, language, all }),
  };
}

async function undo(run: Run, path: string | undefined, options: ImportOptions): Promise<Result> {
  const { texts } = run;
  const { undo: text = '', preview, intoPublished, replace, period, sources, all = false } = options;
  const others = {
    [path ?? '']: path,
    '--preview': preview,
    '--into-published': intoPublished,
    '--sources': sources,
    '--replace': replace,
    '--period': period,
  };
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new Trouble('option_is_wrong', { option: '--undo', value: text, expected: '7' });
  const other = Object.entries(others).find(([, given]) => given !== undefined)?.[0];
  if (other !== undefined) throw new Trouble('options_exclude_each_other', { option: `--undo ${text}`, other });
  const asked = Number(text);
  const { number, counts, findings } = await undoImport(await run.open(), asked);
  if (findings.length > 0) {
    const stands = findings.filter(({ code }) => code === 'fact_was_changed_after_its_period_was_published');
    const periods = [...new Set(stands.map(({ fields }) => fields.period))].sort();
    return refused(run, findings, texts.import.notUndone(asked, periods), all, EXIT.blocked);
  }
  return {
    exit: EXIT.done,
    json: { import: number, undoes: asked, tables: counts },
    print: (terminal) => terminal.line(texts.import.undone(asked, number)),
  };
}

function refused(
  { texts, language }: Run,
  findings: readonly Finding[],
  verdict: string,
  all: boolean,
  exit: Result['exit'] = EXIT.badInput,
): Result {
  return {
    exit,
    json: { tables: [], findings: findingsAsJson(findings, language) },
    print(terminal) {
      printFindings(terminal, findings, { texts, language, all });
      terminal.heading(verdict);
    },
  };
}

/** What `--replace` and `--period` say, which go together. */
function replacing({ replace, period }: ImportOptions): Importing['replace'] {
  if (replace === undefined && period === undefined) return undefined;
  if (replace === undefined || period === undefined) {
    throw new Trouble('options_go_together', { options: '--replace, --period' });
  }
  const tables = replace.split(',').map((word) => {
    const table = tableNamed(word.trim());
    if (table === undefined)
      throw new Trouble('option_is_wrong', { option: '--replace', value: word, expected: 'movement' });
    if (PeriodOfRow.column(table) === undefined) throw new Trouble('table_has_no_periods', { table });
    return table;
  });
  return { tables, period: periodArgument(period) };
}
