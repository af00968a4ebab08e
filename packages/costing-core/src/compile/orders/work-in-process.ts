import type { FindingCode } from '../../findings.js';
import { movementAmounts, type Vector } from '../amounts.js';
import type { SharedOf } from '../centres/shared-material.js';
import { TYPE } from '../movements/kinds.js';
import type { Period } from '../period.js';
import type { Losses } from './losses.js';
import { addOpenings } from './opening-units.js';
import type { Orders } from './orders.js';
import { shareStages } from './share-stages.js';
import type { StepUnits } from './share-steps.js';
import { spoiledHours } from './spoiled-hours.js';

/** What moved into orders in the period. */
interface Moved extends Omit<StepUnits, 'kindOf'> {
  /** Material that orders share, by the node that shares it. */
  readonly sharedMaterial: ReadonlyMap<number, SharedOf>;
  /** The node of what others give to a centre. */
  overhead(centre: number): number;
}

/**
 * What orders bear besides material and pools: work in process from the period before, kept by order, stage and element,
 * and fees paid to subcontractors. Then every stage shares what it holds.
 */
export function addWorkInProcess(period: Period, moved: Moved, orders: Orders, losses: Losses): void {
  const { facts, scope, policy, plan, report, kindOf, steps } = period;
  const { movements, net, sharedMaterial, overhead } = moved;
  const { movement, symbols } = facts;
  const openings = addOpenings(facts, scope, orders, plan, report);
  const brought = movementAmounts(facts, scope);
  /** By node of a stage: what was issued to it, 6 decimals. */
  const issued = new Map<number, number>();
  for (const row of movements.rows) {
    const order = orders.row(movement.order[row]);
    if (order < 0) continue;
    if (movement.type[row] === TYPE.subcontract_fee) {
      const amounts = brought(movement.movement[row]);
      if (amounts !== undefined) addFee(order, row, amounts);
    }
    if (movement.type[row] === TYPE.compensation) {
      losses.compensated(order, row, brought(movement.movement[row]) ?? new Float64Array(scope.elements.length));
    }
    const isIssue = movement.type[row] === TYPE.issue || movement.type[row] === TYPE.issue_return;
    if (isIssue) {
      const sign = movement.type[row] === TYPE.issue ? 1 : -1;
      const node = orders.materialStage(order, movement.operation[row], movement.item[row]);
      issued.set(node, (issued.get(node) ?? 0) + sign * net.quantity[row]);
    }
    if (isIssue && movement.operation[row] !== 0) lookAtOperation('issue_names_no_operation_of_its_order', row, order);
    if (movement.type[row] === TYPE.operation_scrap && losses.isLoss(order)) {
      lookAtOperation('scrap_must_name_an_operation_of_its_order', row, order);
    }
  }
  for (const { quantities } of sharedMaterial.values()) {
    for (const { stage, quantity } of quantities) issued.set(stage, (issued.get(stage) ?? 0) + quantity);
  }
  const isByHours = policy.spoilage.irreparable === 'hours';
  const hours = isByHours ? spoiledHours(period, movements, orders, losses) : undefined;
  shareStages(
    { facts, scope, plan, policy, orders, losses, spoiledHours: hours, openings, issued, steps, report, overhead },
    { ...moved, kindOf },
  );

  /** Each element into its own stage, where the policy shares it otherwise. */
  function addFee(order: number, row: number, amounts: Vector): void {
    const byStage = new Map<number, Float64Array>();
    for (const [e, element] of scope.elements.entries()) {
      if (amounts[e] === 0) continue;
      const stage = orders.feeStage(order, movement.operation[row], element);
      const vector = byStage.get(stage) ?? new Float64Array(amounts.length);
      vector[e] = amounts[e];
      byStage.set(stage, vector);
    }
    if (byStage.size === 0) byStage.set(orders.feeStage(order, movement.operation[row], 0), amounts);
    for (const [stage, vector] of byStage) plan.source(stage, vector, 'movement', row);
  }

  function lookAtOperation(code: FindingCode, row: number, order: number): void {
    const { routing } = orders.progress(order);
    if (routing.isVirtual || routing.operations.includes(movement.operation[row])) return;
    report(code, 'movement', symbols.text(movement.movement[row]), {
      order: symbols.text(movement.order[row]),
      operation: symbols.text(movement.operation[row]),
    });
  }
}
