import { rootCauses } from '@millrace/costing-core';
import { changedCatalogue, finishedItems, hashOf, twoStandards } from './causes/two-standards.js';
import { keepResult } from './history/keep-result.js';
import { machine, optionOf } from './measure/own-process.js';
import { peakMegabytes } from './measure/repeat.js';

/**
 * Root causes between two standards of a catalogue of 100,000 items, of which 3 % changed a price or a line: loading (both rolled up again, as
 * `compare` does, then modelled), why one item moved, and the five largest causes of every item.
 *
 *     npm run bench -- causes
 *     npm run bench -- causes --items 10000
 *
 * A finished item of this catalogue is made of a third of all items, which is more than real ones are. Of single items the slowest of
 * twenty counts.
 */
export async function bench(args: readonly string[]): Promise<void> {
  const items = Number(optionOf(args, '--items') ?? '100000');
  console.log(machine());
  const facts = changedCatalogue(items);
  const [sides, roll] = timed(() => twoStandards(facts));
  const [why, model] = timed(() => rootCauses(...sides));
  const single = finishedItems(facts, SINGLE).map((asked) => timed(() => why(asked))[1]);
  const one = single.reduce((slowest, of) => (of.seconds > slowest.seconds ? of : slowest));
  const [all, every] = timed(() => why.ofAll(MOST));
  const peak = peakMegabytes();
  console.log(`\n${items} items, hash ${hashOf(all)}, peak ${peak} MB`);
  const steps = { 'roll both up': roll, 'model both': model, 'one item': one, 'all items': every };
  for (const [step, { seconds, cpuSeconds }] of Object.entries(steps)) {
    console.log(`  ${step.padEnd(14)} ${seconds.toFixed(2)} s, ${cpuSeconds.toFixed(2)} s of CPU`);
  }
  keepResult('causes', { items, roll, model, one, every, peakMegabytes: peak, ratios: {} });
}

function timed<T>(run: () => T): [T, { readonly seconds: number; readonly cpuSeconds: number }] {
  const [start, before] = [performance.now(), process.cpuUsage()];
  const result = run();
  const { user, system } = process.cpuUsage(before);
  return [result, { seconds: (performance.now() - start) / 1000, cpuSeconds: (user + system) / 1e6 }];
}

const SINGLE = 20;
const MOST = 5;
