import { compareText, rowOf, TABLES } from '@millrace/facts';
import { bucketCodes, isLayered } from '../compile/stock/valuation.js';
import { Totals } from '../network/amounts.js';
import type { Settled } from '../network/settle.js';
import { type Flow, flowsOf } from '../results/flows.js';
import type { Outcome } from '../results/outcome.js';

/** A period as it settled at first. */
export interface Settlement extends Omit<Outcome, 'settled'> {
  readonly settled: Settled;
}

/** What a difference is shared by, in the order in which it is: what is above zero, in the ledger's smallest unit. */
export interface Balances {
  readonly inProcess: readonly InProcess[];
  /** What steps in parallel keep for units that are in no finished product, by item. */
  readonly inSteps: readonly InStep[];
  readonly inStock: readonly InStock[];
  /** By item, whose code it is. */
  readonly sold: readonly { readonly item: number; readonly amount: bigint }[];
  readonly isMade: (item: number) => boolean;
}

/** What an order has in process, and which of its stages bears for all of it. */
interface InProcess {
  readonly order: number;
  readonly stage: number;
  readonly amount: bigint;
}

/** What a step, an item by its code, keeps, and which of its stages bears for all of it. */
interface InStep extends Omit<InProcess, 'order'> {
  readonly item: number;
}

/** What a bucket closes with, or one of its layers, of which `piece` is one; −1 where it has no name. */
interface InStock {
  readonly bucket: number;
  readonly piece: number;
  readonly amount: bigint;
}

/** What closes and what was sold, each with the elements named together, or all of them. */
export function balancesOf(settlement: Settlement, elements?: readonly number[]): Balances {
  const { facts, compiled, settled } = settlement;
  const itemRow = rowOf(facts.item.item);
  const width = settled.network.elementCount;
  const counted = elements ?? Array.from({ length: width }, (_, element) => element);
  const inProcess = new Summed(counted);
  const inSteps = new Summed(counted);
  const inStock = new Summed(counted);
  const sold = new Summed(counted);
  for (const flow of flowsOf(compiled.plan, settled)) {
    const { kind, ref, from } = flow;
    if (kind === 'closing_wip') inProcess.add(ref, compiled.plan.nodePart[from], flow);
    else if (kind === 'step_wip') inSteps.add(ref, compiled.plan.nodePart[from], flow);
    else if (kind === 'closing_stock') inStock.add(ref, compiled.pieceOfNode[from], flow);
    else if (kind === 'movement') {
      const { type } = compiled.kindOf(ref);
      if (type === 'sale') sold.add(facts.movement.item[ref], 0, flow);
      // What customers brought back is sold no more.
      else if (type === 'sale_return') sold.add(facts.movement.item[ref], 0, flow, -1);
    }
  }
  const { symbols } = facts;
  const items = [...sold.wholes()].map(([item, amount]) => ({ item, amount }));
  const orders = byStage(settlement, inProcess).map(({ key: order, ...of }) => ({ ...of, order }));
  const steps = byStage(settlement, inSteps).map(({ key: item, ...of }) => ({ ...of, item }));
  const codeOf = ({ order }: InProcess) => facts.production_order.order[order];
  return {
    inProcess: orders.sort((a, b) => symbols.compare(codeOf(a), codeOf(b))),
    inSteps: steps.sort((a, b) => symbols.compare(a.item, b.item)),
    inStock: inStockBy(settlement, inStock),
    sold: aboveZero(items).sort((a, b) => symbols.compare(a.item, b.item)),
    isMade: (item) => facts.item.supply[itemRow(item)] !== PURCHASED,
  };
}

/**
 * By order, or by step. What it bears enters the last stage of its conversion that closes with something, of those that hold all elements
 * where there is one; without any, the last of its stages. Stages stand in the order of their texts.
 */
function byStage({ compiled }: Settlement, summed: Summed): { key: number; stage: number; amount: bigint }[] {
  const { stages } = compiled.orders;
  const rank = (stage: number) => {
    const { kind, element } = stages.codes(stage);
    return kind !== 'conversion' ? 0 : element === 0 ? 2 : 1;
  };
  const later = (a: number, b: number) => rank(a) - rank(b) || compareText(stages.text(a), stages.text(b));
  const found = [...summed.wholes()].map(([key, amount]) => {
    const closing = [...summed.parts(key)].filter(([, part]) => part !== 0n).map(([stage]) => stage);
    return { key, stage: closing.sort(later).at(-1) ?? -1, amount };
  });
  return aboveZero(found);
}

/** By bucket, or where its stock is kept in layers by their names. */
function inStockBy({ facts, compiled }: Settlement, summed: Summed): InStock[] {
  const { events, layers, valuation } = compiled;
  const nameOf = (piece: number) => (piece < 0 ? '' : layers.name(piece));
  const found: InStock[] = [];
  for (const [bucket, whole] of summed.wholes()) {
    if (!isLayered(valuation(events.buckets[bucket].item))) {
      found.push({ bucket, piece: -1, amount: whole });
      continue;
    }
    const byName = new Map<string, InStock>();
    for (const [piece, amount] of summed.parts(bucket)) {
      const of = byName.get(nameOf(piece)) ?? { bucket, piece, amount: 0n };
      byName.set(nameOf(piece), { ...of, amount: of.amount + amount });
    }
    for (const layer of byName.values()) found.push(layer);
  }
  const codesOf = ({ bucket }: InStock) => bucketCodes(events.buckets[bucket]);
  return aboveZero(found).sort((a, b) => {
    const other = codesOf(b);
    const byCode = codesOf(a).map((code, place) => facts.symbols.compare(code, other[place]));
    return byCode.find((order) => order !== 0) ?? compareText(nameOf(a.piece), nameOf(b.piece));
  });
}

function aboveZero<T extends { readonly amount: bigint }>(of: readonly T[]): T[] {
  return of.filter(({ amount }) => amount > 0n);
}

/** Amounts of some elements together, by two numbers. */
class Summed {
  readonly #totals = new Map<number, Map<number, Totals>>();
  readonly #elements: readonly number[];

  constructor(elements: readonly number[]) {
    this.#elements = elements;
  }

  add(key: number, part: number, { amounts, at }: Flow, sign: 1 | -1 = 1): void {
    const parts = this.#totals.get(key) ?? new Map<number, Totals>();
    this.#totals.set(key, parts);
    const total = parts.get(part) ?? new Totals(1);
    parts.set(part, total);
    for (const element of this.#elements) total.add(0, sign * amounts[at + element]);
  }

  *parts(key: number): Generator<[part: number, amount: bigint]> {
    for (const [part, total] of this.#totals.get(key) ?? []) yield [part, total.at(0)];
  }

  *wholes(): Generator<[key: number, amount: bigint]> {
    for (const key of this.#totals.keys()) {
      let whole = 0n;
      for (const [, amount] of this.parts(key)) whole += amount;
      yield [key, whole];
    }
  }
}

const PURCHASED = TABLES.item.columns.supply.choices.indexOf('purchased');
