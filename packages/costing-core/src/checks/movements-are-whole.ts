import { printFixed, QUANTITY_SCALE } from '@millrace/exact';
import type { Facts } from '@millrace/facts';
import { APPROVED, rowOf } from '@millrace/facts';
import { amountsEnter, costedMovements } from '../compile/movements/costed.js';
import { MOVEMENT_KINDS, TYPE } from '../compile/movements/kinds.js';
import { namedKeys } from '../findings/named-keys.js';
import type { Report } from '../findings.js';
import type { Scope } from '../period/scope.js';

/** Each movement of the period says what its type needs: an order, a destination, an amount, or none; and what it says counts. */
export function movementsAreWhole(facts: Facts, scope: Scope, report: Report): void {
  const { movement, movement_amount, symbols } = facts;
  const inPeriod = (row: number) =>
    movement.status[row] === APPROVED && movement.posted_at[row] >= scope.start && movement.posted_at[row] < scope.end;
  const hasAmount = new Uint8Array(symbols.size);
  const ledger = symbols.find(scope.ledger);
  for (let row = 0; row < movement_amount.rowCount; row++) {
    if (movement_amount.ledger[row] === ledger) hasAmount[movement_amount.movement[row]] = 1;
  }
  const rows = rowOf(movement.movement);
  for (let row = 0; row < movement.rowCount; row++) {
    if (!inPeriod(row)) continue;
    const { type, valueOnly, owns, into, outOf, fromOrder, hasDestination } = MOVEMENT_KINDS[movement.type[row]];
    const key = symbols.text(movement.movement[row]);
    if (valueOnly !== undefined && movement.quantity[row] !== 0) {
      const quantity = printFixed(movement.quantity[row], QUANTITY_SCALE);
      report('adjustment_must_not_have_a_quantity', 'movement', key, { value: type, quantity });
    }
    const bringsValueOnly = owns && into === undefined && outOf === undefined;
    if (bringsValueOnly && hasAmount[movement.movement[row]] === 0 && scope.plants.has(movement.plant[row])) {
      report('movement_brings_no_amount', 'movement', key, { value: type });
    }
    if (fromOrder && movement.order[row] === 0) report('completion_must_name_an_order', 'movement', key);
    const isIssue = type === 'issue' || type === 'issue_return';
    if (isIssue && movement.order[row] === 0 && movement.centre[row] === 0 && !reducesAnother(row)) {
      report('issue_must_name_an_order_or_a_centre', 'movement', key);
    }
    if (movement.order[row] !== 0 && !isIssue && fromOrder === undefined && scope.plants.has(movement.plant[row])) {
      report('order_counts_for_nothing', 'movement', key, { value: type, order: symbols.text(movement.order[row]) });
    }
    if (hasDestination && staysPut(row)) {
      report('transfer_must_name_where_it_goes', 'movement', key);
    }
    if (!hasDestination) {
      for (const column of DESTINATIONS) {
        if (!moves(row, column) || !scope.plants.has(movement.plant[row])) continue;
        report('destination_counts_for_nothing', 'movement', key, {
          value: type,
          column: `to_${column}`,
          destination: symbols.text(movement[`to_${column}`][row]),
        });
      }
    }
  }
  const isCosted = costedMovements(facts);
  const enters = amountsEnter(facts, scope);
  const uncosted = new Set<string>();
  let lost = 0n;
  for (let amount = 0; amount < movement_amount.rowCount; amount++) {
    const row = rows(movement_amount.movement[amount]);
    const kind = MOVEMENT_KINDS[movement.type[row]];
    if (!inPeriod(row) || movement_amount.ledger[amount] !== ledger || movement_amount.amount[amount] === 0) continue;
    const key = symbols.text(movement.movement[row]);
    const printed = printFixed(movement_amount.amount[amount], scope.amountScale);
    if (!kind.owns && !kind.addsCost && !kind.saysWorth) {
      report('movement_must_not_bring_an_amount', 'movement', key, { value: kind.type, amount: printed });
    } else if (!isCosted(row)) {
      if (enters(row) === 0) continue;
      uncosted.add(key);
      lost += BigInt(movement_amount.amount[amount]);
    } else if (kind.owns && kind.into !== undefined && movement.quantity[row] === 0) {
      report('receipt_has_no_quantity', 'movement', key, { item: symbols.text(movement.item[row]), amount: printed });
    }
  }
  if (uncosted.size > 0) {
    report('amounts_of_items_without_costing', 'movement', scope.period, {
      amount: printFixed(lost, scope.amountScale),
      count: String(uncosted.size),
      keys: namedKeys(uncosted),
    });
  }

  /** A return makes the issue of the period smaller that it names, and what that says counts. */
  function reducesAnother(row: number): boolean {
    const original = movement.refers_to[row] === 0 ? -1 : rows(movement.refers_to[row]);
    return original >= 0 && inPeriod(original) && movement.type[row] === TYPE.issue_return;
  }

  function staysPut(row: number): boolean {
    return !moves(row, 'plant') && !DESTINATIONS.some((column) => moves(row, column));
  }

  function moves(row: number, column: 'plant' | (typeof DESTINATIONS)[number]): boolean {
    const to = movement[`to_${column}`][row];
    return to !== 0 && to !== movement[column][row];
  }
}

/** Besides the plant, which may be told of a transfer in two steps and of what comes or goes outside. */
const DESTINATIONS = ['item', 'lot', 'project'] as const;
