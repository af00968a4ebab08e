import { compareCode, compareText, type Finding } from '@millrace/facts';
import { standardFinding } from './standard-findings.js';
import type { StandardPolicy } from './standard-policy.js';
import type { StandardRows } from './standard-rows.js';

export interface CostElement {
  readonly element: string;
  readonly class: string;
}

/**
 * Every cost element that can occur, in the order of the table's positions. An element that is used but not in
 * the table is a finding, and comes last, without a class; where there is no table all come by code.
 */
export function costElements(
  rows: StandardRows,
  policy: StandardPolicy,
): { elements: CostElement[]; findings: Finding[] } {
  const table = [...(rows.cost_element ?? [])].sort(
    (a, b) => compareCode(a.position ?? '', b.position ?? '') || compareText(a.element, b.element),
  );
  const elements = table.map((row) => ({ element: row.element, class: row.class ?? '' }));
  const known = new Set(table.map((row) => row.element));
  const findings: Finding[] = [];
  for (const [element, where] of [...used(rows, policy)].sort(([a], [b]) => compareText(a, b))) {
    if (known.has(element)) continue;
    elements.push({ element, class: '' });
    if (rows.cost_element !== undefined) {
      findings.push(standardFinding('cost_element_must_be_known', where, element, { element }));
    }
  }
  return { elements, findings };
}

/** Element → the table that names it first. */
function used(rows: StandardRows, policy: StandardPolicy): Map<string, string> {
  const all = new Map<string, string>();
  const see = (element: string | undefined, table: string) => {
    if (element !== undefined && element !== '' && !all.has(element)) all.set(element, table);
  };
  for (const row of rows.item ?? []) see(row.element, 'item');
  for (const row of rows.item_price ?? []) see(row.element, 'item_price');
  for (const row of rows.rate ?? []) see(row.element, 'rate');
  const isBlank = (text: string | undefined) => text === undefined || text === '';
  const namesNone =
    (rows.item_price ?? []).some((row) => isBlank(row.element)) ||
    (rows.joint_output ?? []).some((row) => !isBlank(row.price));
  if (namesNone) see(policy.purchase_element, 'policy');
  if ((rows.routing_operation ?? []).some((row) => (row.subcontract_price ?? '') !== '')) {
    see(policy.subcontract_element, 'policy');
  }
  for (const surcharge of policy.surcharges) see(surcharge.element, 'policy');
  if (policy.by_product_credit !== 'own_elements') see(policy.by_product_credit.element, 'policy');
  return all;
}
