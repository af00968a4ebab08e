import type { Rule } from '@millrace/facts';

/** Documents that don't count, are dated elsewhere, or don't say what their type needs. */
export const DOCUMENTS = {
  document_is_not_approved: {
    severity: 'warning',
    check: 'PRE-03',
    en: [
      'rows with status {value} do not count: {count} ({keys})',
      'approve drafts that belong to the period; what is void needs nothing',
    ],
    zh: ['状态为{value:status}的行未计入：{count} 行（{keys}）', '属于本期的草稿请审核；作废的无需处理'],
  },
  fact_is_outside_the_period: {
    severity: 'warning',
    check: 'PRE-22',
    en: [
      'approved rows dated outside the period, {from} to {to}, do not count: {count}',
      'correct the date of those that belong to this period',
    ],
    zh: ['日期不在本期（{from} 至 {to}）的已审核数据未计入：{count} 行', '如属本期请更正日期'],
  },
  fact_is_in_no_period: {
    severity: 'error',
    check: 'PRE-22',
    en: [
      'approved rows are dated in no period of ledger {key} and count nowhere: {count} ({keys})',
      'correct their dates, or add the period to the calendar',
    ],
    zh: ['账套 {key} 没有任何期间包含这些已审核数据的日期，未计入：{count} 行（{keys}）', '请更正日期，或补充会计期间'],
  },
  fact_is_before_the_opening: {
    severity: 'warning',
    check: 'PRE-22',
    en: [
      'rows of open orders are dated before {from}, where costing begins; their cost is nowhere: {count} ({keys})',
      'correct their dates, or enter what these orders had cost by then in opening_wip',
    ],
    zh: [
      '在制工单的数据日期早于核算起始日 {from}，其成本未计入：{count} 行（{keys}）',
      '请更正日期，或在 opening_wip 中登记这些工单的期初成本',
    ],
  },
  fact_came_after_its_period_was_published: {
    severity: 'warning',
    check: 'POST-20',
    en: [
      'approved rows dated in {key} came after it was published and count in no version: {count} ({keys})',
      'date them in an open period, or close {key} again',
    ],
    zh: [
      '日期在 {key} 的已审核数据在该期间发布后才录入，未计入任何版本：{count} 行（{keys}）',
      '请改到未结期间，或重新结算 {key}',
    ],
  },
  fact_is_held_out_of_its_period: {
    severity: 'warning',
    check: 'PRE-22',
    en: [
      'rows dated in {key} came while it was pending and are held out of its close: {count} ({keys})',
      'date them in the next period; or take them in: millrace period-state {key} open --reason WHY',
    ],
    zh: [
      '日期在 {key} 的数据在该期间待结期间到达，未计入其结算：{count} 行（{keys}）',
      '请改到下一期间；如需计入：millrace period-state {key} open --reason 原因',
    ],
  },
  fact_was_changed_after_its_period_was_published: {
    severity: 'warning',
    check: 'POST-20',
    en: [
      'when {period} was published, {column:column} was "{from}"; now it is "{to}"',
      'set it back, or close {period} again: its figures do not follow from the rows any more',
    ],
    zh: [
      '{period} 发布时 {column:column} 为“{from}”，现为“{to}”',
      '请改回原值，或重新结算 {period}：已发布的数字与数据不再一致',
    ],
  },
  goods_moved_in_another_period: {
    severity: 'warning',
    check: 'PRE-22',
    en: [
      'the goods moved on {physical_on}, outside the period in which the movement is posted',
      'check the dates: stock at the period end was another than the books say',
    ],
    zh: ['实物移动日期为 {physical_on}，不在过账所在期间', '请核对日期：期末实物与账面不一致'],
  },
  stock_count_differs_from_the_books: {
    severity: 'error',
    check: 'PRE-09',
    en: [
      'at the end of {on} there were {found:quantity}, the books say {expected:quantity}: {difference:quantity}',
      'post the difference as count_gain or count_loss, or enter the movements that are missing',
    ],
    zh: [
      '{on} 日末盘点 {found:quantity}，账面 {expected:quantity}：差异 {difference:quantity}',
      '请以盘盈（count_gain）或盘亏（count_loss）入账，或补录漏记的出入库',
    ],
  },
  stock_count_must_be_of_a_valued_item: {
    severity: 'warning',
    check: 'PRE-09',
    en: ['{item} takes no part in costing: there are no books to hold the count against', 'remove the row'],
    zh: ['{item} 不参与成本核算，没有账面数可核对', '请删除该行'],
  },
  order_must_be_approved: {
    severity: 'error',
    check: 'PRE-16',
    en: [
      'the order is {value}, but rows that count name it: {keys}',
      'approve the order, or let the rows name another one',
    ],
    zh: ['工单状态为{value:status}，但已计入的数据引用了它：{keys}', '请审核该工单，或更正引用它的数据'],
  },
  order_was_not_open: {
    severity: 'warning',
    check: 'PRE-16',
    en: [
      'the order was open from {from}[ to {to}], but rows dated on other days name it: {keys}',
      'check their dates, and when the order was opened and closed',
    ],
    zh: ['工单自 {from} 起[至 {to} ]开立，但其他日期的数据引用了它：{keys}', '请核对单据日期和工单的开立、关闭日期'],
  },
  unit_must_have_a_conversion: {
    severity: 'error',
    check: 'PRE-11',
    en: [
      '{item} is counted in {expected}; there is no conversion from {unit}, and the row is left out',
      'add it to unit_conversion',
    ],
    zh: ['{item} 的计量单位为 {expected}，缺少从 {unit} 的换算，该行未计入', '请在 unit_conversion 中补充'],
  },
  converted_quantity_was_rounded: {
    severity: 'warning',
    check: 'PRE-11',
    en: ['the converted quantity was rounded to {decimals} decimals', 'check the conversion'],
    zh: ['换算后的数量已舍入为 {decimals} 位小数', '请核对换算关系'],
  },
  movement_brings_no_amount: {
    severity: 'warning',
    check: 'PRE-23',
    en: [
      'a movement of type {value} brings an amount and nothing else, but has none in this ledger: it counts for nothing',
      'add the amount to movement_amount, as 0 if it is none; or remove the row',
    ],
    zh: [
      '{value:movement}只带来金额，但在本账套没有金额，不起作用',
      '请在 movement_amount 中补充金额（没有则填 0），或删除该行',
    ],
  },
  movement_must_not_bring_an_amount: {
    severity: 'error',
    check: 'PRE-23',
    en: [
      'a movement of type {value} takes its cost from stock or its order; its own amount {amount} is not used',
      'remove the amount, or use a type that brings one',
    ],
    zh: ['{value:movement}的成本取自库存或工单，自带金额 {amount} 未使用', '请删除金额，或改用自带金额的类型'],
  },
  issue_must_name_an_order_or_a_centre: {
    severity: 'error',
    check: 'PRE-11',
    en: [
      'it names neither an order nor a cost centre: what it takes, or brings back, counts as expense',
      'add the order or the centre',
    ],
    zh: ['领料或退料既无工单也无成本中心，按费用增加或减少处理', '请补充工单或成本中心'],
  },
  completion_must_name_an_order: {
    severity: 'fatal',
    check: 'PRE-11',
    en: ['the movement takes its cost from an order, and names none', 'add the order'],
    zh: ['该单据的成本取自工单，但未注明工单', '请补充工单'],
  },
  completion_must_be_of_what_its_order_makes: {
    severity: 'error',
    check: 'PRE-16',
    en: ['order {order} makes {expected}, not {found}', 'correct the item, or name it in joint_output with its weight'],
    zh: ['工单 {order} 生产 {expected}，而非 {found}', '请更正物料，或在 joint_output 中登记该产出及权重'],
  },
  movement_of_an_order_must_be_in_its_ledger: {
    severity: 'error',
    check: 'PRE-16',
    en: [
      'order {order} belongs to the ledger, plant {plant} does not: this {value:movement} counts for nothing',
      'correct the plant, or bring the goods in or out by a transfer',
    ],
    zh: ['工单 {order} 属于本账套，而工厂 {plant} 不属于：该{value:movement}未计入', '请更正工厂，或先调拨物料'],
  },
  transfer_must_name_where_it_goes: {
    severity: 'fatal',
    check: 'PRE-08',
    en: ['the transfer goes to where it comes from', 'add to_plant, to_item, to_lot or to_project'],
    zh: ['调拨的来源与去向相同', '请补充 to_plant、to_item、to_lot 或 to_project'],
  },
  destination_counts_for_nothing: {
    severity: 'warning',
    check: 'PRE-08',
    en: [
      '{column:column} is {destination}, which counts only for transfers and changes of form: this {value:movement} stays what it is',
      'take {column:column} out, or use a transfer; what arrives by transfer_in says its own lot and project',
    ],
    zh: [
      '{column:column} 为 {destination}，但只有调拨和形态转换才按去向入账：该{value:movement}不受其影响',
      '请删除 {column:column}，或改用调拨；调入单（transfer_in）应填写自己的批号和项目',
    ],
  },
  adjustment_must_not_have_a_quantity: {
    severity: 'fatal',
    check: 'PRE-02',
    en: [
      'a movement of type {value} brings value only; its quantity is {quantity:quantity}',
      'set the quantity to 0, or use a receipt',
    ],
    zh: ['{value:movement}只调整金额，数量却为 {quantity:quantity}', '请将数量改为 0，或改用入库类型'],
  },
  amount_for_several_receipts_must_be_whole: {
    severity: 'fatal',
    check: 'PRE-10',
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
    severity: 'fatal',
    check: 'PRE-10',
    en: [
      'the amount is for {found}, which is no approved purchase of the ledger up to the end of the period',
      'name a receipt, or date the amount in a later period',
    ],
    zh: ['金额对应的 {found} 不是本账套截至期末已审核的采购入库', '请改列入库单，或将该金额改到以后期间'],
  },
  receipts_must_weigh_something: {
    severity: 'fatal',
    check: 'PRE-10',
    en: [
      'the receipts can not bear the amount by {value}: one does not convert to the unit or is below zero, they are counted in different units, or all weigh nothing',
      'add the conversions, or choose another basis',
    ],
    zh: ['入库单无法按 {value} 分摊该金额：缺少单位换算、为负、单位不一，或合计为零', '请补充换算，或改用其他 basis'],
  },
  return_must_refer_to_a_like_movement: {
    severity: 'error',
    check: 'PRE-10',
    en: ['it refers to {found}, which is not what it could return', 'refer to the movement that is returned'],
    zh: ['引用的 {found} 不是可退的单据', '请引用被退的单据'],
  },
  estimate_must_be_reversed: {
    severity: 'warning',
    check: 'PRE-10',
    en: [
      'the receipt of {item} is for the estimate {found}, {quantity:quantity} of which nobody reversed: they are in stock twice',
      'add a purchase_estimate_reversal that refers to {found}, or leave refers_to empty for goods that came besides',
    ],
    zh: [
      '{item} 的入库引用暂估 {found}，其中 {quantity:quantity} 尚未冲回，存货重复计入',
      '请补录引用 {found} 的暂估冲回（purchase_estimate_reversal）；如为另外到货请清空 refers_to',
    ],
  },
  return_must_not_exceed_its_movement: {
    severity: 'warning',
    check: 'MID-07',
    en: ['it returns {difference:quantity} more than was left of {found}', 'check the quantity'],
    zh: ['退回数量比 {found} 的剩余多 {difference:quantity}', '请核对数量'],
  },
  return_must_have_a_quantity: {
    severity: 'error',
    check: 'PRE-10',
    en: [
      'it returns a quantity of 0, and its amount is not used',
      'enter the quantity that went back, or use purchase_adjustment for a credit without goods',
    ],
    zh: ['退货数量为 0，其金额未使用', '请填写退货数量；只退款不退货请使用 purchase_adjustment'],
  },
  transfer_in_must_refer_to_a_transfer_out: {
    severity: 'error',
    check: 'PRE-08',
    en: ['it refers to no transfer out that is under way', 'refer to the transfer out that it receives'],
    zh: ['未引用在途的调出单', '请引用对应的调出单'],
  },
  outflow_was_booked_before_its_receipt: {
    severity: 'warning',
    check: 'MID-05',
    en: ['it was posted before what it took was received; the next receipts were taken', 'check the times'],
    zh: ['出库过账早于入库，已取用其后的入库', '请核对时间'],
  },
} as const satisfies Record<string, Rule>;
