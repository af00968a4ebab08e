import {
  add,
  compare,
  divide,
  type Fraction,
  fraction,
  multiply,
  ONE,
  overCommonDenominator,
  printFraction,
  QUANTITY_SCALE,
  subtract,
  ZERO,
} from '@millrace/exact';
import type { Facts } from '@millrace/facts';
import type { Policy } from '../../policy.js';
import { sumOf } from '../../production/split.js';
import { OUTSIDE } from '../plan.js';
import { needOf } from './components.js';
import { Counts } from './counts.js';
import { isDisassembly } from './disassembly.js';
import { orderQuotas, reportIdleQuotas } from './order-quotas.js';
import { type StepUnits, shareSteps } from './share-steps.js';
import type { Sharing, WithCounts } from './sharing.js';
import { stageUnits, type Units } from './stage-equivalents.js';
import type { OrderStage } from './stage-nodes.js';
import { atStandard, standardOf } from './stage-quota.js';
import { byQuota, lostByHours, lowest, smaller } from './stage-weights.js';

/**
 * Adds the edges by which every stage shares what it holds: completed first, then abnormal scrap, then what stays in process
 * (rules.md 8). By equivalent units:
 *
 *     10 started, 5 completed, 5 half converted, material at the start. Labour carried in the material, 400.00, is spread over
 *     10; the order's own labour, 750.00, over 7.5: completed bears 200.00 + 500.00.
 */
export function shareStages(sharing: Sharing, units: StepUnits): void {
  const { facts, scope, orders, losses, report } = sharing;
  const counts = new Counts(facts, (order) => orders.row(order));
  const quotas = orderQuotas(facts, orders);
  for (const order of counts.orders) if (order >= 0) counts.check(orders.progress(order), report);
  const uncounted = new Set<number>();
  losses.takeFromMaterial(sharing.overhead);
  for (const of of orders.all()) shareStage({ ...sharing, counts, quotas, uncounted }, of);
  shareSteps({ ...sharing, counts, quotas, uncounted }, units);
  reportIdleQuotas(facts, orders, report);
  losses.close();
  orders.shareReceipts(scope, report);
  orders.trim();
}

function shareStage(sharing: WithCounts, of: OrderStage): void {
  const { facts, scope, plan, policy, orders, losses, openings, counts, quotas } = sharing;
  const { order, stage, node, opening } = of;
  const progress = orders.progress(order);
  const made = orders.completedNode(order);
  if (isDisassembly(facts, order) && (made !== undefined || orders.givesBack(order))) {
    const kind = made === undefined ? 'disassembly_difference' : 'completed';
    plan.share(node, made ?? OUTSIDE, 1, kind, order);
    if (opening !== undefined) plan.share(opening, made ?? OUTSIDE, 1, kind, order);
    return;
  }
  if (losses.repairs.isRepair(order)) {
    for (const { order: repaired, weight } of losses.repairs.of(order)) {
      plan.share(node, losses.node(repaired), weight, 'repair', order);
      if (opening !== undefined) plan.share(opening, losses.node(repaired), weight, 'repair', order);
    }
    return;
  }
  const wip = orders.wip(order, stage);
  let units = stageUnits(sharing, of, wip);
  const lost = made === undefined && progress.closed && units.lost.numerator > 0n;
  const isQuota = !lost && units.lost.numerator > 0n && policy.spoilage.irreparable === 'quota';
  const standard = isQuota ? standardOf(sharing, order, stage) : undefined;
  if (standard !== undefined) {
    const common = commonParts(sharing, order, units.lostAt);
    for (const { to, weight } of common) {
      plan.fixed(node, to, atStandard(scope, standard, weight), 'irreparable', order);
    }
    const own = subtract(units.lost, sumOf(common.map(({ weight }) => weight)));
    if (own.numerator !== 0n) {
      plan.fixed(node, losses.node(order), atStandard(scope, standard, own), 'irreparable', order);
    }
  }
  const hours = orders.stages.codes(stage).kind === 'conversion' ? sharing.spoiledHours?.lost(order) : undefined;
  const lostAt = (hours && sharing.spoiledHours?.at(order)) ?? units.lostAt;
  if (units.lostAt.length > 1) losses.weighs(order, stage, lostAt);
  const valued = (by: readonly Fraction[]) =>
    standard === undefined ? lostByHours(by, hours, made !== undefined) : [by[0], ZERO, by[2]];
  const staying = progress.closed ? (lost ? 'scrap_loss' : withoutOutput(policy)) : 'closing_wip';
  let weights = [subtract(units.borne, units.shifted), units.lost, add(units.inProcess, units.shifted)];
  let method = wip.method;
  if (made === undefined) {
    // Nothing completed: all stays but what abnormal scrap takes, also where nothing counts in process (rules.md 17).
    weights = valued([ZERO, units.lost, units.inProcess]);
    share(sharing, of, node, { weights, lostAt }, staying);
    if (opening !== undefined) leave(sharing, order, opening, 1n, staying);
  } else {
    const { kind } = orders.stages.codes(stage);
    if (kind === 'fee' || kind === 'spoilage') method = 'equivalent_units';
    const isMaterial = kind === 'material' || kind === 'evenly';
    if (method === 'material_only' && isMaterial) method = 'equivalent_units';
    if (method === 'fixed' && (progress.closed || counts.isCounted(order))) method = 'equivalent_units';
    // What nobody counted isn't none.
    if (method === 'count' && !counts.has(order)) method = 'component_list';
    switch (method) {
      case 'none':
      case 'material_only':
        weights = [units.borne, units.lost, ZERO];
        break;
      case 'fixed': {
        const amounts = openings.amounts(order, stage);
        if (amounts !== undefined) plan.fixed(node, OUTSIDE, amounts, 'closing_wip', order);
        weights = [units.borne, units.lost, ZERO];
        break;
      }
      case 'quota_ratio': {
        const quota = quotas(order, orders.stages.stage(stage));
        if (quota !== undefined) weights = byQuota(quota, units, progress.closed);
        break;
      }
      case 'quota_cost': {
        const quota = isQuota ? standard : standardOf(sharing, order, stage);
        if (quota !== undefined) {
          plan.fixed(node, OUTSIDE, atStandard(scope, quota, units.inProcess), 'closing_wip', order);
          weights = [units.borne, units.lost, ZERO];
        }
        break;
      }
      case 'completed_at_standard': {
        // What is finished takes all that is left.
        const stays = !progress.closed && units.inProcess.numerator > 0n;
        const quota = stays ? (standard ?? standardOf(sharing, order, stage)) : undefined;
        if (quota !== undefined) {
          plan.fixed(node, made, atStandard(scope, quota, units.completed), 'completed', order);
          weights = [ZERO, units.lost, weights[2]];
        }
        break;
      }
      case 'component_list':
      case 'count': {
        const split = byComponent(sharing, of, units, method === 'count' ? counts : undefined);
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
    weights = valued(weights);
    share(sharing, of, node, { weights, lostAt }, 'closing_wip');
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
    abnormal: units.abnormal,
    closing: units.closing,
    closingEquivalents: units.inProcess,
    equivalentUnits: weights.reduce(add, ZERO),
  });
}

/** What a stage is shared by. */
interface StageWeights {
  /** Completed, lost, in process. */
  readonly weights: readonly Fraction[];
  /** By unit of the order's losses, what it weighs among what is lost: those that the overhead of a centre bears go there. */
  readonly lostAt: readonly Fraction[];
}

type Staying = 'closing_wip' | 'scrap_loss' | 'order_without_output';

/**
 * Completed, lost, in process; where none of them weighs, all goes to what is completed, or stays. A rate that the policy rounds
 * is currency per equivalent unit.
 */
function share(sharing: Sharing, of: OrderStage, node: number, given: StageWeights, staying: Staying): void {
  const { plan, orders, losses, policy, facts, report } = sharing;
  const { order } = of;
  const made = orders.completedNode(order);
  const { lostAt } = given;
  let { weights } = given;
  if (weights[1].numerator < 0n && weights.reduce(add, ZERO).numerator <= 0n) {
    weights = [weights[0], ZERO, weights[2]];
    report('gain_must_be_less_than_the_output', 'production_order', codeOf(facts, order), {
      stage: orders.stages.text(of.stage),
      quantity: printFraction(subtract(ZERO, given.weights[1]), QUANTITY_SCALE),
    });
  }
  const isNothing = weights.every(({ numerator }) => numerator === 0n);
  const common = isNothing ? [] : commonParts(sharing, order, lostAt, weights[1]);
  const parts = common.map(({ weight }) => weight);
  const exact = [weights[0], subtract(weights[1], sumOf(parts)), weights[2], ...parts];
  const [own, loss, wip, ...toCentres] = lowest(overCommonDenominator(exact));
  const total = weights.reduce(add, ZERO);
  if (!isNothing && node === of.node) {
    const { wip: rounding = policy.rate_rounding.default } = policy.rate_rounding;
    const all = toCentres.reduce((sum, weight) => sum + weight, own + loss + wip);
    plan.roundRate(node, rounding, divide(fraction(all), total));
  }
  // A finished order that yielded only co-products gives them its whole cost (rules.md 17).
  if (made !== undefined) plan.share(node, made, isNothing ? 1 : own, 'completed', order);
  if (loss !== 0n) plan.gain(node, losses.node(order), loss, 'irreparable', order);
  for (const [i, { to }] of common.entries()) plan.share(node, to, toCentres[i], 'irreparable', order);
  if (wip > 0n || (isNothing && made === undefined)) leave(sharing, order, node, isNothing ? 1n : wip, staying);
}

/**
 * What of a stage's lost units the overhead of centres bears: by their part of all that is lost, which has the weight `whole`; as they
 * are where they weigh nothing together, as what was gained elsewhere may.
 */
function commonParts(
  { losses, overhead, facts }: Sharing,
  order: number,
  lostAt: readonly Fraction[],
  whole?: Fraction,
): { readonly to: number; readonly weight: Fraction }[] {
  const { units } = losses.of(order);
  const all = sumOf(lostAt);
  const part = whole === undefined || all.numerator === 0n ? ONE : divide(whole, all);
  const found = new Map<number, Fraction>();
  for (const [i, weight] of lostAt.entries()) {
    const { centre } = units[i];
    if (centre !== 0) found.set(centre, add(found.get(centre) ?? ZERO, multiply(weight, part)));
  }
  return [...found]
    .filter(([, weight]) => weight.numerator > 0n)
    .sort(([a], [b]) => facts.symbols.compare(a, b))
    .map(([centre, weight]) => ({ to: overhead(centre), weight }));
}

/** What neither completed nor lost units have of a stage: it stays, or is a residual or a loss of a closed order. */
function leave({ plan, losses }: Sharing, order: number, node: number, weight: bigint, kind: Staying): void {
  if (kind === 'scrap_loss') plan.share(node, losses.node(order), weight, 'irreparable', order);
  else plan.share(node, OUTSIDE, weight, kind, order);
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
  { good, abnormal }: Units,
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
    const lost = smaller(used, multiply(abnormal, need));
    return [subtract(used, lost), lost, left];
  }
  const asked = multiply(good, need);
  if (compare(asked, there) > 0) {
    report('component_must_cover_what_was_completed', 'production_order', codeOf(facts, order), {
      component: facts.symbols.text(component),
      found: printFraction(there, QUANTITY_SCALE),
      expected: printFraction(asked, QUANTITY_SCALE),
    });
  }
  const used = smaller(asked, there);
  const lost = smaller(subtract(there, used), multiply(abnormal, need));
  return [used, lost, isClosed ? ZERO : subtract(subtract(there, used), lost)];
}

function codeOf({ symbols, production_order }: Facts, order: number): string {
  return symbols.text(production_order.order[order]);
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
  if (opening !== undefined)
    share(sharing, of, opening, { weights: [finished, ZERO, staying], lostAt: [] }, 'closing_wip');
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
  const counted = subtract(subtract(units.borne, units.completed), units.shifted);
  const kept = add(added.numerator < 0n ? ZERO : added, units.shifted);
  return [add(add(toFinish, started), counted), units.lost, kept];
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

const UNIT = 10n ** BigInt(QUANTITY_SCALE);
