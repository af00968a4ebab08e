import { compareText, type Finding, type Severity } from '@millrace/facts';

export type BomFindingCode = keyof typeof BOM_RULES;

/** Every rule on structure data, with how bad it is to break it. */
export const BOM_RULES = {
  bom_must_not_contain_itself: 'error',
  bom_base_quantity_must_be_positive: 'error',
  bom_of_a_line_must_exist: 'error',
  item_must_have_one_active_bom: 'error',
  bom_line_must_be_in_force: 'warning',
  bom_line_kind_must_be_known: 'error',
  component_must_be_a_known_item: 'error',
  component_quantity_must_not_be_negative: 'error',
  component_quantity_must_not_be_zero: 'warning',
  conversion_must_be_a_plain_number: 'error',
  conversions_must_agree: 'error',
  cost_share_must_be_a_plain_number: 'error',
  costing_lot_must_be_positive: 'error',
  phantom_must_have_a_bom: 'error',
  purchased_item_must_not_have_a_bom: 'warning',
  quantity_must_be_a_plain_number: 'error',
  line_operation_must_be_in_the_routing: 'error',
  scrap_rate_must_be_from_zero_to_below_one: 'error',
  unit_must_convert_to_the_items_unit: 'error',
} as const satisfies Record<string, Severity>;

/** A finding with the severity that its code has in `BOM_RULES`. */
export function bomFinding(
  code: BomFindingCode,
  table: string,
  key: string,
  fields: Readonly<Record<string, string>>,
): Finding {
  return { code, severity: BOM_RULES[code], table, key, fields };
}

/** Findings in their one order: code, table, key; whatever order the rows came in. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  return [...findings].sort(
    (a, b) => compareText(a.code, b.code) || compareText(a.table, b.table) || compareText(a.key, b.key),
  );
}

/** The key of a row, its parts joined as in all findings. */
export function rowKey(...parts: readonly (string | undefined)[]): string {
  return parts.map((part) => part ?? '').join(' · ');
}
