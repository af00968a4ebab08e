import { describe } from '@millrace/costing-core';
import type { Example } from './example.ts';
import { countFindings, type InOut, type MonthSummary } from './summarize.ts';

export interface Run {
  readonly seconds: number;
  /** Whether a second run came to the same hashes; undefined where there was none. */
  readonly repeated: boolean | undefined;
}

/** A line per month, what was found, what was assumed. */
export function printText(example: Example, months: readonly MonthSummary[], { seconds, repeated }: Run): void {
  const lines = months.map(({ period, orders, movements, reports, total, hash }) => [
    period,
    String(orders),
    String(movements),
    String(reports),
    total.costIn,
    total.costOut,
    total.difference,
    hash === '' ? 'not closed' : hash.slice(0, 16),
  ]);
  console.log(`${example.title}\n`);
  printTable(
    ['period', 'orders', 'movements', 'reports', 'cost in', 'cost out', 'difference', 'hash'],
    lines,
    'lrrrrrrl',
  );

  const elements = months[0]?.elements.map(({ element }) => element) ?? [];
  const unequal = months.flatMap(({ elements }) => elements).filter(({ difference }) => !isZero(difference));
  console.log(`\n${months.length} months in ${seconds.toFixed(1)} s, each opened from the closing before.`);
  console.log(
    unequal.length === 0
      ? `In = out for every month and element (${elements.join(', ')}).`
      : `In and out differ: ${unequal.map(({ element }) => element).join(', ')}.`,
  );
  if (repeated !== undefined) {
    console.log(
      repeated ? 'A second run, rows in another order: the same hashes.' : 'A SECOND RUN CAME OUT DIFFERENTLY.',
    );
  }

  console.log('\nFindings of the engine');
  const counted = countFindings(months);
  printTable(
    ['severity', 'count', 'months', 'code'],
    counted.map(({ severity, count, months: in_, code }) => [severity, String(count), String(in_), code]),
    'lrrl',
  );
  for (const { code } of counted) {
    const example_ = months.flatMap(({ findings }) => findings).find((found) => found.code === code);
    if (example_ === undefined) continue;
    const { wrong, remedy } = describe(example_, 'en');
    console.log(`  ${code}, for example ${example_.table} ${example_.key}: ${wrong}; ${remedy}`);
  }

  console.log('\nFindings in the data');
  for (const { code, keys, found, handled } of example.dataFindings) {
    const first = keys.length === 0 ? '' : ` (the first: ${keys[0]})`;
    console.log(`  ${String(keys.length).padStart(6)}  ${code}: ${found}; ${handled}${first}`);
  }
  console.log('\nASSUMPTIONS (not in the data)');
  for (const assumption of example.assumptions) console.log(`  - ${assumption}`);
}

/** The same as one document; nothing in it depends on the clock. */
export function printJson(example: Example, months: readonly MonthSummary[], repeated: boolean | undefined): void {
  const document = {
    title: example.title,
    assumptions: example.assumptions,
    months: months.map(({ period, orders, movements, reports, elements, total, hash }) => ({
      period,
      orders,
      movements,
      reports,
      ...withoutName(total),
      hash,
      elements: Object.fromEntries(elements.map((sums) => [sums.element, withoutName(sums)])),
    })),
    findings: countFindings(months),
    data_findings: example.dataFindings.map((found) => ({ ...found, count: found.keys.length })),
    ...(repeated === undefined ? {} : { same_hashes_in_a_second_run: repeated }),
  };
  console.log(JSON.stringify(document, undefined, 2));
}

function withoutName({ costIn, costOut, difference }: InOut) {
  return { cost_in: costIn, cost_out: costOut, difference };
}

function isZero(amount: string): boolean {
  return /^0(\.0*)?$/.test(amount);
}

/** @param sides `l` or `r` for every column. */
function printTable(header: readonly string[], rows: readonly (readonly string[])[], sides: string): void {
  const widths = header.map((name, c) => Math.max(name.length, ...rows.map((row) => row[c].length)));
  for (const row of [header, ...rows]) {
    const cells = row.map((cell, c) => (sides[c] === 'r' ? cell.padStart(widths[c]) : cell.padEnd(widths[c])));
    console.log(`  ${cells.join('  ').trimEnd()}`);
  }
}
