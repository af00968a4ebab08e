import { type Counted, type Order, text, units } from './counted.js';
import { Fraction, larger, ZERO } from './fraction.js';
import type { Vector } from './network.js';
import { partsOf } from './wip.js';

/** What opening work in process says of an order: its units, and by stage the equivalents and amounts. */
export function openingOf(counted: Counted, order: Order, stageOf: (text: string) => string, stage: string) {
  const rows = (counted.rows.opening_wip ?? []).filter(
    (row) => row.ledger === counted.ledger && row.order === order.order,
  );
  const own = rows.filter((row) => stageOf(text(row.stage)) === stage);
  const most = (cells: readonly unknown[]) => cells.map((cell) => Fraction.of(text(cell) || '0')).reduce(larger, ZERO);
  const amounts: Vector = counted.elements.map((element) =>
    own
      .filter((row) => row.element === element)
      .reduce((sum, row) => sum + units(String(row.amount), counted.amountScale), 0n),
  );
  return {
    isThere: own.length > 0,
    /** Of the order; of a component's stage its own. */
    units: most(rows.filter((row) => partsOf(text(row.stage)).component === '').map((row) => row.quantity)),
    ofComponent: most(own.map((row) => row.quantity)),
    equivalents: most(own.map((row) => row.equivalent_units)),
    amounts,
  };
}
