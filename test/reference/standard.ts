import type { StandardPolicy, StandardRows } from '../../packages/costing-core/src/standard/index.js';

/**
 * Standard costs, slow and obvious: what the fast roll-up is judged by. It has its own fractions, looks rows up by
 * searching, works on one item at a time by recursion, and shares nothing with the engine but the shape of its rows.
 * No units, no dates, no bad data: those have tests of their own.
 */
export interface Frac {
  readonly n: bigint;
  readonly d: bigint;
}

export function frac(text: string): Frac {
  const [whole, decimals = ''] = text.split('.');
  return { n: BigInt(whole + decimals), d: 10n ** BigInt(decimals.length) };
}

const plus = (a: Frac, b: Frac): Frac => reduced(a.n * b.d + b.n * a.d, a.d * b.d);
export const times = (a: Frac, b: Frac): Frac => reduced(a.n * b.n, a.d * b.d);
const over = (a: Frac, b: Frac): Frac => reduced(a.n * b.d, a.d * b.n);
const minus = (a: Frac, b: Frac): Frac => plus(a, { n: -b.n, d: b.d });
const nil: Frac = { n: 0n, d: 1n };
const one: Frac = { n: 1n, d: 1n };

function reduced(n: bigint, d: bigint): Frac {
  let [x, y] = [n < 0n ? -n : n, d < 0n ? -d : d];
  while (y > 0n) [x, y] = [y, x % y];
  if (x === 0n) return nil;
  return d < 0n ? { n: -n / x, d: -d / x } : { n: n / x, d: d / x };
}

/** Half away from zero, as text. */
export function shown({ n, d }: Frac, decimals: number): string {
  const size = ((n < 0n ? -n : n) * 10n ** BigInt(decimals) * 2n + d) / (2n * d);
  const digits = size.toString().padStart(decimals + 1, '0');
  const text = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  return n < 0n && size !== 0n ? `-${text}` : text;
}

export interface ReferenceCost {
  readonly total: ReadonlyMap<string, Frac>;
  readonly own: ReadonlyMap<string, Frac>;
}

/** The unit cost of every item per element; undefined where it has none. */
export function referenceCosts(
  rows: StandardRows,
  policy: StandardPolicy,
): (item: string) => ReferenceCost | undefined {
  const known = new Map<string, ReferenceCost | undefined>();
  const elements = [
    ...new Set([
      ...(rows.item_price ?? []).map((row) => row.element ?? policy.purchase_element),
      ...(rows.rate ?? []).map((row) => row.element),
      ...policy.surcharges.map((row) => row.element),
      policy.subcontract_element,
      policy.purchase_element,
      policy.by_product_credit === 'own_elements' ? policy.purchase_element : policy.by_product_credit.element,
    ]),
  ];
  const classOf = (element: string) => rows.cost_element?.find((row) => row.element === element)?.class ?? '';
  const round = (value: Frac): Frac => frac(shown(value, policy.cost_scale));
  const part = (value: Frac): Frac => (policy.cost_rounding === 'every_line' ? round(value) : value);
  const linesOf = (item: string) => rows.bom_line.filter((line) => line.parent === item);
  const operationsOf = (item: string) =>
    (rows.routing_operation ?? [])
      .filter((row) => row.item === item)
      .sort((a, b) => Number(a.position) - Number(b.position));
  const isMade = (item: string) => linesOf(item).length > 0 || operationsOf(item).length > 0;
  const baseOf = (item: string) => frac(rows.bom?.find((row) => row.parent === item)?.base_quantity ?? '1');
  const lotOf = (item: string) => {
    const stated = rows.item?.find((row) => row.item === item)?.costing_lot;
    if (stated !== undefined) return frac(stated);
    return policy.costing_lot === 'bom_base_quantity' ? baseOf(item) : frac(policy.costing_lot);
  };

  /** How many enter operation `from` (an index) for one good piece at the end. */
  const raise = (item: string, from: number) =>
    operationsOf(item)
      .slice(from)
      .reduce((factor, row) => over(factor, minus(one, frac(row.scrap_rate ?? '0'))), one);

  interface Need {
    readonly item: string;
    readonly kind: string;
    readonly quantity: Frac;
    readonly share: Frac | undefined;
  }

  /** What a lot needs and gives, phantoms replaced by their lines, and the operations gone through. */
  const needsOf = (item: string, lot: Frac): { needs: Need[]; operations: { item: string; lot: Frac }[] } => {
    const needs: Need[] = [];
    const operations = [{ item, lot }];
    for (const line of linesOf(item)) {
      let quantity = frac(line.quantity.replace('-', ''));
      if (line.fixed !== true) {
        const s = frac(line.scrap_rate ?? '0');
        quantity = times(over(quantity, baseOf(item)), lot);
        quantity = policy.line_scrap === 'mark_up' ? times(quantity, plus(one, s)) : over(quantity, minus(one, s));
        const at = operationsOf(item).findIndex((row) => row.operation === line.operation);
        if (policy.operation_scrap !== 'none' && line.operation !== undefined)
          quantity = times(quantity, raise(item, at));
        if (policy.operation_scrap === 'all_lines' && line.operation === undefined)
          quantity = times(quantity, raise(item, 0));
      }
      const kind = line.kind || 'component';
      if (kind === 'phantom') {
        const below = needsOf(line.component, quantity);
        needs.push(...below.needs);
        operations.push(...below.operations);
      } else {
        const share = line.cost_share === undefined ? undefined : frac(line.cost_share);
        needs.push({ item: line.component, kind, quantity, share });
      }
    }
    return { needs, operations };
  };

  const conversion = (item: string, lot: Frac): { element: string; amount: Frac }[] =>
    operationsOf(item).flatMap((row, k) => {
      const entering = times(lot, raise(item, k));
      const runs = over(entering, frac(row.base_quantity ?? '1'));
      const cycles = policy.cycles === 'whole' ? { n: (runs.n + runs.d - 1n) / runs.d, d: 1n } : runs;
      const hours = (setup = '0', run = '0') =>
        plus(frac(setup), over(times(frac(run), cycles), frac(row.efficiency ?? '1')));
      const amounts = new Map<string, Frac>();
      const add = (element: string, amount: Frac) => amounts.set(element, plus(amounts.get(element) ?? nil, amount));
      for (const rate of (rows.rate ?? []).filter((candidate) => candidate.work_centre === row.work_centre)) {
        const quantity = {
          hours_machine: hours(row.setup_hours_machine, row.run_hours_machine),
          hours_labour: hours(row.setup_hours_labour, row.run_hours_labour),
          cycles,
          quantity: entering,
          lots: one,
        }[rate.driver];
        add(rate.element, times(quantity, frac(rate.rate)));
      }
      if (row.subcontract_price !== undefined)
        add(policy.subcontract_element, times(frac(row.subcontract_price), entering));
      return [...amounts].map(([element, amount]) => ({ element, amount }));
    });

  /** The item whose process yields this one, when it has no BOM of its own. */
  const mainOf = (item: string) =>
    [...new Set(rows.bom_line.map((line) => line.parent))]
      .sort()
      .find((parent) => linesOf(parent).some((line) => line.component === item && line.cost_share !== undefined));

  const surcharged = (
    own: Map<string, Frac>,
    components: Map<string, Frac>,
    purchased: Map<string, Frac>,
    isPriced: boolean,
  ) => {
    for (const { element, rate, on_class, basis } of policy.surcharges) {
      const base = { own, price: own, all_components: components, purchased_components: purchased }[basis];
      if ((basis === 'own' && isPriced) || (basis === 'price' && !isPriced)) continue;
      const sum = elements.filter((e) => classOf(e) === on_class).reduce((s, e) => plus(s, base.get(e) ?? nil), nil);
      own.set(element, plus(own.get(element) ?? nil, times(frac(rate), sum)));
    }
  };

  const priced = (item: string): ReferenceCost | undefined => {
    const prices = (rows.item_price ?? []).filter((row) => row.item === item);
    const kind = policy.price_chain.find((wanted) => prices.some((row) => row.kind === wanted));
    if (kind === undefined) return undefined;
    const own = new Map<string, Frac>();
    for (const row of prices.filter((candidate) => candidate.kind === kind)) {
      own.set(row.element ?? policy.purchase_element, over(frac(row.price), frac(row.per_quantity ?? '1')));
    }
    surcharged(own, new Map(), new Map(), true);
    return finished(own, own);
  };

  const finished = (total: Map<string, Frac>, own: Map<string, Frac>): ReferenceCost => {
    const keep = policy.cost_rounding === 'never' ? (value: Frac) => value : round;
    const all = (of: Map<string, Frac>) => new Map(elements.map((e) => [e, keep(of.get(e) ?? nil)]));
    return { total: all(total), own: all(own) };
  };

  const made = (process: string, item: string): ReferenceCost | undefined => {
    const lot = lotOf(process);
    const { needs, operations } = needsOf(process, lot);
    const shares = needs.filter((need) => need.share !== undefined);
    const ofItem = shares.filter((need) => need.item === item);
    const sum = (values: Frac[]) => values.reduce(plus, nil);
    const share =
      process === item
        ? minus(one, sum(shares.map((need) => need.share ?? nil)))
        : sum(ofItem.map((need) => need.share ?? nil));
    const perUnit = over(share, process === item ? lot : sum(ofItem.map((need) => need.quantity)));
    const own = new Map<string, Frac>();
    const components = new Map<string, Frac>();
    const purchased = new Map<string, Frac>();
    const credits = new Map<string, Frac>();
    const add = (to: Map<string, Frac>, element: string, amount: Frac) =>
      to.set(element, plus(to.get(element) ?? nil, amount));
    for (const operation of operations) {
      for (const { element, amount } of conversion(operation.item, operation.lot)) {
        add(own, element, part(times(amount, perUnit)));
      }
    }
    for (const need of needs.filter((candidate) => candidate.share === undefined)) {
      const below = costOf(need.item);
      if (below === undefined) return undefined;
      for (const element of elements) {
        const value = part(times(times(need.quantity, perUnit), below.total.get(element) ?? nil));
        if (need.kind === 'by_product') {
          const to = policy.by_product_credit === 'own_elements' ? element : policy.by_product_credit.element;
          add(credits, to, value);
        } else {
          add(components, element, value);
          if (!isMade(need.item) && mainOf(need.item) === undefined) add(purchased, element, value);
        }
      }
    }
    surcharged(own, components, purchased, false);
    const total = new Map(
      elements.map((e) => {
        const lower = minus(components.get(e) ?? nil, credits.get(e) ?? nil);
        return [e, plus(own.get(e) ?? nil, lower)];
      }),
    );
    return finished(total, own);
  };

  function costOf(item: string): ReferenceCost | undefined {
    if (!known.has(item)) {
      const main = isMade(item) ? item : mainOf(item);
      known.set(item, main === undefined ? priced(item) : made(main, item));
    }
    return known.get(item);
  }
  return costOf;
}
