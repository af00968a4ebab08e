import type { Report } from '../findings.js';
import type { Outcome } from '../results/outcome.js';
import { type Mixture, mixturesOf } from '../variances/mixtures.js';
import { yardstick } from '../variances/yardstick.js';

/** Of orders whose variances are told: mixtures whose usage can't be told as mix and yield. Each bill of material once. */
export function mixturesCanBeTold(outcome: Outcome, report: Report): void {
  const { facts, compiled } = outcome;
  const { symbols, production_order: orders, item: items, bom_line } = facts;
  if (bom_line.mix_group.every((group) => group === 0)) return;
  const { standards } = compiled.orders;
  const measure = yardstick(outcome);
  const seen = new Set<object>();
  const textOf = (codes: Iterable<number>) => [...new Set(codes)].map((code) => symbols.text(code)).join(', ');
  for (const order of compiled.orders.withOutput()) {
    const { perUnit } = measure.needed(order);
    if (standards.price(order) === undefined || seen.has(perUnit)) continue;
    seen.add(perUnit);
    const [plant, item] = [orders.plant[order], orders.item[order]];
    const isPriced = (component: number) => standards.priceOf(plant, component) !== undefined;
    for (const { group, items: mixed, trouble } of mixturesOf(perUnit, isPriced)) {
      if (trouble === undefined) continue;
      const key = [plant, item, group].map((code) => symbols.text(code)).join(' · ');
      const named = { group: symbols.text(group), item: symbols.text(item) };
      const units = mixed.map((component) => items.unit[items.item.indexOf(component)]);
      const fields = {
        components: { components: textOf(mixed) },
        units: { units: textOf(units) },
        prices: { components: textOf(mixed.filter((component) => !isPriced(component))) },
      };
      report(CODES[trouble], 'bom_line', key, { ...named, ...fields[trouble] });
    }
  }
}

const CODES = {
  components: 'mixture_must_have_several_components',
  units: 'mixture_must_have_one_unit',
  prices: 'mixture_must_have_standard_prices',
} as const satisfies Record<NonNullable<Mixture['trouble']>, string>;
