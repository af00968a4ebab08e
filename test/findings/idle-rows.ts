import { defaultPolicy } from '@millrace/costing-core';
import { Month } from '../factory/month.js';
import type { FindingCases } from './finding-case.js';

/** Rows, or names in them, that count for nothing where they stand. */
export const IDLE_ROWS = {
  count_of_a_closed_order_does_not_hold: {
    facts: new Month()
      .buy('RAW', '10', '100.00')
      .order('A', 'BOX', '10', { closed_on: '2026-09-20' })
      .issue('RAW', '10', 'A')
      .complete('BOX', '5', 'A')
      .add('wip_count', { period: '2026-09', order: 'A', quantity: '3', degree: '0.5' }),
    policy: { wip: { ...defaultPolicy.wip, degrees: 'counted' } },
    finding: { severity: 'warning', table: 'production_order', key: 'A', fields: { found: '3.000000' } },
    en: [
      '3 units were counted in process, but the order is closed: nothing stays in process, what was completed bears all',
      'clear closed_on if it goes on, or remove the count',
    ],
    zh: [
      '盘点在产品 3，但工单已关闭：不留在产品，成本全部由完工产品承担',
      '如仍在生产请清空 closed_on，否则请删除盘点',
    ],
  },
  reference_counts_for_nothing: {
    facts: new Month().open('RAW', '10', '100.00').sell('RAW', '4').move('count_loss', 'RAW', '1', { refers_to: 'M1' }),
    finding: { severity: 'warning', table: 'movement', key: 'M2', fields: { found: 'M1', value: 'count_loss' } },
    en: [
      'it refers to M1, which is nothing that a count_loss takes back or corrects: it stays what it is',
      'name what it takes back or corrects by the type that does so, or leave refers_to empty',
    ],
    zh: ['引用了 M1，但该盘亏不能退回或更正它，引用不起作用', '请改用相应的退回或更正类型，或清空 refers_to'],
  },
  order_counts_for_nothing: {
    facts: inProcess().buy('RAW', '5', '50.00', { order: 'A' }),
    finding: { severity: 'warning', table: 'movement', key: 'M4', fields: { order: 'A', value: 'purchase_receipt' } },
    en: [
      'it names order A, but a purchase_receipt takes nothing from an order and brings nothing to it',
      'issue what the order uses, enter what is paid for its work as a subcontract_fee, or leave order empty',
    ],
    zh: [
      '填写了工单 A，但采购入库既不取自工单，也不记入工单',
      '工单耗用请领料（issue），加工费请登记 subcontract_fee，否则请清空 order',
    ],
  },
  quota_is_of_no_stage_of_its_order: {
    facts: inProcess().add('order_quota', {
      period: '2026-09',
      order: 'A',
      stage: 'material:0010',
      completed: '4',
      in_process: '6',
    }),
    policy: { wip: { ...defaultPolicy.wip, method: 'quota_ratio' } },
    finding: {
      severity: 'warning',
      table: 'order_quota',
      key: '2026-09 · A · material:0010',
      fields: { order: 'A', stage: 'material:0010', keys: 'material' },
    },
    en: [
      'order A has no cost in the stage "material:0010", so its quota counts for nothing; what stands in material has none, and is shared without',
      'write the stage as the table wip has it',
    ],
    zh: [
      '工单 A 在阶段“material:0010”没有成本，该定额不起作用；material 的成本没有定额，未按定额分配',
      '请按 wip 表中的阶段填写',
    ],
  },
  count_must_name_an_operation_of_its_order: {
    facts: inProcess().add('wip_count', { period: '2026-09', order: 'A', operation: '0090', quantity: '6' }),
    policy: { wip: { ...defaultPolicy.wip, degrees: 'counted' } },
    finding: {
      severity: 'warning',
      table: 'wip_count',
      key: '2026-09 · A · 0090 · ',
      fields: { order: 'A', operation: '0090', quantity: '6.000000' },
    },
    en: [
      'order A has no operation "0090": nobody knows how far the 6 counted there are, unless the row says so',
      'correct the operation, or the routing',
    ],
    zh: ['工单 A 没有工序“0090”：除非该行注明，否则无法得知盘点的 6 的完工程度', '请更正工序或工艺路线'],
  },
  normal_loss_must_name_an_operation_of_its_item: {
    facts: inProcess().add('normal_loss', {
      plant: 'P1',
      item: 'BOX',
      operation: '0090',
      valid_from: '2026-01-01',
      rate: '0.1',
      basis: 'input',
    }),
    finding: {
      severity: 'warning',
      table: 'normal_loss',
      key: 'P1 · BOX · 0090 · 2026-01-01',
      fields: { item: 'BOX', operation: '0090' },
    },
    en: [
      'no routing of BOX has the operation "0090": what is lost as a rule there counts for nothing',
      'correct the operation, or leave it empty for what is lost wherever no other row holds',
    ],
    zh: ['物料 BOX 的工艺路线没有工序“0090”：该行正常损耗不起作用', '请更正工序；如适用于其他各行未列的工序，请留空'],
  },
  driver_quantity_names_no_operation: {
    facts: driven('item', 'BOX'),
    finding: {
      severity: 'warning',
      table: 'driver_quantity',
      key: '2026-09 · kwh ·  · item · BOX · 0090',
      fields: { order: 'A', operation: '0090' },
    },
    en: [
      'order A has no operation "0090": where work in process is kept by operation, what the quantity drives stands in a stage that no unit passes',
      'correct the operation, or leave it empty for the last one in the centre',
    ],
    zh: [
      '工单 A 没有工序“0090”：按工序核算在产品时，该数量分得的费用所在阶段没有产品经过',
      '请更正工序；如为该成本中心的最后一道工序，请留空',
    ],
  },
  operation_of_a_centre_counts_for_nothing: {
    facts: driven('centre', 'C2')
      .add('cost_centre', { centre: 'C2', plant: 'P1', kind: 'production' })
      .add('work_centre', { work_centre: 'W2', centre: 'C2' })
      .report('A', '1', { work_centre: 'W2' }),
    policy: { centre_overhead_driver: { C2: 'hours_machine' } },
    finding: {
      severity: 'warning',
      table: 'driver_quantity',
      key: '2026-09 · kwh ·  · centre · C2 · 0090',
      fields: { operation: '0090' },
    },
    en: [
      'it names the operation "0090", but a centre has none: what it bears is spread by its own driver',
      'leave operation empty, or name an order or an item',
    ],
    zh: [
      '填写了工序“0090”，但对象是成本中心，没有工序；其费用按该成本中心自己的分配标准分配',
      '请清空 operation，或改填工单或物料',
    ],
  },
} as const satisfies FindingCases;

/** A, of which 4 of 10 BOX are made, by one operation. */
function inProcess(): Month {
  return new Month()
    .buy('RAW', '10', '100.00')
    .order('A', 'BOX', '10')
    .add('routing_operation', { plant: 'P1', item: 'BOX', operation: '0010', work_centre: 'W1' })
    .issue('RAW', '10', 'A', { operation: '0010' })
    .complete('BOX', '4', 'A');
}

/** The same, with power by a meter that somebody read at the operation 0090. */
function driven(target_kind: 'item' | 'centre', target: string): Month {
  const read = { period: '2026-09', driver: 'kwh', target_kind, target, operation: '0090' } as const;
  return inProcess()
    .add('driver', { driver: 'kwh', kind: 'statistic' })
    .pool('POWER', '100.00', { driver: 'kwh' })
    .add('driver_quantity', { ...read, quantity: '5', status: 'approved' });
}
