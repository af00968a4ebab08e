import { add, divRound, type Fraction, printFixed, QUANTITY_SCALE, roundFraction, subtract } from '@millrace/exact';
import { Totals } from '../network/amounts.js';
import { inOrder, keyOfTexts } from './key-order.js';
import { keyOfStages } from './order-stages.js';
import type { Outcome } from './outcome.js';
import type { Filling, RowWriter } from './row-writer.js';

/**
 * The cost-of-production report (生产成本报告): the units of every stage, and what an equivalent unit cost by element. The cost is
 * what the stage shared, so that what was fixed beforehand is no part of it; under FIFO it is that of the period.
 */
export function* writeOrderQuantity(outcome: Outcome, rows: RowWriter): Filling {
  const { facts, scope, policy, compiled, settled } = outcome;
  const { symbols, production_order } = facts;
  const { orders } = compiled;
  const { network, carried } = settled;
  const width = scope.elements.length;
  const textOf = (stage: number) => orders.stages.text(stage);
  const codeOf = (order: number) => production_order.order[order];
  const { units } = orders;
  const order = new Int32Array(units.length);
  const stage = new Int32Array(units.length);
  for (let place = 0; place < units.length; place++) {
    order[place] = codeOf(units.orderAt(place));
    stage[place] = units.stageAt(place);
  }
  const sorted = inOrder(units.length, [keyOfTexts(symbols, order), keyOfStages(outcome, stage)]);
  const amountUnits = 10n ** BigInt(scope.amountScale);
  const unitCostUnits = 10n ** BigInt(policy.unit_cost_scale);
  const unitCosts = scope.elements.map(() => '');
  const shared = new Totals(width);
  for (const place of sorted) {
    const of = units.at(place);
    shared.clear();
    for (let edge = network.firstEdge[of.node]; edge < network.firstEdge[of.node + 1]; edge++) {
      for (let e = 0; e < width; e++) shared.add(e, carried[edge * width + e]);
    }
    const { opening, completed, scrapped, closing, equivalentUnits } = of;
    if (shared.areZero() && [opening, completed, scrapped, closing].every(({ numerator }) => numerator === 0n))
      continue;
    rows.code(symbols, codeOf(of.order));
    rows.text(textOf(of.stage));
    rows.text(of.method);
    const started = subtract(add(add(completed, scrapped), closing), opening);
    for (const units of [opening, of.openingEquivalents, started, completed, scrapped, closing])
      writeUnits(rows, units);
    for (const units of [of.closingEquivalents, equivalentUnits]) writeUnits(rows, units);
    const { numerator, denominator } = equivalentUnits;
    if (numerator === 0n) rows.noAmounts();
    else {
      for (let e = 0; e < width; e++) {
        const isThere = !shared.isZero(e) || (e === 0 && shared.areZero());
        const perUnit = divRound(shared.at(e) * denominator * unitCostUnits, numerator * amountUnits);
        unitCosts[e] = isThere ? printFixed(perUnit, policy.unit_cost_scale) : '';
      }
      rows.printedAmounts(unitCosts);
    }
    if (rows.end()) yield;
  }
}

/** Whole units, as most are, need no fraction. */
function writeUnits(rows: RowWriter, units: Fraction): void {
  const whole = units.denominator === 1n ? Number(units.numerator) * 10 ** QUANTITY_SCALE : Number.NaN;
  rows.number(Number.isSafeInteger(whole) ? whole : roundFraction(units, QUANTITY_SCALE), QUANTITY_SCALE);
}
