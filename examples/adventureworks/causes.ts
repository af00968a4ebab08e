import { type Asked, type CauseOfChange, type ClosedPeriod, type RootCauses, rootCauses } from '@millrace/costing-core';
import { closeMonths } from '../close-months.ts';
import type { Example } from '../example.ts';
import { tableLines } from '../print.ts';
import { PLANT } from './ledger.ts';

/** A month held against the one before. */
export interface ComparedMonths {
  readonly before: ComparedMonth;
  readonly after: ComparedMonth;
  readonly why: (asked: Asked) => RootCauses;
}

interface ComparedMonth extends ClosedPeriod {
  readonly period: string;
}

/** Each month against the one before; two are held at a time. */
export function* comparedMonths(example: Example): Generator<ComparedMonths> {
  let before: ComparedMonth | undefined;
  for (const { month, version, outcome, findings } of closeMonths(example, { shuffle: false })) {
    if (version === undefined || outcome === undefined) throw new Error(JSON.stringify(findings.slice(0, 3)));
    const after = { period: month.period, version, outcome };
    if (before !== undefined) yield { before, after, why: rootCauses(before, after) };
    before = after;
  }
}

/** What is asked about: an item of the plant, or cost of sales. */
export function askedOf(item: string | undefined): Asked {
  return item === undefined ? 'cost_of_sales' : { plant: PLANT, item };
}

/** The ten largest causes, and what the others are together, as lines; of totals how much was sold comes first. */
export function causeLines({ before: was, after: is, why }: ComparedMonths, asked: Asked, example: Example): string[] {
  const { before, after, change, causes } = why(asked);
  const title = `${was.period} → ${is.period}: ${before} → ${after}, ${signed(change)}`;
  if (causes.length === 0) return [title];
  const names = new Map(example.factsOf(example.months[0]).item?.map(({ item, name }) => [String(item), String(name)]));
  const quantities = causes.filter(({ kind }) => kind === 'quantity');
  const rounding = causes.filter(({ kind }) => kind === 'rounding');
  const told = causes.filter(({ kind }) => kind !== 'quantity' && kind !== 'rounding');
  const [largest, others] = [told.slice(0, LARGEST), told.slice(LARGEST)];
  const together = (of: readonly CauseOfChange[], says: string) => (of.length === 0 ? [] : [[sumOf(of), says]]);
  const rows = [
    ...together(quantities, `quantity, of ${quantities.length} items`),
    ...largest.map((cause) => [cause.part, inWords(cause, names)]),
    ...together(others, `${others.length} smaller causes`),
    ...together(rounding, 'rounding'),
  ].map(([part, cause]) => [signed(part), cause]);
  return [title, ...tableLines(['change', 'cause'], rows, 'rl')];
}

const LARGEST = 10;

/** `yield 829 Touring Rear Wheel`: the kind as `--json` names it, what it is about, and what used it. */
function inWords({ kind, subject, driver, user }: CauseOfChange, names: ReadonlyMap<string, string>): string {
  const named = (code: string) => [code, names.get(code)].filter(Boolean).join(' ');
  const into = user === '' || user === subject ? '' : `in ${named(user)}`;
  return [kind, named(subject), driver === '' ? '' : `(${driver})`, into].filter(Boolean).join(' ');
}

function sumOf(parts: readonly { readonly part: string }[]): string {
  const decimals = parts[0].part.split('.')[1]?.length ?? 0;
  const sum = parts.reduce((all, { part }) => all + BigInt(part.replace('.', '')), 0n);
  const digits = String(sum < 0n ? -sum : sum).padStart(decimals + 1, '0');
  return `${sum < 0n ? '-' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

function signed(amount: string): string {
  return amount.startsWith('-') ? amount : `+${amount}`;
}
