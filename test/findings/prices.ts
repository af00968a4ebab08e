import type { Policy } from '@millrace/costing-core';
import { Month } from '../factory/month.js';
import type { FindingCases } from './finding-case.js';

/** Quantities without a price of their own, and stock that was taken though it was not there. */
export const PRICES = {
  receipt_must_have_an_amount: {
    facts: new Month().open('RAW', '10', '100.00').buy('RAW', '5', {}),
    finding: {
      severity: 'error',
      table: 'movement',
      key: 'M1',
      fields: { item: 'RAW', quantity: '5.000000', amount: '50.00', origin: 'opening' },
    },
    en: [
      '5 of RAW came in without an amount; 50.00 was assumed (price of the opening stock)',
      'add its price to movement_amount',
    ],
    zh: ['RAW 入库 5 没有金额；暂按金额 50.00（期初单价）计价', '请在 movement_amount 中补充价格'],
  },
  receipt_is_far_from_its_price: {
    facts: new Month().buy('RAW', '10', '100.00').buy('RAW', '2', '200.00').buy('RAW', '10', '110.00'),
    finding: {
      severity: 'warning',
      table: 'movement',
      key: 'M2',
      fields: { item: 'RAW', found: '100.000000', expected: '11.000000', origin: 'receipts' },
    },
    en: [
      'RAW came in at 100.000000 each; its usual price in the period is 11.000000',
      'check the quantity, the unit and the amount of the receipt',
    ],
    zh: ['RAW 入库单价为 100.000000，而其本期其他入库的单价为 11.000000', '请核对该入库的数量、单位和金额'],
  },
  returned_cost_must_be_known: {
    facts: new Month().open('RAW', '10', '100.00').move('sale_return', 'RAW', '1'),
    finding: {
      severity: 'warning',
      table: 'movement',
      key: 'M1',
      fields: { item: 'RAW', quantity: '1.000000', amount: '10.00', origin: 'opening' },
    },
    en: [
      '1 of RAW come back whose original cost is not known; 10.00 was assumed (price of the opening stock)',
      'refer to the original movement; if it does, check the quantity',
    ],
    zh: ['RAW 退回 1，原成本未知；暂按金额 10.00（期初单价）计价', '请引用原单据；如已引用请核对数量'],
  },
  by_product_must_have_a_price: {
    facts: new Month()
      .open('RAW', '10', '100.00')
      .open('CHIP', '1', '2.00')
      .order('O1', 'BOX', '5')
      .issue('RAW', '10', 'O1')
      .complete('BOX', '5', 'O1')
      .move('by_product_receipt', 'CHIP', '3', { order: 'O1' }),
    finding: {
      severity: 'error',
      table: 'movement',
      key: 'M3',
      fields: { item: 'CHIP', quantity: '3.000000', amount: '6.00', origin: 'opening' },
    },
    en: [
      '3 of CHIP have no price to be credited at; 6.00 was assumed (price of the opening stock)',
      'add a price to joint_output, or a standard price',
    ],
    zh: ['CHIP 数量 3 没有抵减价格；暂按金额 6.00（期初单价）计价', '请在 joint_output 中补充价格，或维护标准价'],
  },
  standard_price_must_be_known: {
    facts: new Month().buy('RAW', '10', '100.00'),
    policy: by('standard'),
    finding: { severity: 'error', table: 'item', key: 'RAW', fields: {} },
    en: ['there is no standard price; the item was valued at its average', 'add it to item_price'],
    zh: ['没有标准价，已按平均价计价', '请在 item_price 中补充'],
  },
  receipt_has_no_quantity: {
    facts: new Month().buy('RAW', '10', '100.00').buy('RAW', '0', '10.00'),
    finding: { severity: 'warning', table: 'movement', key: 'M2', fields: { item: 'RAW', amount: '10.00' } },
    en: [
      'it brings 10.00 for a quantity of 0, which what is in stock of RAW bears',
      'enter the quantity; for cost without goods use purchase_adjustment or revaluation',
    ],
    zh: [
      '数量为 0 而金额为 10.00，由 RAW 的存货负担',
      '请填写数量；只有金额没有实物请使用 purchase_adjustment 或 revaluation',
    ],
  },
  amounts_of_items_without_costing: {
    facts: new Month()
      .item('GLOVES', { valued: false })
      .buy('GLOVES', '10', { material: '100.00', freight: '8.00' })
      .buy('GLOVES', '0', '2.00')
      .buy('GLOVES', '1', '0.00'),
    finding: {
      severity: 'warning',
      table: 'movement',
      key: '2026-09',
      fields: { amount: '110.00', count: '2', keys: 'M1, M2' },
    },
    en: [
      '110.00 of items that take no part in costing counts for nothing: 2 rows (M1, M2)',
      'set valued to true for items that belong to stock; for the others nothing is wrong',
    ],
    zh: [
      '不参与存货核算的物料金额 110.00 未计入：2 行（M1, M2）',
      '应作为存货核算的物料请将 valued 改为 true；其余无需处理',
    ],
  },
  stock_must_not_fall_below_zero: {
    facts: new Month().buy('RAW', '10', '100.00').sell('RAW', '12'),
    finding: {
      severity: 'error',
      table: 'movement',
      key: 'M2',
      fields: { item: 'RAW', quantity: '2.000000', amount: '20.00', origin: 'purchases' },
    },
    en: [
      '2 of RAW were taken that were not there; 20.00 was assumed (price of the purchases)',
      'find the missing receipt, or correct the quantity',
    ],
    zh: ['RAW 多发出 2，库存不足；暂按金额 20.00（本期采购价）计价', '请补录入库或更正数量'],
  },
  stock_below_zero_was_valued_at_a_fallback_price: {
    facts: new Month().buy('RAW', '10', '100.00').sell('RAW', '12'),
    policy: { stock_below_zero: 'fallback' },
    finding: {
      severity: 'warning',
      table: 'movement',
      key: 'M2',
      fields: { item: 'RAW', quantity: '2.000000', amount: '20.00', origin: 'purchases' },
    },
    en: [
      '2 of RAW were taken that were not there, valued 20.00 (price of the purchases)',
      'the difference is revalued when they are received',
    ],
    zh: ['RAW 库存不足 2，按金额 20.00（本期采购价）计价', '差额将在到货期间重估'],
  },
  count_gain_was_valued_at_a_fallback_price: {
    facts: new Month().open('RAW', '10', '100.00').move('count_gain', 'RAW', '1'),
    finding: {
      severity: 'warning',
      table: 'movement',
      key: 'M1',
      fields: { item: 'RAW', quantity: '1.000000', amount: '10.00', origin: 'opening' },
    },
    en: [
      '1 of RAW were found without an amount, valued 10.00 (price of the opening stock)',
      'add an amount if you know better',
    ],
    zh: ['RAW 盘盈 1 无金额，按金额 10.00（期初单价）计价', '如有更准确的金额请补充'],
  },
  fallback_price_must_be_known: {
    facts: new Month().buy('RAW', '5', {}).sell('RAW', '5'),
    with: ['receipt_must_have_an_amount'],
    finding: {
      severity: 'error',
      table: 'movement',
      key: 'M1',
      fields: { item: 'RAW', quantity: '5.000000', amount: '0.00', origin: '-', plant: 'P1', plants: '' },
    },
    en: ['no price is known for RAW in plant P1; 5 went at 0', 'add a standard or purchase price to item_price'],
    zh: ['RAW 在工厂 P1 没有任何价格，5 按 0 计价', '请在 item_price 中补充标准价或采购价'],
  },
} satisfies FindingCases;

function by(method: Policy['valuation']['method']): Partial<Policy> {
  return { valuation: { method, bucket: 'plant_item', layer_order: 'chronological' } };
}
