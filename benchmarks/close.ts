import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Policy } from '@millrace/costing-core';
import { MONTH_IN_SQL } from './close/month-in-sql.js';
import { LEDGER, PERIOD } from './factory/plant.js';
import { plantWithMethods, policyWithMethods } from './factory/plant-with-methods.js';
import { type Plant, writePlant } from './factory/write-plant.js';
import { keepResult } from './history/keep-result.js';
import { millrace, type Ran } from './measure/command.js';
import { machine, optionOf } from './measure/own-process.js';
import { copyFactsOut, copyResultsIn, loadFacts, resultTables, stepsOf, timed } from './postgres/copy-rows.js';
import { type PostgresServer, startPostgres } from './postgres/server.js';

/**
 * The whole close of the standard plant (1 million movements, 1 million work reports) by the command, step by step, beside `psql
 * \copy` of the same fact rows out and of the very result rows in with their keys, and beside the month in plain SQL:
 *
 *     npm run bench -- close                    a tenth and the whole plant
 *     npm run bench -- close --scale 0.1        one size; 10 for ten times the plant
 *     npm run bench -- close --without-sql      leaves out the month in plain SQL
 *     npm run bench -- close --with-methods     closes the plant with the methods of production cost in use as well, and compares
 *
 * It needs Postgres (initdb, pg_ctl, psql) and a build. Times are of one run: ratios of the same run count.
 */
export async function bench(args: readonly string[]): Promise<void> {
  const scales = (optionOf(args, '--scale') ?? '0.1,1').split(',').map(Number);
  console.log(machine());
  for (const scale of scales) {
    const plain = await closePlant(scale, !args.includes('--without-sql'));
    if (args.includes('--with-methods')) await closeWithMethods(scale, plain);
  }
}

async function closePlant(scale: number, withSql: boolean): Promise<Ran> {
  return onServer(scale, {}, async ({ folder, server, rows }) => {
    const factRows = sum(rows.values());
    const out = await copyFactsOut(server, rows.keys());
    const close = millrace(folder, ['close', PERIOD], server.address);
    const results = await resultTables(server);
    const into = await copyResultsIn(server, results.keys(), folder);
    const plain = withSql ? await timed(() => server.sql(MONTH_IN_SQL)) : undefined;

    const resultRows = sum(results.values());
    const factBytes = sum(
      sizes(
        [...rows.keys()].map((table) => path.join('facts', `${table}.csv`)),
        folder,
      ),
    );
    const resultBytes = sum(sizes([...results.keys()], folder));
    const floor = out + into;
    console.log(`\nscale ${scale}: ${count(factRows)} fact rows, ${count(resultRows)} result rows`);
    console.log(`  facts ${megabytes(factBytes)} as CSV, results ${megabytes(resultBytes)} as COPY writes them`);
    console.log(`  facts out by \\copy ${out.toFixed(1)} s, results in by \\copy ${into.toFixed(1)} s`);
    await tell(server, close, `${ratio(close.seconds, floor)} times the floor`);
    if (plain !== undefined) {
      console.log(`  the month in plain SQL ${plain.toFixed(1)} s: ${ratio(plain, close.seconds)} times the close`);
    }
    keepResult('close', {
      scale,
      factRows,
      resultRows,
      factBytes,
      resultBytes,
      seconds: close.seconds,
      cpuSeconds: close.cpuSeconds,
      peakMegabytes: close.peakMegabytes,
      ratios: {
        floor: close.seconds / floor,
        size: resultBytes / factBytes,
        ...(plain === undefined ? {} : { sql: plain / close.seconds }),
      },
    });
    return close;
  });
}

/** What the methods of production cost take beside the same plant without them. */
async function closeWithMethods(scale: number, plain: Ran): Promise<void> {
  await onServer(scale, { plant: plantWithMethods, policy: policyWithMethods }, async ({ folder, server, rows }) => {
    const close = millrace(folder, ['close', PERIOD], server.address);
    const results = await resultTables(server);
    const [facts, made] = [rows, results].map((tables) => count(sum(tables.values())));
    console.log(`\nscale ${scale} with methods: ${facts} fact rows, ${made} result rows`);
    const [times, cpu] = [ratio(close.seconds, plain.seconds), ratio(close.cpuSeconds, plain.cpuSeconds)];
    await tell(server, close, `${times} times the plain one, ${cpu} times its CPU`);
    keepResult('close-with-methods', {
      scale,
      seconds: close.seconds,
      cpuSeconds: close.cpuSeconds,
      peakMegabytes: close.peakMegabytes,
      ratios: { plain: close.seconds / plain.seconds, cpu: close.cpuSeconds / plain.cpuSeconds },
    });
  });
}

interface Loaded {
  readonly folder: string;
  readonly server: PostgresServer;
  /** Of facts, by table. */
  readonly rows: ReadonlyMap<string, number>;
}

/** Loads a plant into a server of its own, to be closed by a policy; both are gone afterwards. */
async function onServer<T>(
  scale: number,
  { plant, policy }: { readonly plant?: Plant; readonly policy?: Policy },
  measure: (loaded: Loaded) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'millrace-close-'));
  const server = startPostgres();
  try {
    const rows = writePlant(path.join(folder, 'facts'), scale, undefined, plant);
    millrace(folder, ['init', '--ledger', LEDGER, '--database', server.address], server.address);
    if (policy !== undefined) {
      const config = path.join(folder, 'millrace.config.json');
      writeFileSync(config, JSON.stringify({ ...(JSON.parse(readFileSync(config, 'utf8')) as object), policy }));
    }
    for (const table of rows.keys()) await loadFacts(server, table, path.join(folder, 'facts', `${table}.csv`));
    await server.sql('vacuum analyze');
    return await measure({ folder, server, rows });
  } finally {
    server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function tell(server: PostgresServer, close: Ran, beside: string): Promise<void> {
  const { seconds, cpuSeconds, peakMegabytes } = close;
  console.log(
    `  close ${seconds.toFixed(1)} s, ${cpuSeconds.toFixed(1)} s of CPU, peak ${peakMegabytes} MB: ${beside}`,
  );
  for (const [step, took] of await stepsOf(server, 'close')) console.log(`    ${step.padEnd(10)} ${took.toFixed(1)} s`);
}

function sizes(files: readonly string[], folder: string): number[] {
  return files.map((file) => statSync(path.join(folder, file)).size);
}

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;
const sum = (values: Iterable<number>) => Array.from(values).reduce((total, value) => total + value, 0);
const count = (value: number) => value.toLocaleString('en');
const ratio = (a: number, b: number) => (a / b).toFixed(2);
