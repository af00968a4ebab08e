import { mulDivRound, printFixed, QUANTITY_SCALE } from '@millrace/exact';
import { rowOf } from '@millrace/facts';
import type { Vector } from '../amounts.js';
import { isDisassembly, reportTakenApartAtOnce } from '../orders/disassembly.js';
import { arrivesAt, bucketAt, type Period, placeOf } from '../period.js';
import { type Bucket, bucketKey } from '../stock/valuation.js';
import { type Correction, correctEstimates } from './estimates.js';
import { inEventOrder } from './event-order.js';
import { reportIdleReferences } from './idle-references.js';
import { TYPE } from './kinds.js';
import { reportOtherAmount } from './other-amount.js';
import type { Movements } from './select.js';
import { type SharedPart, sharedAmounts } from './shared-amounts.js';
import { reportUnreversedEstimates } from './unreversed-estimates.js';

/**
 * Returns and reversals, before anything is valued (rules.md 20 to 22).
 *
 * A return that refers to a movement of this period makes that movement smaller and is gone; one without a reference
 * makes the latest like outflows smaller, and so does a count gain that brings no amount. Of an earlier period's estimate
 * that is reversed and invoiced only the difference is left. What else refers to an earlier period, or exceeds its
 * reference, remains an event of its own. What refers to a return of this period takes that back.
 */
export interface NetMovements {
  /** By movement row: the quantity that moves stock, net of what takes it back; of a return: what remains to flow back. */
  readonly quantity: Float64Array;
  /** The amounts of a movement that belong to that quantity; undefined where it brings none. */
  amounts(row: number): Vector | undefined;
  /** What a return takes back of other periods, or beyond its movement: the quantity that has an original value. */
  readonly goesBack: Float64Array;
  /** The amounts that a return brings for that quantity. */
  amountsBack(row: number): Vector | undefined;
  /** Whether a return refers to a movement that isn't one of this period's. */
  isOfEarlier(row: number): boolean;
  /** What a return takes back beyond its movement of this period; undefined for other returns. */
  exceeded(row: number): Exceeded | undefined;
  /** Estimates of earlier periods that a receipt of this one corrects, by the receipt's row. */
  readonly corrections: ReadonlyMap<number, Correction>;
  /** Amounts for several receipts, by the adjustment's row. */
  readonly shared: ReadonlyMap<number, readonly SharedPart[]>;
  /** Returns, by their rows in event order. */
  readonly returns: Int32Array;
}

/** A movement of this period that came back more than whole. */
interface Exceeded {
  readonly original: number;
  /** What came back of it before, and its whole quantity. */
  readonly before: number;
  readonly whole: number;
  /** What it brought whole; undefined where it brought nothing. */
  readonly amounts: Vector | undefined;
}

export function netReturns(period: Period, movements: Movements): NetMovements {
  const { facts, report, kindOf } = period;
  const { movement, symbols } = facts;
  const kept = movements.quantity.slice();
  const { brought } = movements;
  const inPeriod = new Uint8Array(movement.rowCount);
  for (const row of movements.rows) inPeriod[row] = 1;
  const ordered = rowsInEventOrder(period, movements.rows);
  const returned = new Map<number, number>();
  const exceeded = new Map<number, Exceeded>();
  const isUnvaluedGain = (row: number) =>
    movement.type[row] === TYPE.count_gain && brought(movement.movement[row]) === undefined;

  const isOfEarlier = (row: number) => {
    const code = movement.refers_to[row];
    const original = movements.rowOf(code);
    return code !== 0 && (original < 0 || inPeriod[original] === 0);
  };
  const takeBack = (original: number, row: number) => {
    const taken = Math.min(kept[row], kept[original]);
    kept[row] -= taken;
    kept[original] -= taken;
  };
  const unlinked: number[] = [];
  for (const row of ordered) {
    if (kindOf(row).returns === undefined) {
      if (isUnvaluedGain(row)) unlinked.push(row);
      continue;
    }
    const code = movement.refers_to[row];
    if (code === 0) {
      unlinked.push(row);
      continue;
    }
    const original = movements.rowOf(code);
    if (original >= 0 && inPeriod[original] === 1) returnLinked(row, original);
  }
  for (const row of ordered) {
    const back = undoneBy(row);
    if (back !== undefined) takeBack(back, row);
  }
  reportTakenApartAtOnce(period, movements);
  reportIdleReferences(period, ordered, (row) => undoneBy(row) !== undefined);
  const outflows = likeOutflows(period, ordered, unlinked);
  for (const row of unlinked) {
    // A vendor return brings its own amount: without a reference it flows out at that.
    if (kindOf(row).owns === true && !isUnvaluedGain(row)) continue;
    for (const original of outflows(row)) {
      if (kept[row] === 0) break;
      takeBack(original, row);
    }
  }
  noteDepartures(period, movements, kept, ordered);

  reportUnreversedEstimates(period, movements, ordered);
  const reversals = ordered.filter((row) => TAKES_PURCHASES_BACK.has(kindOf(row).type) && isOfEarlier(row));
  const { corrections, quantity } = correctEstimates(period, movements, { ordered, kept, reversals });
  const keptAmounts = (row: number) =>
    lessReturned(brought(movement.movement[row]), movements.quantity[row], kept[row]);
  return {
    quantity,
    amounts: (row) => {
      const corrected = corrections.get(row);
      return corrected === undefined ? keptAmounts(row) : corrected.rest;
    },
    goesBack: kept,
    amountsBack: keptAmounts,
    isOfEarlier,
    exceeded: (row) => exceeded.get(row),
    corrections,
    shared: sharedAmounts(period, movements),
    returns: ordered.filter((row) => kindOf(row).returns !== undefined),
  };

  /**
   * The return of the period that a row takes back (红冲的红冲), since it sells, issues or completes again and refers to it: as far as the return
   * is of an earlier period. 4 of a sale of last month come back, and the return is reversed. Then nothing happened.
   */
  function undoneBy(row: number): number | undefined {
    const code = movement.refers_to[row];
    const back = code === 0 ? -1 : movements.rowOf(code);
    if (back < 0 || inPeriod[back] === 0 || kindOf(row).owns === true || !isLike(period, back, row)) return undefined;
    const isSame = movement.order[row] === movement.order[back] && movement.centre[row] === movement.centre[back];
    const [here, there] = [row, back].map((of) => bucketKey(bucketAt(period, placeOf(facts, of))));
    return isSame && here === there ? back : undefined;
  }

  /** Of what goes back to the vendor, after so much of its receipt. */
  function compareAmounts(row: number, original: number, before: number): void {
    const whole = movements.quantity[original];
    const [own, amounts] = [row, original].map((of) => brought(movement.movement[of]));
    if (kindOf(row).owns !== true || own === undefined || amounts === undefined || whole === 0) return;
    const upTo = (amount: number, part: number) => mulDivRound(amount, part, whole);
    const after = before + movements.quantity[row];
    reportOtherAmount(
      period,
      row,
      own,
      amounts.map((amount) => upTo(amount, after) - upTo(amount, before)),
    );
  }

  function returnLinked(row: number, original: number): void {
    const key = symbols.text(movement.movement[row]);
    const found = symbols.text(movement.movement[original]);
    if (!isLike(period, row, original)) {
      report('return_must_refer_to_a_like_movement', 'movement', key, { found });
      return;
    }
    reportOtherPlace(period, row, original);
    const before = returned.get(original) ?? 0;
    returned.set(original, before + kept[row]);
    const left = kept[original];
    takeBack(original, row);
    if (kept[row] === 0) {
      compareAmounts(row, original, movements.quantity[original] - left);
      return;
    }
    const whole = movements.quantity[original];
    const amounts = kindOf(original).owns ? brought(movement.movement[original]) : undefined;
    exceeded.set(row, { original, before: Math.max(before, whole), whole, amounts });
    report('return_must_not_exceed_its_movement', 'movement', key, {
      found,
      difference: printFixed(kept[row], QUANTITY_SCALE),
    });
  }
}

/** Movements by event key, each in the phase in which it leaves its bucket, or comes. */
function rowsInEventOrder({ facts, kindOf }: Period, rows: readonly number[]): Int32Array {
  const phases = new Uint8Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const { outOf, into, valueOnly } = kindOf(rows[i]);
    phases[i] = outOf ?? into ?? valueOnly ?? 0;
  }
  return inEventOrder(facts, rows, phases).map((place) => rows[place]);
}

/** Whether a movement is of the kind, item and plant that a return can take back. */
function isLike(period: Period, row: number, original: number): boolean {
  const { facts, kindOf } = period;
  const came = arrivesAt(period, original);
  const left = placeOf(facts, row);
  const types: readonly string[] = kindOf(row).returns ?? [];
  return types.includes(kindOf(original).type) && came.item === left.item && came.plant === left.plant;
}

/** What a return says of itself counts for nothing where its original says something else: that is what becomes smaller. */
function reportOtherPlace(period: Period, row: number, original: number): void {
  const { facts, report } = period;
  const { movement, symbols } = facts;
  const [here, there] = [placeOf(facts, row), arrivesAt(period, original)].map((place) => bucketAt(period, place));
  const order = movement.order[row] === 0 ? -1 : rowOf(facts.production_order.order)(movement.order[row]);
  const isTakenApart = order >= 0 && isDisassembly(facts, order);
  const columns = {
    // What is taken apart gives back what another order took.
    ...(!isTakenApart && { order: movement.order }),
    // What has an order is that order's, whatever centre it names besides.
    ...(movement.order[original] === 0 && movement.order[row] === 0 && { centre: movement.centre }),
  };
  const said = [
    ...Object.entries(columns).map(([column, codes]) => [column, codes[row], codes[original]] as const),
    ...(['lot', 'project'] as const).map((column) => [column, here[column], there[column]] as const),
  ];
  for (const [column, value, expected] of said) {
    if (value === 0 || value === expected) continue;
    report('return_must_say_what_its_movement_says', 'movement', symbols.text(movement.movement[row]), {
      found: symbols.text(movement.movement[original]),
      column,
      expected: symbols.text(expected),
      value: symbols.text(value),
    });
  }
}

/** Amounts less the returned share: `kept` of `whole` are left. */
function lessReturned(amounts: Vector | undefined, whole: number, kept: number): Vector | undefined {
  if (amounts === undefined || kept === whole) return amounts;
  return amounts.map((amount) => amount - mulDivRound(amount, whole - kept, whole));
}

/** Of a vendor return the reference wins: its own amount counts no more than the returned share of the receipt. */
function noteDepartures(
  { facts, plan, kindOf }: Period,
  movements: Movements,
  kept: Float64Array,
  ordered: Int32Array,
): void {
  for (const row of ordered) {
    const { owns, outOf } = kindOf(row);
    if (!owns) continue;
    const vector = movements.brought(facts.movement.movement[row]);
    const whole = movements.quantity[row];
    if (vector === undefined || kept[row] === whole) continue;
    const left = lessReturned(vector, whole, kept[row]) as Vector;
    const sign = outOf === undefined ? 1 : -1;
    plan.departs(
      'original_value',
      row,
      vector.map((amount, e) => sign * (left[e] - amount)),
    );
  }
}

/** The outflows that some unlinked returns may take back, latest first: of the same order or centre, and bucket. */
function likeOutflows(
  period: Period,
  ordered: Int32Array,
  unlinked: readonly number[],
): (row: number) => readonly number[] {
  const { facts, kindOf } = period;
  const { order, centre, item } = facts.movement;
  const keyOf = (originalType: string, place: Bucket, row: number) =>
    `${originalType} ${bucketKey(bucketAt(period, place))} ${order[row]} ${centre[row]}`;
  const isReturned = new Uint8Array(facts.symbols.size);
  for (const row of unlinked) isReturned[item[row]] = 1;
  const byKey = new Map<string, number[]>();
  for (let i = ordered.length - 1; i >= 0; i--) {
    const row = ordered[i];
    if (isReturned[item[row]] === 0) continue;
    const { type } = kindOf(row);
    if (!TAKEN_BACK.has(type)) continue;
    const key = keyOf(type, placeOf(facts, row), row);
    const rows = byKey.get(key);
    if (rows === undefined) byKey.set(key, [row]);
    else rows.push(row);
  }
  return (row) => {
    const originals = kindOf(row).returns ?? ['count_loss'];
    return originals.flatMap((original) => byKey.get(keyOf(original, placeOf(facts, row), row)) ?? []);
  };
}

const TAKES_PURCHASES_BACK: ReadonlySet<string> = new Set(['purchase_estimate_reversal', 'purchase_return']);

const TAKEN_BACK: ReadonlySet<string> = new Set(['issue', 'sale', 'completion', 'count_loss']);
