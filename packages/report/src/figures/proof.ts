import type { ResultRow } from '@millrace/costing-core';
import { descending, unitsOf } from './decimals.js';
import type { Terms } from './terms.js';

/** The proof: what came in and went out, by category and element column, added up from the version's own rows. */
export interface ProofFigures {
  readonly in: ProofSide;
  readonly out: ProofSide;
  /** In − out by element column; all 0 in a version that nobody touched. */
  readonly difference: readonly bigint[];
  readonly differenceTotal: bigint;
}

export interface ProofSide {
  readonly lines: readonly ProofLine[];
  readonly byElement: readonly bigint[];
  readonly total: bigint;
}

interface ProofLine {
  readonly category: string;
  readonly byElement: readonly bigint[];
  readonly total: bigint;
}

/** In and out per category and element, with their difference, as the report and the terminal show them. */
export function proofOf(rows: Iterable<ResultRow<'proof'>>, terms: Terms): ProofFigures {
  const all = [...rows];
  const into = sideOf(
    all.filter(({ side }) => side === 'in'),
    terms,
  );
  const out = sideOf(
    all.filter(({ side }) => side === 'out'),
    terms,
  );
  const difference = into.byElement.map((amount, e) => amount - out.byElement[e]);
  return { in: into, out, difference, differenceTotal: into.total - out.total };
}

/** What a side holds of a category; 0 where it has none. */
export function amountOf(side: ProofSide, category: string): bigint {
  return side.lines.find((line) => line.category === category)?.total ?? 0n;
}

function sideOf(rows: readonly ResultRow<'proof'>[], terms: Terms): ProofSide {
  const byCategory = new Map<string, bigint[]>();
  const byElement = terms.elements.map(() => 0n);
  for (const { category, element, amount } of rows) {
    const line = byCategory.get(category) ?? terms.elements.map(() => 0n);
    byCategory.set(category, line);
    const column = terms.columnOf.get(element) as number;
    const units = unitsOf(amount, terms.amountScale);
    line[column] += units;
    byElement[column] += units;
  }
  const lines = [...byCategory].map(([category, line]) => ({ category, byElement: line, total: sum(line) }));
  return { lines: lines.sort(byPlaceOfCategory), byElement, total: sum(byElement) };
}

/** What was there comes first, then what happened, the largest first; what stays comes last. */
function byPlaceOfCategory(a: ProofLine, b: ProofLine): number {
  return placeOf(a.category) - placeOf(b.category) || descending(a.total, b.total);
}

function placeOf(category: string): number {
  if (category.startsWith('opening')) return 0;
  return category.startsWith('closing') ? 2 : 1;
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}
