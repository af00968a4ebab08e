import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { grouped } from '@millrace/report/figures';
import { EXIT, mustBeActual, versionNamed } from '@millrace/store';
import type { Cli } from './cli.js';
import { reportOf } from './given/report.js';

/** `millrace report VERSION`: one HTML file that needs nothing else. */
export function addReport(cli: Cli): void {
  const { texts, language } = cli;
  cli.add<{ ledger?: string; html?: string; against?: string }>(
    {
      name: 'report',
      says: texts.help.report,
      arguments: [['<version>', texts.argument.version]],
      options: [
        ['--ledger <ledger>', texts.option.ledger],
        ['--html <file>', texts.option.html],
        ['--against <version>', texts.option.against],
      ],
      example: 'millrace report 2026-10 --html october.html',
    },
    async (run, [name], options) => {
      const database = await run.open();
      const ledger = await run.ledger(database, options.ledger);
      const record = await versionNamed(database, ledger, name);
      mustBeActual(record);
      const against = options.against ?? record.opened_from?.toString();
      const previous = against === undefined ? undefined : await versionNamed(database, ledger, against);
      // Charts take long to load: only who wants a report waits for them.
      const { renderReport } = await import('@millrace/report');
      const page = renderReport(await reportOf(database, record, previous, language));
      const file = resolve(options.html ?? `millrace-${ledger}-${record.period}-v${record.version}.html`);
      await writeFile(file, page);
      const bytes = Buffer.byteLength(page);
      return {
        exit: EXIT.done,
        json: { version: record.version, period: record.period, file, bytes },
        print: (terminal) => terminal.line(texts.report.written(file, grouped(String(bytes)))),
      };
    },
  );
}
