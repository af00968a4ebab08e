import {
  divide,
  type Fraction,
  fraction,
  printFixed,
  printFraction,
  QUANTITY_SCALE,
  RATE_SCALE,
  subtract,
  ZERO,
} from '@millrace/exact';
import { compareText, rowOf } from '@millrace/facts';
import { needOf } from '../compile/orders/components.js';
import type { Outcome } from '../results/outcome.js';
import type { ResultRow } from '../results/tables.js';
import type { VersionRows } from '../results/version.js';
import { madeOf, unitsOfOrders, workOfOrders } from '../variances/order-work.js';

/** 成本计算单: what an order had, took, completed and has left, by cost element and by stage, and how much of each component. */
export interface OrderSheet {
  readonly order: string;
  readonly plant: string;
  readonly item: string;
  readonly unit: string;
  /** What was received of the item in the period. */
  readonly received: string;
  /** In the order of the cost elements. */
  readonly elements: readonly SheetElement[];
  /** 生产成本报告 of the order: units and cost of an equivalent unit. */
  readonly stages: readonly ResultRow<'order_quantity'>[];
  readonly costs: readonly ResultRow<'order_cost'>[];
  /** 废品损失. */
  readonly spoilage: readonly ResultRow<'spoilage'>[];
  /** 废品按工序. */
  readonly spoilage_by_operation: readonly ResultRow<'spoilage_by_operation'>[];
  readonly consumption: readonly Consumption[];
}

/** opening_wip + input = completed + scrap + residual + closing_wip. */
export interface SheetElement extends Readonly<Record<SheetColumn, string>> {
  readonly element: string;
  /** completed ÷ received; empty where nothing was received. */
  readonly unit_cost: string;
  /** From the year's first month on, this one in it. */
  readonly year_input: string;
  readonly year_completed: string;
}

const COLUMNS = ['opening_wip', 'input', 'completed', 'scrap', 'residual', 'closing_wip'] as const;
type SheetColumn = (typeof COLUMNS)[number];

/** 单耗: how much of a component a unit took, beside what the bill of material says, in the component's own unit. */
export interface Consumption {
  readonly component: string;
  readonly unit: string;
  /** Issued net of returns. */
  readonly quantity: string;
  /** What of it was taken by the bill of material (倒冲), as nobody issued it. */
  readonly back_flushed: string;
  /** Units that it was for: completed + in process − opened with, by degree. */
  readonly made: string;
  /** Empty where nothing was made. */
  readonly per_unit: string;
  readonly standard_per_unit: string;
  readonly difference: string;
}

/**
 * The sheets of orders, read off a settled period.
 *
 * @param version of the same period.
 * @param earlier published versions of the months before it in the year.
 * @returns a function that answers for one order after the other; undefined where nothing of it is in the period.
 */
export function orderSheets(
  outcome: Outcome,
  version: VersionRows,
  earlier: readonly VersionRows[] = [],
): (order: string) => OrderSheet | undefined {
  const { facts, scope, compiled, policy } = outcome;
  const { production_order, item: items, symbols } = facts;
  const orderRow = rowOf(production_order.order);
  const itemRow = rowOf(items.item);
  const costsOf = byOrder(version.rows('order_cost'));
  const stagesOf = byOrder(version.rows('order_quantity'));
  const spoilageOf = byOrder(version.rows('spoilage'));
  const spoiledAt = byOrder(version.rows('spoilage_by_operation'));
  const beforeOf = byOrder(earlier.flatMap((month) => month.rows('order_cost')));
  const consumptionOf = consumptions(outcome);
  const print = (amount: bigint) => printFixed(amount, scope.amountScale);
  const position = new Map(scope.elements.map((element, e) => [symbols.text(element), e]));
  const placeOf = (element: string) => position.get(element) ?? position.size;
  return (order) => {
    const code = symbols.find(order);
    const row = code === undefined ? -1 : orderRow(code);
    const costs = costsOf(order);
    if (row < 0 || costs.length === 0) return undefined;
    const before = beforeOf(order);
    const received = fraction(compiled.orders.progress(row).completed, 10 ** QUANTITY_SCALE);
    const sum = (rows: typeof costs, element: string, column: SheetColumn) =>
      rows
        .filter((of) => of.element === element)
        .reduce((total, of) => total + BigInt(of[column].replace('.', '')), 0n);
    const elements = [...new Set([...costs, ...before].map(({ element }) => element))]
      .sort((a, b) => placeOf(a) - placeOf(b) || compareText(a, b))
      .map((element): SheetElement => {
        const amounts = Object.fromEntries(COLUMNS.map((column) => [column, print(sum(costs, element, column))]));
        const completed = fraction(sum(costs, element, 'completed'), 10n ** BigInt(scope.amountScale));
        const isNone = received.numerator === 0n;
        return {
          element,
          ...(amounts as Record<SheetColumn, string>),
          unit_cost: isNone ? '' : printFraction(divide(completed, received), policy.unit_cost_scale),
          year_input: print(sum(costs, element, 'input') + sum(before, element, 'input')),
          year_completed: print(sum(costs, element, 'completed') + sum(before, element, 'completed')),
        };
      });
    return {
      order,
      plant: symbols.text(production_order.plant[row]),
      item: symbols.text(production_order.item[row]),
      unit: symbols.text(items.unit[itemRow(production_order.item[row])]),
      received: printFraction(received, QUANTITY_SCALE),
      elements,
      stages: stagesOf(order),
      costs,
      spoilage: spoilageOf(order),
      spoilage_by_operation: spoiledAt(order),
      consumption: consumptionOf(row),
    };
  };
}

function byOrder<R extends { readonly order: string }>(rows: readonly R[]): (order: string) => readonly R[] {
  const found = new Map<string, R[]>();
  for (const row of rows) {
    const own = found.get(row.order);
    if (own === undefined) found.set(row.order, [row]);
    else own.push(row);
  }
  return (order) => found.get(order) ?? [];
}

/** What units of orders took, by the row of the order. */
function consumptions(outcome: Outcome): (order: number) => Consumption[] {
  const { facts, compiled } = outcome;
  const { symbols, item: items } = facts;
  const itemRow = rowOf(items.item);
  const works = workOfOrders(outcome);
  const unitsOf = unitsOfOrders(outcome);
  return (order) => {
    const components = compiled.orders.standards.components(order);
    const issued = works.get(order)?.issued ?? new Map<number, { quantity: Fraction; backFlushed: Fraction }>();
    const units = unitsOf.get(order) ?? [];
    return [...new Set([...issued.keys(), ...components.map(({ item }) => item)])]
      .sort((a, b) => symbols.compare(a, b))
      .map((item) => {
        const { quantity = ZERO, backFlushed = ZERO } = issued.get(item) ?? {};
        const made = madeOf(outcome, { order, units }, item);
        const need = needOf(components, item);
        const own = made.numerator === 0n ? undefined : divide(quantity, made);
        const rate = (of: Fraction | undefined) => (of === undefined ? '' : printFraction(of, RATE_SCALE));
        return {
          component: symbols.text(item),
          unit: symbols.text(items.unit[itemRow(item)]),
          quantity: printFraction(quantity, QUANTITY_SCALE),
          back_flushed: printFraction(backFlushed, QUANTITY_SCALE),
          made: printFraction(made, QUANTITY_SCALE),
          per_unit: rate(own),
          standard_per_unit: rate(need),
          difference: rate(own && subtract(own, need)),
        };
      });
  };
}
