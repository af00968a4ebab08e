import {
  add,
  compare,
  divide,
  type Fraction,
  fraction,
  multiply,
  ONE,
  printFraction,
  QUANTITY_SCALE,
  ZERO,
} from '@millrace/exact';
import { APPROVED, type Facts } from '@millrace/facts';
import { sumOf } from '../../production/split.js';
import { TYPE } from '../movements/kinds.js';
import type { Movements } from '../movements/select.js';
import type { Period } from '../period.js';
import { reportSigns } from '../report-signs.js';
import type { Losses } from './losses.js';
import type { Orders } from './orders.js';
import { below } from './stage-table.js';

/** Hours of units that are beyond repair. */
export interface SpoiledHours {
  /** The part of an order's conversion that they bear; undefined: by equivalent units. */
  lost(order: number): Fraction | undefined;
  /** By unit of the order's losses: its hours as far as it is beyond the rule. */
  at(order: number): readonly Fraction[];
  /** Hours reported for an order in the period; never below 0. */
  worked(order: number): Fraction;
}

/**
 * The part of an order's conversion that units beyond repair bear by their hours: hours of its scrap ÷ hours of the order in the
 * period, machine plus labour, at most 1; of what was lost as a rule with the others, only the part that is beyond the rule.
 * Undefined where the order lost nothing beyond the rule, or where the hours aren't known, which is told once per order.
 *
 * 45 h were spent on pieces that are beyond repair, of 600 h: 0.075.
 */
export function spoiledHours(
  { facts, scope, report }: Period,
  { rows }: Movements,
  orders: Orders,
  losses: Losses,
): SpoiledHours {
  const { movement, work_report, production_order, symbols } = facts;
  const spent = new Map<number, Map<number, number>>();
  for (const row of rows) {
    if (movement.type[row] !== TYPE.operation_scrap) continue;
    const order = orders.row(movement.order[row]);
    const at = below(spent, order);
    at.set(movement.operation[row], (at.get(movement.operation[row]) ?? 0) + hoursOf(movement, row));
  }
  let all: Map<number, number> | undefined;
  const known = new Map<number, Fraction | undefined>();
  return {
    lost(order) {
      if (!known.has(order)) known.set(order, find(order));
      return known.get(order);
    },
    at(order) {
      const { units } = losses.of(order);
      return units.map(({ operation, abnormal }) => {
        if (abnormal.numerator <= 0n) return ZERO;
        const hours = fraction(spent.get(order)?.get(operation) ?? 0, UNIT);
        const there = units.filter((of) => of.operation === operation);
        return multiply(hours, divide(abnormal, sumOf(there.map((of) => add(of.abnormal, of.normal)))));
      });
    },
    worked: (order) => fraction(Math.max(0, reported(order)), UNIT),
  };

  function find(order: number): Fraction | undefined {
    const { units } = losses.of(order);
    const normal = sumOf(units.map((of) => of.normal));
    const abnormal = sumOf(units.map((of) => of.abnormal));
    if (abnormal.numerator <= 0n) return undefined;
    const hours = [...(spent.get(order)?.values() ?? [])].reduce((sum, of) => sum + of, 0);
    const whole = reported(order);
    const code = symbols.text(production_order.order[order]);
    const [found, expected] = [hours, whole].map((of) => fraction(of, UNIT));
    if (hours === 0 || whole <= 0) {
      report('spoiled_hours_must_be_known', 'production_order', code, {});
      return undefined;
    }
    if (hours > whole) {
      report('spoiled_hours_exceed_those_of_the_order', 'production_order', code, {
        found: printFraction(found, QUANTITY_SCALE),
        expected: printFraction(expected, QUANTITY_SCALE),
      });
    }
    const part = divide(found, expected);
    return multiply(compare(part, ONE) > 0 ? ONE : part, divide(abnormal, add(abnormal, normal)));
  }

  function reported(order: number): number {
    all ??= hoursOfOrders();
    return all.get(order) ?? 0;
  }

  /** By row of the order: hours reported in the period, reversals taken off. */
  function hoursOfOrders(): Map<number, number> {
    const hours = new Map<number, number>();
    const signOf = reportSigns(facts);
    for (let row = 0; row < work_report.rowCount; row++) {
      const at = work_report.reported_at[row];
      if (work_report.status[row] !== APPROVED || at < scope.start || at >= scope.end) continue;
      const order = orders.row(work_report.order[row]);
      const sign = signOf(row);
      hours.set(order, (hours.get(order) ?? 0) + sign * hoursOf(work_report, row));
    }
    return hours;
  }
}

/** Machine plus labour. */
function hoursOf(
  { hours_machine, hours_labour }: Pick<Facts['work_report'], 'hours_machine' | 'hours_labour'>,
  row: number,
): number {
  return (hours_machine[row] || 0) + (hours_labour[row] || 0);
}

const UNIT = 10n ** BigInt(QUANTITY_SCALE);
