import { closeSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LEDGER } from './factory/plant.js';
import { writePlant } from './factory/write-plant.js';
import { keepResult } from './history/keep-result.js';
import { millrace } from './measure/command.js';
import { machine, optionOf } from './measure/own-process.js';
import { type PostgresServer, startPostgres } from './postgres/server.js';

/**
 * The facts of the standard plant imported from CSV files by the command into an empty database, and once more, when none of them
 * is new, beside `psql \copy` of the same files into empty tables with the same keys:
 *
 *     npm run bench -- import                    a tenth of the plant
 *     npm run bench -- import --scale 1          1 million movements, 1 million work reports
 *
 * It needs Postgres (initdb, pg_ctl, psql) and a build. Times are of one run: ratios of the same run count.
 */
export async function bench(args: readonly string[]): Promise<void> {
  console.log(machine());
  for (const scale of (optionOf(args, '--scale') ?? '0.1').split(',').map(Number)) await importPlant(scale);
}

async function importPlant(scale: number): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'millrace-import-'));
  const server = startPostgres();
  try {
    const facts = path.join(folder, 'facts');
    const tables = writePlant(facts, scale);
    const rows = Array.from(tables.values()).reduce((total, count) => total + count, 0);
    millrace(folder, ['init', '--ledger', LEDGER, '--database', server.address], server.address);
    const floor = await copyIn(server, tables.keys(), facts);
    const first = millrace(folder, ['import', facts], server.address);
    const again = millrace(folder, ['import', facts], server.address);
    const imported = Number(await server.sql('select count(*) from millrace.movement'));
    if (imported !== tables.get('movement')) throw new Error(`${imported} movements were imported`);

    console.log(`\nscale ${scale}: ${rows.toLocaleString('en')} rows`);
    console.log(`  \\copy of the same files ${floor.toFixed(1)} s`);
    const show = (what: string, { seconds, peakMegabytes }: { seconds: number; peakMegabytes: number }) =>
      console.log(
        `  ${what} ${seconds.toFixed(1)} s, peak ${peakMegabytes} MB: ${(seconds / floor).toFixed(2)} times \\copy`,
      );
    show('import', first);
    show('import again', again);
    keepResult('import', {
      scale,
      rows,
      peakMegabytes: first.peakMegabytes,
      ratios: { copy: first.seconds / floor, again: again.seconds / floor },
    });
  } finally {
    server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Seconds for the same files into empty tables with the same keys. */
async function copyIn(server: PostgresServer, tables: Iterable<string>, folder: string): Promise<number> {
  let seconds = 0;
  for (const table of tables) {
    const file = path.join(folder, `${table}.csv`);
    const columns = headerOf(file)
      .split(',')
      .map((column) => `"${column}"`);
    await server.sql(`create table public."${table}" (like millrace."${table}" including all)`);
    const start = performance.now();
    await server.sql(`\\copy public."${table}"(${columns.join(',')}) from '${file}' csv header`);
    seconds += (performance.now() - start) / 1000;
  }
  return seconds;
}

/** The first line of a file that may be too long for a string. */
function headerOf(file: string): string {
  const opened = openSync(file, 'r');
  const begin = Buffer.alloc(4096);
  const length = readSync(opened, begin);
  closeSync(opened);
  return begin.toString('utf8', 0, length).split('\n', 1)[0];
}
