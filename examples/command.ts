import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { closeMonths } from './close-months.ts';
import { MissingFile } from './csv.ts';
import type { Example } from './example.ts';
import { printJson, printText } from './print.ts';
import { type MonthSummary, summarize } from './summarize.ts';
import { writeFacts } from './write-facts.ts';

/** How an example is called, for its help. */
export interface Command {
  readonly name: string;
  /** What DIR must be. */
  readonly folder: string;
  readonly read: (folder: string) => Example;
}

/**
 * Runs an example: `npm run example:NAME -- DIR [--json] [--out DIR] [--repeat]`. Gives the exit code: 0 where all
 * months were closed, with whatever findings; 1 where one could not be closed or a repetition came out differently; 2 for
 * wrong usage or a missing file.
 */
export function run(command: Command, args: readonly string[]): number {
  const options = optionsOf(args);
  if (options === undefined || options.folder === undefined || !existsSync(options.folder)) {
    const missing = options?.folder === undefined ? '' : `${options.folder} is not there.\n`;
    console.error(`${missing}${usage(command)}`);
    return 2;
  }
  let example: Example;
  try {
    example = command.read(options.folder);
  } catch (trouble) {
    if (!(trouble instanceof MissingFile)) throw trouble;
    console.error(`${trouble.message}.\n${usage(command)}`);
    return 2;
  }
  const months: MonthSummary[] = [];
  const started = performance.now();
  for (const closed of closeMonths(example, { shuffle: false })) {
    months.push(summarize(closed));
    if (options.out !== undefined) writeFacts(options.out, closed, example);
  }
  const seconds = (performance.now() - started) / 1000;
  const repeated = options.repeat ? repeat(example, months) : undefined;
  if (options.json) printJson(example, months, repeated);
  else printText(example, months, { seconds, repeated });
  const isWhole = months.length === example.months.length && months.every(({ hash }) => hash !== '');
  return isWhole && repeated !== false ? 0 : 1;
}

function optionsOf(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: 'boolean' }, out: { type: 'string' }, repeat: { type: 'boolean' } },
    });
    if (positionals.length > 1) return undefined;
    return { folder: positionals[0], json: values.json === true, repeat: values.repeat === true, out: values.out };
  } catch {
    return undefined;
  }
}

function usage({ name, folder }: Command): string {
  return [
    `npm run example:${name} -- DIR [--json] [--out DIR] [--repeat]`,
    '',
    `  DIR        ${folder}`,
    '  --json     print one JSON document',
    '  --out DIR  write the facts of every month as CSV to DIR/PERIOD, for millrace import',
    '  --repeat   close all months again with their rows in another order, and compare the hashes',
  ].join('\n');
}

/** Whether a second run over the same rows in another order comes to the same hashes. */
function repeat(example: Example, months: readonly MonthSummary[]): boolean {
  const again = Array.from(closeMonths(example, { shuffle: true }), ({ version }) => version?.hash ?? '');
  return again.length === months.length && again.every((hash, i) => hash === months[i].hash);
}
