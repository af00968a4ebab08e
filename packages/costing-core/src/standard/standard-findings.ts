import type { Finding, Severity } from '@millrace/bom';

/** Rules on the data of a standard cost: how bad it is to break them, and what to do then. */
export const STANDARD_RULES = {
  co_product_must_not_be_in_a_phantom: [
    'error',
    'Its share would be of the phantom alone; put the line on the item that uses the phantom, or make the phantom an item.',
  ],
  cost_element_must_be_known: ['error', 'Add the cost element, or correct the code.'],
  cost_must_fit_the_scale: ['error', 'The unit cost has too many digits; lower cost_scale or use a larger unit.'],
  co_product_must_have_a_share: [
    'error',
    'Give the line a cost_share, or main and co-product a weight in joint_output; shares must not pass 1.',
  ],
  co_product_must_come_from_one_item: ['warning', 'Several items yield it; the cost of the first was taken.'],
  made_item_must_have_a_bom: ['warning', 'Add a BOM or routing, or mark the item as purchased; its price was taken.'],
  operation_must_have_a_rate: ['error', 'Add a rate for the work centre or its cost centre; 0 is a rate.'],
  price_must_be_a_plain_number: ['error', 'Enter a plain decimal number; the quantity it is for must be positive.'],
  purchased_item_must_have_a_price: [
    'error',
    'Add a price of one of the kinds in the price chain; until then the item and all above it have no cost. 0 is a price.',
  ],
  rate_must_be_a_plain_number: ['error', 'Enter a plain decimal number.'],
  time_must_be_a_plain_number: ['error', 'Enter plain decimal numbers; base quantity and efficiency must be positive.'],
  unit_of_a_price_must_convert: ['error', 'Add a unit_conversion row, or correct the unit.'],
} as const satisfies Record<string, readonly [Severity, string]>;

export type StandardFindingCode = keyof typeof STANDARD_RULES;

export function standardFinding(
  code: StandardFindingCode,
  table: string,
  key: string,
  fields: Readonly<Record<string, string>>,
): Finding {
  return { code, severity: STANDARD_RULES[code][0], table, key, fields };
}
