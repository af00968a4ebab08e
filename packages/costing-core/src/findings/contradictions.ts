import type { Rule } from '@millrace/facts';

/** Rows that say one thing where what they name says another. */
export const CONTRADICTIONS = {
  report_must_reverse_one_of_its_own_kind: {
    severity: 'error',
    check: 'PRE-10',
    en: [
      'it reverses report {found}, whose {column:column} is "{expected}", but takes back at "{value}"',
      'set {column:column} to what {found} says, or name the report that it reverses',
    ],
    zh: [
      '冲销的报工单 {found} 的{column:column}为“{expected}”，本单却在“{value}”扣减',
      '请将{column:column}改为与 {found} 一致，或引用正确的报工单',
    ],
  },
  report_must_not_be_reversed_beyond_itself: {
    severity: 'error',
    check: 'MID-07',
    en: [
      'its {column:column} is {expected:quantity}, but the reports that reverse it take back {found:quantity} ({keys})',
      'check these reports: one may have come twice, or reverse another one',
    ],
    zh: [
      '其{column:column}为 {expected:quantity}，冲销它的报工单却扣减 {found:quantity}（{keys}）',
      '请核对这些报工单：可能重复冲销，或应冲销其他报工单',
    ],
  },
  return_must_say_what_its_movement_says: {
    severity: 'error',
    check: 'PRE-10',
    en: [
      'it takes back {found}, whose {column:column} is "{expected}": there it counts, its own "{value}" counts for nothing',
      'correct {column:column} or refers_to; what comes back to another place is returned first, then transferred',
    ],
    zh: [
      '退回的 {found} 的{column:column}为“{expected}”，按其入账，本单的“{value}”不起作用',
      '请更正{column:column}或 refers_to；如退到别处，请先退回再调拨',
    ],
  },
  return_amount_differs_from_its_movement: {
    severity: 'warning',
    check: 'PRE-10',
    en: [
      'its amount is {found}, what it takes back of {value} had cost {expected}: the latter counts',
      'enter what the vendor credits more or less as a purchase_adjustment, or correct the amount',
    ],
    zh: [
      '单据金额为 {found}，所退 {value} 的原成本为 {expected}，按原成本计入',
      '供应商多退或少退的金额请以 purchase_adjustment 入账，或更正金额',
    ],
  },
  adjustment_must_name_a_receipt_of_its_item: {
    severity: 'warning',
    check: 'PRE-10',
    en: [
      'it refers to {found}, a {value:movement} of {other}: that brings no {item} into stock, and all that there is of {item} bears the amount',
      'name the receipt that it is for, or leave refers_to empty',
    ],
    zh: [
      '引用的 {found} 是 {other} 的{value:movement}，并非 {item} 的入库，金额由 {item} 的全部存货承担',
      '请引用对应的入库单，或清空 refers_to',
    ],
  },
  transfer_must_arrive_where_it_was_sent: {
    severity: 'warning',
    check: 'PRE-08',
    en: [
      'it receives {found} in plant {plant}, but that was sent to {expected}',
      'correct the plant, or to_plant of {found}',
    ],
    zh: ['在工厂 {plant} 接收了 {found}，而该调出单的去向是 {expected}', '请更正工厂，或更正 {found} 的 to_plant'],
  },
  amount_must_be_for_a_plant_of_the_ledger: {
    severity: 'error',
    check: 'PRE-23',
    en: [
      'its amount {amount} is of ledger {ledger}, but plant {plant}, to which the cost would belong, is not: it counts for nothing',
      'enter it in the ledger of that plant, or correct the plant; what this ledger pays for the way is a cost pool or subcontract_fee of its own',
    ],
    zh: [
      '金额 {amount} 属于账套 {ledger}，但承担该成本的工厂 {plant} 不属于该账套，未计入',
      '请改记到该工厂所属账套，或更正工厂；本账套自付的运费请登记为费用池或委外加工费',
    ],
  },
  order_must_be_of_the_ledger: {
    severity: 'error',
    check: 'PRE-16',
    en: [
      'order {order} is of plant {plant}, which is not of ledger {ledger}: what it brings to the order stays in process there',
      'correct the order, or let the goods leave the ledger by a transfer or sale',
    ],
    zh: [
      '工单 {order} 属于工厂 {plant}，不属于账套 {ledger}：记入该工单的金额将一直留在在产品中',
      '请更正工单，或以调拨、销售将物料转出账套',
    ],
  },
  report_must_be_in_the_ledger_of_its_order: {
    severity: 'warning',
    check: 'PRE-16',
    en: [
      'order {order} is of plant {plant}, its work centre {value} of plant {other}: that is not of ledger {ledger}, so its hours bear no cost',
      'correct the work centre or the order; what is made elsewhere is an order there, or a subcontract_fee',
    ],
    zh: [
      '工单 {order} 属于工厂 {plant}，工作中心 {value} 属于工厂 {other}，后者不属于账套 {ledger}，其工时不分摊费用',
      '请更正工作中心或工单；在别处加工的请在该处开工单，或登记委外加工费',
    ],
  },
  driven_item_must_be_made: {
    severity: 'error',
    check: 'MID-01',
    en: [
      '{centre} has {found:quantity} of {driver:driver} for {item}, which no order of the ledger made in the period: nobody bears its part of the cost',
      'name the order or another item, or leave the row out',
    ],
    zh: [
      '{centre} 对 {item} 的{driver:driver}为 {found:quantity}，但本期没有工单产出该物料，其费用无人承担',
      '请改填工单或其他物料，或删除该行',
    ],
  },
  normal_loss_must_be_below_the_whole: {
    severity: 'error',
    check: 'PRE-02',
    en: [
      'its rate {value} of what goes in is all of it, or more: nothing good can be expected',
      'enter a part below 1: 0.05 for 5 %',
    ],
    zh: ['占投入的损耗率为 {value}，等于或超过全部，不可能有合格品', '请填写小于 1 的数，如 5 % 填 0.05'],
  },
  destination_must_be_counted_in_the_same_unit: {
    severity: 'error',
    check: 'PRE-11',
    en: [
      '{quantity:quantity} {unit} of {item} become as many {expected} of {other}',
      'give both items one unit; or issue {item} to a disassembly order and complete {other} in its own unit',
    ],
    zh: [
      '{item} 的 {quantity:quantity} {unit} 将变为 {other} 的同数 {expected}',
      '请统一两者的计量单位；或将 {item} 发料到拆卸工单，再按 {other} 的单位完工入库',
    ],
  },
  completed_item_must_be_costed: {
    severity: 'error',
    check: 'PRE-16',
    en: [
      '{found} takes no part in costing: what was completed of it takes no cost out of order {order}, where all stays',
      'set valued of {found} to true, or charge what the order uses to a cost centre',
    ],
    zh: [
      '{found} 不参与成本核算：其完工不从工单 {order} 转出成本，成本全部留在工单',
      '请将 {found} 的 valued 设为 true，或将工单的耗用记入成本中心',
    ],
  },
  by_product_must_come_as_one: {
    severity: 'error',
    check: 'MID-06',
    en: [
      '{found} is a by-product of order {order}, but came by completion: it shares the cost with {expected} instead of taking its price out of it',
      'receive it by by_product_receipt, or make it a co-product',
    ],
    zh: [
      '{found} 是工单 {order} 的副产品，却以完工入库：它与 {expected} 一同分摊成本，而非按其价格扣除',
      '请改用副产品入库（by_product_receipt），或将其改为联产品',
    ],
  },
  compensation_exceeds_its_loss: {
    severity: 'warning',
    check: 'MID-07',
    en: [
      'compensation of {found} is for what order {order} spoiled, whose loss is {expected} in the period: what exceeds it reduces expense, or what good units cost',
      'post what was spoiled (operation_scrap), or refer to the scrap of an earlier period that it is for',
    ],
    zh: [
      '工单 {order} 的废品赔款为 {found}，而本期废品损失为 {expected}：超出部分冲减费用或合格品成本',
      '请登记废品（operation_scrap），或引用其对应的以前期间的废品单据',
    ],
  },
  phantom_must_not_contain_itself: {
    severity: 'error',
    check: 'PRE-15',
    en: [
      'the phantom {item} goes into itself: {lines}; where it comes again it is taken as a component, which nobody makes',
      'remove or correct one of these lines',
    ],
    zh: ['虚拟件 {item} 包含自身：{lines:list}；再次出现时按无人生产的组件处理', '请删除或更正其中一行'],
  },
  disassembly_gives_back_an_issue_of_its_period: {
    severity: 'warning',
    check: 'PRE-10',
    en: [
      'order {order} gives back {item} by {found}, which order {other} took in the same period: {other} becomes cheaper by it, and so does all that it made; what {order} took apart is a difference',
      'what is made and taken apart in one period was never made: take it back from {other} by completion_reversal and issue_return; or let {order} receive it by completion',
    ],
    zh: [
      '工单 {order} 引用 {found} 退回 {item}，而那是工单 {other} 本期的领料：{other} 及其全部产出的成本随之减少，{order} 所拆的成本成为差异',
      '当期完工又拆卸的视同未生产：请对 {other} 做完工冲回（completion_reversal）和退料；或由 {order} 以完工入库（completion）收回',
    ],
  },
} as const satisfies Record<string, Rule>;
