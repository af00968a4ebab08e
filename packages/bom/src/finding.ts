import { compareText } from './compare-text.js';

export type Severity = 'fatal' | 'error' | 'warning';

/**
 * Bad data, as a value: which rule is broken (`code`), where (`table`, `key`) and with what (`fields`).
 * The sentence for a reader is made at the edge; `REMEDIES` says what to do about each code.
 */
export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  readonly table: string;
  readonly key: string;
  readonly fields: Readonly<Record<string, string>>;
}

export type BomFindingCode = keyof typeof BOM_RULES;

/** Every rule on structure data: how bad it is to break it, and what to do then. */
export const BOM_RULES = {
  bom_must_not_contain_itself: [
    'error',
    'Remove or correct one of the lines named; until then the items of the loop and all above them have no cost.',
  ],
  bom_base_quantity_must_be_positive: ['error', 'Enter the quantity of the parent that the lines make.'],
  bom_of_a_line_must_exist: ['error', 'Add the bom row of this line, or remove the line.'],
  item_must_have_one_active_bom: ['error', 'Deactivate or end all but one; the lowest alternative was taken.'],
  bom_line_must_be_in_force: ['warning', 'Extend the line, or add what replaces it; it was left out.'],
  bom_line_kind_must_be_known: ['error', 'Use component, phantom, by_product or co_product.'],
  component_must_be_a_known_item: ['error', 'Add the item, or correct the code on the line.'],
  component_quantity_must_not_be_negative: [
    'error',
    'Only a by-product or co-product goes out; correct the sign or the kind of the line.',
  ],
  component_quantity_must_not_be_zero: ['warning', 'Enter a quantity, or remove the line.'],
  costing_lot_must_be_positive: ['error', 'Enter the lot over which fixed quantities and set-up are spread.'],
  phantom_must_have_a_bom: ['error', 'Add a BOM for the phantom, or make the line an ordinary component.'],
  purchased_item_must_not_have_a_bom: ['warning', 'Its BOM was not used; change the supply of the item if it is made.'],
  quantity_must_be_a_plain_number: ['error', 'Enter a plain decimal number such as 1234.56.'],
  line_operation_must_be_in_the_routing: [
    'error',
    'Correct the operation, or add it to the routing; the operation scrap of the line is unknown.',
  ],
  scrap_rate_must_be_from_zero_to_below_one: ['error', 'Enter a rate such as 0.05 for 5 %.'],
  unit_must_convert_to_the_items_unit: ['error', 'Add a unit_conversion row, or correct the unit.'],
} as const satisfies Record<string, readonly [Severity, string]>;

/** What to do about each code. */
export const REMEDIES: Readonly<Record<BomFindingCode, string>> = Object.fromEntries(
  Object.entries(BOM_RULES).map(([code, [, remedy]]) => [code, remedy]),
) as Record<BomFindingCode, string>;

export function bomFinding(
  code: BomFindingCode,
  table: string,
  key: string,
  fields: Readonly<Record<string, string>>,
): Finding {
  return { code, severity: BOM_RULES[code][0], table, key, fields };
}

/** Findings in their one order: code, table, key; whatever order the rows came in. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  return [...findings].sort(
    (a, b) => compareText(a.code, b.code) || compareText(a.table, b.table) || compareText(a.key, b.key),
  );
}

/** The key of a row: its parts joined by a slash. */
export function rowKey(...parts: readonly (string | undefined)[]): string {
  return parts.map((part) => part ?? '').join('/');
}
