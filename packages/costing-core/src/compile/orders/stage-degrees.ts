import { add, divide, type Fraction, multiply, ONE, parseFraction, ZERO } from '@millrace/exact';
import { chosenFor } from '../../policy.js';
import { cumulativeDegrees } from '../../production/degrees.js';
import type { Routing } from './routings.js';
import type { Stage } from './stage.js';
import type { StageCodes } from './stage-table.js';
import type { Wip } from './wip-choice.js';

/** How far units have got in a stage, by the operation at which they are. */
export interface StageDegrees {
  /** In process at each operation of the routing, and last what has passed them all. */
  readonly inProcess: readonly Fraction[];
  /** In process nobody knows where. */
  readonly anywhere: Fraction;
  /** Scrapped at each operation: they have had it (rules.md 15). */
  readonly scrapped: readonly Fraction[];
}

/**
 * Degrees of completion of a stage. Conversion: the hours behind a unit over all hours of the stage's operations, and φ of its
 * own operation's. Material: 1 from the operation on at which it enters; half at it where it comes in evenly. Fees for finished
 * pieces, and spoilage that good pieces bear: 0.
 *
 * Two operations of 6 h and 4 h with φ = ½: 0.30 and 0.80 in process, 0.60 and 1 scrapped.
 *
 * @param progress φ at each operation: that of its centre.
 */
export function stageDegrees(
  stage: Stage,
  codes: Required<StageCodes>,
  routing: Routing,
  wip: Wip,
  progress: readonly Fraction[],
): StageDegrees {
  const all = (degree: Fraction) => routing.operations.map(() => degree);
  const same = (degree: Fraction): StageDegrees => ({
    inProcess: [...all(degree), degree],
    anywhere: degree,
    scrapped: all(degree),
  });
  if (stage.kind === 'fee' || stage.kind === 'spoilage') return same(ZERO);
  if (wip.method === 'all_until_finished') return same(ONE);
  const { inProcess, anywhere, scrapped } = byRouting(codes, routing, wip, progress);
  const kind = stage.kind === 'evenly' ? 'material' : stage.kind;
  const coefficient = chosenFor(wip.coefficients, stage.element) ?? chosenFor(wip.coefficients, kind);
  if (wip.method !== 'coefficient' || coefficient === undefined) {
    return { inProcess: [...inProcess, ONE], anywhere, scrapped };
  }
  const degree = parseFraction(coefficient);
  return { ...same(degree), scrapped };
}

/** By the routing alone; of what has passed all operations, 1. */
function byRouting(
  { kind, operation, centre }: Required<StageCodes>,
  routing: Routing,
  wip: Wip,
  progress: readonly Fraction[],
): StageDegrees {
  const all = (degree: Fraction) => routing.operations.map(() => degree);
  const at = routing.operations.indexOf(operation);
  if (kind === 'material' || kind === 'evenly') {
    const half = kind === 'evenly' ? parseFraction('0.5') : ONE;
    if (routing.isVirtual) return { inProcess: all(half), anywhere: half, scrapped: all(ONE) };
    // A stage of an operation that the order does not have lies before all that it has.
    const entry = operation === 0 && kind === 'evenly' ? 0 : operation === 0 ? -1 : at;
    return {
      inProcess: routing.operations.map((_, k) => (k < entry ? ZERO : k === entry ? half : ONE)),
      anywhere: half,
      scrapped: routing.operations.map((_, k) => (k < entry ? ZERO : ONE)),
    };
  }
  const { phi } = wip;
  if (routing.isVirtual) return { inProcess: all(phi), anywhere: phi, scrapped: all(ONE) };
  const isOwn = routing.operations.map((_, k) =>
    operation !== 0 ? k === at : centre === 0 || routing.centres[k] === centre,
  );
  if (!isOwn.includes(true)) return { inProcess: all(ONE), anywhere: phi, scrapped: all(ONE) };
  if (wip.method === 'flow' && operation !== 0) {
    const reached = routing.operations.map((_, k) => (k >= at ? ONE : ZERO));
    return { inProcess: reached, anywhere: ONE, scrapped: reached };
  }
  const own = routing.hours.map((hours, k) => (isOwn[k] ? hours : ZERO));
  const hours = own.some((h) => h.numerator !== 0n) ? own : isOwn.map((is) => (is ? ONE : ZERO));
  return { inProcess: partlyDone(hours, progress), anywhere: phi, scrapped: cumulativeDegrees(hours, () => ONE) };
}

/** (Σ_{j<k} h_j + φ_k·h_k) / Σh. */
function partlyDone(hours: readonly Fraction[], progress: readonly Fraction[]): Fraction[] {
  const total = hours.reduce(add, ZERO);
  let before = ZERO;
  return hours.map((h, k) => {
    const degree = divide(add(before, multiply(progress[k], h)), total);
    before = add(before, h);
    return degree;
  });
}
