import { Month } from '../factory/month.js';
import type { FindingCases } from './finding-case.js';

/** A month in which O1 is made at the shop C1. */
export function made(): Month {
  return new Month().open('RAW', '10', '100.00').order('O1', 'BOX', '5').issue('RAW', '10', 'O1').report('O1', '2');
}

const statistic = { period: '2026-09', driver: 'kwh', target_kind: 'order', target: 'O1', status: 'approved' } as const;

/** Drivers, budgets and rates. */
export const CENTRES = {
  policy_must_not_waive_what_is_fatal: {
    facts: made().pool('POWER', '80.00'),
    policy: { waivers: [{ code: 'number_must_be_plain', by: 'CFO', reason: 'in a hurry' }] },
    finding: {
      severity: 'fatal',
      table: 'policy',
      key: 'waivers.0.code',
      fields: { value: 'number_must_be_plain' },
    },
    en: [
      'the policy waives number_must_be_plain, which is fatal: where it is found, nothing is computed that could be published',
      'take waivers.0.code out of the config, and correct the rows',
    ],
    zh: [
      '政策豁免了 number_must_be_plain，而它是致命问题：一旦出现便不作计算，没有可发布的结果',
      '请从配置中删除 waivers.0.code，并更正数据',
    ],
  },
  normal_loss_must_name_a_centre_of_its_ledger: {
    facts: new Month()
      .add('plant', { plant: 'P9' })
      .add('cost_centre', { centre: 'C9', plant: 'P9', kind: 'production' })
      .item('BOX')
      .add('normal_loss', {
        plant: 'P1',
        item: 'BOX',
        valid_from: '2026-01-01',
        rate: '0.1',
        basis: 'input',
        centre: 'C9',
      }),
    finding: {
      severity: 'error',
      table: 'normal_loss',
      key: 'P1 · BOX ·  · 2026-01-01',
      fields: { centre: 'C9' },
    },
    en: [
      'centre C9, whose overhead is to bear what is lost as a rule, is in no plant of the ledger; the good units bear it',
      'name a centre of the plants in ledger_plant, or none',
    ],
    zh: [
      '正常损耗应由成本中心 C9 的制造费用承担，但它不属于本账套的工厂；由合格品承担',
      '请填写 ledger_plant 所列工厂的成本中心，或留空',
    ],
  },
  policy_must_name_what_is_known: {
    facts: made().pool('POWER', '80.00'),
    policy: { centre_overhead_driver: { C1: 'hours_machin' } },
    finding: {
      severity: 'fatal',
      table: 'policy',
      key: 'centre_overhead_driver.C1',
      fields: { kind: 'driver', value: 'hours_machin', near: 'hours_machine' },
    },
    en: [
      'the policy names the driver "hours_machin", which is not known; did you mean "hours_machine"?',
      'correct centre_overhead_driver.C1 in the config, or add the row',
    ],
    zh: [
      '政策中的分配标准“hours_machin”未知，是否应为“hours_machine”？',
      '请更正配置中的 centre_overhead_driver.C1，或补充该记录',
    ],
  },
  driver_name_is_taken: {
    facts: made().pool('POWER', '80.00').add('driver', { driver: 'cycles', kind: 'statistic' }),
    finding: { severity: 'fatal', table: 'driver', key: 'cycles', fields: {} },
    en: ['every ledger has a driver of this name', 'give the driver another name'],
    zh: ['系统已有同名的分配标准', '请改用其他名称'],
  },
  driver_must_be_of_something_known: {
    facts: made().pool('POWER', '80.00').add('driver', { driver: 'by_wages', kind: 'value', of: 'WAGES' }),
    finding: {
      severity: 'error',
      table: 'driver',
      key: 'by_wages',
      fields: {
        value: 'WAGES',
        expected: 'cost element, direct_cost, pool of the period that is not spread by value itself',
      },
    },
    en: [
      'the driver is of "WAGES", which is no cost element, direct_cost, pool of the period that is not spread by value itself; it spreads nothing',
      'correct its column "of"',
    ],
    zh: [
      '分配标准的依据“WAGES”不是 cost element, direct_cost, pool of the period that is not spread by value itself，无法分配',
      '请更正“of”列',
    ],
  },
  quantity_of_a_driver_must_not_be_negative: {
    facts: made()
      .pool('POWER', '80.00', { driver: 'kwh' })
      .add('driver', { driver: 'kwh', kind: 'statistic' })
      .add('driver_quantity', { ...statistic, quantity: '5' }, { ...statistic, operation: '20', quantity: '-2' }),
    finding: {
      severity: 'error',
      table: 'driver_quantity',
      key: '2026-09 · kwh ·  · order · O1 · 20',
      fields: { found: '-2.000000' },
    },
    en: [
      'the quantity is -2; it is added up, and what is below zero in the end counts as nothing',
      'correct the quantity',
    ],
    zh: ['数量为 -2，按净额汇总，净额为负时按零计', '请更正数量'],
  },
  driver_quantity_must_name_an_order_that_counts: {
    facts: made()
      .order('O2', 'BOX', '5', { status: 'draft' })
      .pool('POWER', '80.00', { driver: 'kwh' })
      .add('driver', { driver: 'kwh', kind: 'statistic' })
      .add('driver_quantity', { ...statistic, quantity: '5' }, { ...statistic, target: 'O2', quantity: '5' }),
    finding: {
      severity: 'error',
      table: 'driver_quantity',
      key: '2026-09 · kwh ·  · order · O2 · ',
      fields: { order: 'O2' },
    },
    with: ['document_is_not_approved'],
    en: ['order O2 is not approved; the quantity is left out', 'approve the order, or correct the row'],
    zh: ['工单 O2 未审核，该数量未计入', '请审核工单或更正该记录'],
  },
  rate_must_be_planned: {
    facts: made().pool('POWER', '80.00'),
    policy: { absorption: { rate: 'planned', difference: 'expense', when: 'period', by: 'applied_of_period' } },
    finding: {
      severity: 'error',
      table: 'cost_centre',
      key: 'C1',
      fields: { driver: 'hours_machine', element: 'overhead' },
    },
    with: ['residuals_are_large'],
    en: [
      'no rate of overhead by machine hours is budgeted, though the policy absorbs at planned rates; all of it is a difference',
      'add a row of rate_budget, or take the actual rate',
    ],
    zh: ['政策按计划分配率分配，但没有overhead按机器工时的预算，全部作为差异', '请补充 rate_budget，或改用实际分配率'],
  },
  budget_must_hold_its_fixed_part: {
    facts: made().pool('POWER', '80.00').add('rate_budget', {
      ledger: 'L',
      centre: 'C1',
      element: 'overhead',
      driver: 'hours_machine',
      valid_from: '2026-01-01',
      amount: '100.00',
      quantity: '10',
      fixed_amount: '100.01',
    }),
    finding: {
      severity: 'error',
      table: 'rate_budget',
      key: 'L · C1 · overhead · hours_machine · 2026-01-01',
      fields: { found: '100.01', expected: '100.00' },
    },
    en: [
      'the fixed part of 100.01 is not within the budget of 100.00; what varies with the driver is below zero',
      'correct fixed_amount or amount',
    ],
    zh: ['固定部分 100.01 不在预算 100.00 之内，变动部分为负', '请更正固定部分金额或预算金额'],
  },
  absorption_driver_must_be_known: {
    facts: made().pool('POWER', '80.00').add('opening_absorption', {
      ledger: 'L',
      centre: 'C1',
      element: 'overhead',
      driver: 'hours_machin',
      amount: '500.00',
      quantity: '10',
      difference: '0',
    }),
    finding: {
      severity: 'error',
      table: 'opening_absorption',
      key: 'L · C1 · overhead · hours_machin · ',
      fields: { value: 'hours_machin', near: 'hours_machine' },
    },
    en: [
      'no driver is called "hours_machin", so what was absorbed stands in no rate, and its difference alone counts; did you mean "hours_machine"?',
      'correct its column "driver"',
    ],
    zh: [
      '没有名为“hours_machin”的分配标准，累计吸收额未计入分配率，仅计入差异；是否应为“hours_machine”？',
      '请更正“driver”列',
    ],
  },
  absorption_must_have_one_quantity: {
    facts: made()
      .pool('POWER', '80.00')
      .add(
        'opening_absorption',
        ...[
          ['overhead', '10'],
          ['labour', '9.5'],
        ].map(([element, quantity]) => ({
          ledger: 'L',
          centre: 'C1',
          element,
          driver: 'hours_machine',
          amount: '500.00',
          quantity,
          difference: '0',
        })),
      ),
    finding: {
      severity: 'error',
      table: 'opening_absorption',
      key: 'C1 · hours_machine',
      fields: { expected: '9.500000', found: '10.000000' },
    },
    en: [
      'the quantities of its elements differ, from 9.5 to 10, though they were absorbed by one driver; the largest counts',
      'correct the quantities',
    ],
    zh: ['同一分配标准下各要素的累计数量不一致（9.5 至 10），按最大值计', '请更正数量'],
  },
  budget_must_have_a_quantity: {
    facts: made().pool('POWER', '80.00').add('rate_budget', {
      ledger: 'L',
      centre: 'C1',
      element: 'overhead',
      driver: 'hours_machine',
      valid_from: '2026-01-01',
      amount: '960.00',
    }),
    policy: { absorption: { rate: 'planned', difference: 'expense', when: 'period', by: 'applied_of_period' } },
    finding: { severity: 'error', table: 'rate_budget', key: 'C1 · overhead · hours_machine', fields: {} },
    with: ['rate_must_be_planned', 'residuals_are_large'],
    en: [
      'the budget has neither a quantity nor planned output with quota hours; there is no rate',
      'give its quantity, or rows of rate_budget_output',
    ],
    zh: ['预算既没有数量，也没有可折算定额工时的计划产量，无法得到分配率', '请填写数量，或补充 rate_budget_output'],
  },
  formula_must_be_readable: {
    facts: made()
      .pool('POWER', '80.00')
      .add('driver', { driver: 'mould', kind: 'formula', formula: 'hours_machine * shots' }),
    finding: {
      severity: 'error',
      table: 'driver',
      key: 'mould',
      fields: { what: 'Unknown variable: shots', position: '17', near: 'shots' },
    },
    en: [
      'the formula can not be used: Unknown variable: shots, at character 17 ("shots"); it spreads nothing',
      'correct the formula; it may name what reports count, statistics and attributes',
    ],
    zh: [
      '公式无法使用，第 17 个字符（“shots”）：没有名为 shots 的量；费用未分配',
      '请更正公式，可使用报工数量、统计量和属性的名称',
    ],
  },
  formula_must_give_a_number: {
    facts: made()
      .order('O2', 'BOX', '1')
      .report('O2', '1', { quantity_good: '1' })
      .add('driver', { driver: 'slow', kind: 'formula', formula: 'hours_machine / quantity_good' })
      .pool('POWER', '80.00', { driver: 'slow' }),
    finding: {
      severity: 'error',
      table: 'production_order',
      key: 'O1',
      fields: { driver: 'slow', what: 'it divides by zero', position: '17' },
    },
    en: [
      'the formula of slow gives nothing for it: it divides by zero, at character 17; it bears nothing',
      'correct the formula, or what it reads',
    ],
    zh: ['分配标准 slow 的公式对其没有结果，第 17 个字符：除数为零；不承担费用', '请更正公式或其引用的数据'],
  },
  value_driver_must_have_a_standard_price: {
    facts: made()
      .item('RAW')
      .add('driver', { driver: 'cost', kind: 'value', of: 'direct_cost' })
      .pool('WAGES', '50.00')
      .pool('POWER', '80.00', { driver: 'cost' }),
    finding: { severity: 'error', table: 'item_price', key: 'P1 · RAW', fields: {} },
    en: [
      'there is no standard price; what orders took of it counts as nothing where cost is spread by value',
      'add a standard price',
    ],
    zh: ['没有标准价，按金额分配费用时其领用按零计', '请补充标准价'],
  },
  last_part_has_the_other_sign: {
    facts: made().order('O2', 'BOX', '1').report('O2', '0.1').pool('POWER', '1.11'),
    policy: { rate_rounding: { default: 0 } },
    finding: {
      severity: 'warning',
      table: 'pool',
      key: 'POWER',
      fields: { found: '-0.89', amount: '1.11' },
    },
    with: ['work_in_process_is_below_zero'],
    en: [
      'the rounded rate gave the others more than there was: the last receiver bears -0.89 of 1.11',
      'keep more decimals of the rate',
    ],
    zh: ['分配率四舍五入后前面各受益单位合计超出总额：1.11 中末项为 -0.89', '请增加分配率的保留位数'],
  },
} satisfies FindingCases;
