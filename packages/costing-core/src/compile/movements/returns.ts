import { mulDivRound, printFixed, QUANTITY_SCALE } from '@millrace/exact';
import type { Facts } from '@millrace/facts';
import type { Report } from '../../findings.js';
import type { Scope } from '../../period/scope.js';
import { movementAmounts, type Vector } from '../amounts.js';
import type { PlanBuilder } from '../plan.js';
import { type Bucket, bucketKey } from '../stock/valuation.js';
import { eventOrder } from './event-order.js';
import { MOVEMENT_KINDS, TYPE } from './kinds.js';
import type { Movements } from './select.js';

/**
 * Returns and reversals, before anything is valued (rules.md 20 to 22).
 *
 * A return that refers to a movement of this period makes that movement smaller and is gone; one without a reference
 * makes the latest like outflows smaller, and so does a count gain that brings no amount. What refers to an earlier
 * period, or exceeds its reference, remains an event of its own, to flow back at its original value.
 */
export interface NetMovements {
  /** By movement row: the quantity less what was returned of it; of a return: what remains to flow back. */
  readonly quantity: Float64Array;
  /** By movement row: the amounts that the movement brings, less the returned share; undefined where it brings none. */
  amounts(row: number): Vector | undefined;
}

/** @param bucketAt the bucket of a place: an unlinked return is of the bucket's outflows. */
export function netReturns(
  facts: Facts,
  scope: Scope,
  movements: Movements,
  bucketAt: (place: Bucket) => Bucket,
  plan: PlanBuilder,
  report: Report,
): NetMovements {
  const { movement, symbols } = facts;
  const net = movements.quantity.slice();
  const brought = movementAmounts(facts, scope);
  const inPeriod = new Uint8Array(movement.rowCount);
  for (const row of movements.rows) inPeriod[row] = 1;
  const compare = eventOrder(facts);
  const phases = MOVEMENT_KINDS.map(({ outOf, into, valueOnly }) => outOf ?? into ?? valueOnly ?? 0);
  const phase = (row: number) => phases[movement.type[row]];
  const ordered = [...movements.rows].sort((a, b) => compare(a, phase(a), b, phase(b)));

  const takeBack = (original: number, row: number) => {
    const taken = Math.min(net[row], net[original]);
    net[row] -= taken;
    net[original] -= taken;
  };

  const unlinked: number[] = [];
  for (const row of ordered) {
    const originals = MOVEMENT_KINDS[movement.type[row]].returns;
    if (originals === undefined) {
      if (isUnvaluedGain(row)) unlinked.push(row);
      continue;
    }
    const code = movement.refers_to[row];
    if (code === 0) {
      unlinked.push(row);
      continue;
    }
    const original = movements.rowOf[code];
    if (original < 0 || inPeriod[original] === 0) continue;
    const matches =
      originals.includes(MOVEMENT_KINDS[movement.type[original]].type) &&
      movement.item[original] === movement.item[row] &&
      movement.plant[original] === movement.plant[row];
    if (!matches) {
      report('return_must_refer_to_a_like_movement', 'movement', symbols.text(movement.movement[row]), {
        found: symbols.text(movement.movement[original]),
      });
      continue;
    }
    takeBack(original, row);
    if (net[row] > 0) {
      report('return_must_not_exceed_its_movement', 'movement', symbols.text(movement.movement[row]), {
        found: symbols.text(movement.movement[original]),
        difference: printFixed(net[row], QUANTITY_SCALE),
      });
    }
  }

  const outflows = likeOutflows(facts, ordered, bucketAt);
  for (const row of unlinked) {
    // A vendor return brings its own amount: without a reference it flows out at that.
    if (MOVEMENT_KINDS[movement.type[row]].owns === true && !isUnvaluedGain(row)) continue;
    for (const original of outflows(row)) {
      if (net[row] === 0) break;
      takeBack(original, row);
    }
  }

  const amounts = (row: number): Vector | undefined => {
    const whole = movements.quantity[row];
    const vector = brought(movement.movement[row]);
    if (vector === undefined || net[row] === whole) return vector;
    return vector.map((amount) => amount - mulDivRound(amount, whole - net[row], whole));
  };
  noteDepartures();
  return { quantity: net, amounts };

  /** Of a vendor return the reference wins: its own amount counts no more than the returned share of the receipt. */
  function noteDepartures(): void {
    for (const row of ordered) {
      const { owns, returns, into } = MOVEMENT_KINDS[movement.type[row]];
      const vector = brought(movement.movement[row]);
      if (!owns || vector === undefined || net[row] === movements.quantity[row]) continue;
      if (returns !== undefined)
        plan.departs(
          'original_value',
          row,
          vector.map((amount, e) => amount - (amounts(row) as Vector)[e]),
        );
      else if (into !== undefined)
        plan.departs(
          'original_value',
          row,
          vector.map((amount, e) => (amounts(row) as Vector)[e] - amount),
        );
    }
  }

  function isUnvaluedGain(row: number): boolean {
    return movement.type[row] === TYPE.count_gain && brought(movement.movement[row]) === undefined;
  }
}

/** The outflows that an unlinked return may take back, latest first: of the same order or centre, and bucket. */
function likeOutflows(
  { movement }: Facts,
  ordered: readonly number[],
  bucketAt: (place: Bucket) => Bucket,
): (row: number) => readonly number[] {
  const { plant, item, lot, project, order, centre, type } = movement;
  const keyOf = (originalType: number, row: number) => {
    const place = { plant: plant[row], item: item[row], lot: lot[row], project: project[row], inTransit: 0 };
    return `${originalType} ${bucketKey(bucketAt(place))} ${order[row]} ${centre[row]}`;
  };
  const byKey = new Map<string, number[]>();
  for (let i = ordered.length - 1; i >= 0; i--) {
    const row = ordered[i];
    if (!TAKEN_BACK.has(type[row])) continue;
    const key = keyOf(type[row], row);
    const rows = byKey.get(key);
    if (rows === undefined) byKey.set(key, [row]);
    else rows.push(row);
  }
  return (row) => {
    const originals = MOVEMENT_KINDS[type[row]].returns ?? ['count_loss'];
    return originals.flatMap((original) => byKey.get(keyOf(TYPE[original], row)) ?? []);
  };
}

const TAKEN_BACK = new Set([TYPE.issue, TYPE.sale, TYPE.completion, TYPE.count_loss]);
