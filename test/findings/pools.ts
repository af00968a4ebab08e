import { Month } from '../factory/month.js';
import type { FindingCases } from './finding-case.js';

/** Cost pools, and what spreads them. */
export const POOLS = {
  pool_driver_must_be_known: {
    facts: new Month().pool('POWER', '80.00', { driver: 'hours_robot' }),
    finding: {
      severity: 'error',
      table: 'cost_pool',
      key: 'POWER',
      fields: {
        value: 'hours_robot',
        expected: 'hours_machine, hours_labour, quantity_good, cycles, quota_hours_machine, quota_hours_labour',
      },
    },
    en: [
      'the driver "hours_robot" is not known; the pool is not spread',
      'use one of: hours_machine, hours_labour, quantity_good, cycles, quota_hours_machine, quota_hours_labour',
    ],
    zh: [
      '分配标准“hours_robot”未知，费用未分配',
      '可用值：hours_machine, hours_labour, quantity_good, cycles, quota_hours_machine, quota_hours_labour',
    ],
  },
  pool_must_have_a_driver: {
    facts: new Month().pool('POWER', '80.00'),
    finding: {
      severity: 'error',
      table: 'cost_pool',
      key: 'POWER',
      fields: { driver: 'hours_machine', amount: '80.00' },
    },
    en: [
      'no machine hours were reported; its cost of 80.00 can not be spread',
      'check the reports of its centre, or choose another driver',
    ],
    zh: ['没有报工机器工时，费用 80.00 无法分配', '请核对该成本中心的报工，或更换分配标准'],
  },
  pool_without_driver_was_expensed: {
    facts: new Month().pool('POWER', '80.00'),
    policy: { pool_without_driver: 'expense' },
    finding: {
      severity: 'warning',
      table: 'cost_pool',
      key: 'POWER',
      fields: { driver: 'hours_machine', amount: '80.00' },
    },
    en: [
      'no machine hours were reported; its cost of 80.00 was expensed, as the policy says',
      'check the reports of its centre',
    ],
    zh: ['没有报工机器工时，费用 80.00 已按政策费用化', '请核对该成本中心的报工'],
  },
  normal_capacity_counts_for_nothing: {
    facts: new Month()
      .open('RAW', '10', '100.00')
      .order('O1', 'BOX', '5')
      .issue('RAW', '10', 'O1')
      .report('O1', '14')
      .pool('PRESS', '500.00', { normal_driver: '100' }),
    finding: { severity: 'warning', table: 'cost_pool', key: 'PRESS', fields: { found: '100.000000' } },
    en: [
      'the normal capacity of 100 counts for nothing: only a fixed pool has one, above zero',
      'set behaviour to fixed where part of it may stand idle, or leave normal_driver empty',
    ],
    zh: [
      '正常产能 100 不起作用：只有固定费用才有正常产能，且须大于零',
      '如其中可能有闲置产能，请将 behaviour 设为 fixed；否则请将 normal_driver 留空',
    ],
  },
  idle_capacity_is_large: {
    facts: new Month()
      .open('RAW', '10', '100.00')
      .order('O1', 'BOX', '5')
      .issue('RAW', '10', 'O1')
      .report('O1', '14')
      .pool('PRESS', '500.00', { behaviour: 'fixed', normal_driver: '100' }),
    finding: {
      severity: 'warning',
      table: 'cost_pool',
      key: 'PRESS',
      fields: {
        driver: 'hours_machine',
        found: '14.000000',
        expected: '100.000000',
        percent: '86.0',
        amount: '430.00',
      },
    },
    en: [
      '14 machine hours were worked of a normal 100: 86.0 % is idle capacity, and 430.00 of its cost is expensed',
      'check the reports of its centre and the normal capacity',
    ],
    zh: [
      '正常产能 100，实际机器工时 14：86.0 % 为闲置产能，费用 430.00 计入当期损益',
      '请核对该成本中心的报工和正常产能',
    ],
  },
  pool_amount_is_negative: {
    facts: new Month()
      .open('RAW', '10', '100.00')
      .order('O1', 'BOX', '5')
      .issue('RAW', '10', 'O1')
      .report('O1', '2')
      .pool('POWER', '-8.00'),
    finding: { severity: 'warning', table: 'cost_pool', key: 'POWER', fields: { amount: '-8.00' } },
    en: ['its cost is -8.00: the orders of its centre become cheaper by it', 'check whether it is a credit'],
    zh: ['费用为 -8.00，将冲减该成本中心工单的成本', '请核对是否为红字费用'],
  },
  hours_must_have_a_pool: {
    facts: new Month().order('O1', 'BOX', '5').report('O1', '8'),
    finding: { severity: 'warning', table: 'cost_centre', key: 'C1', fields: { driver: 'hours_machine' } },
    en: [
      'machine hours were reported, but the centre has no cost pool in this period',
      'check whether its cost has been collected',
    ],
    zh: ['已报工机器工时，但该成本中心本期没有费用池', '请核对费用是否已归集'],
  },
  driver_of_an_order_must_not_be_negative: {
    facts: new Month()
      .order('O1', 'BOX', '5')
      .order('O2', 'BOX', '5')
      .report('O1', '8')
      .report('O2', '8', { reverses: 'R0' })
      .pool('POWER', '80.00'),
    finding: {
      severity: 'error',
      table: 'production_order',
      key: 'O2',
      fields: { driver: 'hours_machine', centre: 'C1', found: '-8.000000' },
    },
    en: ['its machine hours at C1 add up to -8; it bears nothing', 'check the reversing reports'],
    zh: ['其在 C1 的机器工时合计为 -8，不承担费用', '请核对冲销的报工'],
  },
} satisfies FindingCases;
