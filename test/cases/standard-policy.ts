import { EXACT_QUANTITIES } from '@millrace/bom';
import type { StandardPolicy } from '../../packages/costing-core/src/standard/index.js';

/** The policy that the published cases start from; each test names what it changes. */
export const standardPolicy: StandardPolicy = {
  line_scrap: 'mark_up',
  operation_scrap: 'linked_lines',
  costing_lot: 'bom_base_quantity',
  quantity_rounding: EXACT_QUANTITIES,
  cost_scale: 6,
  cost_rounding: 'once',
  price_chain: ['plan', 'standard', 'purchase'],
  converted_price: 'exact',
  purchase_element: 'material',
  subcontract_element: 'subcontract',
  cycles: 'in_proportion',
  by_product_credit: 'own_elements',
  surcharges: [],
};
