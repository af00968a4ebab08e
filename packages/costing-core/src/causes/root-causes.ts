import type { Asked, CostedVersion, LargestCauses, RootCauses } from './asked.js';
import { attribute } from './attribute.js';
import { type Comparison, compareCosts, keyOf } from './comparison.js';
import { largestParts } from './largest.js';
import { changesOf, shownParts, withAllCauses, withLargestCauses } from './shown-causes.js';
import { Unsolvable } from './solve.js';

/** Answers why costs moved between two versions. */
export interface Why {
  /** Of one item or total. */
  (asked: Asked): RootCauses;
  /**
   * Of every item, in the order of plants and items: at most so many causes each, the first ones that `why` of the item gives.
   */
  readonly ofAll: (most: number) => LargestCauses[];
}

/**
 * Why costs moved between two versions, through all levels and loops (rules.md 35, formulas.md 13): each change as parts that add up to
 * it, per element and in total. What rounding did is a part of its own. Either may be a standard, plan or simulation; totals are then those
 * of the closed period against its own quantities at standard.
 *
 * @param only what is going to be asked about: nothing else is modelled. Without it, anything may be asked.
 * @returns what answers for one item or total after the other, and for all items at once.
 * @throws RangeError where it is asked about something else.
 * @example
 * const why = rootCauses(september, october);
 * why({ plant: 'P1', item: 'PUMP' }).causes[0]; // { kind: 'purchase_price', subject: 'COPPER', part: '0.600000' … }
 */
export function rootCauses(before: CostedVersion, after: CostedVersion, only?: readonly Asked[]): Why {
  const stranded = new Set<string>();
  const wanted = only && new Set(only.map(keyOf));
  let compared: Comparison | undefined = compareCosts(before, after, stranded, wanted);
  /** Again for each loop that turns out to be one that no value leaves. */
  const answered = <T>(answer: (comparison: Comparison) => T): T => {
    for (;;) {
      compared ??= compareCosts(before, after, stranded, wanted);
      try {
        return answer(compared);
      } catch (error) {
        if (!(error instanceof Unsolvable)) throw error;
        const keys = [...compared.aligned.placeOf.keys()];
        for (const node of error.at) stranded.add(keys[node]);
        compared = undefined;
      }
    }
  };
  const why = (asked: Asked) => {
    if (wanted?.has(keyOf(asked)) === false)
      throw new RangeError(`not among what was going to be asked: ${keyOf(asked)}`);
    return answered((comparison) => causesOf(comparison, asked));
  };
  return Object.assign(why, { ofAll: (most: number) => answered((comparison) => causesOfAll(comparison, most)) });
}

function causesOf({ aligned, isThere, scales }: Comparison, asked: Asked): RootCauses {
  const scale = typeof asked === 'string' ? scales.amount : scales.unit;
  const there = isThere(asked);
  const node = aligned.placeOf.get(keyOf(asked));
  const parts = node === undefined || there.includes(false) ? [] : attribute(aligned, node);
  const changes = changesOf(aligned, node, there, scale);
  return withAllCauses(aligned.elements, changes, shownParts(parts, scale), scale);
}

function causesOfAll({ aligned, isThere, items, scales }: Comparison, most: number): LargestCauses[] {
  const asked = items.map(({ plant, key }) => ({ plant, item: key }));
  const nodes = asked.map((of) => aligned.placeOf.get(keyOf(of)) as number);
  const there = asked.map(isThere);
  const isInBoth = there.map((sides) => !sides.includes(false));
  const partsOf = largestParts(
    aligned,
    nodes.filter((_, i) => isInBoth[i]),
    scales.unit,
    most,
  );
  return asked.map((of, i) => {
    const parts = isInBoth[i] ? partsOf(nodes[i]) : [];
    const changes = changesOf(aligned, nodes[i], there[i], scales.unit);
    return { ...of, ...withLargestCauses(aligned.elements, changes, parts, scales.unit) };
  });
}
