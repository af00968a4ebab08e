import { invariant, printFixed } from '@millrace/exact';
import { APPROVED } from '@millrace/facts';
import { flowMeaning } from '../compile/flow-kinds.js';
import { amountsEnter, costedMovements } from '../compile/movements/costed.js';
import { Totals } from '../network/amounts.js';
import { OUTSIDE } from '../network/network.js';
import type { Flow } from './flows.js';
import type { Outcome } from './outcome.js';
import type { Cells } from './tables.js';

const TABLES = ['opening_stock_amount', 'opening_wip', 'movement_amount', 'cost_pool'] as const;
type Table = (typeof TABLES)[number];

/**
 * What the input rows add up to, row by row, without looking at the network; beside it what the network took in. The
 * network alone could only prove itself.
 *
 * @throws BrokenInvariant where the two differ by more than the departures that were noted.
 */
export class ControlTotals {
  readonly #outcome: Outcome;
  readonly #rows = new Map<Table, number>();
  readonly #amounts = new Map<Table, Totals>();
  readonly #takenIn = new Map<Table, Totals>();
  readonly #departures: Totals;

  constructor(outcome: Outcome) {
    this.#outcome = outcome;
    const width = outcome.scope.elements.length;
    this.#departures = new Totals(width);
    for (const table of TABLES) {
      this.#rows.set(table, 0);
      this.#amounts.set(table, new Totals(width));
      this.#takenIn.set(table, new Totals(width));
    }
    for (const { amounts } of outcome.compiled.plan.departures) {
      for (let e = 0; e < width; e++) this.#departures.add(e, amounts[e]);
    }
    this.#addRows();
  }

  add({ from, to, kind, ref, amounts, at }: Flow): void {
    if (from !== OUTSIDE && to !== OUTSIDE) return;
    const { owns, addsCost } = flowMeaning(kind).of === 'movement' ? this.#outcome.compiled.kindOf(ref) : NOTHING;
    const isOwned = owns === true || (addsCost === true && from === OUTSIDE);
    const table = isOwned ? 'movement_amount' : from === OUTSIDE ? flowMeaning(kind).takesIn : undefined;
    if (table === undefined) return;
    for (let e = 0; e < this.#outcome.scope.elements.length; e++) {
      this.#takenIn.get(table)?.add(e, from === OUTSIDE ? amounts[at + e] : -amounts[at + e]);
    }
  }

  *rows(): Generator<Cells> {
    const { facts, scope } = this.#outcome;
    for (const table of TABLES) {
      for (const [e, code] of scope.elements.entries()) {
        const amount = this.#amounts.get(table)?.at(e) ?? 0n;
        const departed = table === 'movement_amount' ? this.#departures.at(e) : 0n;
        const takenIn = this.#takenIn.get(table)?.at(e) ?? 0n;
        invariant(
          amount + departed === takenIn,
          `The network took in ${takenIn} of ${table}, its rows hold ${amount}.`,
        );
        if (amount === 0n && takenIn === 0n) continue;
        const printed = [amount, departed, takenIn].map((value) => printFixed(value, scope.amountScale));
        yield [table, facts.symbols.text(code), String(this.#rows.get(table)), ...printed];
      }
    }
  }

  #addRows(): void {
    const { facts, scope } = this.#outcome;
    const { opening_stock_amount, opening_wip, movement_amount, movement, cost_pool, symbols } = facts;
    const add = (table: Table, element: number, amount: number) => {
      this.#rows.set(table, (this.#rows.get(table) ?? 0) + 1);
      this.#amounts.get(table)?.add(scope.elementPlace.get(element) as number, amount);
    };
    for (let row = 0; row < opening_stock_amount.rowCount; row++) {
      add('opening_stock_amount', opening_stock_amount.element[row], opening_stock_amount.amount[row]);
    }
    for (let row = 0; row < opening_wip.rowCount; row++)
      add('opening_wip', opening_wip.element[row], opening_wip.amount[row]);

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

const NOTHING: { readonly owns?: true; readonly addsCost?: true } = {};
