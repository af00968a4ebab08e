import {
  add,
  compare,
  divide,
  type Fraction,
  fraction,
  multiply,
  ONE,
  QUANTITY_SCALE,
  subtract,
  ZERO,
} from '@millrace/exact';
import { sumOf } from '../../production/split.js';
import type { InProcess } from './counts.js';
import type { Routing } from './routings.js';
import type { SpoiledUnits } from './spoiled-units.js';
import type { Stage } from './stage.js';
import type { StageCodes } from './stage-table.js';
import type { Wip } from './wip-choice.js';

/**
 * How far pieces have got in a stage that are found spoiled when so much of all hours of the order has been done: of conversion, and
 * of material that comes in evenly. Undefined for other stages, and where degrees don't follow hours: they have had their operation.
 *
 * Two operations of 6 h and 4 h, inspected after 0.8: 1 of the first, 0.5 of the second, 0.8 of both together.
 */
export function inspectedDegree(
  { kind }: Stage,
  { operation, centre }: Required<StageCodes>,
  routing: Routing,
  wip: Wip,
  point: Fraction,
): Fraction | undefined {
  if ((kind !== 'conversion' && kind !== 'evenly') || wip.method === 'all_until_finished') return undefined;
  if (routing.isVirtual) return point;
  if (kind === 'conversion' && wip.method === 'flow' && operation !== 0) return undefined;
  const all = sumOf(routing.hours).numerator === 0n ? routing.hours.map(() => ONE) : routing.hours;
  const done = multiply(point, sumOf(all));
  const entry = operation === 0 ? 0 : routing.operations.indexOf(operation);
  let before = ZERO;
  let own = ZERO;
  let had = ZERO;
  let ownCount = 0n;
  let hadCount = 0n;
  for (const [k, hours] of all.entries()) {
    const isOwn = kind === 'evenly' || operation !== 0 ? k === entry : centre === 0 || routing.centres[k] === centre;
    if (isOwn) {
      own = add(own, hours);
      had = add(had, between(subtract(done, before), hours));
      ownCount += 1n;
      if (compare(before, done) < 0 || compare(point, ONE) === 0) hadCount += 1n;
    }
    before = add(before, hours);
  }
  if (ownCount === 0n) return undefined;
  // Operations without hours of their own have been had, or not.
  return own.numerator === 0n ? fraction(hadCount, ownCount) : divide(had, own);
}

/**
 * What units in process bear of those that were lost as a rule, in equivalent units: by quantity beside what was completed, those
 * that have passed the inspection which found the lost ones.
 *
 * 5 lost, 80 completed, 10 in process that were inspected: 5 × 10 / 90.
 *
 * @param normal units lost as a rule with their degree.
 * @param isPast whether units in process have passed the inspection of units lost at an operation.
 */
export function borneInProcess(
  completed: Fraction,
  normal: readonly { readonly lost: SpoiledUnits; readonly equivalents: Fraction }[],
  inProcess: readonly InProcess[],
  isPast: (units: InProcess, lost: SpoiledUnits) => boolean,
): Fraction {
  const good = completed.numerator < 0n ? ZERO : completed;
  return sumOf(
    normal.map(({ lost, equivalents }) => {
      const past = sumOf(
        inProcess.filter((units) => isPast(units, lost)).map(({ quantity }) => fraction(quantity, UNIT)),
      );
      const all = add(good, past);
      return all.numerator === 0n ? ZERO : multiply(equivalents, divide(past, all));
    }),
  );
}

/** At least 0 and at most `most`. */
function between(value: Fraction, most: Fraction): Fraction {
  if (value.numerator < 0n) return ZERO;
  return compare(value, most) > 0 ? most : value;
}

const UNIT = 10n ** BigInt(QUANTITY_SCALE);
