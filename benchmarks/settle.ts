import { inOwnProcess, machine, optionOf } from './measure/own-process.js';
import { median, peakMegabytes } from './measure/repeat.js';
import { bigInt, type Contender, decimalJs, engine } from './settle/contenders.js';
import { checksum, ELEMENTS, workload } from './settle/workload.js';

/**
 * Settling a network of 1 and 10 million edges × 4 elements, beside the same algorithm in BigInt and in decimal.js:
 *
 *     npm run bench -- settle
 *     npm run bench -- settle --edges 100000      one size
 *     npm run bench -- settle --shuffled          nodes numbered at random, not in the order of the flow
 *
 * Every contender runs in a process of its own and must come to the engine's checksum. Times are medians.
 */
export async function bench(args: readonly string[]): Promise<void> {
  const option = (name: string) => optionOf(args, name);
  const shuffled = args.includes('--shuffled');
  const contender = option('--contender');
  if (contender !== undefined) {
    console.log(JSON.stringify(measure(CONTENDERS[contender], Number(option('--edges')), shuffled)));
    return;
  }
  const sizes = (option('--edges') ?? '1000000,10000000').split(',').map(Number);
  console.log(machine());
  const engineSeconds: number[] = [];
  for (const edges of sizes) {
    console.log(`\n${edges.toLocaleString('en')} edges × ${ELEMENTS} elements`);
    const results = Object.entries(CONTENDERS)
      .filter(([, { largest }]) => edges <= largest)
      .map(([name]) => {
        const pass = ['--contender', name, '--edges', String(edges), ...(shuffled ? ['--shuffled'] : [])];
        return { name, ...inOwnProcess<Measured>('settle', pass) };
      });
    const [own] = results;
    engineSeconds.push(own.seconds);
    for (const { name, seconds, peakMegabytes, hash } of results) {
      if (hash !== own.hash) throw new Error(`${name} came to ${hash}, the engine to ${own.hash}`);
      const each = ((seconds * 1e9) / (edges * ELEMENTS)).toFixed(1);
      const ratio = name === own.name ? '' : `, ${(seconds / own.seconds).toFixed(1)} times the engine`;
      console.log(
        `  ${name.padEnd(11)} ${seconds.toFixed(3)} s, ${each} ns per edge and element${ratio}; peak ${peakMegabytes} MB; checksum ${hash}`,
      );
    }
  }
  if (engineSeconds.length === 2) {
    console.log(
      `\n${sizes[1] / sizes[0]} times the edges took ${(engineSeconds[1] / engineSeconds[0]).toFixed(1)} times as long`,
    );
  }
}

interface Measured {
  readonly seconds: number;
  readonly peakMegabytes: number;
  readonly hash: string;
}

const CONTENDERS: Readonly<Record<string, { run: Contender; largest: number; repeats: number }>> = {
  millrace: { run: engine, largest: Number.POSITIVE_INFINITY, repeats: 5 },
  BigInt: { run: bigInt, largest: Number.POSITIVE_INFINITY, repeats: 3 },
  'decimal.js': { run: decimalJs, largest: 1_000_000, repeats: 1 },
};

function measure({ run, repeats }: (typeof CONTENDERS)[string], edges: number, shuffled: boolean): Measured {
  const work = workload(edges, shuffled);
  const seconds: number[] = [];
  let hash = '';
  for (let i = 0; i < repeats; i++) {
    const start = performance.now();
    const carried = run(work);
    seconds.push((performance.now() - start) / 1000);
    if (i === 0) hash = checksum(carried);
  }
  return { seconds: median(seconds), peakMegabytes: peakMegabytes(), hash };
}
