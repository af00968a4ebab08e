import { QUANTITY_SCALE } from '@millrace/exact';
import { APPROVED } from '@millrace/facts';
import type { BuiltInDriver } from '../compile/centres/driver.js';
import { ReportTargets } from '../compile/centres/report-targets.js';
import { NODE, NODE_MEANINGS } from '../compile/flow-kinds.js';
import { TYPE } from '../compile/movements/kinds.js';
import type { StageUnits } from '../compile/orders/stage-units.js';
import type { Outcome } from '../results/outcome.js';
import { type Fixed, fixed, ONE, ratio, times } from './fixed-point.js';
import type { GatheredFlows } from './gathered-flows.js';

/** A stage of an order by the node that its opening work in process entered, with the part of earlier input still in it. */
interface OpenStage {
  readonly node: number;
  readonly stage: number;
  readonly open: Fixed;
}

/**
 * Adds the quantities that opening work in process stands for: what was issued to its orders and worked on them in earlier periods, as
 * far as it was still in process: (units opened with) ÷ (those and what was received before), per stage. So a unit took what it took,
 * whenever that was issued.
 */
export function addEarlierInput(flows: GatheredFlows): void {
  const { facts, compiled } = flows.outcome;
  if (facts.opening_wip.rowCount === 0) return;
  const stages = openStages(flows.outcome);
  addEarlierIssues(flows, stages);
  addEarlierWork(flows, stages, new ReportTargets(facts, before(flows.outcome), compiled.orders, () => undefined));
}

function addEarlierIssues(flows: GatheredFlows, stages: ReadonlyMap<number, readonly OpenStage[]>): void {
  const { facts, scope, compiled } = flows.outcome;
  const { movement, symbols } = facts;
  for (let row = 0; row < movement.rowCount; row++) {
    const isIssue = movement.type[row] === TYPE.issue || movement.type[row] === TYPE.issue_return;
    if (!isIssue || movement.status[row] !== APPROVED || movement.posted_at[row] >= scope.start) continue;
    const order = compiled.orders.row(movement.order[row]);
    const quantity = compiled.net.quantity[row];
    if (order < 0 || Number.isNaN(quantity) || !stages.has(order)) continue;
    const stage = materialStage(flows.outcome, order, row, stages.get(order) ?? []);
    if (stage === undefined) continue;
    const place = { plant: symbols.text(movement.plant[row]), key: symbols.text(movement.item[row]) };
    const sign = movement.type[row] === TYPE.issue ? 1 : -1;
    flows.tookEarlier(
      stage.node,
      flows.gathering.node('stock', place),
      times(fixed(sign * quantity, UNIT), stage.open),
    );
  }
}

function addEarlierWork(
  flows: GatheredFlows,
  stages: ReadonlyMap<number, readonly OpenStage[]>,
  reports: ReportTargets,
): void {
  const { facts, compiled } = flows.outcome;
  const { plan } = compiled;
  for (let node = 0; node < plan.nodeKind.length; node++) {
    const rate = flows.rates.at(node);
    const driver = flows.rates.driver(node);
    if (rate === undefined || !REPORTED.has(driver)) continue;
    const work = { driver, centre: flows.rates.centre(node) };
    const centre = facts.symbols.find(work.centre.key) as number;
    const element = plan.nodeKind[node] === NODE.pool ? facts.cost_pool.element[plan.nodeRef[node]] : 0;
    for (const { ref: order, operation, quantity } of reports.targets(centre, driver as BuiltInDriver)) {
      const stage = workStage(flows.outcome, { operation, centre, element }, stages.get(order) ?? []);
      if (stage === undefined || typeof quantity !== 'number') continue;
      flows.tookEarlier(stage.node, rate, times(fixed(quantity, UNIT), stage.open), work);
    }
  }
}

/** By order: its stages that opened with something. */
function openStages(outcome: Outcome): Map<number, OpenStage[]> {
  const { facts, compiled } = outcome;
  const { plan, orders } = compiled;
  const opened = new Set(Array.from(facts.opening_wip.order, (code) => orders.row(code)));
  const units = new Map(Array.from(orders.units, (of) => [`${of.order} ${of.stage}`, of]));
  const stages = new Map<number, OpenStage[]>();
  for (let node = 0; node < plan.nodeKind.length; node++) {
    const order = plan.nodeRef[node];
    if (NODE_MEANINGS[plan.nodeKind[node]].isStage !== true || !opened.has(order)) continue;
    const stage = plan.nodePart[node];
    const present = stages.get(order) ?? [];
    // Under FIFO what opened a stage has a node of its own, which takes the place of the stage's.
    const others = present.filter((of) => of.stage !== stage);
    const isOpening = plan.nodeKind[node] === NODE.opening;
    if (others.length < present.length && !isOpening) continue;
    stages.set(order, [...others, { node, stage, open: stillOpen(outcome, order, units.get(`${order} ${stage}`)) }]);
  }
  return stages;
}

function stillOpen({ compiled }: Outcome, order: number, units: StageUnits | undefined): Fixed {
  const { received, completed } = compiled.orders.progress(order);
  const before = fixed(Math.max(0, received - completed), UNIT);
  if (before === 0n) return ONE;
  if (units === undefined) return 0n;
  const { openingEquivalents: equivalents, opening } = units;
  const known = equivalents.numerator === 0n ? opening : equivalents;
  const open = fixed(known.numerator, known.denominator);
  return ratio(open, open + before);
}

function materialStage(
  { facts, compiled }: Outcome,
  order: number,
  row: number,
  stages: readonly OpenStage[],
): OpenStage | undefined {
  const { orders } = compiled;
  const { operation, item } = facts.movement;
  const at = orders.progress(order).firstOperation === operation[row] ? 0 : operation[row];
  const isMaterial = ({ stage }: OpenStage) => MATERIAL.has(orders.stages.codes(stage).kind);
  const ofComponent = stages.find(({ stage }) => orders.stages.codes(stage).component === item[row]);
  const whole = stages.filter((of) => isMaterial(of) && orders.stages.codes(of.stage).component === 0);
  return ofComponent ?? whole.find(({ stage }) => orders.stages.codes(stage).operation === at) ?? whole[0];
}

function workStage(
  { compiled }: Outcome,
  work: { readonly operation: number; readonly centre: number; readonly element: number },
  stages: readonly OpenStage[],
): OpenStage | undefined {
  const codesOf = ({ stage }: OpenStage) => compiled.orders.stages.codes(stage);
  const conversion = stages.filter((of) => codesOf(of).kind === 'conversion');
  const ofElement = conversion.filter((of) => codesOf(of).element === work.element);
  const among = ofElement.length > 0 ? ofElement : conversion.filter((of) => codesOf(of).element === 0);
  return (
    among.find((of) => codesOf(of).operation === work.operation && work.operation !== 0) ??
    among.find((of) => codesOf(of).centre === work.centre) ??
    among.find((of) => codesOf(of).operation === 0 && codesOf(of).centre === 0)
  );
}

/** All the time before the period. */
function before({ scope }: Outcome): Outcome['scope'] {
  return { ...scope, start: Number.NEGATIVE_INFINITY, end: scope.start };
}

const UNIT = 10 ** QUANTITY_SCALE;
const MATERIAL: ReadonlySet<string> = new Set(['material', 'evenly']);
const REPORTED: ReadonlySet<string> = new Set(['hours_machine', 'hours_labour', 'cycles', 'quantity_good']);
