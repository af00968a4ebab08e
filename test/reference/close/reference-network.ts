import type { FactRows, Policy } from '@millrace/costing-core';
import type { Target } from './bucket.js';
import { Buckets } from './buckets.js';
import { count, found, type Movement, text, units } from './counted.js';
import { fallbackPrice, worth } from './fallback.js';
import { Fraction, ZERO } from './fraction.js';
import { OUTSIDE, ReferenceNetwork, type Vector } from './network.js';
import { addOrder } from './orders.js';
import { addCentre, addPools } from './pools.js';
import { progressOf } from './progress.js';
import { type FixedReturn, isReturn, netReturns } from './returns.js';

/**
 * The cost-flow network of a period, made from the documents (rules.md, facts.md) and apart from the engine: slow,
 * obvious, in exact fractions. It looks every row up by searching and knows nothing of columns or codes.
 */
export function referenceNetwork(
  rows: FactRows,
  policy: Policy,
  closing: { readonly ledger: string; readonly period: string },
): ReferenceNetwork {
  const counted = count(rows, closing);
  const { movements, elements, ledger, amountScale } = counted;
  const netted = netReturns(counted);
  const network = new ReferenceNetwork(elements);
  const returnedOf = new Map<string, Fraction>();
  const priceOf = (plant: string, item: string) => fallbackPrice(counted, netted, policy, plant, item);
  const buckets = new Buckets(counted, policy, priceOf);

  for (const row of rows.opening_stock ?? []) {
    if (row.ledger !== ledger) continue;
    const isItsAmount = (of: Pick<typeof row, 'ledger' | 'plant' | 'item' | 'lot' | 'layer'>) =>
      of.ledger === ledger &&
      of.plant === row.plant &&
      of.item === row.item &&
      text(of.lot) === text(row.lot) &&
      text(of.layer) === text(row.layer);
    const amounts = (rows.opening_stock_amount ?? []).filter(isItsAmount);
    buckets.at(text(row.plant), text(row.item))?.opening.push({
      quantity: Fraction.of(String(row.quantity)),
      amounts: elements.map((element) =>
        amounts
          .filter((of) => of.element === element)
          .reduce((total, of) => total + units(String(of.amount), amountScale), 0n),
      ),
    });
  }
  for (const row of rows.opening_wip ?? []) {
    if (row.ledger !== ledger) continue;
    const amount = units(String(row.amount), amountScale);
    const vector = elements.map((element) => (element === row.element ? amount : 0n));
    network.source(`order ${row.order} · ${row.stage}`, 'opening_wip', '', vector);
  }

  for (const movement of movements) {
    if (!isReturn(movement)) addMovement(movement);
  }
  for (const returned of netted.fixed) addFixedReturn(returned);

  addPools(network, counted, policy);
  buckets.build(network);
  for (const centre of Object.keys(policy.centre_material_driver)) {
    if (network.nodes.has(`centre ${centre}`)) addCentre(network, counted, policy, centre);
  }
  for (const order of counted.orders.values()) {
    addOrder(network, counted, policy, netted, order, ({ plant, item, movement }) =>
      buckets.arrival(plant, item, movement),
    );
  }
  return network;

  /** A movement of the period, net of its returns. */
  function addMovement(movement: Movement): void {
    const { plant, item, toPlant, toItem, amounts } = movement;
    const quantity = netted.net(movement);
    const bucket = buckets.at(plant, item);
    switch (movement.type) {
      case 'purchase_receipt':
      case 'purchase_estimate':
      case 'count_gain': {
        bucket?.receipts.push({ event: movement, quantity, amounts: netAmounts(movement), from: OUTSIDE });
        return;
      }
      case 'purchase_adjustment':
      case 'revaluation':
        bucket?.adjustments.push({
          event: movement,
          amounts: amounts ?? elements.map(() => 0n),
          lateFor: lateFor(movement),
        });
        return;
      case 'subcontract_fee':
        if (amounts === undefined) return;
        network.source(
          `order ${movement.order} · ${conversionStage(movement)}`,
          'movement',
          movement.movement,
          amounts,
        );
        return;
      case 'completion':
        bucket?.receipts.push({ event: movement, quantity, amounts: undefined, from: OUTSIDE });
        return;
      case 'transfer': {
        const arrival = buckets.at(toPlant, toItem);
        // The cost of a transfer lands on what is transferred.
        if (bucket !== undefined && amounts !== undefined) {
          arrival?.adjustments.push({ event: movement, amounts, lateFor: undefined });
        }
        // From one lot of a bucket to another nothing leaves it.
        if (arrival === bucket) return;
        if (bucket === undefined) {
          const known = amounts ?? worth(quantity, priceOf(toPlant, toItem));
          arrival?.receipts.push({ event: movement, quantity, amounts: known, from: OUTSIDE });
          return;
        }
        const to: Target = arrival === undefined ? { node: OUTSIDE } : { plant: toPlant, item: toItem };
        bucket.outflows.push({ event: movement, quantity, to, amounts: undefined });
        arrival?.receipts.push({ event: movement, quantity, amounts: undefined, from: OUTSIDE });
        return;
      }
      case 'issue':
        bucket?.outflows.push({ event: movement, quantity, to: { node: issuedTo(movement) }, amounts: undefined });
        return;
      case 'sale':
      case 'expense_issue':
      case 'count_loss':
      case 'stock_scrap':
        bucket?.outflows.push({ event: movement, quantity, to: { node: OUTSIDE }, amounts: undefined });
        return;
      case 'operation_scrap':
        return;
      default:
        throw new Error(`the reference knows no ${movement.type}`);
    }
  }

  /** The quantity that an adjustment refers to, unless that is a movement of this period. */
  function lateFor({ refersTo }: Movement): Fraction | undefined {
    if (movements.some(({ movement }) => movement === refersTo)) return undefined;
    const row = rows.earlier_cost?.find((of) => of.ledger === ledger && of.movement === refersTo);
    return row === undefined ? undefined : Fraction.of(String(row.quantity));
  }

  /** rules.md 21: a linked vendor return takes its share of the receipt, by cumulative rounding. */
  function netAmounts(movement: Movement): Vector {
    const whole = movement.amounts;
    if (whole === undefined) return worth(netted.net(movement), priceOf(movement.plant, movement.item));
    if (movement.quantity.sign === 0) return whole;
    const part = netted.returned(movement).over(movement.quantity);
    return whole.map((amount) => amount - new Fraction(amount).times(part).rounded);
  }

  /** What refers to an earlier period, exceeds its reference or finds nothing to reduce: at the original value. */
  function addFixedReturn(returned: FixedReturn): void {
    const { movement, quantity } = returned;
    const amounts = originalValue(returned);
    const bucket = buckets.at(movement.plant, movement.item);
    switch (movement.type) {
      case 'purchase_return':
      case 'purchase_estimate_reversal':
        bucket?.outflows.push({ event: movement, quantity, amounts, to: { node: OUTSIDE } });
        return;
      case 'completion_reversal': {
        // What comes back is whole: it enters the stage of which every unit in process counts in full.
        const to = { node: `order ${movement.order} · material` };
        bucket?.outflows.push({ event: movement, quantity, amounts, to });
        return;
      }
      default: {
        const from = movement.type === 'issue_return' ? issuedTo(movement) : OUTSIDE;
        bucket?.receipts.push({ event: movement, quantity, amounts, from });
      }
    }
  }

  /**
   * What the movement of the earlier period cost, cumulative over partial returns, as long as it covers them; else what
   * the return's own document says of it; else a fallback price.
   */
  function originalValue({ movement, quantity }: FixedReturn): Vector {
    const earlier = (rows.earlier_cost ?? []).filter(
      (row) => row.ledger === ledger && row.movement === movement.refersTo,
    );
    if (earlier.length > 0) {
      const before = returnedOf.get(movement.refersTo) ?? ZERO;
      const whole = Fraction.of(String(earlier[0].quantity));
      if (before.plus(quantity).compare(whole) <= 0) {
        returnedOf.set(movement.refersTo, before.plus(quantity));
        return elements.map((element) => {
          const row = earlier.find((of) => of.element === element);
          return row === undefined ? 0n : partBetween(units(String(row.amount), amountScale), before, quantity, whole);
        });
      }
    }
    if (movement.amounts === undefined) return worth(quantity, priceOf(movement.plant, movement.item));
    const netted = movement.quantity.minus(quantity).over(movement.quantity);
    return movement.amounts.map((amount) => amount - new Fraction(amount).times(netted).rounded);
  }

  /** The order's stage, the centre that spreads what it uses, or expense. */
  function issuedTo({ order, operation, centre }: Movement): string {
    const isFirst = () =>
      progressOf(
        counted,
        policy,
        found([...counted.orders.values()], (row) => row.order === order),
      ).operations[0] === operation;
    if (order !== '') return `order ${order} · ${operation === '' || isFirst() ? 'material' : `material:${operation}`}`;
    return policy.centre_material_driver[centre] === undefined ? OUTSIDE : `centre ${centre}`;
  }

  function conversionStage({ operation }: Movement): string {
    return policy.conversion_stages === 'operation' && operation !== '' ? `conversion:${operation}` : 'conversion';
  }
}

/** R(amount·(before + quantity)/whole) − R(amount·before/whole). */
function partBetween(amount: bigint, before: Fraction, quantity: Fraction, whole: Fraction): bigint {
  const upTo = (part: Fraction) => new Fraction(amount).times(part).over(whole).rounded;
  return upTo(before.plus(quantity)) - upTo(before);
}
