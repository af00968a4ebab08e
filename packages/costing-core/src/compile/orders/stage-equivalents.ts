import {
  add,
  compare,
  type Fraction,
  fraction,
  multiply,
  ONE,
  parseFraction,
  QUANTITY_SCALE,
  ZERO,
} from '@millrace/exact';
import type { Facts } from '@millrace/facts';
import type { Report } from '../../findings.js';
import { chosenFor, type Policy } from '../../policy.js';
import { sumOf } from '../../production/split.js';
import { entryDegrees } from './components.js';
import type { Counts, InProcess } from './counts.js';
import { borneInProcess, inspectedDegree } from './inspection.js';
import type { Losses } from './losses.js';
import type { Orders } from './orders.js';
import type { SpoiledUnits } from './spoiled-units.js';
import type { Stage } from './stage.js';
import { type StageDegrees, stageDegrees } from './stage-degrees.js';
import type { OrderStage } from './stage-nodes.js';
import type { StageCodes } from './stage-table.js';
import type { Wip } from './wip-choice.js';

/** What the units of a stage are taken from. */
interface Given {
  readonly facts: Facts;
  readonly policy: Policy;
  readonly orders: Orders;
  readonly losses: Losses;
  readonly counts: Counts;
  /** Orders that should have been counted, each reported once. */
  readonly uncounted: Set<number>;
  readonly report: Report;
}

/** Equivalent units of a stage, and units. */
export interface Units {
  readonly completed: Fraction;
  /** What bears the cost of what is completed: those, and by policy the units that are lost as a rule. */
  readonly borne: Fraction;
  /** The same, whole. */
  readonly good: Fraction;
  /** What of the latter units in process bear by policy. */
  readonly shifted: Fraction;
  /** Spoiled beyond what is lost as a rule; below 0: a gain. */
  readonly lost: Fraction;
  /** The same, unit by unit as the order's losses have them. */
  readonly lostAt: readonly Fraction[];
  readonly inProcess: Fraction;
  /** In process, whole. */
  readonly closing: Fraction;
  /** Spoiled beyond what is lost as a rule, whole; never below 0. */
  readonly abnormal: Fraction;
  /** All that were spoiled, whole. */
  readonly scrapped: Fraction;
}

/** What a stage is shared over, by its degrees of completion (rules.md 15 and 16). */
export function stageUnits(given: Given, { order, stage }: Pick<OrderStage, 'order' | 'stage'>, wip: Wip): Units {
  const { orders, losses, facts, policy, report, counts, uncounted } = given;
  const progress = orders.progress(order);
  const { routing, closed, finished } = progress;
  const { normal: treatment, borne_by, inspection } = policy.spoilage;
  const point = inspection === 'operation' ? undefined : parseFraction(inspection);
  const of = orders.stages.stage(stage);
  const codes = orders.stages.codes(stage);
  const byCumulativeQuota = entered(given, order, codes, wip);
  const byReports = progress.inProcess
    .map((quantity, place): InProcess => ({ place, quantity, rows: [] }))
    .filter(({ quantity }) => quantity !== 0);
  const isAsked = wip.degrees === 'counted' || wip.method === 'fixed' || wip.method === 'count';
  const isCounted = isAsked && counts.isCounted(order);
  const isLacking = (wip.degrees === 'counted' && !isCounted) || (wip.method === 'count' && !counts.has(order));
  if (isLacking && !closed && !uncounted.has(order) && byReports.some(({ quantity }) => quantity > 0)) {
    uncounted.add(order);
    const code = facts.symbols.text(facts.production_order.order[order]);
    report('order_in_process_must_be_counted', 'production_order', code, {});
  }
  // "All until finished" knows when an order is finished; under the others the counts decide.
  const isDone = wip.method === 'all_until_finished' && finished && orders.completedNode(order) !== undefined;
  const inProcess = closed || isDone ? [] : isCounted ? counts.units(progress) : byReports;
  const spoiled = losses.of(order).units;
  // Of most orders all is completed: nobody asks how far it has got.
  const degreesOf = (): StageDegrees => {
    const byHours = stageDegrees(of, codes, routing, wip, orders.progressAt(order, codes.element));
    const found = point && inspectedDegree(of, codes, routing, wip, point);
    const scrapped = found === undefined ? byHours.scrapped : routing.operations.map(() => found);
    return { ...byHours, scrapped, ...byCumulativeQuota, ...notYetTaken(orders, order, of, wip) };
  };
  const degrees = spoiled.length + inProcess.length === 0 ? NO_DEGREES : degreesOf();
  const isBorne = treatment === 'counted';
  const completed = fraction(progress.completed, UNIT);
  const atDegree = ({ normal, place }: SpoiledUnits) => multiply(degrees.scrapped[place], normal);
  const isShifted = isBorne && borne_by === 'good_and_wip' && inProcess.length > 0;
  const lostAt = spoiled.map(({ abnormal, place }) => multiply(degrees.scrapped[place], abnormal));
  const normal = spoiled.map((lost) => ({ lost, equivalents: atDegree(lost) }));
  return {
    completed,
    borne: isBorne ? add(completed, sumOf(normal.map(({ equivalents }) => equivalents))) : completed,
    shifted: isShifted ? borneInProcess(completed, normal, inProcess, inspected(given, order, point)) : ZERO,
    good: isBorne ? add(completed, sumOf(spoiled.map(({ normal }) => normal))) : completed,
    lost: sumOf(lostAt),
    lostAt,
    abnormal: notNegative(sumOf(spoiled.map(({ abnormal }) => abnormal))),
    scrapped: notNegative(sumOf(spoiled.map(({ normal, abnormal }) => add(normal, abnormal)))),
    closing: inProcess.reduce((sum, { quantity }) => add(sum, fraction(quantity, UNIT)), ZERO),
    inProcess: inProcess.map((units) => counts.equivalents(units, of, degrees)).reduce(add, ZERO),
  };
}

/** Whether units in process have passed the inspection that finds spoiled ones: after an operation, or where conversion is at a point. */
function inspected({ orders, counts }: Given, order: number, point: Fraction | undefined) {
  if (point === undefined) return ({ place }: InProcess, lost: SpoiledUnits) => place > lost.place;
  const { stages } = orders;
  const whole = stages.number({ kind: 'conversion' });
  const of = stages.stage(whole);
  const { routing } = orders.progress(order);
  const degrees = stageDegrees(of, stages.codes(whole), routing, orders.wip(order, whole), orders.progressAt(order, 0));
  return (units: InProcess) => {
    const reached = multiply(point, fraction(units.quantity, UNIT));
    return compare(counts.equivalents(units, of, degrees), reached) >= 0;
  };
}

/** Material as one stage by its cumulative quota: how far it has got in. */
function entered(
  { orders, facts, report }: Given,
  order: number,
  codes: Required<StageCodes>,
  wip: Wip,
): Partial<StageDegrees> {
  const { routing } = orders.progress(order);
  const isOne = wip.material_entry === 'cumulative_quota' && codes.kind === 'material' && codes.operation === 0;
  if (!isOne || codes.component !== 0 || routing.isVirtual || wip.method === 'coefficient') return {};
  if (wip.method === 'all_until_finished') return {};
  const degrees = entryDegrees(orders.standards.components(order), routing.operations, wip.entry_progress === '0.5');
  if (degrees !== undefined) return { inProcess: [...degrees.inProcess, ONE], scrapped: degrees.scrapped };
  const code = facts.symbols.text(facts.production_order.order[order]);
  report('material_entry_must_be_comparable', 'production_order', code, {});
  return {};
}

/**
 * Material that is taken for good units alone: units in process have had none before the last operation made them good, nor have
 * those that were scrapped. A degree that the policy lays down holds.
 */
function notYetTaken(orders: Orders, order: number, { kind }: Stage, wip: Wip): Partial<StageDegrees> {
  const isMaterial = kind === 'material' || kind === 'evenly';
  if (!isMaterial || !orders.isBackFlushed(order) || wip.method === 'all_until_finished') return {};
  const scrapped = orders.progress(order).routing.operations.map(() => ZERO);
  const isLaidDown = wip.method === 'coefficient' && chosenFor(wip.coefficients, 'material') !== undefined;
  return isLaidDown ? { scrapped } : { scrapped, inProcess: [...scrapped, ONE], anywhere: ZERO };
}

function notNegative(units: Fraction): Fraction {
  return units.numerator < 0n ? ZERO : units;
}

const NO_DEGREES: StageDegrees = { inProcess: [], anywhere: ZERO, scrapped: [] };
const UNIT = 10n ** BigInt(QUANTITY_SCALE);
