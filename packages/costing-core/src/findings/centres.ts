import type { Rule } from '@millrace/facts';

/** Drivers, service departments and rates: how the cost of centres is spread. */
export const CENTRES = {
  policy_must_name_what_is_known: {
    severity: 'fatal',
    check: 'PRE-18',
    en: [
      'the policy names the {kind:named} "{value}", which is not known[; did you mean "{near}"?]',
      'correct {key} in the config, or add the row',
    ],
    zh: ['政策中的{kind:named}“{value}”未知[，是否应为“{near}”？]', '请更正配置中的 {key}，或补充该记录'],
  },
  policy_must_not_waive_what_is_fatal: {
    severity: 'fatal',
    check: 'PRE-18',
    en: [
      'the policy waives {value}, which is fatal: where it is found, nothing is computed that could be published',
      'take {key} out of the config, and correct the rows',
    ],
    zh: [
      '政策豁免了 {value}，而它是致命问题：一旦出现便不作计算，没有可发布的结果',
      '请从配置中删除 {key}，并更正数据',
    ],
  },
  normal_loss_must_name_a_centre_of_its_ledger: {
    severity: 'error',
    check: 'PRE-01',
    en: [
      'centre {centre}, whose overhead is to bear what is lost as a rule, is in no plant of the ledger; the good units bear it',
      'name a centre of the plants in ledger_plant, or none',
    ],
    zh: [
      '正常损耗应由成本中心 {centre} 的制造费用承担，但它不属于本账套的工厂；由合格品承担',
      '请填写 ledger_plant 所列工厂的成本中心，或留空',
    ],
  },
  driver_name_is_taken: {
    severity: 'fatal',
    check: 'PRE-18',
    en: ['every ledger has a driver of this name', 'give the driver another name'],
    zh: ['系统已有同名的分配标准', '请改用其他名称'],
  },
  driver_must_be_of_something_known: {
    severity: 'error',
    check: 'PRE-18',
    en: ['the driver is of "{value}", which is no {expected}; it spreads nothing', 'correct its column "of"'],
    zh: ['分配标准的依据“{value}”不是 {expected}，无法分配', '请更正“of”列'],
  },
  quantity_of_a_driver_must_not_be_negative: {
    severity: 'error',
    check: 'PRE-18',
    en: [
      'the quantity is {found:quantity}; it is added up, and what is below zero in the end counts as nothing',
      'correct the quantity',
    ],
    zh: ['数量为 {found:quantity}，按净额汇总，净额为负时按零计', '请更正数量'],
  },
  driver_quantity_must_name_an_order_that_counts: {
    severity: 'error',
    check: 'PRE-18',
    en: ['order {order} is not approved; the quantity is left out', 'approve the order, or correct the row'],
    zh: ['工单 {order} 未审核，该数量未计入', '请审核工单或更正该记录'],
  },
  rate_must_be_planned: {
    severity: 'error',
    check: 'PRE-25',
    en: [
      'no rate[ of {element}] by {driver:driver} is budgeted, though the policy absorbs at planned rates; all of it is a difference',
      'add a row of rate_budget, or take the actual rate',
    ],
    zh: [
      '政策按计划分配率分配，但没有[{element}]按{driver:driver}的预算，全部作为差异',
      '请补充 rate_budget，或改用实际分配率',
    ],
  },
  budget_must_have_a_quantity: {
    severity: 'error',
    check: 'PRE-25',
    en: [
      'the budget has neither a quantity nor planned output with quota hours; there is no rate',
      'give its quantity, or rows of rate_budget_output',
    ],
    zh: ['预算既没有数量，也没有可折算定额工时的计划产量，无法得到分配率', '请填写数量，或补充 rate_budget_output'],
  },
  normal_capacity_counts_for_nothing: {
    severity: 'warning',
    check: 'PRE-18',
    en: [
      'the normal capacity of {found:quantity} counts for nothing: only a fixed pool has one, above zero',
      'set behaviour to fixed where part of it may stand idle, or leave normal_driver empty',
    ],
    zh: [
      '正常产能 {found:quantity} 不起作用：只有固定费用才有正常产能，且须大于零',
      '如其中可能有闲置产能，请将 behaviour 设为 fixed；否则请将 normal_driver 留空',
    ],
  },
  budget_must_hold_its_fixed_part: {
    severity: 'error',
    check: 'PRE-25',
    en: [
      'the fixed part of {found} is not within the budget of {expected}; what varies with the driver is below zero',
      'correct fixed_amount or amount',
    ],
    zh: ['固定部分 {found} 不在预算 {expected} 之内，变动部分为负', '请更正固定部分金额或预算金额'],
  },
  absorption_driver_must_be_known: {
    severity: 'error',
    check: 'PRE-25',
    en: [
      'no driver is called "{value}", so what was absorbed stands in no rate, and its difference alone counts[; did you mean "{near}"?]',
      'correct its column "driver"',
    ],
    zh: ['没有名为“{value}”的分配标准，累计吸收额未计入分配率，仅计入差异[；是否应为“{near}”？]', '请更正“driver”列'],
  },
  absorption_must_have_one_quantity: {
    severity: 'error',
    check: 'PRE-25',
    en: [
      'the quantities of its elements differ, from {expected:quantity} to {found:quantity}, though they were absorbed by one driver; the largest counts',
      'correct the quantities',
    ],
    zh: ['同一分配标准下各要素的累计数量不一致（{expected:quantity} 至 {found:quantity}），按最大值计', '请更正数量'],
  },
  formula_must_be_readable: {
    severity: 'error',
    check: 'PRE-18',
    en: [
      'the formula can not be used: {what:fault}, at character {position}[ ("{near}")]; it spreads nothing',
      'correct the formula; it may name what reports count, statistics and attributes',
    ],
    zh: [
      '公式无法使用，第 {position} 个字符[（“{near}”）]：{what:fault}；费用未分配',
      '请更正公式，可使用报工数量、统计量和属性的名称',
    ],
  },
  formula_must_give_a_number: {
    severity: 'error',
    check: 'MID-01',
    en: [
      'the formula of {driver} gives nothing for it: {what:fault}, at character {position}; it bears nothing',
      'correct the formula, or what it reads',
    ],
    zh: [
      '分配标准 {driver} 的公式对其没有结果，第 {position} 个字符：{what:fault}；不承担费用',
      '请更正公式或其引用的数据',
    ],
  },
  value_driver_must_have_a_standard_price: {
    severity: 'error',
    check: 'PRE-14',
    en: [
      'there is no standard price; what orders took of it counts as nothing where cost is spread by value',
      'add a standard price',
    ],
    zh: ['没有标准价，按金额分配费用时其领用按零计', '请补充标准价'],
  },
  department_must_be_a_service_centre: {
    severity: 'error',
    check: 'PRE-18',
    en: [
      'a production centre gave services to others; its cost is spread by its own drivers instead',
      'make it a service centre, or take the services out',
    ],
    zh: ['基本生产中心登记了对外提供的劳务，其费用仍按自身分配标准分配', '请改为辅助生产中心，或删除该劳务'],
  },
  department_must_serve_others: {
    severity: 'error',
    check: 'MID-01',
    en: [
      'the department gave nothing to those that its method lets bear it ({method:method}); its cost can not be spread',
      'check its services, or choose another method',
    ],
    zh: ['按{method:method}，该部门没有可承担费用的受益单位，费用无法分配', '请核对劳务数量，或更换分配方法'],
  },
  order_of_departments_must_name_each: {
    severity: 'error',
    check: 'PRE-18',
    en: [
      'the order in which departments close does not name it; it closes after those that are named',
      'add it to the order in the policy',
    ],
    zh: ['顺序分配法的顺序中没有该部门，排在已列部门之后', '请在政策的顺序中加入该部门'],
  },
  service_must_have_a_planned_price: {
    severity: 'error',
    check: 'PRE-25',
    en: ['there is no planned price for "{service}"; nothing is charged for it', 'add a rate of the centre for it'],
    zh: ['“{service}”没有计划单价，未向受益单位收费', '请为该中心补充计划单价'],
  },
  planned_price_must_have_pools_to_split_it: {
    severity: 'error',
    check: 'PRE-25',
    en: [
      'the planned price of "{service}" has no cost element, and the department no pools to split it by; nothing is charged for it',
      'give the price by cost element',
    ],
    zh: ['“{service}”的计划单价没有成本要素，该部门也没有费用池可供拆分，未向受益单位收费', '请按成本要素登记计划单价'],
  },
  centre_must_have_an_overhead_driver: {
    severity: 'error',
    check: 'MID-01',
    en: [
      'departments served the centre, and no driver says how it spreads what that cost',
      'name a driver for it in centre_overhead_driver',
    ],
    zh: ['该中心接受了辅助生产劳务，但没有指定分配标准', '请在 centre_overhead_driver 中为其指定分配标准'],
  },
  rate_in_a_loop_was_not_rounded: {
    severity: 'warning',
    check: 'POST-08',
    en: [
      'it takes part in a loop, so it was shared exactly, not as rate_rounding says',
      'take its rate exactly, or break the loop',
    ],
    zh: ['处于相互分配的循环中，按精确比例分配，未采用 rate_rounding 所定的方式', '请采用精确分配率，或消除循环'],
  },
  last_part_has_the_other_sign: {
    severity: 'warning',
    check: 'POST-08',
    en: [
      'the rounded rate gave the others more than there was: the last receiver bears {found} of {amount}',
      'keep more decimals of the rate',
    ],
    zh: ['分配率四舍五入后前面各受益单位合计超出总额：{amount} 中末项为 {found}', '请增加分配率的保留位数'],
  },
} as const satisfies Record<string, Rule>;
