import { defaultPolicy, type Policy } from '@millrace/costing-core';
import { Month } from '../factory/month.js';
import type { FindingCases } from './finding-case.js';

const RECEIPT = { document: 'GR-1', line: '2', posted_at: '2026-09-03T10:00:00+08:00' };

/** What can be right, but seldom is. */
export const PLAUSIBILITY = {
  report_must_reverse_what_counts: {
    facts: new Month()
      .buy('RAW', '10', '100.00')
      .order('O1', 'BOX', '10')
      .issue('RAW', '5', 'O1')
      .report('O1', '4', { status: 'void' })
      .report('O1', '4', { reverses: 'R1' })
      .report('O1', '6'),
    finding: { severity: 'error', table: 'work_report', key: 'R2', fields: { found: 'R1', value: 'void' } },
    with: ['document_is_not_approved', 'hours_must_have_a_pool'],
    en: [
      'it reverses report R1, which is void and never counted: its hours and quantities are taken away all the same',
      'approve R1, or set both to void',
    ],
    zh: ['冲销的报工单 R1 状态为作废，从未计入，其工时和数量却被扣减', '请审核 R1，或将两张单据都作废'],
  },
  document_numbers_are_missing: {
    facts: new Month()
      .buy('RAW', '1', '10.00', { document: 'GR-0998' })
      .buy('RAW', '1', '10.00', { document: 'GR-0999' })
      .buy('RAW', '1', '10.00', { document: 'GR-1002' })
      .buy('RAW', '1', '10.00', { document: 'GR-1004' })
      .buy('RAW', '1', '10.00', { document: 'GRX-1' }),
    policy: checks({ document_series: ['GR-'] }),
    finding: {
      severity: 'warning',
      table: 'movement',
      key: 'GR-',
      fields: { count: '3', keys: 'GR-1000–GR-1001, GR-1003' },
    },
    en: [
      'of the series GR- numbers are missing between those of the period: 3 (GR-1000–GR-1001, GR-1003)',
      'find the documents; enter what was cancelled as void',
    ],
    zh: [
      '本期单据号 GR- 系列不连续，缺少 3 个（GR-1000–GR-1001, GR-1003）',
      '请查找这些单据；已取消的请以作废状态登记',
    ],
  },
  item_moved_very_often: {
    facts: new Month().on(3).buy('RAW', '1', '10.00').buy('RAW', '1', '10.00').on(4).buy('RAW', '1', '10.00'),
    policy: checks({ movements_per_item_day: 1 }),
    finding: {
      severity: 'warning',
      table: 'movement',
      key: 'P1 · RAW',
      fields: { on: '2026-09-03', count: '2', expected: '1' },
    },
    en: [
      '2 movements on 2026-09-03, more than 1',
      'check whether a document came in several times, or quantities were booked one by one',
    ],
    zh: ['2026-09-03 有 2 笔出入库，超过 1', '请核对是否重复导入单据，或逐件登记数量'],
  },
  movement_looks_entered_twice: {
    facts: new Month()
      .buy('RAW', '5', '50.00', RECEIPT)
      .buy('RAW', '5', '50.00', RECEIPT)
      .buy('RAW', '5', '60.00', RECEIPT)
      .buy('RAW', '5', '50.00', { ...RECEIPT, line: '3' }),
    finding: { severity: 'warning', table: 'movement', key: 'M2', fields: { item: 'RAW', other: 'M1' } },
    en: [
      'it says the same of RAW as movement M1: document, line, time, quantity and all else',
      'set one of them to void if it came twice; give it a line of its own if it didn’t',
    ],
    zh: [
      '与出入库 M1 完全相同（RAW，单据号、行号、时间、数量等均一致）',
      '如为重复传送，请将其中一行作废；否则请使用各自的行号',
    ],
  },
  order_stands_still: {
    facts: new Month()
      .buy('RAW', '1', '10.00')
      .order('O1', 'BOX', '10', { opened_on: '2026-05-01' })
      .add('opening_wip', { ledger: 'L', order: 'O1', stage: 'material', element: 'material', amount: '10.00' }),
    finding: {
      severity: 'warning',
      table: 'production_order',
      key: 'O1',
      fields: { item: 'BOX', days: '152', from: '2026-05-01' },
    },
    en: [
      'nothing was done for it since 2026-05-01, 152 days before the period’s end; what BOX cost so far is still in process',
      'close it if it is finished or given up, or check whether documents are missing',
    ],
    zh: [
      '自 2026-05-01 起没有任何业务，至期末已 152 天；BOX 已发生的成本仍为在产品',
      '如已完工或不再生产，请关闭工单；否则请核对是否缺少单据',
    ],
  },
  complete_order_is_open: {
    facts: new Month()
      .buy('RAW', '1', '10.00')
      .order('O1', 'BOX', '10', { opened_on: '2026-08-01' })
      .complete('BOX', '10', 'O1', { posted_at: '2026-08-20T10:00:00+08:00' })
      .add('opening_wip', { ledger: 'L', order: 'O1', stage: 'material', element: 'material', amount: '0.00' }),
    finding: {
      severity: 'warning',
      table: 'production_order',
      key: 'O1',
      fields: { item: 'BOX', quantity: '10.000000' },
    },
    en: [
      'all that was planned of BOX, 10 by then, was received before the period began, but the order is open',
      'close it: an open order can take cost that belongs to another',
    ],
    zh: [
      '计划生产的 BOX 在本期开始前已全部入库（10），工单却未关闭',
      '请关闭工单：未关闭的工单可能继续承担不属于它的成本',
    ],
  },
  hours_are_far_from_the_routing: {
    facts: new Month()
      .buy('RAW', '10', '100.00')
      .pool('OH', '80.00')
      .order('O1', 'BOX', '10')
      .add('routing_operation', {
        plant: 'P1',
        item: 'BOX',
        operation: '0010',
        work_centre: 'W1',
        run_hours_machine: '30',
        time_unit: 'minute',
      })
      .issue('RAW', '10', 'O1')
      .report('O1', '8', { operation: '0010', quantity_good: '10' })
      .complete('BOX', '10', 'O1'),
    finding: {
      severity: 'warning',
      table: 'production_order',
      key: 'O1',
      fields: { item: 'BOX', driver: 'hours_machine', found: '8.000000', expected: '5.000000', difference: '60.0' },
    },
    en: [
      'the reports of BOX have 8 machine hours, its routing asks 5 for the quantities reported: 60.0 %',
      'check the hours and quantities of its reports, and the times and time unit of the routing',
    ],
    zh: [
      'BOX 的报工为 8 机器工时，按工艺路线和报工数量应为 5：相差 60.0 %',
      '请核对报工的工时和数量，以及工艺路线的时间及其单位',
    ],
  },
  closing_stock_is_off_its_average: {
    facts: new Month()
      .open('RAW', '10', '100.00')
      .sell('RAW', '5')
      .move('purchase_adjustment', 'RAW', '0', { refers_to: 'M-0812' }, '20.00')
      .add('earlier_cost', { ledger: 'L', movement: 'M-0812', element: 'material', quantity: '10', amount: '100.00' }),
    policy: { late_difference: 'all_to_stock' },
    finding: {
      severity: 'warning',
      table: 'stock',
      key: 'P1 · RAW',
      fields: { found: '14.000000', expected: '10.000000' },
    },
    en: [
      'what is left stands at 14.000000 a unit, while a unit cost 10.000000 in the period',
      'check the late differences that went into closing stock alone',
    ],
    zh: ['期末结存单价为 14.000000，而本期平均单价为 10.000000', '请核对仅计入期末结存的调价差异'],
  },
  residuals_are_large: {
    facts: new Month()
      .open('RAW', '10', '80.00')
      .move('purchase_adjustment', 'RAW', '0', { refers_to: 'M-0812' }, '20.00')
      .add('earlier_cost', { ledger: 'L', movement: 'M-0812', element: 'material', quantity: '10', amount: '100.00' }),
    policy: { late_difference: 'expense' },
    finding: {
      severity: 'warning',
      table: 'residual',
      key: 'late_difference',
      fields: { amount: '20.00', expected: '100.00', percent: '20.0' },
    },
    en: [
      'residuals for this reason come to 20.00; 100.00 came in, of which that is 20.0 %',
      'look at them in the table residual, the largest first',
    ],
    zh: ['该原因的余差合计 20.00，本期流入金额 100.00，占 20.0 %', '请在 residual 表中从大到小核查'],
  },
  work_in_process_is_below_zero: {
    facts: new Month().buy('RAW', '10', '100.00').order('O1', 'BOX', '10').report('O1', '1').pool('OH', '-30.00'),
    finding: { severity: 'warning', table: 'production_order', key: 'O1', fields: { amount: '-30.00' } },
    with: ['pool_amount_is_negative'],
    en: [
      'its work in process is worth -30.00, which is below 0',
      'check returns and credits of the order, and its opening work in process',
    ],
    zh: ['其在产品金额为 -30.00，小于零', '请核对工单的退料、红字费用和期初在产品'],
  },
  work_in_process_costs_more_than_its_product: {
    facts: new Month()
      .buy('RAW', '10', '100.00')
      .order('O1', 'BOX', '6')
      .add('bom', { plant: 'P1', parent: 'BOX', valid_from: '2026-01-01', base_quantity: '1', active: true })
      .add('bom_line', {
        plant: 'P1',
        parent: 'BOX',
        valid_from: '2026-01-01',
        line: 10,
        component: 'RAW',
        quantity: '1',
        kind: 'component',
        fixed: false,
      })
      .issue('RAW', '10', 'O1')
      .complete('BOX', '5', 'O1'),
    policy: { wip: { ...defaultPolicy.wip, method: 'component_list' } },
    finding: {
      severity: 'warning',
      table: 'production_order',
      key: 'O1',
      fields: { item: 'BOX', found: '50.000000', expected: '10.000000' },
    },
    en: [
      'a unit of BOX in process costs 50.000000, a completed one 10.000000',
      'check material issued ahead, missing reports and receipts, and the method of its work in process',
    ],
    zh: [
      'BOX 的在产品单位成本为 50.000000，高于完工产品的 10.000000',
      '请核对提前领料、漏报工、漏入库，以及在产品计价方法',
    ],
  },
  element_share_moved_far: {
    facts: new Month()
      .buy('RAW', '10', { material: '60.00', freight: '40.00' })
      .add('last_actual_cost', ...lastCost('RAW', { material: '90.00', freight: '10.00' })),
    finding: {
      severity: 'warning',
      table: 'unit_cost',
      key: 'P1 · RAW',
      fields: { element: 'freight', expected: '10.0', found: '40.0' },
    },
    with: ['element_share_moved_far'],
    en: [
      'freight is 40.0 % of the unit cost; it was 10.0 % when it was last costed',
      'check what was booked to the element, and prices and hours of the item',
    ],
    zh: ['freight 占单位成本的 40.0 %，上次为 10.0 %', '请核对记入该要素的金额，以及物料的价格和工时'],
  },
  plants_cost_differently: {
    facts: new Month().buy('RAW', '10', '100.00').buy('RAW', '10', '131.00', { plant: 'P2' }),
    finding: {
      severity: 'warning',
      table: 'unit_cost',
      key: 'RAW',
      fields: { plant: 'P2', found: '13.100000', other: 'P1', expected: '10.000000', difference: '31.0' },
    },
    en: [
      'a unit costs 13.100000 at P2, but 10.000000 at P1: 31.0 % more',
      'check quantities, units and amounts at both plants',
    ],
    zh: ['P2 的单位成本为 13.100000，P1 为 10.000000：相差 31.0 %', '请核对两个工厂的数量、单位和金额'],
  },
  moved_item_has_no_unit_cost: {
    facts: new Month().buy('RAW', '5', '50.00').move('purchase_return', 'RAW', '5', {}, '50.00'),
    finding: { severity: 'warning', table: 'stock', key: 'P1 · RAW', fields: { count: '2' } },
    en: [
      'it has no unit cost, though movements count: 2; in all there was nothing of it to be valued',
      'check whether an opening or a receipt is missing',
    ],
    zh: ['本期有出入库（2 笔），却没有单位成本：没有可计价的数量', '请核对是否缺少期初或入库'],
  },
} satisfies FindingCases;

function checks(some: Partial<Policy['checks']>): Partial<Policy> {
  return { checks: { ...defaultPolicy.checks, ...some } };
}

function lastCost(item: string, amounts: Readonly<Record<string, string>>) {
  return Object.entries(amounts).map(([element, amount]) => ({
    ledger: 'L',
    plant: 'P1',
    item,
    element,
    quantity: '10',
    amount,
  }));
}
