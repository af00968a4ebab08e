import { printFixed } from '@millrace/exact';
import { startOfDay } from '../facts/calendar.js';
import { rowKey } from '../facts/cells.js';
import type { Facts } from '../facts/read-facts.js';
import type { Report } from '../finding.js';

/** What the masters must hold for anything to be computed: known time zones, conversions above zero. */
export function mastersMakeSense(facts: Facts, report: Report): void {
  const { ledger, unit_conversion, symbols } = facts;
  for (let row = 0; row < ledger.rowCount; row++) {
    const value = symbols.text(ledger.time_zone[row]);
    if (!isTimeZone(value)) report('time_zone_must_be_known', 'ledger', rowKey(facts, 'ledger', row), { value });
  }
  for (let row = 0; row < unit_conversion.rowCount; row++) {
    const { numerator, denominator } = unit_conversion;
    if (numerator[row] > 0 && denominator[row] > 0) continue;
    const value = `${printFixed(numerator[row], 9)} / ${printFixed(denominator[row], 9)}`;
    report('conversion_must_be_positive', 'unit_conversion', rowKey(facts, 'unit_conversion', row), { value });
  }
}

function isTimeZone(name: string): boolean {
  try {
    startOfDay(0, name);
    return true;
  } catch {
    return false;
  }
}
