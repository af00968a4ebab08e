import { add, divide, divRound, type Fraction, fraction, multiply, subtract, ZERO } from '@millrace/exact';
import { needOf, type UnitVector } from '../compile/orders/components.js';
import { stageStandard } from '../compile/orders/stage-standard.js';
import type { StageUnits } from '../compile/orders/stage-units.js';
import type { Outcome } from '../results/outcome.js';
import { inStandardMix } from './mixtures.js';
import {
  allowed,
  equivalentsOf,
  type HoursKind,
  hoursKindOf,
  hoursOfOrders,
  type OrderWork,
  unitsOfOrders,
  workOfOrders,
} from './order-work.js';
import type { StandardValue } from './standard-value.js';

/** A difference of an element by what caused it, in the ledger's smallest unit; above zero is unfavourable. */
export interface Difference {
  readonly component: string;
  readonly element: number;
  readonly kind: VarianceKind;
  readonly quantity: Fraction | undefined;
  readonly amount: bigint;
}

export type VarianceKind =
  | 'price'
  | 'usage'
  | 'mix'
  | 'yield'
  | 'substitution'
  | 'unpriced'
  | 'rate'
  | 'efficiency'
  | 'spending'
  | 'variable_spending'
  | 'fixed_spending'
  | 'volume'
  | 'capacity'
  | 'carried'
  | 'other';

/**
 * Why what an order completed cost something else than standard (formulas.md 12), by the order's row: price and usage, in a mixture mix
 * and yield, of each component, rate and efficiency of conversion, and `other`, which makes it add up: what stays in process, rounding. Orders whose
 * outputs have no standard price are left out, and those that received nothing.
 *
 * 210 kg for 861.00 at a standard of 4.00, 200 kg allowed: price 21.00, usage 40.00.
 */
export function orderVariances(outcome: Outcome, standardValue: StandardValue): Map<number, Difference[]> {
  const hours = hoursOfOrders(outcome);
  const units = unitsOfOrders(outcome);
  const found = new Map<number, Difference[]>();
  for (const [order, work] of workOfOrders(outcome)) {
    const toExplain = explained(work, standardValue);
    if (toExplain === undefined) continue;
    const own = units.get(order) ?? [];
    const rows = [
      ...ofMaterial(outcome, order, work, own),
      ...ofConversion(outcome, work, own, (kind) => hours(order, kind)),
    ];
    for (const [element, whole] of toExplain.entries()) {
      const named = rows.filter((row) => row.element === element).reduce((sum, { amount }) => sum + amount, 0n);
      rows.push({ component: '', element, kind: 'other', quantity: undefined, amount: whole - named });
    }
    found.set(
      order,
      rows.filter(({ amount }) => amount !== 0n),
    );
  }
  return found;
}

/** What the order's receipts cost beyond standard, by element; undefined where one has no standard price, or there is none. */
function explained({ received }: OrderWork, standardValue: StandardValue): bigint[] | undefined {
  let whole: bigint[] | undefined;
  for (const [row, amounts] of received) {
    const standard = standardValue(row);
    if (standard === undefined) return undefined;
    whole = amounts.map((amount, e) => (whole?.[e] ?? 0n) + amount - standard[e]);
  }
  return whole;
}

function ofMaterial(
  outcome: Outcome,
  order: number,
  { issued }: OrderWork,
  units: readonly StageUnits[],
): Difference[] {
  const { facts, scope, compiled } = outcome;
  const components = compiled.orders.standards.components(order);
  const nothing = { quantity: ZERO, amounts: scope.elements.map(() => 0n) };
  const items = [...new Set([...issued.keys(), ...components.map(({ item }) => item)])];
  const priceOf = (item: number) => compiled.orders.standards.priceOf(facts.production_order.plant[order], item);
  const isListed = (item: number) => needOf(components, item).numerator !== 0n;
  const allowedOf = (item: number) => (isListed(item) ? allowed(outcome, order, units, item).quantity : ZERO);
  const mixed = inStandardMix(
    components,
    items.map((item) => ({
      item,
      actual: (issued.get(item) ?? nothing).quantity,
      allowed: allowedOf(item),
      isPriced: priceOf(item) !== undefined,
    })),
  );
  return items.flatMap((item) => {
    const component = facts.symbols.text(item);
    const { quantity, amounts } = issued.get(item) ?? nothing;
    const price = priceOf(item);
    if (price === undefined) {
      return amounts.map((amount, element): Difference => ({ component, element, kind: 'unpriced', quantity, amount }));
    }
    const sq = allowedOf(item);
    const isReplaced = !isListed(item) || !issued.has(item);
    const asMixed = mixed.get(item);
    const told: readonly (readonly [kind: VarianceKind, more: Fraction])[] =
      asMixed === undefined
        ? [[isReplaced ? 'substitution' : 'usage', subtract(quantity, sq)]]
        : [
            ['mix', subtract(quantity, asMixed)],
            ['yield', subtract(asMixed, sq)],
          ];
    return amounts.flatMap((amount, element): Difference[] => {
      const standard = price.get(element) ?? ZERO;
      const byPrice = rounded(subtract(fraction(amount), multiply(quantity, standard)));
      const byQuantity = told.map(([kind, more]): Difference => {
        return { component, element, kind, quantity: more, amount: rounded(multiply(more, standard)) };
      });
      return [{ component, element, kind: 'price', quantity, amount: byPrice }, ...byQuantity];
    });
  });
}

function ofConversion(
  outcome: Outcome,
  { conversion, drivers }: OrderWork,
  units: readonly StageUnits[],
  hours: (kind: HoursKind) => Fraction,
): Difference[] {
  const stages = units
    .filter(({ stage }) => outcome.compiled.orders.stages.codes(stage).kind === 'conversion')
    .map((of) => ({ equivalents: equivalentsOf(of), standard: conversionStandard(outcome, of), of }));
  return conversion.flatMap((actual, element): Difference[] => {
    const standard = stages.reduce(
      (sum, { equivalents, standard: own }) => add(sum, multiply(equivalents, own?.get(element) ?? ZERO)),
      ZERO,
    );
    if (actual === 0n && standard.numerator === 0n) return [];
    const kind = hoursKindOf(drivers[element]);
    const ah = hours(kind);
    const sh = stages.reduce(
      (sum, { equivalents, of }) => add(sum, multiply(equivalents, quotaOf(outcome, of, kind))),
      ZERO,
    );
    const more = subtract(fraction(actual), standard);
    if (sh.numerator === 0n || ah.numerator === 0n) {
      return [{ component: '', element, kind: 'rate', quantity: ah, amount: rounded(more) }];
    }
    const atActualHours = multiply(divide(standard, sh), ah);
    return [
      {
        component: '',
        element,
        kind: 'rate',
        quantity: ah,
        amount: rounded(subtract(fraction(actual), atActualHours)),
      },
      {
        component: '',
        element,
        kind: 'efficiency',
        quantity: subtract(ah, sh),
        amount: rounded(subtract(atActualHours, standard)),
      },
    ];
  });
}

/** What a unit of a conversion stage should cost. */
function conversionStandard({ facts, scope, compiled }: Outcome, { order, stage }: StageUnits): UnitVector | undefined {
  const { orders } = compiled;
  return stageStandard(facts, scope, orders.standards, {
    order,
    codes: orders.stages.codes(stage),
    routing: orders.progress(order).routing,
    isWhole: false,
    isEvenly: () => false,
    isApart: (element) => orders.isElementApart(order, stage, element),
  });
}

/** Run hours of a unit over the operations of a conversion stage. */
function quotaOf({ compiled }: Outcome, { order, stage }: StageUnits, kind: HoursKind): Fraction {
  const { orders, drivers } = compiled;
  const { operation, centre } = orders.stages.codes(stage);
  const { rows, operations, centres } = orders.progress(order).routing;
  return rows
    .filter((_, k) => (operation === 0 || operations[k] === operation) && (centre === 0 || centres[k] === centre))
    .map((row) => {
      const machine = kind === 'labour' ? ZERO : drivers.runHours(row, 'machine');
      return kind === 'machine' ? machine : add(machine, drivers.runHours(row, 'labour'));
    })
    .reduce(add, ZERO);
}

function rounded({ numerator, denominator }: Fraction): bigint {
  return divRound(numerator, denominator);
}
