import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { LEDGER, PERIOD } from './factory/plant.js';
import { writePlant } from './factory/write-plant.js';
import { keepResult } from './history/keep-result.js';
import { millrace } from './measure/command.js';
import { machine, optionOf } from './measure/own-process.js';
import { loadFacts } from './postgres/copy-rows.js';
import { startPostgres } from './postgres/server.js';

/**
 * What the console's pages take on a version of 100,000 items, from the first request to a console that was just started: the month,
 * unit costs, an item, a table; then the same once more, searched, sorted and far down; and which of them take longer than
 * the second that is the aim.
 *
 *     npm run bench -- console
 *     npm run bench -- console --scale 0.1      10,000 items
 *
 * The plant's stock is closed without its movements: what a page shows hangs on items. It needs Postgres and a build.
 */
export async function bench(args: readonly string[]): Promise<void> {
  const scale = Number(optionOf(args, '--scale') ?? '1');
  console.log(machine());
  const folder = mkdtempSync(path.join(tmpdir(), 'millrace-console-'));
  const server = startPostgres();
  try {
    const facts = path.join(folder, 'facts');
    const rows = writePlant(facts, scale, (table) => !OF_MOVEMENTS.has(table));
    millrace(folder, ['init', '--ledger', LEDGER, '--database', server.address], server.address);
    for (const table of rows.keys()) await loadFacts(server, table, path.join(facts, `${table}.csv`));
    await server.sql('vacuum analyze');
    millrace(folder, ['close', PERIOD], server.address);
    const seconds = await measured(folder, server.address);
    console.log(`\n${rows.get('item')} items`);
    for (const [page, taken] of Object.entries(seconds)) console.log(`  ${page.padEnd(34)} ${taken.toFixed(3)} s`);
    keepResult('console', { items: rows.get('item'), ...seconds, ratios: {} });
    const slow = Object.entries(seconds).filter(([, taken]) => taken > MOST_SECONDS);
    if (slow.length > 0) console.log(`  slower than ${MOST_SECONDS} s: ${slow.map(([page]) => page).join(', ')}`);
  } finally {
    server.stop();
    rmSync(folder, { recursive: true });
  }
}

const OF_MOVEMENTS = new Set([
  ...['movement', 'movement_amount', 'work_report', 'production_order', 'routing_operation', 'cost_pool'],
]);

const MOST_SECONDS = 1;

/** Pages in the order in which somebody opens them, each with what it asks for. */
const PAGES = {
  month: ['/', '/api/ledgers', `/api/month?ledger=${LEDGER}`, `/api/version?ledger=${LEDGER}&version=1`],
  'unit costs': [`/api/unit-costs?ledger=${LEDGER}&version=1`],
  'unit costs, searched': [`/api/unit-costs?ledger=${LEDGER}&version=1&search=item+999`],
  'unit costs, sorted': [`/api/unit-costs?ledger=${LEDGER}&version=1&sort=unit_cost&down=true`],
  'unit costs, far down': [`/api/unit-costs?ledger=${LEDGER}&version=1&from=9000&count=100`],
  'an item': [`/api/item?ledger=${LEDGER}&version=1&plant=P1&item=I0000777`],
  'the table of layers': [`/api/table?ledger=${LEDGER}&version=1&name=layer`],
  'the table of layers, searched': [`/api/table?ledger=${LEDGER}&version=1&name=layer&search=item+999`],
  'the table of layers, sorted': [`/api/table?ledger=${LEDGER}&version=1&name=layer&sort=amount&down=true`],
} as const;

async function measured(folder: string, database: string): Promise<Record<keyof typeof PAGES, number>> {
  const command = fileURLToPath(new URL('../packages/batch-runner/bin/millrace.js', import.meta.url));
  const console = spawn(process.execPath, [command, 'serve', '--port', '0'], {
    cwd: folder,
    env: { ...process.env, DATABASE_URL: database },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const address = await new Promise<string>((resolve, reject) => {
      let said = '';
      console.stdout.on('data', (piece: Buffer) => {
        said += piece.toString();
        const [found] = /http:\S+(?=\n)/.exec(said) ?? [];
        if (found !== undefined) resolve(found);
      });
      console.on('exit', () => reject(new Error(`the console ended: ${said}`)));
    });
    const { headers } = await fetch(address, { redirect: 'manual' });
    const cookie = (headers.get('set-cookie') ?? '').split(';')[0];
    const { origin } = new URL(address);
    const seconds: [string, number][] = [];
    for (const [page, paths] of Object.entries(PAGES)) {
      const start = performance.now();
      for (const one of paths) {
        const reply = await fetch(origin + one, { headers: { cookie } });
        if (!reply.ok) throw new Error(`${one}: ${reply.status} ${await reply.text()}`);
        await reply.arrayBuffer();
      }
      seconds.push([page, (performance.now() - start) / 1000]);
    }
    return Object.fromEntries(seconds) as Record<keyof typeof PAGES, number>;
  } finally {
    console.kill('SIGINT');
  }
}
