import { type Fraction, fraction, multiply, printFixed, QUANTITY_SCALE, RATE_SCALE } from '@millrace/exact';
import { type Facts, rowKey } from '@millrace/facts';
import type { Report } from '../../findings.js';
import type { OrderProgress } from './order-progress.js';
import { holds, readStage, type Stage } from './stage.js';
import type { StageDegrees } from './stage-degrees.js';

/** Units of an order in process at one operation. */
export interface InProcess {
  /** The operation's place in the routing; its length: past all of them; −1: nobody knows where. */
  readonly place: number;
  /** 6 decimals. */
  readonly quantity: number;
  /** The rows of `wip_count` that tell of them; none where they were not counted. */
  readonly rows: readonly number[];
}

/** Work in process as it was counted (在产品盘点), by order. */
export class Counts {
  readonly #facts: Facts;
  readonly #stages: readonly (Stage | undefined)[];
  readonly #rows = new Map<number, number[]>();

  constructor(facts: Facts, rowOfOrder: (order: number) => number) {
    this.#facts = facts;
    const { wip_count: table, symbols } = facts;
    this.#stages = Array.from(table.stage, (code) => (code === 0 ? undefined : readStage(symbols.text(code))));
    for (let row = 0; row < table.rowCount; row++) {
      const order = rowOfOrder(table.order[row]);
      const present = this.#rows.get(order);
      if (present === undefined) this.#rows.set(order, [row]);
      else present.push(row);
    }
    // In the order of their keys, so that nothing hangs on the order in which rows came.
    for (const rows of this.#rows.values()) {
      rows.sort(
        (a, b) =>
          symbols.compare(table.operation[a], table.operation[b]) || symbols.compare(table.stage[a], table.stage[b]),
      );
    }
  }

  /** Whether anything of it was: its units or a component. */
  has(order: number): boolean {
    return this.#rows.has(order);
  }

  /** Whether its units were, not only its components. */
  isCounted(order: number): boolean {
    return this.#ofUnits(order).length > 0;
  }

  /** What was counted of a component; undefined where nobody did. */
  ofComponent(order: number, stage: Stage): Fraction | undefined {
    const rows = (this.#rows.get(order) ?? []).filter((row) => {
      const of = this.#stages[row];
      return of !== undefined && of.component !== '' && holds(of, stage);
    });
    if (rows.length === 0) return undefined;
    return fraction(
      rows.reduce((sum, row) => sum + this.#facts.wip_count.quantity[row], 0),
      UNIT,
    );
  }

  #ofUnits(order: number): readonly number[] {
    return (this.#rows.get(order) ?? []).filter((row) => (this.#stages[row]?.component ?? '') === '');
  }

  /** Orders that were counted, in the order of the rows. */
  get orders(): IterableIterator<number> {
    return this.#rows.keys();
  }

  /** Units by operation, as counted. */
  units({ order, routing }: OrderProgress): InProcess[] {
    const { wip_count: table } = this.#facts;
    // By operation and not by place: all that the routing doesn't have share the place −1.
    const byOperation = new Map<number, number[]>();
    for (const row of this.#ofUnits(order)) {
      const present = byOperation.get(table.operation[row]);
      if (present === undefined) byOperation.set(table.operation[row], [row]);
      else present.push(row);
    }
    return Array.from(byOperation, ([operation, rows]) => ({
      place: operation === 0 ? -1 : routing.operations.indexOf(operation),
      rows,
      quantity: rows.reduce((most, row) => Math.max(most, table.quantity[row]), 0),
    }));
  }

  /**
   * The equivalent units of a stage in some units: as counted for the stage, or for a wider one; a count without a stage is of
   * conversion, and of what comes in evenly. Else by `degrees`.
   */
  equivalents({ place, quantity, rows }: InProcess, stage: Stage, degrees: StageDegrees): Fraction {
    const { wip_count: table } = this.#facts;
    const asked = rows
      .filter((row) => {
        const of = this.#stages[row];
        return of === undefined ? stage.kind === 'conversion' || stage.kind === 'evenly' : holds(of, stage);
      })
      .sort((a, b) => width(this.#stages[b]) - width(this.#stages[a]))[0];
    const units = fraction(quantity, UNIT);
    const byRouting = multiply(units, place < 0 ? degrees.anywhere : degrees.inProcess[place]);
    if (asked === undefined) return byRouting;
    if (!Number.isNaN(table.equivalent_units[asked])) return fraction(table.equivalent_units[asked], UNIT);
    if (Number.isNaN(table.degree[asked])) return byRouting;
    return multiply(units, fraction(table.degree[asked], 10n ** BigInt(RATE_SCALE)));
  }

  /** What can't be of a count; where it differs from what reports say, the count holds. */
  check(progress: OrderProgress, report: Report): void {
    const { wip_count: table, production_order, symbols } = this.#facts;
    const order = symbols.text(production_order.order[progress.order]);
    for (const row of this.#rows.get(progress.order) ?? []) {
      const operation = table.operation[row];
      const { operations } = progress.routing;
      if (operation !== 0 && operations.length > 0 && !operations.includes(operation)) {
        report('count_must_name_an_operation_of_its_order', 'wip_count', rowKey(this.#facts, 'wip_count', row), {
          order,
          operation: symbols.text(operation),
          quantity: printFixed(table.quantity[row], QUANTITY_SCALE),
        });
      }
      const most = 10 ** RATE_SCALE;
      if (table.degree[row] > most || table.equivalent_units[row] > table.quantity[row]) {
        const key = [order, table.operation[row], table.stage[row]].map((code) =>
          typeof code === 'string' ? code : symbols.text(code),
        );
        report('count_must_not_be_more_than_complete', 'wip_count', key.filter((text) => text !== '').join(' · '), {
          quantity: printFixed(table.quantity[row], QUANTITY_SCALE),
        });
      }
    }
    if (!this.isCounted(progress.order)) return;
    const counted = this.units(progress).reduce((sum, { quantity }) => sum + quantity, 0);
    const followed = progress.closed ? 0 : progress.inProcess.reduce((sum, quantity) => sum + quantity, 0);
    if (counted === followed) return;
    if (progress.closed) {
      report('count_of_a_closed_order_does_not_hold', 'production_order', order, {
        found: printFixed(counted, QUANTITY_SCALE),
      });
      return;
    }
    report('count_differs_from_reports', 'production_order', order, {
      found: printFixed(counted, QUANTITY_SCALE),
      expected: printFixed(followed, QUANTITY_SCALE),
    });
  }
}

/** How much a stage says: the more, the narrower it is. */
function width(stage: Stage | undefined): number {
  if (stage === undefined) return 0;
  return 1 + [stage.operation, stage.centre, stage.element, stage.component].filter((part) => part !== '').length;
}

const UNIT = 10n ** BigInt(QUANTITY_SCALE);
