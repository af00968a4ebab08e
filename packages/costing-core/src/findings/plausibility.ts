import type { Rule } from '@millrace/facts';

/** What can be right, but seldom is: from where on, the policy says under `checks`. */
export const PLAUSIBILITY = {
  report_must_reverse_what_counts: {
    severity: 'error',
    check: 'PRE-05',
    en: [
      'it reverses report {found}, which is {value} and never counted: its hours and quantities are taken away all the same',
      'approve {found}, or set both to void',
    ],
    zh: [
      '冲销的报工单 {found} 状态为{value:status}，从未计入，其工时和数量却被扣减',
      '请审核 {found}，或将两张单据都作废',
    ],
  },
  document_numbers_are_missing: {
    severity: 'warning',
    check: 'PRE-07',
    en: [
      'of the series {key} numbers are missing between those of the period: {count} ({keys})',
      'find the documents; enter what was cancelled as void',
    ],
    zh: ['本期单据号 {key} 系列不连续，缺少 {count} 个（{keys}）', '请查找这些单据；已取消的请以作废状态登记'],
  },
  item_moved_very_often: {
    severity: 'warning',
    check: 'PRE-21',
    en: [
      '{count} movements on {on}, more than {expected}',
      'check whether a document came in several times, or quantities were booked one by one',
    ],
    zh: ['{on} 有 {count} 笔出入库，超过 {expected}', '请核对是否重复导入单据，或逐件登记数量'],
  },
  movement_looks_entered_twice: {
    severity: 'warning',
    check: 'PRE-06',
    en: [
      'it says the same of {item} as movement {other}: document, line, time, quantity and all else',
      'set one of them to void if it came twice; give it a line of its own if it didn’t',
    ],
    zh: [
      '与出入库 {other} 完全相同（{item}，单据号、行号、时间、数量等均一致）',
      '如为重复传送，请将其中一行作废；否则请使用各自的行号',
    ],
  },
  order_stands_still: {
    severity: 'warning',
    check: 'MID-03',
    en: [
      'nothing was done for it since {from}, {days} days before the period’s end; what {item} cost so far is still in process',
      'close it if it is finished or given up, or check whether documents are missing',
    ],
    zh: [
      '自 {from} 起没有任何业务，至期末已 {days} 天；{item} 已发生的成本仍为在产品',
      '如已完工或不再生产，请关闭工单；否则请核对是否缺少单据',
    ],
  },
  complete_order_is_open: {
    severity: 'warning',
    check: 'PRE-24',
    en: [
      'all that was planned of {item}, {quantity:quantity} by then, was received before the period began, but the order is open',
      'close it: an open order can take cost that belongs to another',
    ],
    zh: [
      '计划生产的 {item} 在本期开始前已全部入库（{quantity:quantity}），工单却未关闭',
      '请关闭工单：未关闭的工单可能继续承担不属于它的成本',
    ],
  },
  hours_are_far_from_the_routing: {
    severity: 'warning',
    check: 'MID-09',
    en: [
      'the reports of {item} have {found:quantity} {driver:driver}, its routing asks {expected:quantity} for the quantities reported: {difference} %',
      'check the hours and quantities of its reports, and the times and time unit of the routing',
    ],
    zh: [
      '{item} 的报工为 {found:quantity} {driver:driver}，按工艺路线和报工数量应为 {expected:quantity}：相差 {difference} %',
      '请核对报工的工时和数量，以及工艺路线的时间及其单位',
    ],
  },
  closing_stock_is_off_its_average: {
    severity: 'warning',
    check: 'POST-06',
    en: [
      'what is left stands at {found} a unit, while a unit cost {expected} in the period',
      'check the late differences that went into closing stock alone',
    ],
    zh: ['期末结存单价为 {found}，而本期平均单价为 {expected}', '请核对仅计入期末结存的调价差异'],
  },
  pools_must_agree_with_the_general_ledger: {
    severity: 'warning',
    check: 'PRE-19',
    en: [
      'the general ledger has {found} on account {key}, where the cost pools make it {expected}, or {left} once the journal is posted: {difference} more',
      'correct the pools or the account; millrace reconcile --account shows what is behind it',
    ],
    zh: [
      '总账科目 {key} 余额为 {found}，按费用池应为 {expected}，凭证过账后应为 {left}：相差 {difference}',
      '请更正费用池或总账科目；用 millrace reconcile --account 查看明细',
    ],
  },
  residuals_are_large: {
    severity: 'warning',
    check: 'POST-07',
    en: [
      'residuals for this reason come to {amount}; {expected} came in[, of which that is {percent} %]',
      'look at them in the table residual, the largest first',
    ],
    zh: ['该原因的余差合计 {amount}，本期流入金额 {expected}[，占 {percent} %]', '请在 residual 表中从大到小核查'],
  },
  work_in_process_is_below_zero: {
    severity: 'warning',
    check: 'POST-09',
    en: [
      'its work in process is worth {amount}, which is below 0',
      'check returns and credits of the order, and its opening work in process',
    ],
    zh: ['其在产品金额为 {amount}，小于零', '请核对工单的退料、红字费用和期初在产品'],
  },
  work_in_process_costs_more_than_its_product: {
    severity: 'warning',
    check: 'POST-09',
    en: [
      'a unit of {item} in process costs {found}, a completed one {expected}',
      'check material issued ahead, missing reports and receipts, and the method of its work in process',
    ],
    zh: [
      '{item} 的在产品单位成本为 {found}，高于完工产品的 {expected}',
      '请核对提前领料、漏报工、漏入库，以及在产品计价方法',
    ],
  },
  element_share_moved_far: {
    severity: 'warning',
    check: 'POST-10',
    en: [
      '{element} is {found} % of the unit cost; it was {expected} % when it was last costed',
      'check what was booked to the element, and prices and hours of the item',
    ],
    zh: ['{element} 占单位成本的 {found} %，上次为 {expected} %', '请核对记入该要素的金额，以及物料的价格和工时'],
  },
  plants_cost_differently: {
    severity: 'warning',
    check: 'POST-15',
    en: [
      'a unit costs {found} at {plant}, but {expected} at {other}: {difference} % more',
      'check quantities, units and amounts at both plants',
    ],
    zh: [
      '{plant} 的单位成本为 {found}，{other} 为 {expected}：相差 {difference} %',
      '请核对两个工厂的数量、单位和金额',
    ],
  },
  moved_item_has_no_unit_cost: {
    severity: 'warning',
    check: 'POST-18',
    en: [
      'it has no unit cost, though movements count: {count}; in all there was nothing of it to be valued',
      'check whether an opening or a receipt is missing',
    ],
    zh: ['本期有出入库（{count} 笔），却没有单位成本：没有可计价的数量', '请核对是否缺少期初或入库'],
  },
} as const satisfies Record<string, Rule>;
