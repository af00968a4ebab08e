import { defaultPolicy, type JointCostInput } from '@millrace/costing-core';
import { type ClosedMonth, Month } from './month.js';

/** The month of one order that yields what a joint process yields: the same figures as facts. */
export function closeJointOrder(input: JointCostInput): ClosedMonth {
  const { method, products, by_products = [], amount_scale = 2, unit_cost_scale = 6, rate_rounding = 'exact' } = input;
  const main = products[0].item;
  const output = { plant: 'P1', item: main, valid_from: '2026-01-01' };
  const month = new Month()
    .ledger({ amount_scale })
    .order('O1', main, products[0].quantity, { closed_on: '2026-09-30' })
    .move('subcontract_fee', main, '0', { order: 'O1' }, input.joint_cost);
  for (const { item, quantity, weight, share, price, standard_cost, further_cost, selling_cost } of products) {
    month.add('joint_output', {
      ...output,
      output_item: item,
      role: item === main ? 'main' : 'co',
      weight: weight ?? null,
      share: share ?? null,
      further_cost: further_cost ?? null,
      selling_cost: selling_cost ?? null,
    });
    const listed = { plant: 'P1', item, element: 'material', valid_from: '2026-01-01', per_quantity: '1' };
    if (price !== undefined) month.add('item_price', { ...listed, kind: 'sale', price });
    if (standard_cost !== undefined) month.add('item_price', { ...listed, kind: 'standard', price: standard_cost });
    month.complete(item, quantity, 'O1');
  }
  for (const { item, quantity, price, further_cost, selling_cost } of by_products) {
    month.add('joint_output', {
      ...output,
      output_item: item,
      role: 'by',
      price,
      further_cost: further_cost ?? null,
      selling_cost: selling_cost ?? null,
    });
    month.move('by_product_receipt', item, quantity, { order: 'O1' });
  }
  return month.close({
    joint: { ...defaultPolicy.joint, method, by_product: 'net_realisable_value', further_element: 'material' },
    rate_rounding: { default: 'exact', joint: rate_rounding },
    unit_cost_scale,
  });
}
