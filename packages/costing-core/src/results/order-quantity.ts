import { add, divRound, type Fraction, QUANTITY_SCALE, roundFraction, subtract } from '@millrace/exact';
import { compareText } from '@millrace/facts';
import { Totals } from '../network/amounts.js';
import type { Outcome } from './outcome.js';
import type { RowWriter } from './row-writer.js';

/**
 * The cost-of-production report (生产成本报告): the units of every stage, and what an equivalent unit cost by element. The cost is
 * what the stage shared, so that what was fixed beforehand is no part of it; under FIFO it is that of the period.
 */
export function writeOrderQuantity({ facts, scope, policy, compiled, settled }: Outcome, rows: RowWriter): void {
  const { symbols, production_order } = facts;
  const { orders } = compiled;
  const { network, carried } = settled;
  const width = scope.elements.length;
  const textOf = (stage: number) => orders.stages.text(stage);
  const codeOf = (order: number) => production_order.order[order];
  const sorted = [...orders.units].sort(
    (a, b) => symbols.compare(codeOf(a.order), codeOf(b.order)) || compareText(textOf(a.stage), textOf(b.stage)),
  );
  const byText = [...scope.elements.keys()].sort((a, b) => symbols.compare(scope.elements[a], scope.elements[b]));
  const amountUnits = 10n ** BigInt(scope.amountScale);
  for (const of of sorted) {
    const shared = new Totals(width);
    for (let edge = network.firstEdge[of.node]; edge < network.firstEdge[of.node + 1]; edge++) {
      for (let e = 0; e < width; e++) shared.add(e, carried[edge * width + e]);
    }
    const withCost = byText.filter((e) => !shared.isZero(e));
    const isEmpty = [of.opening, of.completed, of.scrapped, of.closing].every(({ numerator }) => numerator === 0n);
    if (isEmpty && withCost.length === 0) continue;
    const started = subtract(add(add(of.completed, of.scrapped), of.closing), of.opening);
    for (const e of withCost.length === 0 ? [0] : withCost) {
      const { equivalentUnits } = of;
      for (const text of [symbols.text(codeOf(of.order)), textOf(of.stage), symbols.text(scope.elements[e]), of.method])
        rows.text(text);
      for (const units of [
        of.opening,
        of.openingEquivalents,
        started,
        of.completed,
        of.scrapped,
        of.closing,
        of.closingEquivalents,
        equivalentUnits,
      ])
        writeUnits(rows, units);
      if (equivalentUnits.numerator === 0n) rows.nothing();
      else {
        const { numerator, denominator } = equivalentUnits;
        const cost = shared.at(e) * denominator * 10n ** BigInt(policy.unit_cost_scale);
        rows.number(divRound(cost, numerator * amountUnits), policy.unit_cost_scale);
      }
      rows.end();
    }
  }
}

/** Whole units, as most are, need no fraction. */
function writeUnits(rows: RowWriter, units: Fraction): void {
  const whole = units.denominator === 1n ? Number(units.numerator) * 10 ** QUANTITY_SCALE : Number.NaN;
  rows.number(Number.isSafeInteger(whole) ? whole : roundFraction(units, QUANTITY_SCALE), QUANTITY_SCALE);
}
