import type { Policy } from '@millrace/costing-core';
import { Month } from '../factory/month.js';
import type { FindingCases } from './finding-case.js';

const OCTOBER = { ledger: 'L', period: '2026-10', starts_on: '2026-10-01', ends_on: '2026-10-31' };

/** What has to be in order before anything is computed. */
export const MASTERS = {
  ledger_must_be_known: {
    facts: new Month(),
    closing: { ledger: 'M' },
    finding: { severity: 'fatal', table: 'ledger', key: 'M', fields: {} },
    en: ['there is no ledger M', 'add it to the table ledger, with its plants in ledger_plant'],
    zh: ['账套 M 不存在', '请在 ledger 表中建立，并在 ledger_plant 中列出其工厂'],
  },
  period_must_be_known: {
    facts: new Month(),
    closing: { period: '2026-10' },
    finding: { severity: 'fatal', table: 'period', key: '2026-10', fields: {} },
    en: ['the ledger has no period 2026-10', 'add it to the table period, with its first and last day'],
    zh: ['账套没有期间 2026-10', '请在 period 表中建立该期间及其起止日期'],
  },
  period_must_not_end_before_it_starts: {
    facts: new Month().add('period', {
      ledger: 'L',
      period: '2026-10',
      starts_on: '2026-10-31',
      ends_on: '2026-10-01',
    }),
    finding: {
      severity: 'fatal',
      table: 'period',
      key: 'L · 2026-10',
      fields: { from: '2026-10-31', to: '2026-10-01' },
    },
    en: ['the period starts on 2026-10-31 and ends on 2026-10-01', 'correct its first or its last day'],
    zh: ['期间开始于 2026-10-31，结束于 2026-10-01', '请更正起始日或结束日'],
  },
  periods_must_not_overlap: {
    facts: new Month().add('period', {
      ledger: 'L',
      period: '2026-10',
      starts_on: '2026-09-15',
      ends_on: '2026-10-31',
    }),
    finding: {
      severity: 'fatal',
      table: 'period',
      key: 'L · 2026-10',
      fields: { from: '2026-09-15', previous: 'L · 2026-09', to: '2026-09-30' },
    },
    en: [
      'the period starts on 2026-09-15, before L · 2026-09 ends on 2026-09-30',
      'correct the days: each belongs to one period',
    ],
    zh: ['期间开始于 2026-09-15，而 L · 2026-09 结束于 2026-09-30，两者重叠', '请更正起止日期：每一天只属于一个期间'],
  },
  periods_leave_days_out: {
    facts: new Month().add('period', {
      ledger: 'L',
      period: '2026-10',
      starts_on: '2026-10-05',
      ends_on: '2026-10-31',
    }),
    finding: {
      severity: 'warning',
      table: 'period',
      key: 'L · 2026-10',
      fields: { from: '2026-10-05', previous: 'L · 2026-09', to: '2026-09-30' },
    },
    en: [
      'the period starts on 2026-10-05, L · 2026-09 ends on 2026-09-30',
      'let them follow: what is dated between counts in none',
    ],
    zh: [
      '期间开始于 2026-10-05，而 L · 2026-09 结束于 2026-09-30，中间有空档',
      '请使期间首尾相接：空档内的数据不计入任何期间',
    ],
  },
  time_zone_must_be_known: {
    facts: new Month().ledger({ time_zone: 'Asia/Peking' }),
    finding: { severity: 'fatal', table: 'ledger', key: 'L', fields: { value: 'Asia/Peking' } },
    en: ['"Asia/Peking" is not a time zone', 'use a name such as Asia/Shanghai'],
    zh: ['“Asia/Peking”不是时区', '请使用 Asia/Shanghai 之类的名称'],
  },
  amount_scale_must_be_from_0_to_8: {
    facts: new Month().ledger({ amount_scale: 9 }),
    finding: { severity: 'fatal', table: 'ledger', key: 'L', fields: { value: '9' } },
    en: ['amounts are to have 9 decimals', 'set amount_scale to a number from 0 to 8, mostly 2'],
    zh: ['金额小数位数为 9', '请将 amount_scale 设为 0 到 8，一般为 2'],
  },
  key_must_be_unique: {
    facts: new Month().add('plant', { plant: 'P1' }),
    finding: { severity: 'fatal', table: 'plant', key: 'P1', fields: { count: '2' } },
    en: ['2 rows have this key', 'keep one of them: they may be one row sent twice, or two rows under one number'],
    zh: ['有 2 行使用同一主键', '请只保留一行：可能是重复传送，也可能是两行误用同一编号'],
  },
  reference_must_be_known: {
    facts: new Month().add('ledger_plant', { ledger: 'L', plant: 'P9' }),
    finding: {
      severity: 'fatal',
      table: 'ledger_plant',
      key: 'L · P9',
      fields: { column: 'plant', value: 'P9', expected: 'plant' },
    },
    en: ['plant names "P9", which is not in plant', 'add it there, or correct the name'],
    zh: ['工厂（plant） 为“P9”，在 工厂（plant） 中不存在', '请在该表中补建，或更正编码'],
  },
  conversion_must_be_positive: {
    facts: new Month().add('unit_conversion', { from_unit: 'kg', to_unit: 'g', numerator: '1000', denominator: '0' }),
    finding: {
      severity: 'fatal',
      table: 'unit_conversion',
      key: ' · kg · g',
      fields: { value: '1000.000000000 / 0.000000000' },
    },
    en: ['the unit conversion is 1000.000000000 / 0.000000000', 'numerator and denominator must be above zero'],
    zh: ['单位换算为 1000.000000000 / 0.000000000', '分子和分母都必须大于零'],
  },
  conversions_must_agree: {
    facts: new Month()
      .add('unit_conversion', { from_unit: 'box', to_unit: 'pc', numerator: '12', denominator: '1' })
      .add('unit_conversion', { from_unit: 'pc', to_unit: 'box', numerator: '1', denominator: '10' }),
    finding: {
      severity: 'error',
      table: 'unit_conversion',
      key: ' · pc · box',
      fields: { from: 'pc', to: 'box', found: '0.1', expected: '0.083333333', chain: 'pc → box' },
    },
    en: [
      'the conversion of pc to box makes one pc 0.1 box; the other conversions make it 0.083333333 (pc → box)',
      'correct or remove one of them: quantities in these units are converted by either',
    ],
    zh: [
      'pc 到 box 的换算为 1 pc = 0.1 box，而按其他换算（pc → box）应为 0.083333333',
      '请更正或删除其中一条：使用这些单位的数量会因此换算不一致',
    ],
  },
  price_must_be_for_a_quantity: {
    facts: new Month().item('RAW').add('item_price', {
      plant: 'P1',
      item: 'RAW',
      kind: 'standard',
      element: 'material',
      valid_from: '2026-01-01',
      price: '10',
      per_quantity: '0',
    }),
    finding: { severity: 'fatal', table: 'item_price', key: 'P1 · RAW · standard · material · 2026-01-01', fields: {} },
    en: ['the price is for a quantity of 0', 'set per_quantity to the quantity that the price is for, mostly 1'],
    zh: ['价格对应的数量为 0', '请将 per_quantity 设为该价格对应的数量，一般为 1'],
  },
  opening_amount_must_have_its_stock: {
    facts: new Month()
      .item('RAW')
      .add('opening_stock_amount', { ledger: 'L', plant: 'P1', item: 'RAW', element: 'material', amount: '100.00' }),
    finding: {
      severity: 'fatal',
      table: 'opening_stock_amount',
      key: 'L · P1 · RAW ·  ·  ·  ·  · material',
      fields: { amount: '100.00' },
    },
    en: [
      'the opening amount 100.00 has no row of opening_stock',
      'add the row with its quantity, or remove the amount',
    ],
    zh: ['期初金额 100.00 在 opening_stock 中没有对应的行', '请补充该行及数量，或删除该金额'],
  },
  opening_stock_must_be_of_a_valued_item: {
    facts: new Month().item('RAW', { valued: false }).open('RAW', '10', '100.00'),
    finding: {
      severity: 'error',
      table: 'opening_stock',
      key: 'L · P1 · RAW ·  ·  ·  · ',
      fields: { quantity: '10.000000' },
    },
    en: [
      'it opens with 10 of an item that takes no part in inventory costing: nothing can take it out',
      'set valued to true, or take the stock off the books in the period before',
    ],
    zh: ['期初有 10，但该物料不参与存货核算，无法再发出', '请将 valued 设为 true，或在上期将其出账'],
  },
  opening_stock_must_be_in_a_plant_of_the_ledger: {
    facts: new Month().open('RAW', '10', '100.00', { plant: 'X' }),
    finding: { severity: 'error', table: 'opening_stock', key: 'L · X · RAW ·  ·  ·  · ', fields: { value: 'X' } },
    en: [
      'its plant is "X", which is no plant of the ledger: nothing can take it out',
      'name a plant of ledger_plant; only items valued as one for the whole ledger open without a plant',
    ],
    zh: [
      '其工厂为“X”，不属于本账套，无法再发出',
      '请填写 ledger_plant 中的工厂；只有按整个账套合并计价的物料可以不填工厂',
    ],
  },
  previous_period_must_be_published: {
    database: [new Month('2026-09').add('period', OCTOBER).buy('RAW', '10', '100.00'), ['close', '2026-10']],
    finding: { severity: 'fatal', table: 'period', key: '2026-10', fields: { expected: '2026-09' } },
    en: ['2026-09 has no published version to open from', 'close and publish 2026-09 first'],
    zh: ['上一期间 2026-09 尚无已发布版本', '请先结算并发布 2026-09'],
  },
  opening_must_equal_previous_closing: {
    previous: new Month('2026-08').buy('RAW', '10', '100.00'),
    facts: new Month().open('RAW', '9', '100.00'),
    finding: {
      severity: 'fatal',
      table: 'opening_stock',
      key: 'L · P1 · RAW ·  ·  ·  ·  · ',
      fields: { found: '9.000000', expected: '10.000000' },
    },
    en: [
      'opening 9 is not the closing 10 of the period before',
      'remove the opening rows: the period opens from the published version before',
    ],
    zh: ['期初 9 与上期期末 10 不一致', '请删除期初导入行：本期由上期已发布版本结转'],
  },
  valuation_method_must_not_change_within_a_year: {
    previous: new Month('2026-08').buy('RAW', '10', '100.00').sell('RAW', '10'),
    facts: new Month().item('RAW'),
    policy: by('moving_average'),
    finding: {
      severity: 'error',
      table: 'item',
      key: '',
      fields: { expected: 'periodic_average, plant_item', found: 'moving_average, plant_item' },
    },
    en: [
      'valued by periodic_average, plant_item before, by moving_average, plant_item now',
      'keep the method, or record an approval in method_changes',
    ],
    zh: [
      '原按全月一次加权平均、工厂和物料计价，现改为移动加权平均、工厂和物料',
      '请保持计价方法不变，或在 method_changes 中登记审批',
    ],
  },
  line_formula_must_be_readable: {
    facts: sheet('size * thick').add('attribute', { owner_kind: 'item', owner: 'MIX', name: 'size', value: '2' }),
    finding: {
      severity: 'error',
      table: 'bom_line',
      key: 'P1 · MIX ·  · 2026-01-01 · 1',
      fields: { what: 'Unknown variable: thick', position: '8', near: 'thick' },
    },
    en: [
      'the formula can not be used: Unknown variable: thick, at character 8 ("thick"); the quantity of the row counts',
      'correct the formula; it may name attributes of orders and items',
    ],
    zh: [
      '公式无法使用，第 8 个字符（“thick”）：没有名为 thick 的量；按该行所填数量计',
      '请更正公式，可使用工单和物料属性的名称',
    ],
  },
  line_formula_must_give_a_quantity: {
    facts: sheet('2 * size').add('attribute', { owner_kind: 'order', owner: 'O1', name: 'size', value: '-1' }),
    finding: {
      severity: 'error',
      table: 'bom_line',
      key: 'P1 · MIX ·  · 2026-01-01 · 1',
      fields: { what: 'it is below 0', position: '1', order: 'O1' },
    },
    en: [
      'the formula gives no quantity for order O1: it is below 0, at character 1; the quantity of the row counts',
      'correct the formula, or the attributes of the order, of what is made or of the component',
    ],
    zh: [
      '公式没有得出数量（工单 O1），第 1 个字符：结果为负；按该行所填数量计',
      '请更正公式，或更正工单、产品或子件的属性',
    ],
  },
  mixture_must_have_several_components: {
    facts: mixture({ X: '1' }),
    finding: {
      severity: 'warning',
      table: 'bom_line',
      key: 'P1 · MIX · A',
      fields: { group: 'A', item: 'MIX', components: 'X' },
    },
    en: [
      'the mixture A of MIX is X alone, or has no quantity; its variance is told as usage, not as mix and yield',
      'give mix_group to every line of the mixture, or clear it',
    ],
    zh: [
      'MIX 的配比组 A 只有 X，或没有数量；差异按用量差异列示，不分配比和产出',
      '请在配料的每一行填写 mix_group，或清空',
    ],
  },
  mixture_must_have_one_unit: {
    facts: mixture({ X: '0.6', Y: '0.4' }, { unit: 'l' }),
    finding: {
      severity: 'warning',
      table: 'bom_line',
      key: 'P1 · MIX · A',
      fields: { group: 'A', item: 'MIX', units: 'l, pc' },
    },
    en: [
      'components of the mixture A of MIX are counted in l, pc; their variances are told as usage of each, not as mix and yield',
      'count them in one unit, or make a mix_group of each unit',
    ],
    zh: [
      'MIX 的配比组 A 的子件计量单位不同：l、pc；差异按各子件用量差异列示，不分配比和产出',
      '请统一计量单位，或按单位分设 mix_group',
    ],
  },
  mixture_must_have_standard_prices: {
    facts: mixture({ X: '0.6', Y: '0.4' }, { unpriced: 'Y' }),
    finding: {
      severity: 'warning',
      table: 'bom_line',
      key: 'P1 · MIX · A',
      fields: { group: 'A', item: 'MIX', components: 'Y' },
    },
    en: [
      'Y of the mixture A of MIX has no standard price; the variances of the mixture are told as usage of each, not as mix and yield',
      'enter standard prices of all components of the mixture',
    ],
    zh: ['MIX 的配比组 A 中 Y 没有标准价；差异按各子件用量差异列示，不分配比和产出', '请录入配料全部子件的标准价'],
  },
} satisfies FindingCases;

function by(method: Policy['valuation']['method']): Partial<Policy> {
  return { valuation: { method, bucket: 'plant_item', layer_order: 'chronological' } };
}

/** An order whose bill of material has one line, by formula. */
function sheet(formula: string): Month {
  const key = { plant: 'P1', parent: 'MIX', alternative: null, valid_from: '2026-01-01' };
  const line = { ...key, line: 1, component: 'X', quantity: '1', kind: 'component', fixed: false, formula } as const;
  return new Month()
    .open('X', '10', '50')
    .order('O1', 'MIX', '10')
    .add('bom', { ...key, base_quantity: '1', active: true })
    .add('bom_line', line)
    .issue('X', '10', 'O1')
    .complete('MIX', '10', 'O1');
}

/** A mixture of these, by what a unit takes, as an order of 10 made it. */
function mixture(
  parts: Readonly<Record<string, string>>,
  { unit, unpriced }: { readonly unit?: string; readonly unpriced?: string } = {},
): Month {
  const key = { plant: 'P1', parent: 'MIX', alternative: null, valid_from: '2026-01-01' };
  const month = new Month().item('X', unit === undefined ? {} : { unit }).standard('MIX', '5');
  month.order('O1', 'MIX', '10').add('bom', { ...key, base_quantity: '1', active: true });
  for (const [place, [component, quantity]] of Object.entries(parts).entries()) {
    if (component !== unpriced) month.standard(component, '5');
    month
      .open(component, quantity, String(5 * Number(quantity)))
      .issue(component, quantity, 'O1')
      .add('bom_line', {
        ...key,
        line: place + 1,
        component,
        quantity,
        kind: 'component',
        fixed: false,
        mix_group: 'A',
      });
  }
  return month.complete('MIX', '10', 'O1');
}
