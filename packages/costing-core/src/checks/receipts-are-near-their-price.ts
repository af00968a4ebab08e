import { listedPrices } from '@millrace/bom';
import { add, GrowingArray, parseFixed, QUANTITY_SCALE, ZERO } from '@millrace/exact';
import { type Facts, orderRows, rowOf } from '@millrace/facts';
import { openingAmounts, type Vector } from '../compile/amounts.js';
import { arrivesAt } from '../compile/period.js';
import type { Report } from '../findings.js';
import type { Scope } from '../period/scope.js';
import type { Outcome } from '../results/outcome.js';
import { unitCost } from '../results/unit-cost.js';
import { type Cost, lastCosts, placeKey } from './last-costs.js';

/**
 * A receipt is near the price of its item: that of its opening stock at the plant, else what it cost last, else its listed
 * price (purchase, standard, plan), else the middle one of the period's receipts, the lower of two. The policy says how many
 * times dearer or cheaper is near. 10 pieces at 10.00 and one at 100.00 are ten times apart: a slip of the point, or a box
 * that was taken for a piece.
 */
export function receiptsAreNearTheirPrice(outcome: Outcome, report: Report): void {
  const { facts, scope, policy } = outcome;
  const { movement, symbols } = facts;
  const { row, plant, item, amount, quantity } = receiptsOf(outcome);
  const prices = [openingPrice(facts, scope), lastPrice(facts), listedPrice(facts, scope)];
  const factor = parseFixed(policy.receipt_price_factor, QUANTITY_SCALE);
  const print = (cost: Cost) => unitCost(cost.amount, cost.quantity, scope.amountScale, policy.unit_cost_scale);
  const byPlace = orderRows(row.length, [plant, item]);
  for (let start = 0, end = 0; start < byPlace.length; start = end) {
    const [ofPlant, ofItem] = [plant[byPlace[start]], item[byPlace[start]]];
    while (end < byPlace.length && plant[byPlace[end]] === ofPlant && item[byPlace[end]] === ofItem) end++;
    const receipts = byPlace.subarray(start, end);
    const known = prices.reduce<Price | undefined>((found, priceOf) => found ?? priceOf(ofPlant, ofItem), undefined);
    const price = known ?? middle(receipts, amount, quantity);
    if (price === undefined) continue;
    for (const receipt of receipts) {
      if (isNear(amount[receipt], quantity[receipt], price, factor)) continue;
      report('receipt_is_far_from_its_price', 'movement', symbols.text(movement.movement[row[receipt]]), {
        item: symbols.text(ofItem),
        found: print({ amount: BigInt(amount[receipt]), quantity: BigInt(quantity[receipt]) }),
        expected: print(price),
        origin: price.origin,
      });
    }
  }
}

interface Price extends Cost {
  readonly origin: 'opening' | 'last_actual' | 'listed' | 'receipts';
}

/** Whether an amount, which is rounded to one of the smallest unit, is within so many times the price (6 decimals). */
function isNear(amount: number, quantity: number, price: Price, factor: number): boolean {
  const times = (amount * Number(price.quantity) * UNIT) / (quantity * Number(price.amount));
  if (times < 0.999 * factor && times * factor > 1.001 * UNIT * UNIT) return true;
  const own = BigInt(amount) * price.quantity;
  const expected = price.amount * BigInt(quantity);
  const [most, unit] = [BigInt(factor), BigInt(UNIT)];
  return (own - price.quantity) * unit <= most * expected && (own + price.quantity) * most >= unit * expected;
}

const UNIT = 10 ** QUANTITY_SCALE;

/** What came in at an amount of its own, less what went back of it; an invoice in the place of its estimate is whole. */
function receiptsOf({ facts, scope, compiled: { net, kindOf } }: Outcome) {
  const { movement, item } = facts;
  const itemRow = rowOf(item.item);
  const rows = new GrowingArray(Int32Array);
  const plants = new GrowingArray(Int32Array);
  const items = new GrowingArray(Int32Array);
  const amounts = new GrowingArray(Float64Array);
  const quantities = new GrowingArray(Float64Array);
  for (let row = 0; row < movement.rowCount; row++) {
    const { owns, into } = kindOf(row);
    if (!owns || into === undefined || movement.posted_at[row] < scope.start) continue;
    const corrected = net.corrections.get(row);
    const quantity = net.quantity[row] + (corrected?.quantity ?? 0);
    if (!(quantity > 0)) continue;
    const brought = net.amounts(row);
    if (brought === undefined) continue;
    const place = arrivesAt({ facts, kindOf }, row);
    if (movement.zero_cost_reason[row] !== 0 || item.zero_cost_reason[itemRow(place.item)] !== 0) continue;
    rows.push(row);
    plants.push(place.plant);
    items.push(place.item);
    amounts.push(total(brought) + (corrected?.amounts === undefined ? 0 : total(corrected.amounts)));
    quantities.push(quantity);
  }
  return {
    row: rows.trimmed(),
    plant: plants.trimmed(),
    item: items.trimmed(),
    amount: amounts.trimmed(),
    quantity: quantities.trimmed(),
  };
}

function total(vector: Vector): number {
  return vector.reduce((sum, amount) => sum + amount, 0);
}

/** Of the receipts that cost something, the one in the middle by price. */
function middle(receipts: Int32Array, amount: Float64Array, quantity: Float64Array): Price | undefined {
  const dear = receipts.filter((receipt) => amount[receipt] > 0);
  if (dear.length === 0) return undefined;
  const price = (receipt: number) => amount[receipt] / quantity[receipt];
  dear.sort((a, b) => price(a) - price(b) || quantity[a] - quantity[b]);
  const receipt = dear[(dear.length - 1) >> 1];
  return { origin: 'receipts', amount: BigInt(amount[receipt]), quantity: BigInt(quantity[receipt]) };
}

type PriceOf = (plant: number, item: number) => Price | undefined;

/** Of all opening stock of an item at a plant; of what is valued as one for the whole ledger, that of the ledger. */
function openingPrice(facts: Facts, scope: Scope): PriceOf {
  const { opening_stock: opening } = facts;
  const amounts = openingAmounts(facts, scope);
  const costs = new Map<number, Cost>();
  for (let row = 0; row < opening.rowCount; row++) {
    const brought = amounts(row);
    if (!(opening.quantity[row] > 0) || brought === undefined) continue;
    const key = placeKey(facts, opening.plant[row], opening.item[row]);
    const { amount, quantity } = costs.get(key) ?? { amount: 0n, quantity: 0n };
    costs.set(key, {
      amount: amount + BigInt(total(brought)),
      quantity: quantity + BigInt(opening.quantity[row]),
    });
  }
  return priceAmong(facts, costs, 'opening');
}

function lastPrice(facts: Facts): PriceOf {
  return priceAmong(facts, lastCosts(facts), 'last_actual');
}

function priceAmong(facts: Facts, costs: ReadonlyMap<number, Cost>, origin: Price['origin']): PriceOf {
  return (plant, item) => {
    const cost = costs.get(placeKey(facts, plant, item)) ?? costs.get(placeKey(facts, 0, item));
    return cost && priced(cost, origin);
  };
}

function listedPrice(facts: Facts, scope: Scope): PriceOf {
  const listed = listedPrices(facts, scope.lastDay);
  const scale = 10n ** BigInt(scope.amountScale);
  return (plant, item) => {
    const price = listed(plant, item, 'purchase') ?? listed(plant, item, 'standard') ?? listed(plant, item, 'plan');
    if (price === undefined) return undefined;
    const { numerator, denominator } = [...price.values()].reduce(add, ZERO);
    return priced({ amount: numerator * scale, quantity: denominator * BigInt(UNIT) }, 'listed');
  };
}

/** A price is above 0. */
function priced(cost: Cost, origin: Price['origin']): Price | undefined {
  return cost.amount > 0n && cost.quantity > 0n ? { origin, ...cost } : undefined;
}
