import { add, type Fraction, multiply, roundFraction, ZERO } from '@millrace/exact';
import { compareText, type Facts } from '@millrace/facts';
import type { WipChoice } from '../../policy.js';
import type { UnitVector } from './components.js';
import type { WithCounts } from './sharing.js';
import { standardOf } from './stage-quota.js';
import type { StepStage } from './step-stages.js';

/** Methods that are of a step and not of its orders, which then have it in common. */
export const WHOLE_METHODS = [
  'none',
  'material_only',
  'fixed',
  'quota_cost',
  'fifo',
  'completed_at_standard',
] as const satisfies readonly WipChoice['method'][];

type WholeMethod = (typeof WHOLE_METHODS)[number];

/** By which of those a step shares a stage; undefined: its units share by their equivalents. */
export function stepMethod(
  { orders, facts, report }: WithCounts,
  { item, stage }: StepStage,
  own: readonly number[],
): WholeMethod | undefined {
  const methods = new Set(own.map((order) => orders.wip(order, stage).method));
  const whole = WHOLE_METHODS.find((method) => methods.has(method));
  if (whole === undefined || methods.size === 1) return whole;
  const choice = `wip.method: ${[...methods].sort(compareText).join(', ')}`;
  report('choice_must_go_with_parallel_steps', 'item', facts.symbols.text(item), { choice });
  return undefined;
}

/**
 * What a step's units in process, in stock and in later steps are worth in a stage where its method says so, by element: nothing, what
 * they opened with, or their standard; the rest is borne by what was finished. Undefined: they share.
 *
 *     12 PART are half done and 25 wait in stock and later: at a standard of 50.00 they are worth (6 + 25) × 50 = 1,550.00.
 */
export function knownInProcess(
  sharing: WithCounts,
  { stage, node }: StepStage,
  of: {
    readonly method: WholeMethod;
    /** Units in stock and in later steps, which have all of the stage. */
    readonly later: Fraction;
    /** By order what it has in process, in equivalents. */
    readonly own: ReadonlyMap<number, Fraction>;
  },
): Float64Array | undefined {
  const { scope, orders, openings, counts } = sharing;
  const nothing = () => new Float64Array(scope.elements.length);
  const { kind } = orders.stages.codes(stage);
  switch (of.method) {
    case 'none':
      return nothing();
    case 'material_only':
      return kind === 'material' || kind === 'evenly' ? undefined : nothing();
    case 'fixed':
      return [...of.own.keys()].some((order) => counts.isCounted(order)) ? undefined : (openings.at(node) ?? nothing());
    case 'quota_cost':
      return atQuota();
    default:
      return undefined;
  }

  /** Those that wait have the quota of the first order's units. */
  function atQuota(): Float64Array | undefined {
    const sums = scope.elements.map(() => ZERO);
    for (const [i, order] of byCode(sharing, [...of.own.keys()]).entries()) {
      const quota = standardOf(sharing, order, stage);
      if (quota === undefined) return undefined;
      const inProcess = of.own.get(order) as Fraction;
      const units = i === 0 ? add(inProcess, of.later) : inProcess;
      for (const [place, each] of quota) sums[place] = add(sums[place], multiply(units, each));
    }
    return Float64Array.from(sums, (sum) => Number(roundFraction(sum)));
  }
}

/** What a whole unit of a step should cost in a stage: by the first of its orders, by code. */
export function standardOfStep(
  sharing: WithCounts,
  { stage }: StepStage,
  own: readonly number[],
): UnitVector | undefined {
  const [first] = byCode(sharing, own);
  return standardOf(sharing, first, stage);
}

function byCode({ facts }: { readonly facts: Facts }, orders: readonly number[]): number[] {
  const { order: codes } = facts.production_order;
  return [...orders].sort((a, b) => facts.symbols.compare(codes[a], codes[b]));
}
