import { conserve, settle } from '@millrace/costing-core';
import { bigInt, type Contender, decimalJs, engine } from './allocation/contenders.js';
import { checksum, departments, knownChecksum, knownLoop, type Method, workload } from './allocation/workload.js';
import { hasC, inC } from './measure/in-c.js';
import { inOwnProcess, machine, optionOf } from './measure/own-process.js';
import { median, peakMegabytes } from './measure/repeat.js';

/**
 * Pools shared exactly, by cumulative rounding and by largest remainder, and departments that serve each other:
 *
 *     npm run bench -- allocation                     1,000 pools over 1 and 10 million rows, with baselines; loops
 *     npm run bench -- allocation --rows 100000       one size, without loops
 *     npm run bench -- allocation --loops             loops alone
 *
 * Every contender runs in a process of its own, starts from what it works on in memory (the engine: from the network, as a close
 * does), and must come to the known checksum. Times are medians.
 */
export async function bench(args: readonly string[]): Promise<void> {
  const option = (name: string) => optionOf(args, name);
  const contender = option('--contender');
  const loop = option('--loop');
  if (contender !== undefined) {
    const of = workload(Number(option('--rows')));
    console.log(JSON.stringify(measure(CONTENDERS[contender], of, option('--method') as Method)));
    return;
  }
  if (loop !== undefined) {
    console.log(JSON.stringify(measureLoop(Number(loop), Number(option('--receivers')))));
    return;
  }
  console.log(machine());
  if (!args.includes('--loops')) {
    for (const rows of (option('--rows') ?? '1000000,10000000').split(',').map(Number)) {
      console.log(`\n${rows.toLocaleString('en')} rows of 1,000 pools`);
      for (const method of ['cumulative', 'largest_remainder'] as const) compare(rows, method);
    }
  }
  if (option('--rows') === undefined) {
    console.log('\nDepartments that serve each other, 4 elements');
    for (const { count, receivers } of LOOPS) showLoop(count, receivers);
  }
}

interface Measured {
  readonly seconds: number;
  readonly peakMegabytes: number;
  readonly checksum: string;
  /** What the engine took to lay its network out. */
  readonly loading?: number;
}

interface Contending {
  readonly run: Contender;
  readonly largest: number;
  repeats(rows: number): number;
}

const CONTENDERS: Readonly<Record<string, Contending>> = {
  millrace: { run: engine, largest: Number.POSITIVE_INFINITY, repeats: () => 5 },
  BigInt: { run: bigInt, largest: Number.POSITIVE_INFINITY, repeats: (rows) => (rows > 1_000_000 ? 1 : 3) },
  'decimal.js': { run: decimalJs, largest: 1_000_000, repeats: () => 1 },
};

const LOOPS = [
  { count: 300, receivers: 5 },
  { count: 300, receivers: 299 },
  { count: 5_000, receivers: 5 },
  { count: 1_000, receivers: 999 },
];

function compare(rows: number, method: Method): void {
  console.log(`  ${method === 'cumulative' ? 'cumulative rounding' : 'largest remainder'}`);
  let own: Measured | undefined;
  for (const [name, { largest }] of [...Object.entries(CONTENDERS), ['C', { largest: rows }] as const]) {
    if (rows > largest) continue;
    if (name === 'C' && !hasC()) {
      console.log('    C          not here');
      continue;
    }
    const pass = ['--contender', name, '--method', method, '--rows', String(rows)];
    const measured =
      name === 'C'
        ? inC<Measured>('allocation/allocation.c', [String(rows), method, '5'])
        : inOwnProcess<Measured>('allocation', pass);
    own ??= measured;
    const expected = knownChecksum(rows, method) ?? own.checksum;
    if (measured.checksum !== expected) throw new Error(`${name} came to ${measured.checksum}, not to ${expected}`);
    const { seconds, loading } = measured;
    const ratio = measured === own ? '' : `, ${(seconds / own.seconds).toFixed(2)} times the engine`;
    const laidOut = loading === undefined ? '' : `, laid out before in ${loading.toFixed(3)} s`;
    console.log(
      `    ${name.padEnd(10)} ${seconds.toFixed(3)} s, ${((seconds * 1e9) / rows).toFixed(1)} ns a row${ratio}${laidOut}; peak ${measured.peakMegabytes.toLocaleString('en')} MB; checksum ${measured.checksum}`,
    );
  }
}

function measure({ run, repeats }: Contending, of: ReturnType<typeof workload>, method: Method): Measured {
  const begin = performance.now();
  const allocate = run(of, method);
  const loading = (performance.now() - begin) / 1000;
  const seconds: number[] = [];
  let shares: ArrayLike<number | bigint> = [];
  for (let i = 0; i < repeats(of.pool.length); i++) {
    const start = performance.now();
    shares = allocate();
    seconds.push((performance.now() - start) / 1000);
  }
  const figures = { seconds: median(seconds), peakMegabytes: peakMegabytes(), checksum: checksum(shares) };
  return run === engine ? { ...figures, loading } : figures;
}

function showLoop(count: number, receivers: number): void {
  const { seconds, checksum: found } = inOwnProcess<Measured>('allocation', [
    '--loop',
    String(count),
    '--receivers',
    String(receivers),
  ]);
  const expected = knownLoop(count, receivers) ?? found;
  if (found !== expected) throw new Error(`${count} departments came to ${found}, not to ${expected}`);
  const each = receivers >= count - 1 ? 'each serving all others' : `each serving ${receivers} others`;
  console.log(`  ${count.toLocaleString('en')}, ${each}: ${seconds.toFixed(2)} s; checksum ${found}`);
}

function measureLoop(count: number, receivers: number): Measured {
  const network = departments(count, receivers);
  const start = performance.now();
  const settled = settle(network);
  const seconds = (performance.now() - start) / 1000;
  const { imbalances } = conserve(settled);
  if (imbalances.length > 0) throw new Error(`${imbalances.length} departments don't balance`);
  return { seconds, peakMegabytes: peakMegabytes(), checksum: checksum(settled.carried) };
}
