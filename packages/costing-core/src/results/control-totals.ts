import { invariant } from '@millrace/exact';
import { APPROVED, compareText } from '@millrace/facts';
import { flowMeaning } from '../compile/flow-kinds.js';
import { amountsEnter, costedMovements } from '../compile/movements/costed.js';
import { Totals } from '../network/amounts.js';
import { OUTSIDE } from '../network/network.js';
import type { Flow } from './flows.js';
import type { Outcome } from './outcome.js';
import type { Filling, RowWriter } from './row-writer.js';

const TABLES = ['opening_stock_amount', 'opening_wip', 'opening_absorption', 'movement_amount', 'cost_pool'] as const;
type Table = (typeof TABLES)[number];

/**
 * What the input rows add up to, row by row, without looking at the network; beside it what the network took in. The
 * network alone could only prove itself.
 *
 * @throws BrokenInvariant where the two differ by more than the departures that were noted.
 */
export class ControlTotals {
  readonly #outcome: Outcome;
  readonly #width: number;
  readonly #rows = TABLES.map(() => 0);
  /** By table and element. */
  readonly #amounts: Totals;
  readonly #takenIn: Totals;
  readonly #departures: Totals;

  constructor(outcome: Outcome) {
    this.#outcome = outcome;
    this.#width = outcome.scope.elements.length;
    this.#amounts = new Totals(TABLES.length * this.#width);
    this.#takenIn = new Totals(TABLES.length * this.#width);
    this.#departures = new Totals(TABLES.length * this.#width);
    for (const { amounts } of outcome.compiled.plan.departures) {
      for (let e = 0; e < this.#width; e++) this.#departures.add(MOVEMENT_AMOUNT * this.#width + e, amounts[e]);
    }
    this.#addRows();
  }

  add({ from, to, kind, ref, amounts, at }: Flow): void {
    if (from !== OUTSIDE && to !== OUTSIDE) return;
    const { owns, addsCost } = flowMeaning(kind).of === 'movement' ? this.#outcome.compiled.kindOf(ref) : NOTHING;
    const isOwned = owns === true || (addsCost === true && from === OUTSIDE);
    const name = isOwned ? 'movement_amount' : from === OUTSIDE ? flowMeaning(kind).takesIn : undefined;
    if (name === undefined) return;
    const table = TABLES.indexOf(name);
    const sign = from === OUTSIDE ? 1 : -1;
    for (let e = 0; e < this.#width; e++) this.#takenIn.add(table * this.#width + e, sign * amounts[at + e]);
  }

  *write(rows: RowWriter): Filling {
    const { elements, amountScale } = this.#outcome.scope;
    for (const table of [...TABLES].sort(compareText)) {
      const first = TABLES.indexOf(table) * this.#width;
      for (let e = 0; e < elements.length; e++) {
        const [amount, departed, takenIn] = this.#sides().map((side) => side.at(first + e));
        invariant(
          amount + departed === takenIn,
          `The network took in ${takenIn} of ${table}, its rows hold ${amount}.`,
        );
      }
      if (this.#sides().every((side) => side.areZero(first, this.#width))) continue;
      rows.text(table);
      rows.integer(this.#rows[TABLES.indexOf(table)]);
      for (const side of this.#sides()) rows.amounts(side, first, this.#width, amountScale);
      if (rows.end()) yield;
    }
  }

  #sides(): readonly [Totals, Totals, Totals] {
    return [this.#amounts, this.#departures, this.#takenIn];
  }

  #addRows(): void {
    const { facts, scope } = this.#outcome;
    const { opening_stock_amount, opening_wip, opening_absorption, movement_amount, movement, cost_pool, symbols } =
      facts;
    const add = (name: Table, element: number, amount: number) => {
      const table = TABLES.indexOf(name);
      this.#rows[table]++;
      this.#amounts.add(table * this.#width + (scope.elementPlace.get(element) as number), amount);
    };
    for (let row = 0; row < opening_stock_amount.rowCount; row++) {
      add('opening_stock_amount', opening_stock_amount.element[row], opening_stock_amount.amount[row]);
    }
    for (let row = 0; row < opening_wip.rowCount; row++)
      add('opening_wip', opening_wip.element[row], opening_wip.amount[row]);
    for (let row = 0; row < opening_absorption.rowCount; row++)
      add('opening_absorption', opening_absorption.element[row], opening_absorption.difference[row]);

    const isCosted = costedMovements(facts);
    const enters = amountsEnter(facts, scope);
    const sign = new Int8Array(symbols.size);
    for (let row = 0; row < movement.rowCount; row++) {
      const isOfPeriod =
        movement.status[row] === APPROVED &&
        movement.posted_at[row] >= scope.start &&
        movement.posted_at[row] < scope.end;
      if (isOfPeriod && isCosted(row)) sign[movement.movement[row]] = enters(row);
    }
    for (let row = 0; row < movement_amount.rowCount; row++) {
      const direction = sign[movement_amount.movement[row]];
      if (direction !== 0)
        add('movement_amount', movement_amount.element[row], direction * movement_amount.amount[row]);
    }
    for (let row = 0; row < cost_pool.rowCount; row++) {
      if (cost_pool.status[row] !== APPROVED || symbols.text(cost_pool.period[row]) !== scope.period) continue;
      add('cost_pool', cost_pool.element[row], cost_pool.amount[row]);
    }
  }
}

const MOVEMENT_AMOUNT = TABLES.indexOf('movement_amount');

const NOTHING: { readonly owns?: true; readonly addsCost?: true } = {};
