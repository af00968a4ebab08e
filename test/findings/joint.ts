import { defaultPolicy } from '@millrace/costing-core';
import { Month } from '../factory/month.js';
import type { FindingCases } from './finding-case.js';

/** An order of BOX that yields a LID too, both sold. */
function withLid(method: 'constant_margin' | 'sales_value' | 'net_realisable_value', lid: string, more = {}) {
  const output = { plant: 'P1', item: 'BOX', valid_from: '2026-01-01' };
  const facts = new Month()
    .order('O1', 'BOX', '5', { closed_on: '2026-09-30' })
    .move('subcontract_fee', 'BOX', '0', { order: 'O1' }, '100.00')
    .add('joint_output', { ...output, output_item: 'BOX', role: 'main', price: '10' })
    .add('joint_output', { ...output, output_item: 'LID', role: 'co', price: lid, ...more })
    .complete('BOX', '5', 'O1')
    .complete('LID', '5', 'O1');
  return { facts, policy: { joint: { ...defaultPolicy.joint, method } } };
}

/** Joint products and what their shares are found by. */
export const JOINT = {
  joint_output_must_have_a_price: {
    ...withLid('sales_value', ''),
    finding: { severity: 'error', table: 'production_order', key: 'O1', fields: { item: 'LID', kind: 'sale' } },
    en: [
      'there is no sales price of LID, by which the order’s cost is split; it takes none of it',
      'add it to item_price',
    ],
    zh: ['LID 没有分摊工单成本所需的销售价；该产出不分摊成本', '请在 item_price 中补充'],
    with: ['stock_must_have_a_value'],
  },
  joint_output_is_worth_nothing: {
    ...withLid('net_realisable_value', '2', { further_cost: '12.5' }),
    finding: {
      severity: 'warning',
      table: 'production_order',
      key: 'O1',
      fields: { item: 'LID', difference: '2.500000' },
    },
    en: [
      'processing LID further and selling it costs 2.5 more than it is sold for; it counts as worth nothing',
      'check its sales price, and its further and selling cost in joint_output',
    ],
    zh: [
      'LID 的后续加工和销售费用比售价高 2.5；其可变现净值按零处理',
      '请核对售价以及 joint_output 中的后续加工和销售费用',
    ],
    with: ['stock_must_have_a_value'],
  },
  joint_outputs_must_have_a_value: {
    facts: withLid('sales_value', '0').facts.add('joint_output', {
      plant: 'P1',
      item: 'BOX',
      order: 'O1',
      output_item: 'BOX',
      valid_from: '2026-01-01',
      role: 'main',
      price: '0',
    }),
    policy: withLid('sales_value', '0').policy,
    finding: { severity: 'error', table: 'production_order', key: 'O1', fields: {} },
    en: [
      'nothing that the order yielded has a value to split its cost by; it was split by quantity',
      'maintain prices in item_price, or choose another method in the policy',
    ],
    zh: ['工单各产出均无可供分摊的价值；已按数量分摊', '请在 item_price 中维护价格，或在策略中选择其他方法'],
  },
  joint_output_must_not_cost_less_than_nothing: {
    ...withLid('constant_margin', '10', { further_cost: '200' }),
    finding: {
      severity: 'warning',
      table: 'production_order',
      key: 'O1',
      fields: { item: 'LID', amount: '-50.00' },
    },
    en: [
      'at one gross margin for all, LID bears -50.00 of the order’s cost, which is below 0',
      'check its sales price and its further cost, or choose another method in the policy',
    ],
    zh: ['按固定毛利率法，LID 分摊的工单成本为 -50.00，小于零', '请核对其售价和后续加工费用，或在策略中选择其他方法'],
    with: ['closing_value_must_not_be_negative', 'product_costs_less_than_its_material'],
  },
} satisfies FindingCases;
