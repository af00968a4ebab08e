import { defaultPolicy } from '@millrace/costing-core';
import { Month } from '../factory/month.js';
import type { FindingCases } from './finding-case.js';

const LINE = {
  plant: 'P1',
  parent: 'BOX',
  valid_from: '2026-01-01',
  quantity: '1',
  kind: 'component',
  fixed: false,
} as const;

/** Work in process: what it opens with, how it is counted, what its stages are. */
export const IN_PROCESS = {
  opening_equivalents_must_not_exceed_units: {
    facts: new Month()
      .open('RAW', '10', '100.00')
      .order('O1', 'BOX', '5')
      .issue('RAW', '10', 'O1')
      .complete('BOX', '5', 'O1')
      .add('opening_wip', {
        ledger: 'L',
        order: 'O1',
        stage: 'material',
        element: 'material',
        amount: '10.00',
        quantity: '2',
        equivalent_units: '2.5',
      }),
    policy: { wip: { ...defaultPolicy.wip, method: 'fifo' } },
    finding: {
      severity: 'error',
      table: 'production_order',
      key: 'O1',
      fields: { stage: 'material', found: '2.500000', quantity: '2.000000' },
    },
    en: [
      'opening work in process in material has 2.5 equivalent units of 2 units; they count as complete there',
      'correct quantity or equivalent_units in opening_wip',
    ],
    zh: [
      'material 期初在产品数量 2，约当产量却为 2.5；按该阶段已完工处理',
      '请更正 opening_wip 的 quantity 或 equivalent_units',
    ],
  },
  opening_wip_must_have_equivalent_units: {
    facts: new Month()
      .order('O1', 'BOX', '5')
      .add('opening_wip', { ledger: 'L', order: 'O1', stage: 'material', element: 'material', amount: '10.00' }),
    policy: { wip: { ...defaultPolicy.wip, method: 'fifo' } },
    finding: {
      severity: 'error',
      table: 'opening_wip',
      key: 'O1 · material',
      fields: { order: 'O1', stage: 'material' },
    },
    en: [
      'work in process of O1 in material does not say how many units it is; it counts as completed first',
      'fill in quantity and equivalent_units, which FIFO needs',
    ],
    zh: ['O1 的期初在产品（material）没有数量，按先完工处理', '请填写先进先出法所需的 quantity 和 equivalent_units'],
  },
  order_in_process_must_be_counted: {
    facts: new Month().open('RAW', '10', '100.00').order('O1', 'BOX', '5').issue('RAW', '10', 'O1'),
    policy: { wip: { ...defaultPolicy.wip, degrees: 'counted' } },
    finding: { severity: 'error', table: 'production_order', key: 'O1', fields: {} },
    en: [
      'the order has work in process that nobody counted; it counts as reported',
      'enter rows in wip_count, or close the order',
    ],
    zh: ['工单有在产品但未盘点，按报工推算', '请在 wip_count 中登记盘点，或关闭工单'],
  },
  count_must_not_be_more_than_complete: {
    facts: new Month()
      .open('RAW', '10', '100.00')
      .order('O1', 'BOX', '5')
      .issue('RAW', '10', 'O1')
      .add('wip_count', { period: '2026-09', order: 'O1', stage: 'conversion', quantity: '5', equivalent_units: '6' }),
    finding: { severity: 'error', table: 'wip_count', key: 'O1 · conversion', fields: { quantity: '5.000000' } },
    en: [
      'the count of 5 units has a degree above 1, or more equivalent units than units',
      'correct degree or equivalent_units',
    ],
    zh: ['盘点数量 5 的完工程度超过 1，或约当产量大于数量', '请更正 degree 或 equivalent_units'],
  },
  count_differs_from_reports: {
    facts: new Month()
      .open('RAW', '10', '100.00')
      .order('O1', 'BOX', '5')
      .issue('RAW', '10', 'O1')
      .add('wip_count', { period: '2026-09', order: 'O1', quantity: '4' }),
    finding: {
      severity: 'warning',
      table: 'production_order',
      key: 'O1',
      fields: { found: '4.000000', expected: '5.000000' },
    },
    en: [
      '4 units were counted in process, 5 follow from reports and receipts; the count holds',
      'check the count, the reports and the receipts',
    ],
    zh: ['盘点在产品 4，按报工和入库推算为 5；以盘点为准', '请核对盘点、报工和入库'],
  },
  work_in_process_must_not_fall_back: {
    facts: new Month()
      .order('O1', 'BOX', '10')
      .add('opening_wip', {
        ledger: 'L',
        order: 'O1',
        stage: 'conversion',
        element: 'labour',
        amount: '10.00',
        quantity: '10',
        equivalent_units: '9',
      })
      .open('RAW', '10', '100.00')
      .issue('RAW', '10', 'O1')
      .complete('BOX', '5', 'O1'),
    policy: { wip: { ...defaultPolicy.wip, method: 'fifo' } },
    finding: {
      severity: 'warning',
      table: 'production_order',
      key: 'O1',
      fields: { stage: 'conversion', difference: '2.000000' },
    },
    en: [
      'units that were in process before are 2 equivalent units less complete in conversion than they were; none of the period’s cost stays with them',
      'check the opening equivalent units and the degrees',
    ],
    zh: ['期初在产品在 conversion 的约当产量减少了 2；本期费用不留给在产品', '请核对期初约当产量和完工程度'],
  },
  material_entry_must_be_comparable: {
    facts: new Month()
      .item('RAW')
      .item('GLUE', { unit: 'l' })
      .open('RAW', '10', '100.00')
      .order('O1', 'BOX', '10')
      .issue('RAW', '10', 'O1')
      .complete('BOX', '5', 'O1')
      .report('O1', '', { operation: '10', quantity_good: '5' })
      .add('bom', { plant: 'P1', parent: 'BOX', valid_from: '2026-01-01', base_quantity: '1', active: true })
      .add('bom_line', { ...LINE, line: 10, component: 'RAW' }, { ...LINE, line: 20, component: 'GLUE' }),
    policy: { wip: { ...defaultPolicy.wip, material_entry: 'cumulative_quota' } },
    finding: { severity: 'error', table: 'production_order', key: 'O1', fields: {} },
    en: [
      'the components of the order have neither standard prices nor one unit; its material counts as entered at the start',
      'maintain standard prices for its components',
    ],
    zh: ['工单的组件既无标准价，计量单位也不一致；材料按开工时一次投入处理', '请维护其组件的标准价'],
  },
  stage_must_have_a_standard: {
    facts: new Month()
      .open('RAW', '10', '100.00')
      .order('O1', 'BOX', '10')
      .issue('RAW', '10', 'O1')
      .complete('BOX', '5', 'O1'),
    policy: { wip: { ...defaultPolicy.wip, method: 'quota_cost' } },
    finding: { severity: 'error', table: 'production_order', key: 'O1', fields: { stage: 'material' } },
    en: [
      'there is no standard for a unit in material, by which what stays in process or is completed is valued; it was shared by equivalent units',
      'maintain standard prices for the item and its components',
    ],
    zh: ['阶段 material 没有计算在产品或完工产品定额成本的标准价；按约当产量分配', '请维护产品及其组件的标准价'],
  },
  component_must_cover_what_was_completed: {
    facts: new Month()
      .open('RAW', '4', '100.00')
      .order('O1', 'BOX', '10')
      .issue('RAW', '4', 'O1')
      .complete('BOX', '5', 'O1')
      .add('bom', { plant: 'P1', parent: 'BOX', valid_from: '2026-01-01', base_quantity: '1', active: true })
      .add('bom_line', { ...LINE, line: 10, component: 'RAW' }),
    policy: { wip: { ...defaultPolicy.wip, method: 'component_list' } },
    finding: {
      severity: 'warning',
      table: 'production_order',
      key: 'O1',
      fields: { component: 'RAW', found: '4.000000', expected: '5.000000' },
    },
    en: [
      'what was completed needs 5 of RAW by its bill of material, only 4 were issued',
      'check the issues and the bill of material',
    ],
    zh: ['完工产品按物料清单需要 RAW 5，仅领用 4', '请核对领料和物料清单'],
  },
  stage_must_be_known: {
    facts: new Month()
      .order('O1', 'BOX', '5')
      .add('opening_wip', { ledger: 'L', order: 'O1', stage: 'assembly', element: 'material', amount: '10.00' }),
    finding: {
      severity: 'error',
      table: 'opening_wip',
      key: 'O1 · assembly',
      fields: { order: 'O1', stage: 'assembly' },
    },
    en: [
      'work in process of order O1 names the stage "assembly", which is none; its cost counts as conversion',
      'write material, evenly, conversion, fee or spoilage, and what narrows it: material:0020',
    ],
    zh: [
      '工单 O1 的期初在产品阶段“assembly”无效，金额按加工成本处理',
      '请填写 material、evenly、conversion、fee 或 spoilage 及其限定，如 material:0020',
    ],
  },
} satisfies FindingCases;
