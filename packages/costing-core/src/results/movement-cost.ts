import { QUANTITY_SCALE } from '@millrace/exact';
import { Totals } from '../network/amounts.js';
import type { Flow } from './flows.js';
import { inOrder, keyOfTexts } from './key-order.js';
import type { Outcome } from './outcome.js';
import type { Filling, RowWriter } from './row-writer.js';

/** What each movement cost. */
export class MovementCost {
  readonly #outcome: Outcome;
  readonly #width: number;
  readonly #amounts: Totals;
  readonly #moved: Uint8Array;

  constructor(outcome: Outcome) {
    this.#outcome = outcome;
    this.#width = outcome.scope.elements.length;
    const { rowCount } = outcome.facts.movement;
    this.#amounts = new Totals(rowCount * this.#width);
    this.#moved = new Uint8Array(rowCount);
  }

  add({ kind, ref, amounts, at }: Flow): void {
    if (kind !== 'movement') return;
    for (let e = 0; e < this.#width; e++) this.#amounts.add(ref * this.#width + e, amounts[at + e]);
    this.#moved[ref] = 1;
  }

  /** What a movement cost in all. */
  total(row: number): bigint {
    let sum = 0n;
    for (let e = 0; e < this.#width; e++) sum += this.#amounts.at(row * this.#width + e);
    return sum;
  }

  *write(rows: RowWriter): Filling {
    const { facts, scope } = this.#outcome;
    const { movement, symbols } = facts;
    const quantity = quantitiesMoved(this.#outcome);
    for (const row of inOrder(movement.rowCount, [keyOfTexts(symbols, movement.movement)])) {
      if (this.#moved[row] === 0) continue;
      rows.code(symbols, movement.movement[row]);
      rows.number(quantity[row], QUANTITY_SCALE);
      rows.amounts(this.#amounts, row * this.#width, this.#width, scope.amountScale);
      if (rows.end()) yield;
    }
  }
}

/**
 * By movement row: what it moved, net of returns within the period; 0 where it brings value only. Of an estimate that was
 * reversed and invoiced, what the documents are for, though no goods moved: later returns refer to the invoice.
 */
export function quantitiesMoved(outcome: Outcome): Float64Array {
  const { net } = outcome.compiled;
  const quantity = quantitiesInStock(outcome);
  for (const [receipt, { reversals }] of net.corrections) {
    quantity[receipt] = net.goesBack[receipt];
    for (const { row } of reversals) quantity[row] = net.goesBack[row];
  }
  return quantity;
}

/** The same of goods that moved: of an estimate that was reversed and invoiced, by how much the invoice is for more. */
export function quantitiesInStock({ facts, compiled: { events } }: Outcome): Float64Array {
  const quantity = new Float64Array(facts.movement.rowCount);
  for (let event = 0; event < events.row.length; event++) {
    if (events.row[event] >= 0) quantity[events.row[event]] = events.quantity[event];
  }
  return quantity;
}
