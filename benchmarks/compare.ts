import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LEDGER, PERIOD } from './factory/plant.js';
import { NEXT_PERIOD, twoMonths } from './factory/two-months.js';
import { writeTables } from './factory/write-plant.js';
import { keepResult } from './history/keep-result.js';
import { millrace } from './measure/command.js';
import { machine, optionOf } from './measure/own-process.js';
import { loadFacts } from './postgres/copy-rows.js';
import { startPostgres } from './postgres/server.js';

/**
 * What comparing two stored months of 100,000 items takes by the command, from the start of its process to its end: the comparison, and
 * root causes of the whole plant, of one item and of every item, for which both months are computed again. Seconds, processor time and
 * the peak memory of each.
 *
 *     npm run bench -- compare
 *     npm run bench -- compare --scale 0.1      10,000 items
 *
 * It needs Postgres and a build.
 */
export async function bench(args: readonly string[]): Promise<void> {
  const scale = Number(optionOf(args, '--scale') ?? '1');
  console.log(machine());
  const folder = mkdtempSync(path.join(tmpdir(), 'millrace-compare-'));
  const server = startPostgres();
  try {
    const facts = path.join(folder, 'facts');
    const rows = writeTables(facts, (take) => twoMonths(scale, take));
    millrace(folder, ['init', '--ledger', LEDGER, '--database', server.address], server.address);
    for (const table of rows.keys()) await loadFacts(server, table, path.join(facts, `${table}.csv`));
    await server.sql('vacuum analyze');
    for (const period of [PERIOD, NEXT_PERIOD]) {
      millrace(folder, ['close', period], server.address);
      millrace(folder, ['publish', period], server.address);
    }
    const figures: Record<string, number> = {};
    console.log(`\n${rows.get('item')} items, ${rows.get('movement')} movements in the second month`);
    for (const more of QUESTIONS) {
      const { seconds, cpuSeconds, peakMegabytes } = millrace(folder, ['compare', '1', '2', ...more], server.address);
      const name = ['compare', ...more].join(' ');
      console.log(`  ${name.padEnd(30)} ${seconds.toFixed(1)} s, CPU ${cpuSeconds.toFixed(1)} s, ${peakMegabytes} MB`);
      Object.assign(figures, { [name]: seconds, [`${name}, CPU`]: cpuSeconds, [`${name}, MB`]: peakMegabytes });
    }
    keepResult('compare', { items: rows.get('item'), ...figures, ratios: {} });
  } finally {
    server.stop();
    rmSync(folder, { recursive: true });
  }
}

const QUESTIONS = [[], ['--why'], ['--why', 'P1/I0000777'], ['--each']] as const;
