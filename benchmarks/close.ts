import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MONTH_IN_SQL } from './close/month-in-sql.js';
import { LEDGER, PERIOD } from './factory/plant.js';
import { plantWithMethods, policyWithMethods } from './factory/plant-with-methods.js';
import { writePlant } from './factory/write-plant.js';
import { keepResult } from './history/keep-result.js';
import { millrace, type Ran } from './measure/command.js';
import { machine, optionOf } from './measure/own-process.js';
import { copyFactsOut, copyResultsIn, loadFacts, resultTables, stepsOf, timed } from './postgres/copy-rows.js';
import { startPostgres } from './postgres/server.js';

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
  const folder = mkdtempSync(path.join(tmpdir(), 'millrace-close-'));
  const server = startPostgres();
  try {
    const rows = writePlant(path.join(folder, 'facts'), scale);
    const factRows = sum(rows.values());
    millrace(folder, ['init', '--ledger', LEDGER, '--database', server.address], server.address);
    for (const table of rows.keys()) await loadFacts(server, table, path.join(folder, 'facts', `${table}.csv`));
    await server.sql('vacuum analyze');

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
    const used = `${close.seconds.toFixed(1)} s, ${close.cpuSeconds.toFixed(1)} s of CPU, peak ${close.peakMegabytes} MB`;
    console.log(`  close ${used}: ${ratio(close.seconds, floor)} times the floor`);
    for (const [step, seconds] of await stepsOf(server, 'close'))
      console.log(`    ${step.padEnd(10)} ${seconds.toFixed(1)} s`);
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
  } finally {
    server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the methods of production cost take beside the same plant without them. */
async function closeWithMethods(scale: number, plain: Ran): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'millrace-close-'));
  const server = startPostgres();
  try {
    const rows = writePlant(path.join(folder, 'facts'), scale, undefined, plantWithMethods);
    millrace(folder, ['init', '--ledger', LEDGER, '--database', server.address], server.address);
    const config = path.join(folder, 'millrace.config.json');
    const choices = JSON.parse(readFileSync(config, 'utf8')) as object;
    writeFileSync(config, JSON.stringify({ ...choices, policy: policyWithMethods }));
    for (const table of rows.keys()) await loadFacts(server, table, path.join(folder, 'facts', `${table}.csv`));
    await server.sql('vacuum analyze');
    const close = millrace(folder, ['close', PERIOD], server.address);
    const results = await resultTables(server);
    console.log(
      `\nscale ${scale} with methods: ${count(sum(rows.values()))} fact rows, ${count(sum(results.values()))} result rows`,
    );
    const used = `${close.seconds.toFixed(1)} s, ${close.cpuSeconds.toFixed(1)} s of CPU, peak ${close.peakMegabytes} MB`;
    const [times, cpu] = [ratio(close.seconds, plain.seconds), ratio(close.cpuSeconds, plain.cpuSeconds)];
    console.log(`  close ${used}: ${times} times the plain one, ${cpu} times its CPU`);
    for (const [step, seconds] of await stepsOf(server, 'close'))
      console.log(`    ${step.padEnd(10)} ${seconds.toFixed(1)} s`);
    keepResult('close-with-methods', {
      scale,
      seconds: close.seconds,
      cpuSeconds: close.cpuSeconds,
      peakMegabytes: close.peakMegabytes,
      ratios: { plain: close.seconds / plain.seconds, cpu: close.cpuSeconds / plain.cpuSeconds },
    });
  } finally {
    server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function sizes(files: readonly string[], folder: string): number[] {
  return files.map((file) => statSync(path.join(folder, file)).size);
}

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;
const sum = (values: Iterable<number>) => Array.from(values).reduce((total, value) => total + value, 0);
const count = (value: number) => value.toLocaleString('en');
const ratio = (a: number, b: number) => (a / b).toFixed(2);
