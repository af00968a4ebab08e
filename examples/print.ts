import { describe, type Finding } from '@millrace/costing-core';
import type { Example } from './example.ts';
import { countFindings, type InOut, type MonthSummary } from './summarize.ts';

export interface Run {
  readonly seconds: number;
  /** Whether a second run came to the same hashes; undefined where there was none. */
  readonly repeated: boolean | undefined;
}

/** A line per month, what was found, what was assumed. */
export function printText(example: Example, months: readonly MonthSummary[], run: Run): void {
  console.log(`${example.title}\n`);
  printMonths(months);
  console.log(`\n${proofOf(months, run).join('\n')}`);
  console.log('\nFindings of the engine');
  printFindings(months);
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
      ...figuresOf(total),
      hash,
      elements: Object.fromEntries(elements.map((sums) => [sums.element, figuresOf(sums)])),
    })),
    findings: countFindings(months),
    data_findings: example.dataFindings.map((found) => ({ ...found, count: found.keys.length })),
    ...(repeated === undefined ? {} : { same_hashes_in_a_second_run: repeated }),
  };
  console.log(JSON.stringify(document, undefined, 2));
}

function printMonths(months: readonly MonthSummary[]): void {
  const header = ['period', 'orders', 'movements', 'reports', 'cost in', 'cost out', 'difference', 'hash'];
  const lines = months.map(({ period, orders, movements, reports, total, hash }) => {
    const counts = [orders, movements, reports].map(String);
    const end = hash === '' ? 'not closed' : hash.slice(0, 16);
    return [period, ...counts, total.costIn, total.costOut, total.difference, end];
  });
  printTable(header, lines, 'lrrrrrrl');
}

function proofOf(months: readonly MonthSummary[], { seconds, repeated }: Run): string[] {
  const all = months.flatMap(({ elements }) => elements);
  const names = [...new Set(all.map(({ element }) => element))].join(', ');
  const unequal = all.filter(({ difference }) => /[1-9]/.test(difference)).map(({ element }) => element);
  return [
    `${months.length} months in ${seconds.toFixed(1)} s, each opened from the closing before.`,
    unequal.length === 0
      ? `In = out for every month and element (${names}).`
      : `IN AND OUT DIFFER: ${unequal.join(', ')}.`,
    ...(repeated === undefined ? [] : [repeated ? SAME : 'A SECOND RUN CAME OUT DIFFERENTLY.']),
  ];
}

const SAME = 'A second run, rows in another order: the same hashes.';

/** Counts by code, then what each code says, of the first row that it was found on. */
function printFindings(months: readonly MonthSummary[]): void {
  const counted = countFindings(months);
  const lines = counted.map((found) => [found.severity, String(found.count), String(found.months), found.code]);
  printTable(['severity', 'count', 'months', 'code'], lines, 'lrrl');
  const first = new Map<string, Finding>();
  for (const found of months.flatMap(({ findings }) => findings)) {
    if (!first.has(found.code)) first.set(found.code, found);
  }
  for (const [code, found] of first) {
    const { wrong, remedy } = describe(found, 'en');
    console.log(`  ${code}, for example ${found.table} ${found.key}: ${wrong}; ${remedy}`);
  }
}

function figuresOf({ costIn, costOut, difference }: InOut) {
  return { cost_in: costIn, cost_out: costOut, difference };
}

/** @param sides `l` or `r` for every column. */
export function printTable(header: readonly string[], rows: readonly (readonly string[])[], sides: string): void {
  for (const line of tableLines(header, rows, sides)) console.log(line);
}

/** The same as lines. */
export function tableLines(header: readonly string[], rows: readonly (readonly string[])[], sides: string): string[] {
  const widths = header.map((name, c) => Math.max(name.length, ...rows.map((row) => row[c].length)));
  return [header, ...rows].map((row) => {
    const cells = row.map((cell, c) => (sides[c] === 'r' ? cell.padStart(widths[c]) : cell.padEnd(widths[c])));
    return `  ${cells.join('  ').trimEnd()}`;
  });
}
