import {
  add,
  compare,
  divide,
  type Fraction,
  fraction,
  greatestCommonDivisor,
  multiply,
  ONE,
  overCommonDenominator,
  printFraction,
  QUANTITY_SCALE,
  roundFraction,
  subtract,
  ZERO,
} from '@millrace/exact';
import { type Facts, TABLES } from '@millrace/facts';
import type { Report } from '../../findings.js';
import type { Scope } from '../../period/scope.js';
import type { Policy } from '../../policy.js';
import { OUTSIDE, type PlanBuilder } from '../plan.js';
import { entryDegrees, needOf } from './components.js';
import { Counts, type InProcess } from './counts.js';
import type { Openings } from './opening-units.js';
import type { OrderProgress } from './order-progress.js';
import { orderQuotas } from './order-quotas.js';
import type { OrderStage, Orders } from './orders.js';
import { type StageDegrees, stageDegrees } from './stage-degrees.js';
import { stageStandard } from './stage-standard.js';
import type { StageCodes } from './stage-table.js';
import type { Wip } from './wip-choice.js';

/** What every stage needs to be shared. */
interface Sharing {
  readonly facts: Facts;
  readonly scope: Scope;
  readonly plan: PlanBuilder;
  readonly policy: Policy;
  readonly orders: Orders;
  readonly openings: Openings;
  /** By order: abnormal scrap of the period by operation, 6 decimals. */
  readonly scrap: ReadonlyMap<number, ReadonlyMap<number, number>>;
  /** By node: what was issued to it, 6 decimals. */
  readonly issued: ReadonlyMap<number, number>;
  readonly report: Report;
}

/** Equivalent units of a stage. */
interface Units {
  readonly completed: Fraction;
  /** Taken out as abnormal scrap. */
  readonly lost: Fraction;
  readonly inProcess: Fraction;
  /** In process, whole. */
  readonly closing: Fraction;
  readonly scrapped: Fraction;
}

/**
 * Adds the edges by which every stage shares what it holds: completed first, then abnormal scrap, then what stays in process
 * (rules.md 8). By equivalent units:
 *
 *     10 started, 5 completed, 5 half converted, material at the start. Labour carried in the material, 400.00, is spread over
 *     10; the order's own labour, 750.00, over 7.5: completed bears 200.00 + 500.00.
 */
export function shareStages(sharing: Sharing): void {
  const { facts, scope, orders, report } = sharing;
  const counts = new Counts(facts, (order) => orders.row(order));
  const quotas = orderQuotas(facts, orders);
  for (const order of counts.orders) if (order >= 0) counts.check(orders.progress(order), report);
  const uncounted = new Set<number>();
  for (const of of orders.all()) shareStage(sharing, of, { counts, quotas, uncounted });
  orders.shareReceipts(scope, report);
}

interface Counted {
  readonly counts: Counts;
  readonly quotas: ReturnType<typeof orderQuotas>;
  /** Orders that should have been counted, each reported once. */
  readonly uncounted: Set<number>;
}

function shareStage(sharing: Sharing, of: OrderStage, counted: Counted): void {
  const { facts, scope, plan, policy, orders, openings } = sharing;
  const { order, stage, node, opening } = of;
  const progress = orders.progress(order);
  const made = orders.completedNode(order);
  if (made !== undefined && facts.production_order.type[order] === DISASSEMBLY) {
    plan.share(node, made, 1, 'completed', order);
    if (opening !== undefined) plan.share(opening, made, 1, 'completed', order);
    return;
  }
  const wip = orders.wip(order, stage);
  let units = unitsOf(sharing, of, counted, wip);
  const lost = made === undefined && progress.closed && units.lost.numerator > 0n;
  const staying = progress.closed ? (lost ? 'scrap_loss' : withoutOutput(policy)) : 'closing_wip';
  let weights: Fraction[] = [units.completed, units.lost, units.inProcess];
  let method = wip.method;
  if (made === undefined) {
    // Nothing completed: all stays but what abnormal scrap takes, also where nothing counts in process (rules.md 17).
    weights = [ZERO, units.lost, units.inProcess];
    share(sharing, of, node, weights, staying);
    if (opening !== undefined) plan.share(opening, OUTSIDE, 1, staying, order);
  } else {
    const { kind } = orders.stages.codes(stage);
    if (kind === 'fee' || kind === 'spoilage') method = 'equivalent_units';
    const isMaterial = kind === 'material' || kind === 'evenly';
    if (method === 'material_only' && isMaterial) method = 'equivalent_units';
    if (method === 'fixed' && (progress.closed || counted.counts.isCounted(order))) method = 'equivalent_units';
    switch (method) {
      case 'none':
      case 'material_only':
        weights = [units.completed, units.lost, ZERO];
        break;
      case 'fixed': {
        const amounts = openings.amounts(order, stage);
        if (amounts !== undefined) plan.fixed(node, OUTSIDE, amounts, 'closing_wip', order);
        weights = [units.completed, units.lost, ZERO];
        break;
      }
      case 'quota_ratio': {
        const quota = counted.quotas(order, orders.stages.stage(stage));
        if (quota !== undefined) weights = byQuota(quota, units, progress.closed);
        break;
      }
      case 'quota_cost': {
        const standard = standardOf(sharing, of, wip);
        if (standard !== undefined) {
          const amounts = Float64Array.from(scope.elements.keys(), (place) =>
            Number(roundFraction(multiply(standard.get(place) ?? ZERO, units.inProcess))),
          );
          plan.fixed(node, OUTSIDE, amounts, 'closing_wip', order);
          weights = [units.completed, units.lost, ZERO];
        }
        break;
      }
      case 'component_list':
      case 'count': {
        const split = byComponent(sharing, of, units, method === 'count' ? counted.counts : undefined);
        if (split !== undefined) {
          weights = split;
          units = { ...units, closing: split[2], inProcess: split[2] };
        }
        break;
      }
      case 'fifo':
        weights = shareByFifo(sharing, of, units);
        break;
    }
    share(sharing, of, node, weights, 'closing_wip');
  }
  orders.units.push({
    order,
    stage,
    node,
    method,
    opening: openings.units(order),
    openingEquivalents: openings.equivalents(order, stage),
    completed: fraction(progress.completed, UNIT),
    scrapped: units.scrapped,
    closing: units.closing,
    closingEquivalents: units.inProcess,
    equivalentUnits: weights.reduce(add, ZERO),
  });
}

/**
 * Completed, lost, in process; where none of them weighs, all goes to what is completed, or stays. A rate that the policy rounds
 * is currency per equivalent unit.
 */
function share(
  { plan, orders, policy }: Sharing,
  of: OrderStage,
  node: number,
  weights: readonly Fraction[],
  staying: 'closing_wip' | 'scrap_loss' | 'order_without_output',
): void {
  const { order } = of;
  const made = orders.completedNode(order);
  const [own, loss, wip] = lowest(overCommonDenominator(weights));
  const isNothing = own + loss + wip === 0n;
  const total = weights.reduce(add, ZERO);
  if (!isNothing && node === of.node) {
    const { wip: rounding = policy.rate_rounding.default } = policy.rate_rounding;
    plan.roundRate(node, rounding, divide(fraction(own + loss + wip), total));
  }
  // A finished order that yielded only co-products gives them its whole cost (rules.md 17).
  if (made !== undefined) plan.share(node, made, isNothing ? 1 : own, 'completed', order);
  if (loss > 0n) plan.share(node, OUTSIDE, loss, 'scrap_loss', order);
  if (wip > 0n || (isNothing && made === undefined)) plan.share(node, OUTSIDE, isNothing ? 1 : wip, staying, order);
}

function unitsOf(sharing: Sharing, { order, stage }: OrderStage, counted: Counted, wip: Wip): Units {
  const { orders, scrap, facts, report } = sharing;
  const { counts, uncounted } = counted;
  const progress = orders.progress(order);
  const { routing, closed, finished } = progress;
  const of = orders.stages.stage(stage);
  const codes = orders.stages.codes(stage);
  const byHours = stageDegrees(of, codes, routing, wip, orders.progressAt(order, codes.element));
  const degrees = { ...byHours, ...entered(sharing, order, codes, wip) };
  const byReports = progress.inProcess.map((quantity, place): InProcess => ({ place, quantity, rows: [] }));
  const isAsked = wip.degrees === 'counted' || wip.method === 'fixed' || wip.method === 'count';
  const isCounted = isAsked && counts.isCounted(order);
  const isLacking = wip.degrees === 'counted' && !isCounted && !closed;
  if (isLacking && !uncounted.has(order) && byReports.some(({ quantity }) => quantity > 0)) {
    uncounted.add(order);
    const code = facts.symbols.text(facts.production_order.order[order]);
    report('order_in_process_must_be_counted', 'production_order', code, {});
  }
  // "All until finished" knows when an order is finished; under the others the counts decide.
  const isDone = wip.method === 'all_until_finished' && finished && orders.completedNode(order) !== undefined;
  const inProcess = closed || isDone ? [] : isCounted ? counts.units(progress) : byReports;
  const lost = scrapOf(progress, scrap.get(order));
  return {
    completed: fraction(progress.completed, UNIT),
    lost: lost.reduce((sum, quantity, k) => add(sum, multiply(degrees.scrapped[k], fraction(quantity, UNIT))), ZERO),
    scrapped: lost.reduce((sum, quantity) => add(sum, fraction(quantity, UNIT)), ZERO),
    closing: inProcess.reduce((sum, { quantity }) => add(sum, fraction(quantity, UNIT)), ZERO),
    inProcess: inProcess.map((units) => counts.equivalents(units, of, degrees)).reduce(add, ZERO),
  };
}

/** Material as one stage by its cumulative quota: how far it has got in. */
function entered(
  { orders, facts, report }: Sharing,
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
  report('material_entry_must_be_comparable', 'production_order', codeOf(facts, order), {});
  return {};
}

/** What a unit should cost in a stage; where a price is missing it is shared by equivalent units. */
function standardOf({ facts, scope, orders, report }: Sharing, { order, stage }: OrderStage, wip: Wip) {
  const standard = stageStandard(facts, scope, orders.standards, {
    order,
    codes: orders.stages.codes(stage),
    routing: orders.progress(order).routing,
    isWhole: wip.material_entry === 'cumulative_quota',
    isEvenly: ({ evenly }) => wip.material_entry === 'by_entry' && (evenly ?? wip.entry_progress === '0.5'),
    isApart: (element) => orders.isElementApart(order, stage, element),
  });
  if (standard === undefined) {
    const fields = { stage: orders.stages.text(stage) };
    report('stage_must_have_a_standard', 'production_order', codeOf(facts, order), fields);
  }
  return standard;
}

/**
 * A component's own quantities: what completed and lost units need, at most what there is; the rest is in process, or what was
 * counted. Undefined for what the order's bill of material does not list.
 *
 * 50 + 450 kg, 80 completed at 5 kg: 400 : 100.
 */
function byComponent(
  { orders, openings, issued, facts, report }: Sharing,
  { order, stage, node }: OrderStage,
  { completed, scrapped }: Units,
  counts: Counts | undefined,
): Fraction[] | undefined {
  const { component } = orders.stages.codes(stage);
  const need = needOf(orders.standards.components(order), component);
  if (component === 0 || (counts === undefined && need.numerator === 0n)) return undefined;
  // More may have come back than was issued.
  const found = add(openings.ofComponent(order, stage), fraction(issued.get(node) ?? 0, UNIT));
  const there = found.numerator < 0n ? ZERO : found;
  const isClosed = orders.progress(order).closed;
  if (counts !== undefined) {
    const counted = isClosed ? ZERO : (counts.ofComponent(order, orders.stages.stage(stage)) ?? ZERO);
    const left = smaller(counted, there);
    const used = subtract(there, left);
    const lost = smaller(used, multiply(scrapped, need));
    return [subtract(used, lost), lost, left];
  }
  const asked = multiply(completed, need);
  if (compare(asked, there) > 0) {
    report('component_must_cover_what_was_completed', 'production_order', codeOf(facts, order), {
      component: facts.symbols.text(component),
      found: printFraction(there, QUANTITY_SCALE),
      expected: printFraction(asked, QUANTITY_SCALE),
    });
  }
  const used = smaller(asked, there);
  const lost = smaller(subtract(there, used), multiply(scrapped, need));
  return [used, lost, isClosed ? ZERO : subtract(subtract(there, used), lost)];
}

function codeOf({ symbols, production_order }: Facts, order: number): string {
  return symbols.text(production_order.order[order]);
}

/** Scrap by place in the routing; at an operation that the order does not have it is borne by the good units. */
function scrapOf({ routing }: OrderProgress, scrap: ReadonlyMap<number, number> = new Map()): number[] {
  if (routing.isVirtual) return [[...scrap.values()].reduce((sum, quantity) => sum + quantity, 0)];
  return routing.operations.map((operation) => scrap.get(operation) ?? 0);
}

function byQuota(
  { completed, inProcess }: { readonly completed: Fraction; readonly inProcess: Fraction },
  units: Units,
  closed: boolean,
): Fraction[] {
  // A lost unit has the quota of one that is completed.
  const perUnit = units.completed.numerator === 0n ? ZERO : divide(completed, units.completed);
  return [completed, multiply(units.lost, perUnit), closed ? ZERO : inProcess];
}

/**
 * First in, first out: units that were begun before are completed first, or stay. What opened the stage has a node of its own.
 *
 * Opening 20 at 0.4, 2,000.00; current 9,000.00; completed 90, in process 30 at 0.5: weights 82 and 15 of 97.
 *
 * @returns the weights of the period's cost.
 */
function shareByFifo(sharing: Sharing, of: OrderStage, units: Units): Fraction[] {
  const { orders, openings, facts, report } = sharing;
  const { order, stage, opening } = of;
  const begun = openings.units(order);
  const degree = openingDegree(sharing, of);
  const finished = smaller(units.completed, begun);
  const staying = smaller(subtract(begun, finished), units.closing);
  if (opening !== undefined) share(sharing, of, opening, [finished, ZERO, staying], 'closing_wip');
  const toFinish = multiply(finished, subtract(ONE, degree));
  const started = subtract(units.completed, finished);
  const added = subtract(units.inProcess, multiply(staying, degree));
  if (added.numerator < 0n) {
    report(
      'work_in_process_must_not_fall_back',
      'production_order',
      facts.symbols.text(facts.production_order.order[order]),
      {
        stage: orders.stages.text(stage),
        difference: printFraction(subtract(ZERO, added), QUANTITY_SCALE),
      },
    );
  }
  return [add(toFinish, started), units.lost, added.numerator < 0n ? ZERO : added];
}

/** How far what opened a stage had got in it: of a component's stage by the component's own quantity, never above 1. */
function openingDegree({ orders, openings, facts, report }: Sharing, { order, stage }: OrderStage): Fraction {
  const isComponent = orders.stages.codes(stage).component !== 0;
  const units = isComponent ? openings.ofComponent(order, stage) : openings.units(order);
  const equivalents = openings.equivalents(order, stage);
  if (units.numerator === 0n) return ZERO;
  if (compare(equivalents, units) <= 0) return divide(equivalents, units);
  report('opening_equivalents_must_not_exceed_units', 'production_order', codeOf(facts, order), {
    stage: orders.stages.text(stage),
    found: printFraction(equivalents, QUANTITY_SCALE),
    quantity: printFraction(units, QUANTITY_SCALE),
  });
  return ONE;
}

function withoutOutput({ order_without_output }: Policy): 'order_without_output' | 'scrap_loss' {
  return order_without_output === 'error' ? 'order_without_output' : 'scrap_loss';
}

function smaller(a: Fraction, b: Fraction): Fraction {
  return compare(a, b) < 0 ? a : b;
}

/** The same proportions in the smallest integers. */
function lowest(weights: readonly bigint[]): bigint[] {
  const divisor = weights.reduce(greatestCommonDivisor, 0n);
  return divisor === 0n ? [...weights] : weights.map((weight) => weight / divisor);
}

const UNIT = 10n ** BigInt(QUANTITY_SCALE);

const DISASSEMBLY = TABLES.production_order.columns.type.choices.indexOf('disassembly');
