import { inOwnProcess, machine, optionOf } from './measure/own-process.js';
import { type Measured, repeat, type Summary } from './measure/repeat.js';
import { hasPostgres } from './postgres/server.js';
import { decimalJs } from './rollup/decimal-js.js';
import { duckdb } from './rollup/duckdb.js';
import { millrace } from './rollup/millrace.js';
import { postgres } from './rollup/postgres.js';
import { PUBLISHED } from './rollup/workload.js';

/**
 * The standard cost roll-up of a catalogue:
 *
 *     npm run bench -- rollup                     10,000, 100,000 and 1,000,000 items, with baselines
 *     npm run bench -- rollup --items 10000       one size
 *     npm run bench -- rollup --only millrace     one contender
 *
 * Every contender runs in a process of its own, so that its peak memory is its own, starts from the same columns in
 * memory (or loaded into its tables, untimed), and must come to the published checksum.
 */
export async function bench(args: readonly string[]): Promise<void> {
  const option = (name: string) => optionOf(args, name);
  const sizes = (option('--items') ?? '10000,100000,1000000').split(',').map(Number);
  const contender = option('--contender');
  if (contender !== undefined) {
    const summary = await repeat(Number(option('--repeat') ?? 3), () => CONTENDERS[contender].pass(sizes[0]));
    console.log(JSON.stringify(summary));
    return;
  }
  console.log(machine());
  for (const items of sizes) {
    console.log(`\n${items.toLocaleString('en')} items, ${PUBLISHED[items]?.lines.toLocaleString('en') ?? '?'} lines`);
    const totals = new Map<string, number>();
    for (const [name, { largest, runs, repeats }] of Object.entries(CONTENDERS)) {
      if (items > largest || (option('--only') ?? name) !== name) continue;
      if (!runs()) {
        console.log(`  ${name.padEnd(12)} not here`);
        continue;
      }
      const pass = ['--contender', name, '--items', String(items), '--repeat', String(repeats(items))];
      totals.set(name, show(name, items, inOwnProcess<Summary>('rollup', pass)));
    }
    const [ours, theirs] = [totals.get('millrace'), totals.get('duckdb')];
    if (ours !== undefined && theirs !== undefined) {
      console.log(
        `  structure + levels + roll-up ${ours.toFixed(3)} s: ${(theirs / ours).toFixed(1)} times DuckDB's levels + roll-up`,
      );
    }
  }
}

interface Contender {
  readonly pass: (items: number) => Measured | Promise<Measured>;
  readonly largest: number;
  readonly repeats: (items: number) => number;
  readonly runs: () => boolean;
}

const always = () => true;

const CONTENDERS: Readonly<Record<string, Contender>> = {
  millrace: { pass: millrace, largest: Number.POSITIVE_INFINITY, repeats: () => 7, runs: always },
  duckdb: { pass: duckdb, largest: Number.POSITIVE_INFINITY, repeats: () => 3, runs: always },
  postgres: { pass: postgres, largest: 1_000_000, repeats: (items) => (items > 100_000 ? 1 : 3), runs: hasPostgres },
  decimal: { pass: decimalJs, largest: 100_000, repeats: () => 3, runs: always },
};

/** Prints one contender's phases; returns what counts in the comparison. @throws when a checksum is wrong. */
function show(name: string, items: number, { seconds, figures, peakMegabytes }: Summary): number {
  const known = PUBLISHED[items];
  if (known !== undefined && figures.rollUp !== String(known.rollUp)) {
    throw new Error(`${name}: checksum ${figures.rollUp}`);
  }
  const phases = Object.entries(seconds).map(([phase, of]) => `${phase} ${of.toFixed(of < 0.01 ? 4 : 3)}`);
  console.log(`  ${name.padEnd(12)} ${phases.join(', ')} s; peak ${peakMegabytes} MB; checksum ${figures.rollUp}`);
  return (seconds.structure ?? 0) + (seconds.levels ?? 0) + seconds['roll-up'];
}
