import { add, type Fraction, fraction, multiply, subtract, ZERO } from '@millrace/exact';
import { needOf } from '../compile/orders/components.js';
import type { Outcome } from '../results/outcome.js';
import { type Difference, rounded, type VarianceKind } from './difference.js';
import { inStandardMix, mixturesOf } from './mixtures.js';
import { allowedPerUnit, atStart, type OrderToExplain } from './order-work.js';
import { isListed, perUnitOf } from './yardstick.js';

/** Price, usage, mix, yield, substitution and lot size of what an order took, by component and element. */
export function materialVariances(outcome: Outcome, of: OrderToExplain): Difference[] {
  const { facts, scope, compiled } = outcome;
  const { order, needed, work, isFirst } = of;
  const plant = facts.production_order.plant[order];
  const nothing = { quantity: ZERO, amounts: scope.elements.map(() => 0n) };
  const items = [...new Set([...work.issued.keys(), ...[...needed.perUnit, ...needed.once].map(({ item }) => item)])];
  const priceOf = (item: number) => compiled.orders.standards.priceOf(plant, item);
  const onceOf = (item: number) => (isFirst ? needOf(needed.once, item) : ZERO);
  const allowedOf = (item: number) => add(allowedPerUnit(outcome, of, item), onceOf(item));
  const mixed = inStandardMix(
    needed.perUnit,
    mixturesOf(needed.perUnit, (item) => priceOf(item) !== undefined),
    items.map((item) => ({
      item,
      actual: (work.issued.get(item) ?? nothing).quantity,
      allowed: allowedOf(item),
    })),
  );
  return items.flatMap((item) => {
    const component = facts.symbols.text(item);
    const { quantity, amounts } = work.issued.get(item) ?? nothing;
    const price = priceOf(item);
    if (price === undefined) {
      return amounts.map((amount, element): Difference => ({ component, element, kind: 'unpriced', quantity, amount }));
    }
    const told: (readonly [kind: VarianceKind, more: Fraction])[] = byQuantity(
      { actual: quantity, allowed: allowedOf(item), inMix: mixed.get(item) },
      !isListed(needed, item) || !work.issued.has(item),
    );
    const once = needOf(needed.once, item);
    if (once.numerator !== 0n && of.lot !== undefined) {
      const inStandard = multiply(perUnitOf(once, of.lot), atStart(outcome, of));
      told.push(['lot_size', subtract(onceOf(item), inStandard)]);
    }
    return amounts.flatMap((amount, element): Difference[] => {
      const standard = price.get(element) ?? ZERO;
      const byPrice = rounded(subtract(fraction(amount), multiply(quantity, standard)));
      const others = told.map(([kind, more]): Difference => {
        return { component, element, kind, quantity: more, amount: rounded(multiply(more, standard)) };
      });
      return [{ component, element, kind: 'price', quantity, amount: byPrice }, ...others];
    });
  });
}

function byQuantity(
  {
    actual,
    allowed,
    inMix,
  }: { readonly actual: Fraction; readonly allowed: Fraction; readonly inMix?: Fraction | undefined },
  isReplaced: boolean,
): (readonly [kind: VarianceKind, more: Fraction])[] {
  if (inMix === undefined) return [[isReplaced ? 'substitution' : 'usage', subtract(actual, allowed)]];
  return [
    ['mix', subtract(actual, inMix)],
    ['yield', subtract(inMix, allowed)],
  ];
}
