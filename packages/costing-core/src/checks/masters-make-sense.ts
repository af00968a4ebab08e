import { contradictingConversions, contradictionFields } from '@millrace/bom';
import { printFixed } from '@millrace/exact';
import type { Facts } from '@millrace/facts';
import { isTimeZone, LARGEST_AMOUNT_SCALE, printDate, rowKey } from '@millrace/facts';
import type { Report } from '../findings.js';

/**
 * What the masters must hold for anything to be computed: time zones and scales that there are, periods that end, conversions
 * above zero that don't contradict each other, prices for a quantity.
 */
export function mastersMakeSense(facts: Facts, report: Report): void {
  const { ledger, period, unit_conversion, item_price, symbols } = facts;
  for (let row = 0; row < ledger.rowCount; row++) {
    const key = rowKey(facts, 'ledger', row);
    const value = symbols.text(ledger.time_zone[row]);
    if (!isTimeZone(value)) report('time_zone_must_be_known', 'ledger', key, { value });
    const scale = ledger.amount_scale[row];
    if (scale >= 0 && scale <= LARGEST_AMOUNT_SCALE) continue;
    report('amount_scale_must_be_from_0_to_8', 'ledger', key, { value: String(scale) });
  }
  for (let row = 0; row < period.rowCount; row++) {
    if (period.starts_on[row] <= period.ends_on[row]) continue;
    report('period_must_not_end_before_it_starts', 'period', rowKey(facts, 'period', row), {
      from: printDate(period.starts_on[row]),
      to: printDate(period.ends_on[row]),
    });
  }
  for (let row = 0; row < unit_conversion.rowCount; row++) {
    const { numerator, denominator } = unit_conversion;
    if (numerator[row] > 0 && denominator[row] > 0) continue;
    const value = `${printFixed(numerator[row], 9)} / ${printFixed(denominator[row], 9)}`;
    report('conversion_must_be_positive', 'unit_conversion', rowKey(facts, 'unit_conversion', row), { value });
  }
  for (const found of contradictingConversions(facts)) {
    const { item, from, to } = found.given;
    const key = [item, from, to].map((code) => symbols.text(code)).join(' · ');
    report(
      'conversions_must_agree',
      'unit_conversion',
      key,
      contradictionFields(found, (unit) => symbols.text(unit)),
    );
  }
  for (let row = 0; row < item_price.rowCount; row++) {
    if (item_price.per_quantity[row] > 0) continue;
    report('price_must_be_for_a_quantity', 'item_price', rowKey(facts, 'item_price', row));
  }
}
