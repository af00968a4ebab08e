import { add, type Fraction, multiply, roundFraction, ZERO } from '@millrace/exact';
import { compareText } from '@millrace/facts';
import type { WipChoice } from '../../policy.js';
import type { WithCounts } from './sharing.js';
import { stageQuota } from './stage-quota.js';
import type { StepStage } from './step-stages.js';

/** What an order of a step has in process in a stage, in equivalents, and by what method. */
export interface UnitsInProcess {
  readonly order: number;
  readonly method: WipChoice['method'];
  readonly inProcess: Fraction;
}

/** Methods under which all units of a step that are in no finished product (广义在产品) have a value that its cost doesn't decide. */
export const KNOWN_METHODS = ['none', 'material_only', 'fixed', 'quota_cost'] as const;

/**
 * What a step's units in process, in stock and in later steps are worth in a stage where its method says so, by element: nothing, what
 * they opened with, or their standard; the rest is borne by what was finished. Undefined: they share by their equivalents.
 *
 *     12 PART are half done and 25 wait in stock and later: at a standard of 50.00 they are worth (6 + 25) × 50 = 1,550.00.
 *
 * @param later units in stock and in later steps, which have all of the stage.
 */
export function knownInProcess(
  sharing: WithCounts,
  { item, stage, node }: StepStage,
  later: Fraction,
  own: readonly UnitsInProcess[],
): Float64Array | undefined {
  const { facts, scope, orders, openings, counts, report } = sharing;
  const nothing = () => new Float64Array(scope.elements.length);
  const methods = new Set(own.map(({ method }) => method));
  const known = [...methods].filter((method) => isKnown(method));
  if (known.length === 0) return undefined;
  const name = facts.symbols.text(item);
  if (methods.size > 1) {
    const choice = `wip.method: ${[...methods].sort(compareText).join(', ')}`;
    report('choice_must_go_with_parallel_steps', 'item', name, { choice });
    return undefined;
  }
  const { kind } = orders.stages.codes(stage);
  switch (known[0]) {
    case 'none':
      return nothing();
    case 'material_only':
      return kind === 'material' || kind === 'evenly' ? undefined : nothing();
    case 'fixed':
      return own.some(({ order }) => counts.isCounted(order)) ? undefined : (openings.at(node) ?? nothing());
    case 'quota_cost':
      return atQuota();
  }

  /** Those that wait have the quota of the first order's units, by its code. */
  function atQuota(): Float64Array | undefined {
    const { order: codes } = facts.production_order;
    const sorted = [...own].sort((a, b) => facts.symbols.compare(codes[a.order], codes[b.order]));
    const sums = scope.elements.map(() => ZERO);
    for (const [i, { order, inProcess }] of sorted.entries()) {
      const quota = stageQuota(facts, scope, orders, { order, stage, standards: orders.standards });
      if (quota === undefined) {
        const fields = { stage: orders.stages.text(stage) };
        report('stage_must_have_a_standard', 'production_order', facts.symbols.text(codes[order]), fields);
        return undefined;
      }
      const units = i === 0 ? add(inProcess, later) : inProcess;
      for (const [place, each] of quota) sums[place] = add(sums[place], multiply(units, each));
    }
    return Float64Array.from(sums, (sum) => Number(roundFraction(sum)));
  }
}

function isKnown(method: string): method is (typeof KNOWN_METHODS)[number] {
  return (KNOWN_METHODS as readonly string[]).includes(method);
}
