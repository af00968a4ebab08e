import { hasC, inC } from './measure/in-c.js';
import { inOwnProcess, machine, optionOf } from './measure/own-process.js';
import { median, peakMegabytes } from './measure/repeat.js';
import { hasPostgres } from './postgres/server.js';
import { bigInt } from './valuation/big-int.js';
import type { Contender, Method } from './valuation/contender.js';
import { decimalJs } from './valuation/decimal-js.js';
import { millrace } from './valuation/millrace.js';
import { postgres } from './valuation/postgres.js';
import { knownChecksum, type Scale, workload } from './valuation/workload.js';

/**
 * Receipts and issues of 10,000 items valued by FIFO and by moving average, with one element at 7 decimals and with four
 * at 2:
 *
 *     npm run bench -- valuation                        100,000, 1 million and 10 million movements, with baselines
 *     npm run bench -- valuation --movements 100000     one size
 *     npm run bench -- valuation --only millrace        one contender, at any size
 *
 * The engine runs what a close runs with stock: matching bucket by bucket, the network, its settlement. Every contender runs in a
 * process of its own, starts from the same columns in memory (Postgres: from its table), and
 * must come to the known checksum over all issues. Times are medians.
 */
export async function bench(args: readonly string[]): Promise<void> {
  const option = (name: string) => optionOf(args, name);
  const contender = option('--contender');
  if (contender !== undefined) {
    const task = { method: option('--method') as Method, scale: Number(option('--scale')) as Scale };
    console.log(JSON.stringify(await measure(contender, { ...task, movements: Number(option('--movements')) })));
    return;
  }
  console.log(machine());
  const own: (Task & Measured)[] = [];
  for (const movements of (option('--movements') ?? '100000,1000000,10000000').split(',').map(Number)) {
    console.log(`\n${movements.toLocaleString('en')} movements`);
    for (const kind of KINDS) {
      const task = { ...kind, movements };
      console.log(`  ${titleOf(task)}`);
      own.push(...compare(task, option('--only')).map((measured) => ({ ...task, ...measured })));
    }
  }
  showGrowth(own);
}

interface Task {
  readonly method: Method;
  readonly scale: Scale;
  readonly movements: number;
}

interface Measured {
  readonly seconds: number;
  readonly peakMegabytes: number;
  readonly checksum: string;
}

const KINDS = [
  { method: 'fifo', scale: 7 },
  { method: 'moving_average', scale: 7 },
  { method: 'fifo', scale: 2 },
  { method: 'moving_average', scale: 2 },
] as const;

const CONTENDERS: Readonly<
  Record<string, { run: Contender | undefined; takes: (task: Task) => boolean; repeats: (movements: number) => number }>
> = {
  millrace: { run: millrace, takes: () => true, repeats: () => 5 },
  BigInt: { run: bigInt, takes: () => true, repeats: (movements) => (movements > 1_000_000 ? 1 : 3) },
  C: { run: undefined, takes: () => hasC(), repeats: () => 5 },
  'decimal.js': { run: decimalJs, takes: ({ movements }) => movements <= 1_000_000, repeats: () => 1 },
  Postgres: {
    run: postgres,
    takes: ({ movements, scale }) => movements <= 1_000_000 && scale === 7,
    repeats: (movements) => (movements > 100_000 ? 1 : 3),
  },
};

/** Runs and prints one task; returns what the engine took, if it ran. */
function compare(task: Task, only: string | undefined): Measured[] {
  let own: Measured | undefined;
  let checksum = knownChecksum(task.movements, task.scale, task.method);
  for (const [name, { takes }] of Object.entries(CONTENDERS)) {
    if (only === undefined ? !takes(task) : only !== name) continue;
    if (name === 'Postgres' && (task.scale !== 7 || !hasPostgres())) {
      console.log(`    ${name.padEnd(10)} not here`);
      continue;
    }
    const { method, scale, movements } = task;
    const pass = ['--contender', name, '--method', method, '--scale', String(scale), '--movements', String(movements)];
    const measured =
      name === 'C'
        ? inC<Measured>('valuation/valuation.c', [String(movements), method, String(scale), '5'])
        : inOwnProcess<Measured>('valuation', pass);
    checksum ??= measured.checksum;
    if (measured.checksum !== checksum) throw new Error(`${name} came to ${measured.checksum}, not to ${checksum}`);
    if (name === 'millrace') own = measured;
    const ratio = own === undefined || own === measured ? '' : `, ${(measured.seconds / own.seconds).toFixed(2)} times`;
    console.log(
      `    ${name.padEnd(10)} ${measured.seconds.toFixed(3)} s, ${Math.round((measured.seconds * 1e9) / movements)} ns a movement${ratio}; peak ${measured.peakMegabytes.toLocaleString('en')} MB; checksum ${measured.checksum}`,
    );
  }
  return own === undefined ? [] : [own];
}

async function measure(name: string, { method, scale, movements }: Task): Promise<Measured> {
  const { run, repeats } = CONTENDERS[name];
  if (run === undefined) throw new Error(`${name} is no contender in JavaScript`);
  const loaded = await run(workload(movements, scale), method);
  try {
    const seconds: number[] = [];
    for (let i = 0; i < repeats(movements); i++) {
      const start = performance.now();
      await loaded.value();
      seconds.push((performance.now() - start) / 1000);
    }
    const checksum = String(await loaded.checksum());
    return { seconds: median(seconds), peakMegabytes: loaded.peakMegabytes?.() ?? peakMegabytes(), checksum };
  } finally {
    loaded.close?.();
  }
}

/** Whether the engine's time grows as the movements do. */
function showGrowth(own: readonly (Task & Measured)[]): void {
  for (const task of own) {
    const larger = own.find((of) => titleOf(of) === titleOf(task) && of.movements > task.movements);
    if (larger === undefined) continue;
    const times = larger.movements / task.movements;
    console.log(
      `\n${titleOf(task)}: ${times} times the movements (${larger.movements.toLocaleString('en')}) took ${(larger.seconds / task.seconds).toFixed(1)} times as long`,
    );
  }
}

function titleOf({ method, scale }: Task): string {
  return `${method === 'fifo' ? 'FIFO' : 'moving average'}, ${scale === 7 ? 'one element, 7 decimals' : 'four elements, 2 decimals'}`;
}
