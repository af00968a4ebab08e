import type { Rule } from '@millrace/facts';

/** What has to be in order before anything is computed: ledger and period, keys, references, masters, the opening. */
export const MASTERS = {
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
  period_must_not_end_before_it_starts: {
    severity: 'fatal',
    check: 'PRE-02',
    en: ['the period starts on {from} and ends on {to}', 'correct its first or its last day'],
    zh: ['期间开始于 {from}，结束于 {to}', '请更正起始日或结束日'],
  },
  periods_must_not_overlap: {
    severity: 'fatal',
    check: 'PRE-02',
    en: ['the period starts on {from}, before {previous} ends on {to}', 'correct the days: each belongs to one period'],
    zh: ['期间开始于 {from}，而 {previous} 结束于 {to}，两者重叠', '请更正起止日期：每一天只属于一个期间'],
  },
  periods_leave_days_out: {
    severity: 'warning',
    check: 'PRE-02',
    en: [
      'the period starts on {from}, {previous} ends on {to}',
      'let them follow: what is dated between counts in none',
    ],
    zh: ['期间开始于 {from}，而 {previous} 结束于 {to}，中间有空档', '请使期间首尾相接：空档内的数据不计入任何期间'],
  },
  time_zone_must_be_known: {
    severity: 'fatal',
    check: 'PRE-02',
    en: ['"{value}" is not a time zone', 'use a name such as Asia/Shanghai'],
    zh: ['“{value}”不是时区', '请使用 Asia/Shanghai 之类的名称'],
  },
  amount_scale_must_be_from_0_to_8: {
    severity: 'fatal',
    check: 'PRE-02',
    en: ['amounts are to have {value} decimals', 'set amount_scale to a number from 0 to 8, mostly 2'],
    zh: ['金额小数位数为 {value}', '请将 amount_scale 设为 0 到 8，一般为 2'],
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
  conversion_must_be_positive: {
    severity: 'fatal',
    check: 'PRE-02',
    en: ['the unit conversion is {value}', 'numerator and denominator must be above zero'],
    zh: ['单位换算为 {value}', '分子和分母都必须大于零'],
  },
  price_must_be_for_a_quantity: {
    severity: 'fatal',
    check: 'PRE-02',
    en: ['the price is for a quantity of 0', 'set per_quantity to the quantity that the price is for, mostly 1'],
    zh: ['价格对应的数量为 0', '请将 per_quantity 设为该价格对应的数量，一般为 1'],
  },
  opening_amount_must_have_its_stock: {
    severity: 'fatal',
    check: 'PRE-01',
    en: [
      'the opening amount {amount} has no row of opening_stock',
      'add the row with its quantity, or remove the amount',
    ],
    zh: ['期初金额 {amount} 在 opening_stock 中没有对应的行', '请补充该行及数量，或删除该金额'],
  },
  opening_stock_must_be_of_a_valued_item: {
    severity: 'error',
    check: 'PRE-01',
    en: [
      'it opens with {quantity:quantity} of an item that takes no part in inventory costing: nothing can take it out',
      'set valued to true, or take the stock off the books in the period before',
    ],
    zh: ['期初有 {quantity:quantity}，但该物料不参与存货核算，无法再发出', '请将 valued 设为 true，或在上期将其出账'],
  },
  opening_stock_must_be_in_a_plant_of_the_ledger: {
    severity: 'error',
    check: 'PRE-01',
    en: [
      'its plant is "{value}", which is no plant of the ledger: nothing can take it out',
      'name a plant of ledger_plant; only items valued as one for the whole ledger open without a plant',
    ],
    zh: [
      '其工厂为“{value}”，不属于本账套，无法再发出',
      '请填写 ledger_plant 中的工厂；只有按整个账套合并计价的物料可以不填工厂',
    ],
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
      'opening {found:quantity} is not the closing {expected:quantity} of the period before',
      'remove the opening rows: the period opens from the published version before',
    ],
    zh: ['期初 {found:quantity} 与上期期末 {expected:quantity} 不一致', '请删除期初导入行：本期由上期已发布版本结转'],
  },
  valuation_method_must_not_change_within_a_year: {
    severity: 'error',
    check: 'PRE-12',
    en: [
      '[category "{key}": ]valued by {expected} before, by {found} now',
      'keep the method, or record an approval in method_changes',
    ],
    zh: [
      '[类别“{key}”]原按{expected:valuation}计价，现改为{found:valuation}',
      '请保持计价方法不变，或在 method_changes 中登记审批',
    ],
  },
  line_formula_must_be_readable: {
    severity: 'error',
    check: 'PRE-13',
    en: [
      'the formula can not be used: {what:fault}, at character {position}[ ("{near}")]; the quantity of the row counts',
      'correct the formula; it may name attributes of orders and items',
    ],
    zh: [
      '公式无法使用，第 {position} 个字符[（“{near}”）]：{what:fault}；按该行所填数量计',
      '请更正公式，可使用工单和物料属性的名称',
    ],
  },
  line_formula_must_give_a_quantity: {
    severity: 'error',
    check: 'PRE-13',
    en: [
      'the formula gives no quantity[ for order {order}]: {what:fault}, at character {position}; the quantity of the row counts',
      'correct the formula, or the attributes of the order, of what is made or of the component',
    ],
    zh: [
      '公式没有得出数量[（工单 {order}）]，第 {position} 个字符：{what:fault}；按该行所填数量计',
      '请更正公式，或更正工单、产品或子件的属性',
    ],
  },
  mixture_must_have_several_components: {
    severity: 'warning',
    check: 'PRE-13',
    en: [
      'the mixture {group} of {item} is {components} alone, or has no quantity; its variance is told as usage, not as mix and yield',
      'give mix_group to every line of the mixture, or clear it',
    ],
    zh: [
      '{item} 的配比组 {group} 只有 {components:list}，或没有数量；差异按用量差异列示，不分配比和产出',
      '请在配料的每一行填写 mix_group，或清空',
    ],
  },
  mixture_must_have_one_unit: {
    severity: 'warning',
    check: 'PRE-13',
    en: [
      'components of the mixture {group} of {item} are counted in {units}; their variances are told as usage of each, not as mix and yield',
      'count them in one unit, or make a mix_group of each unit',
    ],
    zh: [
      '{item} 的配比组 {group} 的子件计量单位不同：{units:list}；差异按各子件用量差异列示，不分配比和产出',
      '请统一计量单位，或按单位分设 mix_group',
    ],
  },
  mixture_must_have_standard_prices: {
    severity: 'warning',
    check: 'PRE-13',
    en: [
      '{components} of the mixture {group} of {item} has no standard price; the variances of the mixture are told as usage of each, not as mix and yield',
      'enter standard prices of all components of the mixture',
    ],
    zh: [
      '{item} 的配比组 {group} 中 {components:list} 没有标准价；差异按各子件用量差异列示，不分配比和产出',
      '请录入配料全部子件的标准价',
    ],
  },
} as const satisfies Record<string, Rule>;
