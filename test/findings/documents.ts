import type { Policy } from '@millrace/costing-core';
import { Month } from '../factory/month.js';
import type { FindingCases } from './finding-case.js';

/** Documents that don't count, are dated elsewhere, or don't say what their type needs. */
export const DOCUMENTS = {
  amount_for_several_receipts_must_be_whole: {
    facts: new Month()
      .buy('RAW', '10', '100.00', { movement: 'R1' })
      .move('purchase_adjustment', 'RAW', '0', { movement: 'FR', basis: 'value' }, '5.00'),
    finding: { severity: 'fatal', table: 'movement', key: 'FR', fields: {} },
    en: [
      'an amount for several receipts needs a purchase_adjustment with a basis, its receipts in movement_receipt, no refers_to, and for a basis of weight a unit',
      'complete the movement and its rows of movement_receipt',
    ],
    zh: [
      '分摊到多张入库单的金额须为 purchase_adjustment，注明 basis，在 movement_receipt 中列出入库单，不填 refers_to；按重量分摊还须注明 unit',
      '请补全该单据及其 movement_receipt',
    ],
  },
  amount_must_be_for_receipts: {
    facts: new Month()
      .buy('RAW', '10', '100.00')
      .sell('RAW', '4', { movement: 'S1' })
      .move('purchase_adjustment', 'RAW', '0', { movement: 'FR', basis: 'value' }, '5.00')
      .add('movement_receipt', { movement: 'FR', receipt: 'S1' }),
    finding: { severity: 'fatal', table: 'movement', key: 'FR', fields: { found: 'S1' } },
    en: [
      'the amount is for S1, which is no approved purchase of the ledger up to the end of the period',
      'name a receipt, or date the amount in a later period',
    ],
    zh: ['金额对应的 S1 不是本账套截至期末已审核的采购入库', '请改列入库单，或将该金额改到以后期间'],
  },
  receipts_must_weigh_something: {
    facts: new Month()
      .buy('RAW', '10', '100.00', { movement: 'R1' })
      .move('purchase_adjustment', 'RAW', '0', { movement: 'FR', basis: 'weight', unit: 'kg' }, '5.00')
      .add('movement_receipt', { movement: 'FR', receipt: 'R1' }),
    finding: { severity: 'fatal', table: 'movement', key: 'FR', fields: { value: 'weight' } },
    en: [
      'the receipts can not bear the amount by weight: one does not convert to the unit or is below zero, they are counted in different units, or all weigh nothing',
      'add the conversions, or choose another basis',
    ],
    zh: ['入库单无法按 weight 分摊该金额：缺少单位换算、为负、单位不一，或合计为零', '请补充换算，或改用其他 basis'],
  },
  document_is_not_approved: {
    facts: new Month().buy('RAW', '10', '100.00', { status: 'draft' }),
    finding: {
      severity: 'warning',
      table: 'movement',
      key: 'draft',
      fields: { value: 'draft', count: '1', keys: 'M1' },
    },
    en: [
      'rows with status draft do not count: 1 (M1)',
      'approve drafts that belong to the period; what is void needs nothing',
    ],
    zh: ['状态为草稿的行未计入：1 行（M1）', '属于本期的草稿请审核；作废的无需处理'],
  },
  fact_is_outside_the_period: {
    facts: new Month().buy('RAW', '10', '100.00', { posted_at: '2026-10-01T00:00:00+08:00' }),
    finding: {
      severity: 'warning',
      table: 'movement',
      key: '2026-09',
      fields: { count: '1', from: '2026-09-01', to: '2026-09-30' },
    },
    en: [
      'approved rows dated outside the period, 2026-09-01 to 2026-09-30, do not count: 1',
      'correct the date of those that belong to this period',
    ],
    zh: ['日期不在本期（2026-09-01 至 2026-09-30）的已审核数据未计入：1 行', '如属本期请更正日期'],
  },
  fact_is_in_no_period: {
    facts: inTwoMonths().buy('RAW', '10', '100.00', { posted_at: '2027-05-03T08:00:00+08:00' }),
    finding: { severity: 'error', table: 'movement', key: 'L', fields: { count: '1', keys: 'M1' } },
    en: [
      'approved rows are dated in no period of ledger L and count nowhere: 1 (M1)',
      'correct their dates, or add the period to the calendar',
    ],
    zh: ['账套 L 没有任何期间包含这些已审核数据的日期，未计入：1 行（M1）', '请更正日期，或补充会计期间'],
  },
  fact_is_before_the_opening: {
    facts: new Month()
      .open('RAW', '10', '100.00')
      .order('O1', 'BOX', '5', { opened_on: '2026-08-01' })
      .issue('RAW', '4', 'O1', { posted_at: '2026-08-20T08:00:00+08:00' })
      .issue('RAW', '6', 'O1')
      .complete('BOX', '5', 'O1'),
    finding: {
      severity: 'warning',
      table: 'movement',
      key: '2026-09',
      fields: { count: '1', keys: 'M1', from: '2026-09-01' },
    },
    en: [
      'rows of open orders are dated before 2026-09-01, where costing begins; their cost is nowhere: 1 (M1)',
      'correct their dates, or enter what these orders had cost by then in opening_wip',
    ],
    zh: [
      '在制工单的数据日期早于核算起始日 2026-09-01，其成本未计入：1 行（M1）',
      '请更正日期，或在 opening_wip 中登记这些工单的期初成本',
    ],
  },
  fact_came_after_its_period_was_published: {
    database: [
      new Month().buy('RAW', '10', '100.00'),
      ['close', '2026-09'],
      ['publish', '2026-09'],
      new Month().buy('RAW', '10', '100.00').buy('RAW', '5', '50.00'),
    ],
    finding: { severity: 'warning', table: 'movement', key: '2026-09', fields: { count: '1', keys: 'M2' } },
    en: [
      'approved rows dated in 2026-09 came after it was published and count in no version: 1 (M2)',
      'date them in an open period, or close 2026-09 again',
    ],
    zh: [
      '日期在 2026-09 的已审核数据在该期间发布后才录入，未计入任何版本：1 行（M2）',
      '请改到未结期间，或重新结算 2026-09',
    ],
  },
  fact_is_held_out_of_its_period: {
    database: [
      new Month().buy('RAW', '10', '100.00'),
      ['period-state', '2026-09', 'pending_close', '--reason', 'counting'],
      new Month().buy('RAW', '10', '100.00').sell('RAW', '5'),
      ['close', '2026-09'],
    ],
    finding: { severity: 'warning', table: 'movement', key: '2026-09', fields: { count: '1', keys: 'M2' } },
    en: [
      'rows dated in 2026-09 came while it was pending and are held out of its close: 1 (M2)',
      'date them in the next period; or take them in: millrace period-state 2026-09 open --reason WHY',
    ],
    zh: [
      '日期在 2026-09 的数据在该期间待结期间到达，未计入其结算：1 行（M2）',
      '请改到下一期间；如需计入：millrace period-state 2026-09 open --reason 原因',
    ],
  },
  fact_was_changed_after_its_period_was_published: {
    database: [
      new Month().buy('RAW', '10', '100.00'),
      ['close', '2026-09'],
      ['publish', '2026-09'],
      new Month().buy('RAW', '10', '120.00'),
    ],
    finding: {
      severity: 'warning',
      table: 'movement_amount',
      key: 'M1 · L · material',
      fields: { period: '2026-09', column: 'amount', from: '100.00', to: '120.00' },
    },
    en: [
      'when 2026-09 was published, amount was "100.00"; now it is "120.00"',
      'set it back, or close 2026-09 again: its figures do not follow from the rows any more',
    ],
    zh: [
      '2026-09 发布时 金额（amount） 为“100.00”，现为“120.00”',
      '请改回原值，或重新结算 2026-09：已发布的数字与数据不再一致',
    ],
  },
  goods_moved_in_another_period: {
    facts: new Month().buy('RAW', '10', '100.00', { physical_on: '2026-10-01' }),
    finding: { severity: 'warning', table: 'movement', key: 'M1', fields: { physical_on: '2026-10-01' } },
    en: [
      'the goods moved on 2026-10-01, outside the period in which the movement is posted',
      'check the dates: stock at the period end was another than the books say',
    ],
    zh: ['实物移动日期为 2026-10-01，不在过账所在期间', '请核对日期：期末实物与账面不一致'],
  },
  movement_brings_no_amount: {
    facts: new Month()
      .open('RAW', '10', '100.00')
      .order('O1', 'BOX', '5')
      .issue('RAW', '5', 'O1')
      .move('subcontract_fee', 'BOX', '0', { order: 'O1', movement: 'FEE' })
      .complete('BOX', '5', 'O1'),
    finding: { severity: 'warning', table: 'movement', key: 'FEE', fields: { value: 'subcontract_fee' } },
    en: [
      'a movement of type subcontract_fee brings an amount and nothing else, but has none in this ledger: it counts for nothing',
      'add the amount to movement_amount, as 0 if it is none; or remove the row',
    ],
    zh: [
      '委外加工费只带来金额，但在本账套没有金额，不起作用',
      '请在 movement_amount 中补充金额（没有则填 0），或删除该行',
    ],
  },
  order_must_be_approved: {
    facts: new Month()
      .open('RAW', '10', '100.00')
      .order('O1', 'BOX', '5', { status: 'draft' })
      .issue('RAW', '10', 'O1'),
    with: ['document_is_not_approved'],
    finding: {
      severity: 'error',
      table: 'production_order',
      key: 'O1',
      fields: { value: 'draft', keys: 'movement M1' },
    },
    en: [
      'the order is draft, but rows that count name it: movement M1',
      'approve the order, or let the rows name another one',
    ],
    zh: ['工单状态为草稿，但已计入的数据引用了它：movement M1', '请审核该工单，或更正引用它的数据'],
  },
  order_was_not_open: {
    facts: new Month()
      .buy('RAW', '10', '100.00')
      .order('O1', 'BOX', '5', { opened_on: '2026-09-02' })
      .issue('RAW', '10', 'O1'),
    finding: {
      severity: 'warning',
      table: 'production_order',
      key: 'O1',
      fields: { from: '2026-09-02', to: '', keys: 'movement M2' },
    },
    en: [
      'the order was open from 2026-09-02, but rows dated on other days name it: movement M2',
      'check their dates, and when the order was opened and closed',
    ],
    zh: ['工单自 2026-09-02 起开立，但其他日期的数据引用了它：movement M2', '请核对单据日期和工单的开立、关闭日期'],
  },
  unit_must_have_a_conversion: {
    facts: new Month().item('RAW', { unit: 'kg' }).buy('RAW', '10', '100.00', { unit: 't' }),
    finding: { severity: 'error', table: 'movement', key: 'M1', fields: { item: 'RAW', unit: 't', expected: 'kg' } },
    en: ['RAW is counted in kg; there is no conversion from t, and the row is left out', 'add it to unit_conversion'],
    zh: ['RAW 的计量单位为 kg，缺少从 t 的换算，该行未计入', '请在 unit_conversion 中补充'],
  },
  converted_quantity_was_rounded: {
    facts: new Month()
      .item('RAW', { unit: 'kg' })
      .add('unit_conversion', { from_unit: 'bag', to_unit: 'kg', numerator: '100', denominator: '3' })
      .buy('RAW', '10', '100.00', { unit: 'bag' }),
    finding: { severity: 'warning', table: 'movement', key: 'M1', fields: { decimals: '6' } },
    en: ['the converted quantity was rounded to 6 decimals', 'check the conversion'],
    zh: ['换算后的数量已舍入为 6 位小数', '请核对换算关系'],
  },
  movement_must_not_bring_an_amount: {
    facts: new Month().buy('RAW', '10', '100.00').move('sale', 'RAW', '1', {}, '12.00'),
    finding: { severity: 'error', table: 'movement', key: 'M2', fields: { value: 'sale', amount: '12.00' } },
    en: [
      'a movement of type sale takes its cost from stock or its order; its own amount 12.00 is not used',
      'remove the amount, or use a type that brings one',
    ],
    zh: ['销售出库的成本取自库存或工单，自带金额 12.00 未使用', '请删除金额，或改用自带金额的类型'],
  },
  issue_must_name_an_order_or_a_centre: {
    facts: new Month().buy('RAW', '10', '100.00').move('issue', 'RAW', '1'),
    finding: { severity: 'error', table: 'movement', key: 'M2', fields: {} },
    en: [
      'it names neither an order nor a cost centre: what it takes, or brings back, counts as expense',
      'add the order or the centre',
    ],
    zh: ['领料或退料既无工单也无成本中心，按费用增加或减少处理', '请补充工单或成本中心'],
  },
  completion_must_name_an_order: {
    facts: new Month().move('completion', 'BOX', '1'),
    finding: { severity: 'fatal', table: 'movement', key: 'M1', fields: {} },
    en: ['the movement takes its cost from an order, and names none', 'add the order'],
    zh: ['该单据的成本取自工单，但未注明工单', '请补充工单'],
  },
  completion_must_be_of_what_its_order_makes: {
    facts: new Month()
      .open('RAW', '10', '100.00')
      .order('O1', 'BOX', '5')
      .issue('RAW', '10', 'O1')
      .complete('BOX', '5', 'O1')
      .complete('LID', '5', 'O1'),
    finding: {
      severity: 'error',
      table: 'movement',
      key: 'M3',
      fields: { order: 'O1', expected: 'BOX', found: 'LID' },
    },
    en: ['order O1 makes BOX, not LID', 'correct the item, or name it in joint_output with its weight'],
    zh: ['工单 O1 生产 BOX，而非 LID', '请更正物料，或在 joint_output 中登记该产出及权重'],
  },
  movement_of_an_order_must_be_in_its_ledger: {
    facts: new Month().order('O1', 'BOX', '5').issue('RAW', '10', 'O1', { plant: 'X' }),
    finding: {
      severity: 'error',
      table: 'movement',
      key: 'M1',
      fields: { value: 'issue', order: 'O1', plant: 'X' },
    },
    en: [
      'order O1 belongs to the ledger, plant X does not: this issue counts for nothing',
      'correct the plant, or bring the goods in or out by a transfer',
    ],
    zh: ['工单 O1 属于本账套，而工厂 X 不属于：该领料未计入', '请更正工厂，或先调拨物料'],
  },
  transfer_must_name_where_it_goes: {
    facts: new Month().move('transfer', 'RAW', '1'),
    finding: { severity: 'fatal', table: 'movement', key: 'M1', fields: {} },
    en: ['the transfer goes to where it comes from', 'add to_plant, to_item, to_lot or to_project'],
    zh: ['调拨的来源与去向相同', '请补充 to_plant、to_item、to_lot 或 to_project'],
  },
  destination_counts_for_nothing: {
    facts: new Month().buy('RAW', '10', '100.00').move('transfer_out', 'RAW', '1', { to_lot: 'L2' }),
    finding: {
      severity: 'warning',
      table: 'movement',
      key: 'M2',
      fields: { value: 'transfer_out', column: 'to_lot', destination: 'L2' },
    },
    en: [
      'to_lot is L2, which counts only for transfers and changes of form: this transfer_out stays what it is',
      'take to_lot out, or use a transfer; what arrives by transfer_in says its own lot and project',
    ],
    zh: [
      '转入批号（to_lot） 为 L2，但只有调拨和形态转换才按去向入账：该调出不受其影响',
      '请删除 转入批号（to_lot），或改用调拨；调入单（transfer_in）应填写自己的批号和项目',
    ],
  },
  adjustment_must_not_have_a_quantity: {
    facts: new Month().move('revaluation', 'RAW', '1.5', {}, '12.00'),
    finding: {
      severity: 'fatal',
      table: 'movement',
      key: 'M1',
      fields: { value: 'revaluation', quantity: '1.500000' },
    },
    en: [
      'a movement of type revaluation brings value only; its quantity is 1.5',
      'set the quantity to 0, or use a receipt',
    ],
    zh: ['存货重估只调整金额，数量却为 1.5', '请将数量改为 0，或改用入库类型'],
  },
  return_must_refer_to_a_like_movement: {
    facts: new Month().buy('RAW', '10', '100.00').sell('RAW', '1').move('sale_return', 'RAW', '1', { refers_to: 'M1' }),
    with: ['returned_cost_must_be_known'],
    finding: { severity: 'error', table: 'movement', key: 'M3', fields: { found: 'M1' } },
    en: ['it refers to M1, which is not what it could return', 'refer to the movement that is returned'],
    zh: ['引用的 M1 不是可退的单据', '请引用被退的单据'],
  },
  estimate_must_be_reversed: {
    facts: new Month()
      .open('RAW', '10', '100.00')
      .add('earlier_cost', { ledger: 'L', movement: 'E', element: 'material', quantity: '10', amount: '100.00' })
      .buy('RAW', '10', '120.00', { refers_to: 'E' }),
    finding: {
      severity: 'warning',
      table: 'movement',
      key: 'M1',
      fields: { item: 'RAW', found: 'E', quantity: '10.000000' },
    },
    en: [
      'the receipt of RAW is for the estimate E, 10 of which nobody reversed: they are in stock twice',
      'add a purchase_estimate_reversal that refers to E, or leave refers_to empty for goods that came besides',
    ],
    zh: [
      'RAW 的入库引用暂估 E，其中 10 尚未冲回，存货重复计入',
      '请补录引用 E 的暂估冲回（purchase_estimate_reversal）；如为另外到货请清空 refers_to',
    ],
  },
  return_must_not_exceed_its_movement: {
    facts: new Month()
      .buy('RAW', '10', '100.00')
      .sell('RAW', '1')
      .move('sale_return', 'RAW', '2.5', { refers_to: 'M2' }),
    with: ['returned_cost_must_be_known'],
    finding: { severity: 'warning', table: 'movement', key: 'M3', fields: { found: 'M2', difference: '1.500000' } },
    en: ['it returns 1.5 more than was left of M2', 'check the quantity'],
    zh: ['退回数量比 M2 的剩余多 1.5', '请核对数量'],
  },
  return_must_have_a_quantity: {
    facts: new Month().move('purchase_return', 'RAW', '0', {}, '10.00'),
    finding: { severity: 'error', table: 'movement', key: 'M1', fields: {} },
    en: [
      'it returns a quantity of 0, and its amount is not used',
      'enter the quantity that went back, or use purchase_adjustment for a credit without goods',
    ],
    zh: ['退货数量为 0，其金额未使用', '请填写退货数量；只退款不退货请使用 purchase_adjustment'],
  },
  transfer_in_must_refer_to_a_transfer_out: {
    facts: new Month().move('transfer_in', 'RAW', '1', { refers_to: 'M9' }, '10.00'),
    finding: { severity: 'error', table: 'movement', key: 'M1', fields: {} },
    en: ['it refers to no transfer out that is under way', 'refer to the transfer out that it receives'],
    zh: ['未引用在途的调出单', '请引用对应的调出单'],
  },
  outflow_was_booked_before_its_receipt: {
    facts: new Month().sell('RAW', '1').buy('RAW', '10', '100.00'),
    policy: by('moving_average'),
    finding: { severity: 'warning', table: 'movement', key: 'M1', fields: {} },
    en: ['it was posted before what it took was received; the next receipts were taken', 'check the times'],
    zh: ['出库过账早于入库，已取用其后的入库', '请核对时间'],
  },
} satisfies FindingCases;

function by(method: Policy['valuation']['method']): Partial<Policy> {
  return { valuation: { method, bucket: 'plant_item', layer_order: 'chronological' } };
}

function inTwoMonths(): Month {
  const month = new Month();
  month.rows.period.push({ ledger: 'L', period: '2026-10', starts_on: '2026-10-01', ends_on: '2026-10-31' });
  return month;
}
