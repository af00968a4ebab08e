import { printFixed, QUANTITY_SCALE } from '@millrace/exact';
import type { Facts } from '@millrace/facts';
import { APPROVED, rowOf } from '@millrace/facts';
import { MOVEMENT_KINDS, TYPE } from '../compile/movements/kinds.js';
import type { Report } from '../findings.js';
import type { Scope } from '../period/scope.js';

/**
 * What a movement names fits what it says itself: a value is for a receipt of its item, goods arrive where they were sent, and
 * what becomes another item is counted in one unit. What is no fact of the period isn't known, and not looked at.
 */
export function referencesFit(facts: Facts, scope: Scope, report: Report): void {
  const { movement, item: items, symbols } = facts;
  const { type, item, plant, to_item, to_plant, refers_to } = movement;
  const movementRow = rowOf(movement.movement);
  const itemRow = rowOf(items.item);
  const text = (code: number) => symbols.text(code);
  for (let row = 0; row < movement.rowCount; row++) {
    if (movement.status[row] !== APPROVED) continue;
    if (movement.posted_at[row] < scope.start || movement.posted_at[row] >= scope.end) continue;
    const kind = MOVEMENT_KINDS[type[row]];
    if (kind.hasDestination && to_item[row] !== 0) isCountedAlike(row);
    const original = refers_to[row] === 0 ? -1 : movementRow(refers_to[row]);
    if (original < 0 || movement.status[original] !== APPROVED) continue;
    if (kind.valueOnly !== undefined) namesAReceipt(row, original);
    if (type[row] === TYPE.transfer_in && type[original] === TYPE.transfer_out) arrivesWhereSent(row, original);
  }

  function isCountedAlike(row: number): void {
    const [unit, expected] = [item[row], to_item[row]].map((code) => items.unit[itemRow(code)]);
    if (unit === expected) return;
    report('destination_must_be_counted_in_the_same_unit', 'movement', text(movement.movement[row]), {
      quantity: printFixed(movement.quantity[row], QUANTITY_SCALE),
      unit: text(movement.unit[row] || unit),
      item: text(item[row]),
      expected: text(expected),
      other: text(to_item[row]),
    });
  }

  function namesAReceipt(row: number, original: number): void {
    const { into, hasDestination } = MOVEMENT_KINDS[type[original]];
    const came = (hasDestination && to_item[original]) || item[original];
    if (into !== undefined && came === item[row]) return;
    report('adjustment_must_name_a_receipt_of_its_item', 'movement', text(movement.movement[row]), {
      found: text(refers_to[row]),
      value: MOVEMENT_KINDS[type[original]].type,
      other: text(came),
      item: text(item[row]),
    });
  }

  /** Where they were sent, or back where they came from. */
  function arrivesWhereSent(row: number, original: number): void {
    const expected = to_plant[original];
    if (expected === 0 || plant[row] === expected || plant[row] === plant[original]) return;
    report('transfer_must_arrive_where_it_was_sent', 'movement', text(movement.movement[row]), {
      found: text(refers_to[row]),
      plant: text(plant[row]),
      expected: text(expected),
    });
  }
}
