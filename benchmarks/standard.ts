import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { keepResult } from './history/keep-result.js';
import { millrace } from './measure/command.js';
import { machine, optionOf } from './measure/own-process.js';
import { copyFactsOut, copyResultsIn, loadFacts, resultTables, stepsOf } from './postgres/copy-rows.js';
import { startPostgres } from './postgres/server.js';
import { PUBLISHED } from './rollup/workload.js';
import { DAY, LEDGER, writeCatalogue } from './rollup/write-catalogue.js';

/**
 * The standard cost of a catalogue by the command, from items and lines in a database to a stored version, step by step, beside
 * `psql \copy` of the same rows out and of the very result rows in with their keys:
 *
 *     npm run bench -- standard                     100,000 items, 900,000 lines
 *     npm run bench -- standard --items 10000       one size, or several; 1000000 is the whole catalogue
 *
 * The unit costs must come to the published checksum. It needs Postgres (initdb, pg_ctl, psql) and a build. Times are of one run:
 * ratios of the same run count.
 */
export async function bench(args: readonly string[]): Promise<void> {
  console.log(machine());
  for (const items of (optionOf(args, '--items') ?? '100000').split(',').map(Number)) await rollCatalogue(items);
}

async function rollCatalogue(items: number): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'millrace-standard-'));
  const server = startPostgres();
  try {
    const rows = writeCatalogue(path.join(folder, 'facts'), items);
    millrace(folder, ['init', '--ledger', LEDGER, '--database', server.address], server.address);
    for (const table of rows.keys()) await loadFacts(server, table, path.join(folder, 'facts', `${table}.csv`));
    await server.sql('vacuum analyze');

    const out = await copyFactsOut(server, rows.keys());
    const roll = millrace(folder, ['standard', 'roll', '--on', DAY], server.address);
    checkCosts(items, await server.sql(CHECKSUM));
    const results = await resultTables(server);
    const floor = out + (await copyResultsIn(server, results.keys(), folder));

    const factRows = sum(rows.values());
    const lines = rows.get('bom_line') ?? 0;
    console.log(`\n${count(items)} items, ${count(lines)} lines: ${count(sum(results.values()))} result rows`);
    console.log(`  the same rows by \\copy, facts out and results in ${floor.toFixed(1)} s`);
    const used = `${roll.seconds.toFixed(1)} s, ${roll.cpuSeconds.toFixed(1)} s of CPU, peak ${roll.peakMegabytes} MB`;
    console.log(`  standard roll ${used}: ${(roll.seconds / floor).toFixed(2)} times`);
    for (const [step, seconds] of await stepsOf(server, 'standard roll')) {
      const each = step === 'roll' ? `, ${((seconds * 1e6) / lines).toFixed(2)} µs a line` : '';
      console.log(`    ${step.padEnd(10)} ${seconds.toFixed(1)} s${each}`);
    }
    const { seconds, cpuSeconds, peakMegabytes } = roll;
    keepResult('standard', { items, factRows, seconds, cpuSeconds, peakMegabytes, ratios: { floor: seconds / floor } });
  } finally {
    server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Of the unit costs, in units of 10^-6, as workload A defines it. */
const CHECKSUM = `select sum((unit_cost * 1000000)::numeric(38,0) * (substr(item, 2)::int % 1009 + 1))
  from millrace.unit_cost where version = 1`;

function checkCosts(items: number, stored: string): void {
  const checksum = BigInt.asUintN(64, BigInt(stored.trim()));
  const known = PUBLISHED[items]?.rollUp;
  if (known !== undefined && checksum !== known) throw new Error(`the unit costs come to ${checksum}, not ${known}`);
  if (known === undefined) console.log(`  checksum ${checksum}`);
}

const sum = (values: Iterable<number>) => Array.from(values).reduce((total, value) => total + value, 0);
const count = (value: number) => value.toLocaleString('en');
