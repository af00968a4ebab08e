import { divRound, printFixed } from '@millrace/exact';
import { compareText } from '@millrace/facts';
import type { RolledStandard } from './roll-up.js';

export interface ImpactRow {
  readonly plant: string;
  readonly item: string;
  readonly before: string;
  readonly after: string;
  readonly change: string;
  /** Of the cost before, two decimals; undefined where that was 0. */
  readonly percent: string | undefined;
  readonly elements: readonly { readonly element: string; readonly change: string }[];
}

export interface ImpactOptions {
  /** What makes a change large: its amount, or its part of the cost before. */
  readonly by: 'amount' | 'percent';
  /** How many rows; left out: all that moved. */
  readonly top?: number | undefined;
  /** `tops`: only items that nothing uses, the products that are sold. */
  readonly items: 'all' | 'tops';
}

/**
 * Which unit costs a change moves most: "copper +8 %: which 40 products". Both roll-ups have the same policy.
 * Items that have a cost on one side only are left out: they are findings, not changes.
 *
 * @example
 * const after = rollUp(whatIf(rows, { prices: [{ item: 'copper', percent: '8' }] }), selection, policy, before);
 * impactOf(before, after, { by: 'percent', top: 40, items: 'tops' })
 */
export function impactOf(before: RolledStandard, after: RolledStandard, options: ImpactOptions): ImpactRow[] {
  const { bom, structure, policy, elements } = after.standard;
  const moved: {
    readonly number: number;
    readonly old: bigint;
    readonly now: bigint;
    readonly by: readonly bigint[];
  }[] = [];
  for (const [number, { plant, item }] of bom.items.entries()) {
    if (options.items === 'tops' && structure.position[number] >= structure.levelStart[1]) continue;
    const earlier = before.standard.bom.numberOf(item, plant);
    const old = earlier === undefined ? undefined : before.costs[earlier]?.total;
    const now = after.costs[number]?.total;
    if (old === undefined || now === undefined) continue;
    const by = now.map((sum, e) => sum - (old[e] ?? 0n));
    if (by.some((change) => change !== 0n)) moved.push({ number, old: sum(old), now: sum(now), by });
  }
  // Percentages are compared as fractions, crosswise; a cost that was 0 has moved beyond all of them.
  const size = ({ old, now }: (typeof moved)[number]) =>
    options.by === 'amount' ? { n: magnitude(now - old), d: 1n } : { n: magnitude(now - old), d: magnitude(old) };
  moved.sort((a, b) => {
    const [x, y] = [size(a), size(b)];
    const difference = x.d === 0n || y.d === 0n ? x.d - y.d : y.n * x.d - x.n * y.d;
    if (difference !== 0n) return difference < 0n ? -1 : 1;
    const [left, right] = [bom.items[a.number], bom.items[b.number]];
    return compareText(left.plant, right.plant) || compareText(left.item, right.item);
  });
  const print = (amount: bigint) => printFixed(amount, policy.cost_scale);
  return moved.slice(0, options.top ?? moved.length).map(({ number, old, now, by }) => ({
    plant: bom.items[number].plant,
    item: bom.items[number].item,
    before: print(old),
    after: print(now),
    change: print(now - old),
    percent: old === 0n ? undefined : printFixed(divRound((now - old) * 10_000n, old), 2),
    elements: elements.map(({ element }, e) => ({ element, change: print(by[e]) })),
  }));
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((a, b) => a + b, 0n);
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}
