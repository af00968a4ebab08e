import type { Finding } from '@millrace/costing-core';
import { parseFixed, printFixed } from '@millrace/exact';
import type { ClosedMonth } from './close-months.ts';

/** What a closed month comes to, in figures that fit on a line. */
export interface MonthSummary {
  readonly period: string;
  readonly orders: number;
  readonly movements: number;
  readonly reports: number;
  /** Cost in and out, per element and in all; the difference is computed here, from the version's own proof. */
  readonly elements: readonly InOut[];
  readonly total: InOut;
  /** Empty where the month could not be closed. */
  readonly hash: string;
  readonly findings: readonly Finding[];
}

export interface InOut {
  readonly element: string;
  readonly costIn: string;
  readonly costOut: string;
  readonly difference: string;
}

/** Counts what is dated in the month and adds up the proof of its version. */
export function summarize({ month, facts, version, findings }: ClosedMonth): MonthSummary {
  const inMonth = (instant: unknown) => String(instant).slice(0, 7) === month.period;
  const sides = new Map<string, { in: bigint; out: bigint }>();
  for (const { side, element, amount } of version?.rows('proof') ?? []) {
    const sums = sides.get(element) ?? { in: 0n, out: 0n };
    sums[side === 'in' ? 'in' : 'out'] += BigInt(parseFixed(amount, CENTS));
    sides.set(element, sums);
  }
  const all = [...sides.values()];
  const position = new Map(facts.cost_element?.map((row) => [String(row.element), Number(row.position)]));
  const inOrder = [...sides].sort(([a], [b]) => (position.get(a) ?? 0) - (position.get(b) ?? 0));
  const sum = (side: 'in' | 'out') => all.reduce((total, sums) => total + sums[side], 0n);
  return {
    period: month.period,
    orders: facts.production_order?.length ?? 0,
    movements: facts.movement?.filter(({ posted_at }) => inMonth(posted_at)).length ?? 0,
    reports: facts.work_report?.filter(({ reported_at }) => inMonth(reported_at)).length ?? 0,
    elements: inOrder.map(([element, sums]) => inOut(element, sums.in, sums.out)),
    total: inOut('total', sum('in'), sum('out')),
    hash: version?.hash ?? '',
    findings,
  };
}

function inOut(element: string, costIn: bigint, costOut: bigint): InOut {
  const [i, o, d] = [costIn, costOut, costIn - costOut].map((amount) => printFixed(amount, CENTS));
  return { element, costIn: i, costOut: o, difference: d };
}

const CENTS = 2;

/** Findings by their code: how many, in how many months. */
export interface FindingCount {
  readonly code: string;
  readonly severity: string;
  readonly count: number;
  readonly months: number;
}

/** The worst first, then the most frequent. */
export function countFindings(months: readonly MonthSummary[]): FindingCount[] {
  const counts = new Map<string, { severity: string; count: number; months: Set<string> }>();
  for (const { period, findings } of months) {
    for (const { code, severity } of findings) {
      const found = counts.get(code) ?? { severity, count: 0, months: new Set() };
      found.count++;
      found.months.add(period);
      counts.set(code, found);
    }
  }
  return [...counts]
    .map(([code, found]) => ({ code, severity: found.severity, count: found.count, months: found.months.size }))
    .sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || b.count - a.count);
}

const SEVERITIES = ['fatal', 'error', 'warning'];
