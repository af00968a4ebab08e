import { basename } from 'node:path';
import { type Finding, Findings } from '@millrace/costing-core';
import { grouped } from '@millrace/report/figures';
import { EXIT, Trouble } from '@millrace/store';
import type { Encoding } from '../../files/decode-text.js';
import { findInput, type Input } from '../../files/find-files.js';
import { alreadyIn } from '../../import/already-in.js';
import { type Imported, importFiles } from '../../import/import-files.js';
import type { ImportRecord } from '../../import/record.js';
import { findingsAsJson, printFindings } from '../../terminal/print-findings.js';
import { printImport } from '../../terminal/print-imported.js';
import type { Result, Run } from '../cli.js';

interface Given {
  readonly intoPublished: boolean;
  readonly all: boolean;
  readonly encoding: Encoding | undefined;
}

/** A path, and what stands there. */
interface Source {
  readonly path: string;
  readonly input: Extract<Input, { kind: 'tables' }>;
  readonly found: readonly Finding[];
}

/** What became of one: brought in, refused, or in already. */
interface Came {
  readonly source: Source;
  readonly imported?: Imported;
  readonly record?: ImportRecord;
}

/**
 * Several paths, one after the other, each as an import of its own. What was broken off is taken up by the same command: paths that are in
 * already, as they are, are passed over. One that is refused ends it.
 */
export async function importSeveral(run: Run, paths: readonly string[], given: Given): Promise<Result> {
  const { texts, language } = run;
  const { all, intoPublished } = given;
  // All are looked at first: a path that isn't there is told before anything is written.
  const sources: Source[] = [];
  for (const path of paths) sources.push(await sourceAt(path, given.encoding));
  const database = await run.open();
  const steps = run.steps();
  const known = await alreadyIn(
    database,
    sources.map(({ input }) => input.files),
  );
  const came: Came[] = [];
  for (const [place, source] of sources.entries()) {
    const name = basename(source.path);
    const record = known[place];
    if (record !== undefined) {
      await steps.run(`passed:${name}`, (advance) => advance(rowsOf(record.counts)));
      came.push({ source, record });
      continue;
    }
    const imported = await steps.run(`source:${name}`, async (advance) => {
      const done = await importFiles(database, source.input, source.found, steps, { intoPublished });
      await advance(rowsOf(done.tables));
      return done;
    });
    came.push({ source, imported });
    if (imported.refused) break;
  }
  steps.finished();
  const refused = came.some(({ imported }) => imported?.refused);
  return {
    exit: refused ? EXIT.badInput : EXIT.done,
    json: {
      sources: came.map(({ source, imported, record }) => ({
        path: source.path,
        import: record?.number ?? imported?.number ?? null,
        in_already: record !== undefined,
        tables: imported?.tables ?? [],
        counts: imported?.counts ?? [],
        notes: source.input.notes,
        findings: findingsAsJson(imported?.findings ?? [], language),
      })),
    },
    print(terminal) {
      for (const { source, imported, record } of came) {
        terminal.heading(source.path);
        if (record !== undefined) {
          terminal.line(texts.import.passed(record.number, grouped(String(rowsOf(record.counts)))));
        } else if (imported?.refused) {
          printFindings(terminal, imported.findings, { texts, language, all });
          terminal.heading(texts.import.refusedHere);
        } else if (imported !== undefined) {
          printImport(terminal, imported, source.input.notes, { texts, language, all });
        }
      }
      if (came.length < paths.length) terminal.line(texts.import.notReached(paths.slice(came.length).join(', ')));
    },
  };
}

async function sourceAt(path: string, encoding: Encoding | undefined): Promise<Source> {
  const found = new Findings();
  const input = await findInput(path, found.report, encoding);
  if (input.kind === 'json') throw new Trouble('input_holds_no_tables', { path });
  return { path, input, found: found.sorted() };
}

function rowsOf(counts: readonly { readonly rows: number }[]): number {
  return counts.reduce((sum, { rows }) => sum + rows, 0);
}
