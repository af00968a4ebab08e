import { defaultPolicy } from '@millrace/costing-core';
import { Month } from '../factory/month.js';
import type { FindingCases } from './finding-case.js';

/** Production orders, and what is reported for them. */
export const ORDERS = {
  order_was_received_without_hours: {
    facts: new Month()
      .open('RAW', '10', '100.00')
      .pool('POWER', '80.00')
      .order('O1', 'BOX', '5')
      .issue('RAW', '5', 'O1')
      .report('O1', '2')
      .complete('BOX', '5', 'O1')
      .order('O2', 'BOX', '5')
      .issue('RAW', '5', 'O2')
      .complete('BOX', '5', 'O2'),
    finding: { severity: 'warning', table: 'production_order', key: 'O2', fields: { item: 'BOX' } },
    en: [
      'BOX was received from the order, for which no hours were reported; its routing or other orders of the item have some',
      'check whether work reports are missing: without hours the order bears less than its part',
    ],
    zh: [
      '工单已入库 BOX，但没有报工工时；其工艺路线或同一物料的其他工单有工时',
      '请核对是否漏报工时：没有工时的工单会少分摊费用',
    ],
  },
  order_with_hours_was_not_received: {
    facts: new Month().pool('POWER', '80.00').order('O1', 'BOX', '5', { closed_on: '2026-09-30' }).report('O1', '2'),
    policy: { order_without_output: 'scrap_loss' },
    finding: { severity: 'warning', table: 'production_order', key: 'O1', fields: { item: 'BOX' } },
    en: [
      'hours were reported for the order of BOX, which is closed, but nothing was received from it',
      'check whether its receipt is missing, or whether the hours belong to another order',
    ],
    zh: ['BOX 的工单已关闭且已报工时，但没有任何入库', '请核对是否漏记入库，或工时是否属于其他工单'],
  },
  only_rework_refers_to_an_order: {
    facts: new Month().order('O1', 'BOX', '1').order('O2', 'BOX', '1', { refers_to: 'O1' }),
    finding: { severity: 'error', table: 'production_order', key: 'O2', fields: { order: 'O1' } },
    en: [
      'the order refers to O1, which only a rework order may; the reference does not count',
      'make its type rework, or clear refers_to',
    ],
    zh: ['工单引用了 O1，只有返工工单可以引用，该引用不计', '请将类型改为返工，或清空 refers_to'],
  },
  repaired_order_must_count: {
    facts: new Month()
      .order('O1', 'BOX', '1', { plant: 'X' })
      .order('O2', 'BOX', '1', { type: 'rework', refers_to: 'O1' }),
    finding: { severity: 'error', table: 'production_order', key: 'O2', fields: { order: 'O1' } },
    en: [
      'order O1, whose pieces it repairs, is not an approved order of this ledger, or refers back; what the repair costs is expense',
      'correct refers_to, or approve the order',
    ],
    zh: [
      '所修复废品的工单 O1 不是本账套已审核的工单，或又引用回来，修复费用计入费用',
      '请更正 refers_to，或审核该工单',
    ],
  },
  gain_must_be_less_than_the_output: {
    facts: new Month()
      .open('RAW', '10', '100.00')
      .order('O1', 'BOX', '10')
      .issue('RAW', '10', 'O1')
      .complete('BOX', '10', 'O1')
      .add('normal_loss', {
        plant: 'P1',
        item: 'BOX',
        valid_from: '2026-01-01',
        rate: '3',
        basis: 'good',
      }),
    finding: {
      severity: 'warning',
      table: 'production_order',
      key: 'O1',
      fields: { stage: 'material', quantity: '30.000000' },
    },
    en: [
      'the order lost 30 units less than is the rule in material, which is more than what was made; the gain does not count',
      'check normal_loss, the reports and the receipts',
    ],
    zh: ['工单在 material 少损耗的 30 超过了产出，该超定额收益不计', '请核对 normal_loss、报工和入库'],
  },
  spoiled_hours_must_be_known: {
    facts: new Month()
      .open('RAW', '10', '100.00')
      .order('O1', 'BOX', '10')
      .issue('RAW', '10', 'O1')
      .report('O1', '4')
      .pool('P', '40.00')
      .move('operation_scrap', 'BOX', '2', { order: 'O1' })
      .complete('BOX', '8', 'O1'),
    policy: { operation_scrap: 'abnormal', spoilage: { ...defaultPolicy.spoilage, irreparable: 'hours' } },
    finding: { severity: 'error', table: 'production_order', key: 'O1', fields: {} },
    en: [
      'conversion is lost by hours, but the order or its scrap has none in the period; it is lost by equivalent units',
      'enter hours_machine or hours_labour of its operation_scrap, and report the hours of the order',
    ],
    zh: [
      '废品的加工费用按工时计算，但本期工单或其废品没有工时，改按约当产量计算',
      '请在工序废品单上填写 hours_machine 或 hours_labour，并报工',
    ],
  },
  spoiled_hours_exceed_those_of_the_order: {
    facts: new Month()
      .open('RAW', '10', '100.00')
      .order('O1', 'BOX', '10')
      .issue('RAW', '10', 'O1')
      .report('O1', '4')
      .pool('P', '40.00')
      .move('operation_scrap', 'BOX', '2', { order: 'O1', hours_machine: '4.5' })
      .complete('BOX', '8', 'O1'),
    policy: { operation_scrap: 'abnormal', spoilage: { ...defaultPolicy.spoilage, irreparable: 'hours' } },
    finding: {
      severity: 'warning',
      table: 'production_order',
      key: 'O1',
      fields: { found: '4.500000', expected: '4.000000' },
    },
    en: [
      'its scrap has 4.5 hours, the order itself 4 in the period; all of its conversion is lost',
      'check the hours of its operation_scrap and its reports',
    ],
    zh: ['废品工时为 4.5，超过工单本期工时 4，其加工费用全部计入废品', '请核对工序废品单的工时和报工'],
  },
  gain_in_a_loop_does_not_count: {
    facts: new Month()
      .open('BOX', '10', '100.00')
      .order('O1', 'BOX', '10')
      .issue('BOX', '10', 'O1')
      .complete('BOX', '9', 'O1')
      .move('operation_scrap', 'BOX', '1', { order: 'O1' })
      .add('normal_loss', {
        plant: 'P1',
        item: 'BOX',
        valid_from: '2026-01-01',
        rate: '0.2',
        basis: 'input',
      }),
    finding: { severity: 'warning', table: 'order', key: 'O1 · material', fields: {} },
    with: ['loop_was_solved'],
    en: [
      'less was lost than is the rule, but its cost goes round in a loop; the gain does not count',
      'cost reworked units in an order of its own, or lower the rate in normal_loss',
    ],
    zh: ['损耗低于定额，但其成本处于循环中，该超定额收益不计', '请用单独的工单核算返工，或降低 normal_loss 的损耗率'],
  },
  semi_must_not_carry_its_own_element: {
    facts: new Month()
      .add('cost_element', { element: 'semi', class: 'material', position: 5 })
      .item('BASE', { semi_element: 'semi' })
      .open('BASE', '1', { material: '6.00', semi: '4.00' })
      .order('O1', 'BOX', '1')
      .issue('BASE', '1', 'O1')
      .complete('BOX', '1', 'O1'),
    policy: { step_costing: { carry: 'combined' } },
    finding: { severity: 'error', table: 'item', key: 'BASE', fields: { element: 'semi' } },
    en: [
      'what is carried as semi has cost in semi already, of its own or of what it is made of; the levels cannot be told apart',
      'give the semi-finished products of each level a semi_element of their own',
    ],
    zh: [
      '按 semi 综合结转的半成品，其自身或其所用半成品的成本中已含 semi，无法区分步骤',
      '请为每一步骤的半成品设置各自的 semi_element',
    ],
  },
  pool_must_not_be_in_the_element_of_a_semi: {
    facts: new Month()
      .item('BASE', { semi_element: 'overhead' })
      .open('BASE', '1', '10.00')
      .order('O1', 'BOX', '1')
      .issue('BASE', '1', 'O1')
      .report('O1', '1')
      .complete('BOX', '1', 'O1')
      .pool('POWER', '5.00'),
    policy: { step_costing: { carry: 'combined' } },
    finding: { severity: 'warning', table: 'cost_pool', key: 'POWER', fields: { element: 'overhead' } },
    en: [
      'the pool brings cost in overhead, as which a semi-finished product is carried; cost restoration cannot tell the two apart',
      'give the pool, or the item as semi_element, another cost element',
    ],
    zh: [
      '费用池的成本要素 overhead 也是半成品综合结转所用的要素，成本还原时无法区分',
      '请为费用池或物料的 semi_element 改用其他成本要素',
    ],
  },
  semi_in_a_loop_is_not_combined: {
    facts: new Month()
      .add('cost_element', { element: 'semi', class: 'material', position: 5 })
      .item('BOX', { semi_element: 'semi' })
      .open('BOX', '10', '100.00')
      .order('O1', 'BOX', '5')
      .issue('BOX', '5', 'O1')
      .complete('BOX', '5', 'O1'),
    policy: { step_costing: { carry: 'combined' } },
    finding: { severity: 'warning', table: 'item', key: 'BOX', fields: {} },
    with: ['loop_was_solved'],
    en: [
      'it is made of itself, directly or over other items; it is carried element by element, not as one',
      'leave its semi_element empty, or cost rework in an order that receives another item',
    ],
    zh: [
      '该物料直接或间接由自身制成，按成本要素分项结转，不作综合结转',
      '请清空其 semi_element，或将返工计入产出其他物料的工单',
    ],
  },
  report_must_name_an_operation_of_its_order: {
    facts: new Month()
      .open('RAW', '10', '100.00')
      .order('O1', 'BOX', '5')
      .issue('RAW', '10', 'O1')
      .add('routing_operation', { plant: 'P1', item: 'BOX', operation: '10', work_centre: 'W1' })
      .report('O1', '', { operation: '20', quantity_good: '5' }),
    finding: { severity: 'error', table: 'work_report', key: 'R1', fields: { order: 'O1', operation: '20' } },
    en: ['order O1 has no operation "20"; the quantity is not counted', 'correct the operation, or the routing'],
    zh: ['工单 O1 没有工序“20”，数量未计入', '请更正工序或工艺路线'],
  },
  scrap_must_name_an_operation_of_its_order: {
    facts: new Month()
      .open('RAW', '10', '100.00')
      .order('O1', 'BOX', '5')
      .add('routing_operation', { plant: 'P1', item: 'BOX', operation: '10', work_centre: 'W1' })
      .issue('RAW', '10', 'O1')
      .report('O1', '', { operation: '10', quantity_good: '5' })
      .move('operation_scrap', 'BOX', '1', { order: 'O1', operation: '20' }),
    policy: { operation_scrap: 'abnormal' },
    finding: { severity: 'error', table: 'movement', key: 'M2', fields: { order: 'O1', operation: '20' } },
    en: [
      'order O1 has no operation "20"; what was scrapped there is borne by the good units',
      'correct the operation, or the routing',
    ],
    zh: ['工单 O1 没有工序“20”，该废品损失由合格品承担', '请更正工序或工艺路线'],
  },
  issue_names_no_operation_of_its_order: {
    facts: new Month()
      .open('RAW', '10', '100.00')
      .order('O1', 'BOX', '5')
      .add('routing_operation', { plant: 'P1', item: 'BOX', operation: '10', work_centre: 'W1' })
      .issue('RAW', '10', 'O1', { operation: '20' })
      .report('O1', '', { operation: '10', quantity_good: '5' }),
    finding: { severity: 'warning', table: 'movement', key: 'M1', fields: { order: 'O1', operation: '20' } },
    en: [
      'order O1 has no operation "20"; the material counts as used from the start',
      'correct the operation, or the routing',
    ],
    zh: ['工单 O1 没有工序“20”，该材料视为开工时投入', '请更正工序或工艺路线'],
  },
  order_must_not_complete_more_than_it_started: {
    facts: new Month()
      .open('RAW', '10', '100.00')
      .order('O1', 'BOX', '5')
      .issue('RAW', '10', 'O1')
      .complete('BOX', '6', 'O1'),
    finding: {
      severity: 'error',
      table: 'production_order',
      key: 'O1',
      fields: { operation: '', difference: '1.000000' },
    },
    en: ['1 more was completed than started', 'check the reports, receipts and the planned quantity'],
    zh: ['完成数量比投入多 1', '请核对报工、入库和计划数量'],
  },
  cost_shares_must_add_up_to_the_whole: {
    facts: new Month()
      .open('RAW', '10', '100.00')
      .order('O1', 'BOX', '5', { closed_on: '2026-09-30' })
      .issue('RAW', '10', 'O1')
      .add('bom', { plant: 'P1', parent: 'BOX', valid_from: '2026-01-01', base_quantity: '1', active: true })
      .add('bom_line', {
        plant: 'P1',
        parent: 'BOX',
        valid_from: '2026-01-01',
        line: 10,
        component: 'DUST',
        quantity: '1',
        kind: 'co_product',
        fixed: false,
        cost_share: '0.8',
      })
      .complete('DUST', '1', 'O1'),
    finding: { severity: 'error', table: 'production_order', key: 'O1', fields: { sum: '0.800000000' } },
    en: [
      'the cost shares of what the order yielded add up to 0.800000000; its cost was split in their proportion',
      'correct the cost shares in its bill of material or in joint_output, or receive its own item too',
    ],
    zh: [
      '工单各产出的成本分摊比例合计为 0.800000000；成本已按比例分摊',
      '请更正物料清单或 joint_output 中的分摊比例，或同时登记工单自身产品的入库',
    ],
  },
  order_with_cost_must_have_output: {
    facts: new Month()
      .open('RAW', '10', '100.00')
      .order('O1', 'BOX', '5', { closed_on: '2026-09-30' })
      .issue('RAW', '10', 'O1'),
    finding: { severity: 'error', table: 'production_order', key: 'O1', fields: { amount: '100.00' } },
    en: [
      'the order is closed and bears 100.00, but completed nothing in this period',
      'check its receipts, or let the policy expense it',
    ],
    zh: ['工单已关闭并承担 100.00，但本期没有完工', '请核对完工入库，或由政策列为损失'],
  },
  order_without_issues_must_have_a_bom: {
    facts: new Month()
      .order('O1', 'BOX', '5', { closed_on: '2026-09-30' })
      .move('subcontract_fee', 'BOX', '0', { order: 'O1' }, '10.00')
      .complete('BOX', '5', 'O1'),
    policy: { back_flush: 'orders_without_issues' },
    finding: {
      severity: 'error',
      table: 'production_order',
      key: 'O1',
      fields: { item: 'BOX', quantity: '5.000000' },
    },
    en: [
      'nothing was issued to the order, and BOX has no bill of material by which 5 good could take material',
      'add the bill of material, or post what was issued',
    ],
    zh: ['没有领料，且 BOX 没有物料清单，合格的 5 无法倒冲', '请补充物料清单或领料单'],
  },
  order_with_output_must_have_cost: {
    facts: new Month().order('O1', 'BOX', '5').complete('BOX', '5', 'O1').sell('BOX', '5'),
    finding: {
      severity: 'error',
      table: 'production_order',
      key: 'O1',
      fields: { quantity: '5.000000', amount: '0.00' },
    },
    en: ['5 were completed at a cost of 0.00', 'check what was posted to it and taken back'],
    zh: ['完工 5，成本为 0.00', '请核对领料和报工是否已记入该工单，以及从该工单退回了什么'],
  },
} satisfies FindingCases;
