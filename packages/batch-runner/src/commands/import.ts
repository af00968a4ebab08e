import { Findings } from '@millrace/costing-core';
import { grouped } from '@millrace/report/figures';
import { EXIT, Trouble } from '@millrace/store';
import { findInput } from '../files/find-files.js';
import { importFiles } from '../import/import-files.js';
import { printCounts } from '../terminal/print-counts.js';
import { findingsAsJson, printFindings } from '../terminal/print-findings.js';
import type { Cli } from './cli.js';
import { encodingOption } from './given/encoding.js';

/** `millrace import PATH`: CSV files and workbooks into the fact tables, checked whole before anything is written. */
export function addImport(cli: Cli): void {
  const { texts, language } = cli;
  cli.add<{ all?: boolean; encoding?: string }>(
    {
      name: 'import',
      says: texts.help.import,
      arguments: [['<path>', texts.argument.tables]],
      options: [
        ['--encoding <encoding>', texts.option.encoding],
        ['--all', texts.option.all],
      ],
      example: 'millrace import ./export-2026-10\n  millrace import month.xlsx --lang zh',
    },
    async (run, [folder], { all = false, encoding }) => {
      const found = new Findings();
      const input = await findInput(folder, found.report, encodingOption(encoding));
      if (input.kind === 'json') throw new Trouble('input_holds_no_tables', { path: folder });
      const database = await run.open();
      const steps = run.steps();
      const { tables, refused, findings, counts } = await importFiles(database, input, found.sorted(), steps);
      steps.finished();
      if (refused) {
        return {
          exit: EXIT.badInput,
          json: { tables, findings: findingsAsJson(findings, language) },
          print(terminal) {
            printFindings(terminal, findings, texts, language, all);
            terminal.heading(texts.import.refused);
          },
        };
      }
      return {
        exit: EXIT.done,
        json: { tables, counts, findings: findingsAsJson(findings, language) },
        print(terminal) {
          const rows = tables.map(({ table, rows, added, changed, unchanged }) => [
            table,
            ...[rows, added, changed, unchanged].map((count) => grouped(String(count))),
          ]);
          terminal.table(texts.import.head, rows, [1, 2, 3, 4]);
          for (const counted of counts) printCounts(terminal, counted, texts);
          terminal.heading(texts.import.done(grouped(String(tables.reduce((sum, table) => sum + table.rows, 0)))));
          if (findings.length > 0) printFindings(terminal, findings, texts, language, all);
        },
      };
    },
  );
}
