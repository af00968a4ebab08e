import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Database } from '../database/database.js';
import { readMasters } from '../read/masters.js';
import { StoredVersion } from '../read/stored-version.js';
import { type ListedVersion, versionNamed } from '../read/versions.js';
import { REPORT_TABLES, type ReportedVersion, renderReport } from '../report/index.js';
import { EXIT } from '../trouble.js';
import type { Cli } from './cli.js';

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
      const against = options.against ?? record.opened_from?.toString();
      const previous = against === undefined ? undefined : await versionNamed(database, ledger, against);
      const page = renderReport({
        version: await reported(database, record),
        ...(previous === undefined ? {} : { previous: await reported(database, previous) }),
        masters: await readMasters(database, record),
        language,
      });
      const file = resolve(options.html ?? `millrace-${ledger}-${record.period}-v${record.version}.html`);
      await writeFile(file, page);
      const bytes = Buffer.byteLength(page);
      return {
        exit: EXIT.done,
        json: { version: record.version, period: record.period, file, bytes },
        print: (terminal) => terminal.line(texts.report.written(file, String(bytes))),
      };
    },
  );
}

async function reported(database: Database, record: ListedVersion): Promise<ReportedVersion> {
  return {
    tables: await StoredVersion.read(database, record, REPORT_TABLES),
    number: record.version,
    state: record.state,
    ...(record.published_at === null ? {} : { publishedAt: record.published_at }),
  };
}
