import type { Finding, Severity } from './finding.js';

/**
 * Every finding there can be: its severity, the number of the check in the catalogue of checks (合法性检查), and what
 * it says. `{field}` stands for a field of the finding.
 */
interface Rule {
  readonly severity: Severity;
  readonly check: string;
  readonly en: Says;
  readonly zh: Says;
}

/** What is wrong, and what to do. */
type Says = readonly [wrong: string, remedy: string];

const CATALOGUE = {
  // Reading: a row that can't be read as it stands
  cell_must_not_be_empty: {
    severity: 'fatal',
    check: 'PRE-02',
    en: ['{column} is empty', 'fill it in at the source'],
    zh: ['{column} 为空', '请在来源系统补填'],
  },
  number_must_be_plain: {
    severity: 'fatal',
    check: 'PRE-02',
    en: [
      '{column} is "{value}", not a plain number',
      'write the number itself, as -1234.56: no formula, exponent or separator',
    ],
    zh: ['{column} 为“{value}”，不是普通数字', '请直接填写数字，如 -1234.56，不用公式、指数或千分位'],
  },
  number_must_fit_its_decimals: {
    severity: 'fatal',
    check: 'PRE-02',
    en: [
      '{column} is {value}, with more than {expected} decimals',
      'round it at the source, where the choice can be seen',
    ],
    zh: ['{column} 为 {value}，超过 {expected} 位小数', '请在来源系统按规定位数取整'],
  },
  number_must_be_within_range: {
    severity: 'fatal',
    check: 'PRE-02',
    en: ['{column} is {value}, too large to be kept exactly', 'use a larger unit, or a ledger of a coarser scale'],
    zh: ['{column} 为 {value}，超出可精确保存的范围', '请改用更大的单位或更粗的账套精度'],
  },
  number_must_not_be_negative: {
    severity: 'fatal',
    check: 'PRE-02',
    en: ['{column} is {value}, below zero', 'the direction is in the type: use the type of the return or reversal'],
    zh: ['{column} 为 {value}，小于零', '方向由单据类型决定：请使用退货或冲销类型'],
  },
  text_must_not_begin_or_end_with_blanks: {
    severity: 'fatal',
    check: 'PRE-02',
    en: ['{column} is "{value}", with blanks around it', 'trim it, or it names something else than it seems to'],
    zh: ['{column} 为“{value}”，首尾有空格', '请去掉空格，否则与其他编码对不上'],
  },
  choice_must_be_known: {
    severity: 'fatal',
    check: 'PRE-02',
    en: ['{column} is "{value}"', 'use one of: {expected}'],
    zh: ['{column} 为“{value}”', '可用值：{expected}'],
  },
  flag_must_be_true_or_false: {
    severity: 'fatal',
    check: 'PRE-02',
    en: ['{column} is "{value}"', 'write true or false'],
    zh: ['{column} 为“{value}”', '请填写 true 或 false'],
  },
  date_must_be_a_calendar_date: {
    severity: 'fatal',
    check: 'PRE-02',
    en: ['{column} is "{value}", not a date', 'write it as 2026-10-31'],
    zh: ['{column} 为“{value}”，不是日期', '请写成 2026-10-31'],
  },
  instant_must_have_date_time_and_offset: {
    severity: 'fatal',
    check: 'PRE-02',
    en: ['{column} is "{value}", not an instant', 'write it as 2026-10-31T18:30:00+08:00'],
    zh: ['{column} 为“{value}”，不是时刻', '请写成 2026-10-31T18:30:00+08:00'],
  },
  period_must_be_a_year_and_month: {
    severity: 'fatal',
    check: 'PRE-02',
    en: ['{column} is "{value}", not a period', 'write it as 2026-10'],
    zh: ['{column} 为“{value}”，不是期间', '请写成 2026-10'],
  },
  cell_must_be_text: {
    severity: 'fatal',
    check: 'PRE-02',
    en: ['{column} is {value}, not text', 'give numbers as text in quotes, so that no digit is lost'],
    zh: ['{column} 为 {value}，不是文本', '数字请用带引号的文本，以免丢失位数'],
  },
  column_must_be_known: {
    severity: 'fatal',
    check: 'PRE-02',
    en: ['{value}', 'remove the column, or correct its name'],
    zh: ['存在未知的列：{value}', '请删除该列或更正列名'],
  },
  file_must_be_well_formed: {
    severity: 'fatal',
    check: 'PRE-02',
    en: ['the file can not be read: {says}', 'save it as CSV in UTF-8, with a header, quotes around cells with commas'],
    zh: ['文件无法读取：{says}', '请保存为 UTF-8 编码、带表头的 CSV，含逗号的单元格加引号'],
  },
  table_must_be_known: {
    severity: 'fatal',
    check: 'PRE-02',
    en: ['there is no table {value}', 'name it like the table that it holds: {expected}'],
    zh: ['没有名为 {value} 的表', '请使用所含数据表的名称：{expected}'],
  },
  header_must_name_known_columns: {
    severity: 'fatal',
    check: 'PRE-02',
    en: ['the header names {value}, which the table does not have', 'remove the column, or correct its name'],
    zh: ['表头中的 {value} 不是该表的列', '请删除该列或更正列名'],
  },
  column_must_be_there: {
    severity: 'fatal',
    check: 'PRE-02',
    en: ['the column {key} is missing', 'add it: it may not be empty'],
    zh: ['缺少列 {key}', '请补充该列：不允许为空'],
  },
  column_must_be_there_once: {
    severity: 'fatal',
    check: 'PRE-02',
    en: ['the header names {key} more than once', 'keep one of the columns'],
    zh: ['表头中 {key} 出现多次', '请只保留一列'],
  },
  row_must_have_a_cell_per_column: {
    severity: 'fatal',
    check: 'PRE-02',
    en: ['the row has {found} cells, the header {expected}', 'put cells that contain commas into quotes'],
    zh: ['该行有 {found} 个单元格，表头有 {expected} 个', '含逗号的单元格请加引号'],
  },

  // Before calculation
  ledger_must_be_known: {
    severity: 'fatal',
    check: 'PRE-02',
    en: ['there is no ledger {key}', 'add it to the table ledger, with its plants in ledger_plant'],
    zh: ['账套 {key} 不存在', '请在 ledger 表中建立，并在 ledger_plant 中列出其工厂'],
  },
  period_must_be_known: {
    severity: 'fatal',
    check: 'PRE-01',
    en: ['the ledger has no period {key}', 'add it to the table period, with its first and last day'],
    zh: ['账套没有期间 {key}', '请在 period 表中建立该期间及其起止日期'],
  },
  time_zone_must_be_known: {
    severity: 'fatal',
    check: 'PRE-02',
    en: ['"{value}" is not a time zone', 'use a name such as Asia/Shanghai'],
    zh: ['“{value}”不是时区', '请使用 Asia/Shanghai 之类的名称'],
  },
  key_must_be_unique: {
    severity: 'fatal',
    check: 'PRE-06',
    en: [
      '{count} rows have this key',
      'keep one of them: they may be one row sent twice, or two rows under one number',
    ],
    zh: ['有 {count} 行使用同一主键', '请只保留一行：可能是重复传送，也可能是两行误用同一编号'],
  },
  reference_must_be_known: {
    severity: 'fatal',
    check: 'PRE-11',
    en: ['{column} names "{value}", which is not in {expected}', 'add it there, or correct the name'],
    zh: ['{column} 为“{value}”，在 {expected} 中不存在', '请在该表中补建，或更正编码'],
  },
  conversion_must_be_positive: {
    severity: 'fatal',
    check: 'PRE-02',
    en: ['the unit conversion is {value}', 'numerator and denominator must be above zero'],
    zh: ['单位换算为 {value}', '分子和分母都必须大于零'],
  },
  previous_period_must_be_published: {
    severity: 'fatal',
    check: 'PRE-01',
    en: ['{expected} has no published version to open from', 'close and publish {expected} first'],
    zh: ['上一期间 {expected} 尚无已发布版本', '请先结算并发布 {expected}'],
  },
  opening_must_equal_previous_closing: {
    severity: 'fatal',
    check: 'PRE-01',
    en: [
      'opening {found} is not the closing {expected} of the period before',
      'remove the opening rows: the period opens from the published version before',
    ],
    zh: ['期初 {found} 与上期期末 {expected} 不一致', '请删除期初导入行：本期由上期已发布版本结转'],
  },
  document_is_not_approved: {
    severity: 'warning',
    check: 'PRE-03',
    en: ['{count} rows are {value} and do not count', 'approve or void them before the period is published'],
    zh: ['{count} 行状态为 {value}，未计入', '发布前请审核或作废'],
  },
  fact_is_outside_the_period: {
    severity: 'warning',
    check: 'PRE-22',
    en: [
      '{count} approved rows are dated outside the period, {from} to {to}, and do not count',
      'correct the date if they belong to this period',
    ],
    zh: ['{count} 行已审核数据的日期不在本期（{from} 至 {to}），未计入', '如属本期请更正日期'],
  },
  fact_came_after_its_period_was_published: {
    severity: 'warning',
    check: 'PRE-22',
    en: [
      '{count} approved rows are dated in {key}, came after it was published and count in no version: {keys}',
      'date them in an open period, or close {key} again',
    ],
    zh: [
      '{count} 行已审核数据的日期在已发布的 {key}，发布后才录入，未计入任何版本：{keys}',
      '请改到未结期间，或重新结算 {key}',
    ],
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
  receipt_must_have_an_amount: {
    severity: 'error',
    check: 'PRE-23',
    en: [
      '{quantity} of {item} came in without an amount; {amount} was assumed ({origin})',
      'add its price to movement_amount',
    ],
    zh: ['{item} 入库 {quantity} 没有金额；暂按 {amount}（{origin}）计价', '请在 movement_amount 中补充价格'],
  },
  movement_must_not_bring_an_amount: {
    severity: 'error',
    check: 'PRE-23',
    en: [
      'a movement of type {value} takes its cost from stock or its order; its own amount {amount} is not used',
      'remove the amount, or use a type that brings one',
    ],
    zh: ['类型 {value} 的成本取自库存或工单，自带金额 {amount} 未使用', '请删除金额，或改用自带金额的类型'],
  },
  issue_must_name_an_order_or_a_centre: {
    severity: 'error',
    check: 'PRE-11',
    en: ['the issue names neither an order nor a cost centre; it is counted as expense', 'add the order or the centre'],
    zh: ['领料既无工单也无成本中心，按费用处理', '请补充工单或成本中心'],
  },
  completion_must_name_an_order: {
    severity: 'fatal',
    check: 'PRE-11',
    en: ['the movement takes its cost from an order, and names none', 'add the order'],
    zh: ['该单据的成本取自工单，但未注明工单', '请补充工单'],
  },
  transfer_must_name_where_it_goes: {
    severity: 'fatal',
    check: 'PRE-08',
    en: ['the transfer goes to where it comes from', 'add to_plant, to_item or to_lot'],
    zh: ['调拨的来源与去向相同', '请补充 to_plant、to_item 或 to_lot'],
  },
  adjustment_must_not_have_a_quantity: {
    severity: 'fatal',
    check: 'PRE-02',
    en: [
      'a movement of type {value} brings value only; its quantity is {quantity}',
      'set the quantity to 0, or use a receipt',
    ],
    zh: ['类型 {value} 只调整金额，数量却为 {quantity}', '请将数量改为 0，或改用入库类型'],
  },
  return_must_refer_to_a_like_movement: {
    severity: 'error',
    check: 'PRE-10',
    en: ['it refers to {found}, which is not what it could return', 'refer to the movement that is returned'],
    zh: ['引用的 {found} 不是可退的单据', '请引用被退的单据'],
  },
  return_must_not_exceed_its_movement: {
    severity: 'warning',
    check: 'MID-07',
    en: ['it returns {difference} more than was left of {found}', 'check the quantity'],
    zh: ['退回数量比 {found} 的剩余多 {difference}', '请核对数量'],
  },
  returned_cost_must_be_known: {
    severity: 'warning',
    check: 'PRE-10',
    en: [
      '{quantity} of {item} come back whose original cost is not known; {amount} was assumed ({origin})',
      'refer to the original movement',
    ],
    zh: ['{item} 退回 {quantity}，原成本未知；暂按 {amount}（{origin}）计价', '请引用原单据'],
  },
  transfer_in_must_refer_to_a_transfer_out: {
    severity: 'error',
    check: 'PRE-08',
    en: ['it refers to no transfer_out that is under way', 'refer to the transfer_out that it receives'],
    zh: ['未引用在途的 transfer_out', '请引用对应的调出单'],
  },
  outflow_was_booked_before_its_receipt: {
    severity: 'warning',
    check: 'MID-05',
    en: ['it was posted before what it took was received; the next receipts were taken', 'check the times'],
    zh: ['出库过账早于入库，已取用其后的入库', '请核对时间'],
  },
  by_product_must_have_a_price: {
    severity: 'error',
    check: 'MID-06',
    en: [
      '{quantity} of {item} have no price to be credited at; {amount} was assumed ({origin})',
      'add a price to joint_output, or a standard price',
    ],
    zh: [
      '{item} 数量 {quantity} 没有抵减价格；暂按 {amount}（{origin}）计价',
      '请在 joint_output 中补充价格，或维护标准价',
    ],
  },
  standard_price_must_be_known: {
    severity: 'error',
    check: 'PRE-14',
    en: ['there is no standard price; the item was valued at its average', 'add it to item_price'],
    zh: ['没有标准价，已按平均价计价', '请在 item_price 中补充'],
  },
  value_must_not_turn_negative: {
    severity: 'error',
    check: 'POST-03',
    en: [
      '{amount} is left after what was taken out at known values',
      'check returns, by-product prices and adjustments',
    ],
    zh: ['按已知金额转出后余额为 {amount}', '请核对退货、副产品价格和调整'],
  },
  valuation_method_must_not_change_within_a_year: {
    severity: 'error',
    check: 'PRE-12',
    en: [
      'category "{key}" was valued by {expected} before and is by {found} now',
      'keep the method, or record an approval in method_changes',
    ],
    zh: ['类别“{key}”原按 {expected} 计价，现改为 {found}', '请保持计价方法不变，或在 method_changes 中登记审批'],
  },
  report_must_name_an_operation_of_its_order: {
    severity: 'error',
    check: 'PRE-16',
    en: [
      'order {order} has no operation "{operation}"; the quantity is not counted',
      'correct the operation, or the routing',
    ],
    zh: ['工单 {order} 没有工序“{operation}”，数量未计入', '请更正工序或工艺路线'],
  },

  // Before settling
  pool_driver_must_be_known: {
    severity: 'error',
    check: 'PRE-18',
    en: ['the driver "{value}" is not known', 'use one of: {expected}'],
    zh: ['分配标准“{value}”未知', '可用值：{expected}'],
  },
  pool_must_have_a_driver: {
    severity: 'error',
    check: 'MID-01',
    en: [
      'nothing was reported for {driver}; {amount} can not be spread',
      'check the reports of its centre, or choose another driver',
    ],
    zh: ['没有 {driver} 的报工；{amount} 无法分配', '请核对该成本中心的报工，或更换分配标准'],
  },
  pool_without_driver_was_expensed: {
    severity: 'warning',
    check: 'MID-01',
    en: [
      'nothing was reported for {driver}; {amount} was expensed, as the policy says',
      'check the reports of its centre',
    ],
    zh: ['没有 {driver} 的报工；{amount} 已按政策费用化', '请核对该成本中心的报工'],
  },
  hours_must_have_a_pool: {
    severity: 'warning',
    check: 'MID-01',
    en: [
      '{driver} were reported, but the centre has no cost pool in this period',
      'check whether its cost has been collected',
    ],
    zh: ['已有 {driver} 报工，但该成本中心本期没有费用池', '请核对费用是否已归集'],
  },
  driver_of_an_order_must_not_be_negative: {
    severity: 'error',
    check: 'MID-01',
    en: ['its {driver} at {centre} add up to {found}; it bears nothing', 'check the reversing reports'],
    zh: ['其在 {centre} 的 {driver} 合计为 {found}，不承担费用', '请核对冲销的报工'],
  },
  order_must_not_complete_more_than_it_started: {
    severity: 'error',
    check: 'MID-02',
    en: [
      '{difference} more was completed than started{operation}',
      'check the reports, receipts and the planned quantity',
    ],
    zh: ['完成数量比投入多 {difference}{operation}', '请核对报工、入库和计划数量'],
  },
  stock_must_not_fall_below_zero: {
    severity: 'error',
    check: 'MID-05',
    en: [
      '{quantity} of {item} were taken that were not there; {amount} was assumed ({origin})',
      'find the missing receipt, or correct the quantity',
    ],
    zh: ['{item} 多发出 {quantity}，库存不足；暂按 {amount}（{origin}）计价', '请补录入库或更正数量'],
  },
  stock_below_zero_was_valued_at_a_fallback_price: {
    severity: 'warning',
    check: 'POST-11',
    en: [
      '{quantity} of {item} were taken that were not there, valued {amount} ({origin})',
      'the difference is revalued when they are received',
    ],
    zh: ['{item} 库存不足 {quantity}，按 {amount}（{origin}）计价', '差额将在到货期间重估'],
  },
  count_gain_was_valued_at_a_fallback_price: {
    severity: 'warning',
    check: 'POST-11',
    en: [
      '{quantity} of {item} were found without an amount, valued {amount} ({origin})',
      'add an amount if you know better',
    ],
    zh: ['{item} 盘盈 {quantity} 无金额，按 {amount}（{origin}）计价', '如有更准确的金额请补充'],
  },
  fallback_price_must_be_known: {
    severity: 'error',
    check: 'POST-11',
    en: ['there is no price at all for {item}; {quantity} went at 0', 'add a standard or purchase price to item_price'],
    zh: ['{item} 没有任何价格，{quantity} 按 0 计价', '请在 item_price 中补充标准价或采购价'],
  },
  loop_was_solved: {
    severity: 'warning',
    check: 'MID-11',
    en: [
      '{count} nodes feed each other and were solved together: {members}',
      'nothing, if the loop is meant (rework, recycling, transfers both ways)',
    ],
    zh: ['{count} 个节点互相供给，已联立求解：{members}', '如为返工、回收或往返调拨则无需处理'],
  },

  // After settling
  order_with_cost_must_have_output: {
    severity: 'error',
    check: 'MID-03',
    en: [
      'the order is finished and bears {amount}, but completed nothing in this period',
      'check its receipts, or let the policy expense it',
    ],
    zh: ['工单已结束并承担 {amount}，但本期没有完工', '请核对完工入库，或由政策列为损失'],
  },
  order_with_output_must_have_cost: {
    severity: 'error',
    check: 'MID-04',
    en: ['{quantity} were completed at no cost', 'check whether material and hours were posted to the order'],
    zh: ['完工 {quantity} 却没有成本', '请核对领料和报工是否已记入该工单'],
  },
  value_must_have_a_quantity: {
    severity: 'error',
    check: 'POST-03',
    en: ['{amount} is left where there is no quantity', 'check the value adjustments of the item'],
    zh: ['没有数量却剩余金额 {amount}', '请核对该物料的金额调整'],
  },
  value_must_not_be_trapped: {
    severity: 'error',
    check: 'POST-04',
    en: [
      '{amount} entered a loop that nothing leaves: {members}',
      'let something leave it: a receipt, an issue, closing stock',
    ],
    zh: ['{amount} 进入了没有出口的循环：{members}', '循环中必须有流出：入库、领用或期末结存'],
  },
  trapped_value_was_expensed: {
    severity: 'warning',
    check: 'POST-04',
    en: [
      '{amount} entered a loop that nothing leaves and was expensed, as the policy says: {members}',
      'check the loop',
    ],
    zh: ['{amount} 进入了没有出口的循环，已按政策费用化：{members}', '请核对该循环'],
  },
  closing_value_must_not_be_negative: {
    severity: 'error',
    check: 'POST-03',
    en: ['closing stock of {quantity} is worth {amount}', 'check value adjustments and returns'],
    zh: ['期末数量 {quantity}，金额为 {amount}', '请核对金额调整和退货'],
  },
  stock_must_have_a_value: {
    severity: 'error',
    check: 'POST-03',
    en: ['closing stock of {quantity} is worth nothing', 'check the prices of its receipts'],
    zh: ['期末数量 {quantity} 没有金额', '请核对入库价格'],
  },
} satisfies Record<string, Rule>;

export type FindingCode = keyof typeof CATALOGUE;

export type Language = 'en' | 'zh';

/** Codes with their severity and check number, for documents and tests. */
export const findingRules: Readonly<Record<FindingCode, Rule>> = CATALOGUE;

/** A finding with the severity that the catalogue gives it. */
export function finding(
  code: FindingCode,
  table: string,
  key: string,
  fields: Readonly<Record<string, string>> = {},
): Finding {
  return { code, severity: CATALOGUE[code].severity, table, key, fields };
}

/**
 * The text of a finding: what is wrong, and what to do.
 *
 * @example
 * describe(finding('number_must_be_plain', 'movement', 'MV-7', { column: 'quantity', value: '1200*3' }), 'en').wrong
 * // 'quantity is "1200*3", not a plain number'
 */
export function describe(found: Finding, language: Language): { readonly wrong: string; readonly remedy: string } {
  const [wrong, remedy] = findingRules[found.code][language];
  const filled = (text: string) =>
    text.replace(/\{(\w+)\}/g, (_, name) => (name === 'key' ? found.key : (found.fields[name] ?? '')));
  return { wrong: filled(wrong), remedy: filled(remedy) };
}
