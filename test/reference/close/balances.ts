import type { Bucket } from './bucket.js';
import { type Counted, text } from './counted.js';
import { type Fraction, ONE, sum, ZERO } from './fraction.js';
import { type Bearer, type CarriedIn, OUTSIDE, type ReferenceNetwork } from './network.js';
import { compareText } from './order-of-rows.js';
import { partsOf } from './wip.js';

/** Closing stock of a node, which is of a bucket, and of a layer where stock is kept in layers. */
export interface ClosingEdge {
  readonly bucket: Bucket;
  readonly layer: string;
  readonly node: string;
}

/** The balances of a period: what they come to hangs on what was settled. */
export function balancesOf(counted: Counted, closings: readonly ClosingEdge[]) {
  return (network: ReferenceNetwork, carried: CarriedIn): Bearer[] =>
    [
      ...inProcess(network, counted, carried),
      ...inSteps(network, counted, carried),
      ...inStock(counted, closings, carried),
      ...sold(network, counted, carried),
    ].filter(({ weight }) => weight.sign > 0);
}

/** Adds what shares the differences, given what closed and what was sold without them. */
export function shareOverBalances(network: ReferenceNetwork, carried: CarriedIn): void {
  if (network.unshared.length === 0) return;
  const bearing = new Map<string, Bearer>();
  for (const { node, rounding, item, elements } of network.unshared) {
    const isOfCentre = item === undefined;
    const all = network.bearers(network, (from, edge) => carried(from, edge, elements));
    const bearers = all.filter((of) => (isOfCentre ? of.isMade : of.item === item));
    if (bearers.length === 0) network.share(node, OUTSIDE, isOfCentre ? 'unabsorbed' : 'price_difference', '', ONE);
    else network.node(node).rounding = rounding;
    for (const bearer of bearers) {
      const { to, weight, item: sold = '' } = bearer;
      bearing.set(to, bearer);
      if (to === OUTSIDE) network.share(node, to, 'sales_difference', sold, weight);
      else network.share(node, to, isOfCentre ? 'absorption_difference' : 'price_difference', '', weight);
    }
  }
  for (const { to, closes, closedBy = '' } of bearing.values()) {
    if (closes !== undefined) network.share(to, OUTSIDE, closes, closedBy, ONE);
  }
}

/** Orders by their codes. */
function inProcess(network: ReferenceNetwork, { orders }: Counted, carried: CarriedIn): Bearer[] {
  return [...orders.keys()].sort(compareText).map((order) => {
    return kept(network, carried, { of: `order ${order}`, to: `wip_balance ${order}`, kind: 'closing_wip', item: '' });
  });
}

/** Steps in parallel by their codes. */
function inSteps(network: ReferenceNetwork, { rows }: Counted, carried: CarriedIn): Bearer[] {
  return (rows.item ?? [])
    .map(({ item }) => text(item))
    .sort(compareText)
    .map((item) => kept(network, carried, { of: `step ${item}`, to: `step_balance ${item}`, kind: 'step_wip', item }));
}

/** By the last conversion stage that closes with something, of all elements if one is, else the last stage. */
function kept(
  network: ReferenceNetwork,
  carried: CarriedIn,
  what: { readonly of: string; readonly to: string; readonly kind: 'closing_wip' | 'step_wip'; readonly item: string },
): Bearer {
  const byStage = new Map<string, Fraction>();
  for (const name of network.nodes.keys()) {
    const [first, stage] = name.split(' · ');
    if (first !== what.of) continue;
    const closing = carried(name, { kind: what.kind, movement: what.item, to: OUTSIDE });
    byStage.set(stage, (byStage.get(stage) ?? ZERO).plus(closing));
  }
  const closing = [...byStage].filter(([, amount]) => amount.sign !== 0).map(([stage]) => stage);
  const conversion = closing.filter((stage) => partsOf(stage).kind === 'conversion');
  const whole = conversion.filter((stage) => partsOf(stage).element === '');
  const among = [whole, conversion, closing].find((some) => some.length > 0) ?? [];
  const to = `${what.to} · ${[...among].sort(compareText).at(-1)}`;
  return { to, weight: sum([...byStage.values()]), isMade: true, closes: what.kind, closedBy: what.item };
}

/** By bucket and layer. */
function inStock(counted: Counted, closings: readonly ClosingEdge[], carried: CarriedIn): Bearer[] {
  const balances = new Map<string, { closing: ClosingEdge; nodes: Set<string> }>();
  for (const closing of closings) {
    const { bucket, layer, node } = closing;
    const key = JSON.stringify([bucket.place, layer]);
    const balance = balances.get(key) ?? { closing, nodes: new Set() };
    balances.set(key, balance);
    balance.nodes.add(node);
  }
  const keyOf = ({ bucket: { place }, layer }: ClosingEdge) => [
    place.plant,
    place.item,
    place.lot,
    place.project,
    place.inTransit,
    layer,
  ];
  return [...balances.values()]
    .sort((a, b) => {
      const other = keyOf(b.closing);
      const order = keyOf(a.closing).map((part, i) => compareText(part, other[i]));
      return order.find((of) => of !== 0) ?? 0;
    })
    .map(({ closing: { bucket, layer }, nodes }) => ({
      to: `stock_balance ${bucket.key}${layer && ` · ${layer}`}`,
      weight: sum([...nodes].map((node) => carried(node, { kind: 'closing_stock', movement: '', to: OUTSIDE }))),
      item: bucket.place.item,
      isMade: isMade(counted, bucket.place.item),
      closes: 'closing_stock',
    }));
}

/** Items by their codes: what sales took, less what customers brought back. */
function sold(network: ReferenceNetwork, counted: Counted, carried: CarriedIn): Bearer[] {
  const items = (counted.rows.item ?? []).map(({ item }) => text(item));
  return items.sort(compareText).map((item) => {
    let weight = ZERO;
    for (const { movement, is } of counted.movements.filter((of) => of.item === item)) {
      for (const name of network.nodes.keys()) {
        if (is === 'sale') weight = weight.plus(carried(name, { kind: 'movement', movement, to: OUTSIDE }));
        if (is === 'sale_return') weight = weight.minus(carried(OUTSIDE, { kind: 'movement', movement, to: name }));
      }
    }
    return { to: OUTSIDE, weight, item, isMade: isMade(counted, item) };
  });
}

function isMade({ rows }: Counted, item: string): boolean {
  return rows.item?.find((row) => row.item === item)?.supply !== 'purchased';
}
