import {
  closeSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LEDGER } from './factory/plant.js';
import { writePlant } from './factory/write-plant.js';
import { keepResult } from './history/keep-result.js';
import { millrace, type Ran } from './measure/command.js';
import { machine, optionOf } from './measure/own-process.js';
import { type PostgresServer, startPostgres } from './postgres/server.js';

/**
 * The facts of the standard plant imported from CSV files by the command into an empty database, and once more, when none of them
 * is new, previewed and taken back, beside `psql \copy` of the same files into empty tables with the same keys; and, in another database,
 * every other row of what is posted beside those that are there, beside `\copy` of the same:
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
  try {
    const facts = path.join(folder, 'facts');
    const tables = writePlant(facts, scale);
    const rows = Array.from(tables.values()).reduce((total, count) => total + count, 0);
    console.log(`\nscale ${scale}: ${rows.toLocaleString('en')} rows`);
    const ran = await onServer(folder, async (server) => {
      const floor = await copyIn(server, tables.keys(), facts);
      console.log(`  \\copy of the same files ${floor.toFixed(1)} s`);
      const run = (what: string, ...args: readonly string[]) =>
        told(what, floor, millrace(folder, args, server.address));
      const first = run('import', 'import', facts);
      const imported = Number(await server.sql('select count(*) from millrace.movement'));
      if (imported !== tables.get('movement')) throw new Error(`${imported} movements were imported`);
      const again = run('import again', 'import', facts);
      const undone = run('taken back', 'import', '--undo', '1');
      return {
        peakMegabytes: first.peakMegabytes,
        ratios: { copy: first.ratio, again: again.ratio, undone: undone.ratio },
      };
    });
    const preview = await onServer(folder, async (server) => {
      const floor = await copyIn(server, tables.keys(), facts);
      return told('preview', floor, millrace(folder, ['import', facts, '--preview'], server.address));
    });
    const beside = await onServer(folder, async (server) => {
      const [one, other] = inHalves(facts, folder);
      await copyIn(server, tables.keys(), one);
      millrace(folder, ['import', one], server.address);
      const floor = await copyIn(server, POSTED, other);
      return told('import of one half beside the other', floor, millrace(folder, ['import', other], server.address));
    });
    const ratios = { ...ran.ratios, preview: preview.ratio, beside: beside.ratio };
    keepResult('import', { scale, rows, peakMegabytes: ran.peakMegabytes, ratios });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** On a server of its own, with a config beside it. */
async function onServer<T>(folder: string, work: (server: PostgresServer) => Promise<T>): Promise<T> {
  const server = startPostgres();
  try {
    millrace(folder, ['init', '--force', '--ledger', LEDGER, '--database', server.address], server.address);
    return await work(server);
  } finally {
    server.stop();
  }
}

function told(what: string, floor: number, { seconds, peakMegabytes }: Ran): { ratio: number; peakMegabytes: number } {
  const ratio = seconds / floor;
  console.log(`  ${what} ${seconds.toFixed(1)} s, peak ${peakMegabytes} MB: ${ratio.toFixed(2)} times \\copy`);
  return { ratio, peakMegabytes };
}

/** What is posted day by day. */
const POSTED = ['movement', 'movement_amount', 'work_report'];

/** All files but every other row of what is posted; and those rows. */
function inHalves(facts: string, folder: string): [string, string] {
  const halves = ['one', 'other'].map((name) => path.join(folder, name)) as [string, string];
  for (const half of halves) mkdirSync(half);
  for (const file of readdirSync(facts)) {
    if (!POSTED.includes(path.basename(file, '.csv'))) copyFileSync(path.join(facts, file), path.join(halves[0], file));
  }
  const isOdd = new Map<string, boolean>();
  for (const table of POSTED) {
    const [header, ...lines] = readFileSync(path.join(facts, `${table}.csv`), 'utf8')
      .trimEnd()
      .split('\n');
    const parts: [string[], string[]] = [[header], [header]];
    for (const [at, line] of lines.entries()) {
      const key = line.slice(0, line.indexOf(','));
      // An amount goes with its movement.
      const odd = isOdd.get(key) ?? at % 2 === 1;
      if (table === 'movement') isOdd.set(key, odd);
      parts[odd ? 1 : 0].push(line);
    }
    for (const [half, part] of parts.entries())
      writeFileSync(path.join(halves[half], `${table}.csv`), `${part.join('\n')}\n`);
  }
  return halves;
}

/** Seconds for the same files into tables with the same keys, empty at first. */
async function copyIn(server: PostgresServer, tables: Iterable<string>, folder: string): Promise<number> {
  let seconds = 0;
  for (const table of tables) {
    const file = path.join(folder, `${table}.csv`);
    const columns = headerOf(file)
      .split(',')
      .map((column) => `"${column}"`);
    await server.sql(`create table if not exists public."${table}" (like millrace."${table}" including all)`);
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
