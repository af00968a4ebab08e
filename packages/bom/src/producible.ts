import { add, compare, divide, type Fraction, printFraction, QUANTITY_SCALE, subtract, ZERO } from '@millrace/exact';
import type { Bom } from './bom.js';
import { numberIn, requested } from './explode.js';
import { explodeLevel } from './explode-level.js';
import { explodeNetted } from './explode-netted.js';
import { roundQuantity } from './round-quantity.js';

export interface ProducibleRequest {
  readonly item: string;
  readonly plant?: string | undefined;
  /** What there is of each component, in its base unit. */
  readonly available: Readonly<Record<string, string>>;
  /**
   * `complete`: a component that isn't among the available ones is missing. `listed`: only those listed limit the
   * quantity.
   */
  readonly components: 'complete' | 'listed';
  /** `single_level`: the item's own components (through phantoms); `bought`: what all levels come down to. */
  readonly depth: 'single_level' | 'bought';
  /** The finished quantity is rounded down to whole steps; left out: exact. */
  readonly step?: string | undefined;
}

export interface Producible {
  /** In the item's base unit, at 6 decimals. */
  readonly quantity: string;
  readonly exact: Fraction;
  /** The component that allows least; undefined where nothing is needed. */
  readonly limited_by: string | undefined;
  readonly components: readonly { readonly item: string; readonly per_unit: string; readonly allows: string }[];
}

/**
 * The inverse of the explosion: how many finished goods, or complete kits, the components at hand make.
 * With 8 A and 7 B, a kit of 2 A and 1 B is complete 4 times, limited by A. On a single level a fixed quantity is
 * taken off before dividing; over all levels it is spread over the costing lot.
 *
 * @throws UnknownItem when an item isn't in the structure.
 */
export function producible(bom: Bom, request: ProducibleRequest): Producible {
  const available = new Map<number, Fraction>();
  for (const [item, quantity] of Object.entries(request.available)) {
    available.set(
      numberIn(bom, item, request.plant),
      requested(bom, { item, plant: request.plant, quantity }).quantity,
    );
  }
  const components: Producible['components'][number][] = [];
  let least: { exact: Fraction; item: string } | undefined;
  for (const { child, perUnit, perLot } of needsPerUnit(bom, request)) {
    const there = available.get(child);
    if (there === undefined && request.components === 'listed') continue;
    const left = subtract(there ?? ZERO, perLot);
    if (perUnit.numerator === 0n && left.numerator >= 0n) continue;
    const allowed = left.numerator <= 0n || perUnit.numerator === 0n ? ZERO : divide(left, perUnit);
    const exact = roundQuantity(allowed, request.step, 'down');
    const { item } = bom.items[child];
    components.push({
      item,
      per_unit: printFraction(perUnit, QUANTITY_SCALE),
      allows: printFraction(exact, QUANTITY_SCALE),
    });
    if (least === undefined || compare(exact, least.exact) < 0) least = { exact, item };
  }
  const exact = least?.exact ?? ZERO;
  return { quantity: printFraction(exact, QUANTITY_SCALE), exact, limited_by: least?.item, components };
}

interface NeedPerUnit {
  readonly child: number;
  readonly perUnit: Fraction;
  readonly perLot: Fraction;
}

function* needsPerUnit(bom: Bom, { item, plant, depth }: ProducibleRequest): Generator<NeedPerUnit> {
  const number = numberIn(bom, item, plant);
  if (depth === 'single_level') {
    // Two lots tell what grows with the lot from what doesn't; the policy's rounding has no place in an inverse.
    const exact: Bom = {
      ...bom,
      policy: { ...bom.policy, quantity_rounding: { components: 'exact', outputs: 'exact', step: {} } },
    };
    const of = (lot: bigint) => totals(explodeLevel(exact, number, { numerator: lot, denominator: 1n }));
    const [one, two] = [of(1n), of(2n)];
    for (const [child, need] of one) {
      const perUnit = subtract(two.get(child) ?? ZERO, need);
      yield { child, perUnit, perLot: subtract(need, perUnit) };
    }
    return;
  }
  const unit = bom.items[number].unit;
  for (const row of explodeNetted(bom, [{ item, plant, quantity: '1', unit }], { lots: 'costing_lot' })) {
    if (row.kind !== 'item' || row.made) continue;
    yield { child: numberIn(bom, row.item, row.plant), perUnit: row.exact.gross, perLot: ZERO };
  }
}

function totals(needs: ReturnType<typeof explodeLevel>): Map<number, Fraction> {
  const sum = new Map<number, Fraction>();
  for (const { line, quantity } of needs) {
    if (line.kind !== 'component' || line.inLoop) continue;
    sum.set(line.child, add(sum.get(line.child) ?? ZERO, quantity));
  }
  return sum;
}
