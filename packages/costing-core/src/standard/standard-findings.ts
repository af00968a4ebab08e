import { rowKey } from '@millrace/bom';
import { printFixed } from '@millrace/exact';
import type { Finding, Severity } from '@millrace/facts';

/** Rules on the data of a standard cost, with how bad it is to break them; those on its structure are `BOM_RULES`. */
const STANDARD_RULES = {
  co_product_must_not_be_in_a_phantom: 'error',
  cost_element_must_be_known: 'error',
  cost_must_fit_the_scale: 'error',
  standard_cost_must_not_be_negative: 'error',
  co_product_must_have_a_share: 'error',
  co_product_must_come_from_one_item: 'warning',
  made_item_must_have_a_bom: 'warning',
  operation_must_have_a_rate: 'error',
  price_must_be_a_plain_number: 'error',
  purchased_item_must_have_a_price: 'error',
  rate_must_be_a_plain_number: 'error',
  time_must_be_a_plain_number: 'error',
  unit_of_a_price_must_convert: 'error',
} as const satisfies Record<string, Severity>;

export type StandardFindingCode = keyof typeof STANDARD_RULES;

export function standardFinding(
  code: StandardFindingCode,
  table: string,
  key: string,
  fields: Readonly<Record<string, string>>,
): Finding {
  return { code, severity: STANDARD_RULES[code], table, key, fields };
}

/** An item that costs less than nothing, in units of the policy's scale. */
export function negativeCost(
  { plant, item }: { readonly plant: string; readonly item: string },
  total: bigint,
  scale: number,
): Finding {
  const found = printFixed(total, scale);
  return standardFinding('standard_cost_must_not_be_negative', 'item', rowKey(plant, item), { item, found });
}
