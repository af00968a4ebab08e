import { defaultPolicy } from '@millrace/costing-core';
import { Month } from '../factory/month.js';
import type { FindingCases } from './finding-case.js';

/** Rows that say one thing where what they name says another. */
export const CONTRADICTIONS = {
  report_must_reverse_one_of_its_own_kind: {
    facts: twoOrders().report('A', '4').report('A', '6').report('B', '9').report('B', '4', { reverses: 'R1' }),
    finding: {
      severity: 'error',
      table: 'work_report',
      key: 'R4',
      fields: { found: 'R1', column: 'order', expected: 'A', value: 'B' },
    },
    en: [
      'it reverses report R1, whose order is "A", but takes back at "B"',
      'set order to what R1 says, or name the report that it reverses',
    ],
    zh: [
      '冲销的报工单 R1 的生产工单（order）为“A”，本单却在“B”扣减',
      '请将生产工单（order）改为与 R1 一致，或引用正确的报工单',
    ],
  },
  report_must_not_be_reversed_beyond_itself: {
    facts: twoOrders()
      .report('A', '10')
      .report('A', '4')
      .report('B', '9')
      .report('A', '4', { reverses: 'R2' })
      .report('A', '4', { reverses: 'R2' }),
    finding: {
      severity: 'error',
      table: 'work_report',
      key: 'R2',
      fields: { column: 'hours_machine', expected: '4.000000', found: '8.000000', keys: 'R4, R5' },
    },
    en: [
      'its hours_machine is 4, but the reports that reverse it take back 8 (R4, R5)',
      'check these reports: one may have come twice, or reverse another one',
    ],
    zh: [
      '其机器工时（hours_machine）为 4，冲销它的报工单却扣减 8（R4, R5）',
      '请核对这些报工单：可能重复冲销，或应冲销其他报工单',
    ],
  },
  return_must_say_what_its_movement_says: {
    facts: new Month()
      .open('RAW', '10', '100.00', { project: 'K1' })
      .open('RAW', '10', '100.00', { project: 'K2' })
      .on(2)
      .sell('RAW', '4', { project: 'K1' })
      .on(3)
      .move('sale_return', 'RAW', '4', { project: 'K2', refers_to: 'M1' }),
    policy: { valuation: { ...defaultPolicy.valuation, bucket: 'plant_item_project' } },
    finding: {
      severity: 'error',
      table: 'movement',
      key: 'M2',
      fields: { found: 'M1', column: 'project', expected: 'K1', value: 'K2' },
    },
    en: [
      'it takes back M1, whose project is "K1": there it counts, its own "K2" counts for nothing',
      'correct project or refers_to; what comes back to another place is returned first, then transferred',
    ],
    zh: [
      '退回的 M1 的项目（project）为“K1”，按其入账，本单的“K2”不起作用',
      '请更正项目（project）或 refers_to；如退到别处，请先退回再调拨',
    ],
  },
  return_amount_differs_from_its_movement: {
    facts: new Month().buy('RAW', '10', '100.00').move('purchase_return', 'RAW', '4', { refers_to: 'M1' }, '35.00'),
    finding: {
      severity: 'warning',
      table: 'movement',
      key: 'M2',
      fields: { found: '35.00', expected: '40.00', value: 'M1' },
    },
    en: [
      'its amount is 35.00, what it takes back of M1 had cost 40.00: the latter counts',
      'enter what the vendor credits more or less as a purchase_adjustment, or correct the amount',
    ],
    zh: [
      '单据金额为 35.00，所退 M1 的原成本为 40.00，按原成本计入',
      '供应商多退或少退的金额请以 purchase_adjustment 入账，或更正金额',
    ],
  },
  adjustment_must_name_a_receipt_of_its_item: {
    facts: new Month()
      .buy('RAW', '10', '100.00')
      .buy('TIN', '10', '100.00')
      .move('purchase_adjustment', 'TIN', '0', { refers_to: 'M1' }, '7.00'),
    finding: {
      severity: 'warning',
      table: 'movement',
      key: 'M3',
      fields: { found: 'M1', value: 'purchase_receipt', other: 'RAW', item: 'TIN' },
    },
    en: [
      'it refers to M1, a purchase_receipt of RAW: that brings no TIN into stock, and all that there is of TIN bears the amount',
      'name the receipt that it is for, or leave refers_to empty',
    ],
    zh: [
      '引用的 M1 是 RAW 的采购入库，并非 TIN 的入库，金额由 TIN 的全部存货承担',
      '请引用对应的入库单，或清空 refers_to',
    ],
  },
  transfer_must_arrive_where_it_was_sent: {
    facts: new Month()
      .open('RAW', '10', '100.00')
      .move('transfer_out', 'RAW', '6', { to_plant: 'P2' })
      .move('transfer_in', 'RAW', '6', { plant: 'P3', refers_to: 'M1' }),
    finding: {
      severity: 'warning',
      table: 'movement',
      key: 'M2',
      fields: { found: 'M1', plant: 'P3', expected: 'P2' },
    },
    en: ['it receives M1 in plant P3, but that was sent to P2', 'correct the plant, or to_plant of M1'],
    zh: ['在工厂 P3 接收了 M1，而该调出单的去向是 P2', '请更正工厂，或更正 M1 的 to_plant'],
  },
  amount_must_be_for_a_plant_of_the_ledger: {
    facts: new Month()
      .open('RAW', '10', '100.00')
      .move('transfer', 'RAW', '5', { to_plant: 'X' }, { freight: '10.00' }),
    finding: {
      severity: 'error',
      table: 'movement',
      key: 'M1',
      fields: { amount: '10.00', ledger: 'L', plant: 'X' },
    },
    en: [
      'its amount 10.00 is of ledger L, but plant X, to which the cost would belong, is not: it counts for nothing',
      'enter it in the ledger of that plant, or correct the plant; what this ledger pays for the way is a cost pool or subcontract_fee of its own',
    ],
    zh: [
      '金额 10.00 属于账套 L，但承担该成本的工厂 X 不属于该账套，未计入',
      '请改记到该工厂所属账套，或更正工厂；本账套自付的运费请登记为费用池或委外加工费',
    ],
  },
  order_must_be_of_the_ledger: {
    facts: new Month().open('RAW', '10', '100.00').order('A', 'BOX', '10', { plant: 'X' }).issue('RAW', '4', 'A'),
    finding: {
      severity: 'error',
      table: 'movement',
      key: 'M1',
      fields: { order: 'A', plant: 'X', ledger: 'L' },
    },
    en: [
      'order A is of plant X, which is not of ledger L: what it brings to the order stays in process there',
      'correct the order, or let the goods leave the ledger by a transfer or sale',
    ],
    zh: [
      '工单 A 属于工厂 X，不属于账套 L：记入该工单的金额将一直留在在产品中',
      '请更正工单，或以调拨、销售将物料转出账套',
    ],
  },
  report_must_be_in_the_ledger_of_its_order: {
    facts: twoOrders()
      .add('cost_centre', { centre: 'CX', plant: 'X', kind: 'production' })
      .add('work_centre', { work_centre: 'WX', centre: 'CX' })
      .report('A', '4')
      .report('B', '4')
      .report('A', '7', { work_centre: 'WX' }),
    finding: {
      severity: 'warning',
      table: 'work_report',
      key: 'R3',
      fields: { order: 'A', plant: 'P1', value: 'WX', other: 'X', ledger: 'L' },
    },
    en: [
      'order A is of plant P1, its work centre WX of plant X: that is not of ledger L, so its hours bear no cost',
      'correct the work centre or the order; what is made elsewhere is an order there, or a subcontract_fee',
    ],
    zh: [
      '工单 A 属于工厂 P1，工作中心 WX 属于工厂 X，后者不属于账套 L，其工时不分摊费用',
      '请更正工作中心或工单；在别处加工的请在该处开工单，或登记委外加工费',
    ],
  },
  driven_item_must_be_made: {
    facts: twoOrders()
      .report('A', '4')
      .report('B', '4')
      .add('driver', { driver: 'SHOTS', kind: 'statistic' })
      .add('driver_quantity', shots('order', 'A', '2'), shots('item', 'RAW', '2'))
      .pool('MOULDS', '80.00', { driver: 'SHOTS' }),
    finding: {
      severity: 'error',
      table: 'item',
      key: 'RAW',
      fields: { item: 'RAW', centre: 'C1', driver: 'SHOTS', found: '2.000000' },
    },
    en: [
      'C1 has 2 of SHOTS for RAW, which no order of the ledger made in the period: nobody bears its part of the cost',
      'name the order or another item, or leave the row out',
    ],
    zh: ['C1 对 RAW 的SHOTS为 2，但本期没有工单产出该物料，其费用无人承担', '请改填工单或其他物料，或删除该行'],
  },
  normal_loss_must_be_below_the_whole: {
    facts: new Month().buy('RAW', '10', '100.00').item('BOX').add('normal_loss', {
      plant: 'P1',
      item: 'BOX',
      valid_from: '2026-01-01',
      rate: '1.5',
      basis: 'input',
    }),
    finding: {
      severity: 'error',
      table: 'normal_loss',
      key: 'P1 · BOX ·  · 2026-01-01',
      fields: { value: '1.500000000' },
    },
    en: [
      'its rate 1.500000000 of what goes in is all of it, or more: nothing good can be expected',
      'enter a part below 1: 0.05 for 5 %',
    ],
    zh: ['占投入的损耗率为 1.500000000，等于或超过全部，不可能有合格品', '请填写小于 1 的数，如 5 % 填 0.05'],
  },
  destination_must_be_counted_in_the_same_unit: {
    facts: new Month()
      .item('SHEET', { unit: 'kg' })
      .item('LID', { unit: 'pc' })
      .open('SHEET', '10', '100.00')
      .move('form_change', 'SHEET', '10', { to_item: 'LID' }),
    finding: {
      severity: 'error',
      table: 'movement',
      key: 'M1',
      fields: { quantity: '10.000000', unit: 'kg', item: 'SHEET', expected: 'pc', other: 'LID' },
    },
    en: [
      '10 kg of SHEET become as many pc of LID',
      'give both items one unit; or issue SHEET to a disassembly order and complete LID in its own unit',
    ],
    zh: [
      'SHEET 的 10 kg 将变为 LID 的同数 pc',
      '请统一两者的计量单位；或将 SHEET 发料到拆卸工单，再按 LID 的单位完工入库',
    ],
  },
  completed_item_must_be_costed: {
    facts: new Month()
      .item('BOX', { valued: false })
      .buy('RAW', '10', '100.00')
      .order('A', 'BOX', '10')
      .issue('RAW', '10', 'A')
      .complete('BOX', '5', 'A'),
    finding: {
      severity: 'error',
      table: 'movement',
      key: 'M3',
      fields: { order: 'A', expected: 'BOX', found: 'BOX' },
    },
    en: [
      'BOX takes no part in costing: what was completed of it takes no cost out of order A, where all stays',
      'set valued of BOX to true, or charge what the order uses to a cost centre',
    ],
    zh: [
      'BOX 不参与成本核算：其完工不从工单 A 转出成本，成本全部留在工单',
      '请将 BOX 的 valued 设为 true，或将工单的耗用记入成本中心',
    ],
  },
  by_product_must_come_as_one: {
    facts: new Month()
      .buy('RAW', '10', '100.00')
      .order('A', 'BOX', '10')
      .issue('RAW', '10', 'A')
      .complete('BOX', '10', 'A')
      .complete('CHIPS', '5', 'A')
      .add('joint_output', {
        plant: 'P1',
        item: 'BOX',
        output_item: 'CHIPS',
        valid_from: '2026-01-01',
        role: 'by',
        price: '2',
      }),
    finding: {
      severity: 'error',
      table: 'movement',
      key: 'M4',
      fields: { order: 'A', expected: 'BOX', found: 'CHIPS' },
    },
    en: [
      'CHIPS is a by-product of order A, but came by completion: it shares the cost with BOX instead of taking its price out of it',
      'receive it by by_product_receipt, or make it a co-product',
    ],
    zh: [
      'CHIPS 是工单 A 的副产品，却以完工入库：它与 BOX 一同分摊成本，而非按其价格扣除',
      '请改用副产品入库（by_product_receipt），或将其改为联产品',
    ],
  },
  compensation_exceeds_its_loss: {
    facts: new Month()
      .buy('RAW', '10', '100.00')
      .order('A', 'BOX', '10')
      .issue('RAW', '10', 'A')
      .complete('BOX', '10', 'A')
      .move('compensation', 'BOX', '0', { order: 'A' }, '30.00'),
    finding: {
      severity: 'warning',
      table: 'production_order',
      key: 'A',
      fields: { order: 'A', found: '30.00', expected: '0.00' },
    },
    en: [
      'compensation of 30.00 is for what order A spoiled, whose loss is 0.00 in the period: what exceeds it reduces expense, or what good units cost',
      'post what was spoiled (operation_scrap), or refer to the scrap of an earlier period that it is for',
    ],
    zh: [
      '工单 A 的废品赔款为 30.00，而本期废品损失为 0.00：超出部分冲减费用或合格品成本',
      '请登记废品（operation_scrap），或引用其对应的以前期间的废品单据',
    ],
  },
  phantom_must_not_contain_itself: {
    facts: new Month()
      .buy('RAW', '10', '100.00')
      .item('SET')
      .order('A', 'BOX', '10')
      .issue('RAW', '10', 'A')
      .complete('BOX', '10', 'A')
      .bom('BOX', '1', [{ component: 'SET', quantity: '1', kind: 'phantom' }])
      .bom('SET', '1', [
        { component: 'RAW', quantity: '1' },
        { component: 'SET', quantity: '1', kind: 'phantom' },
      ]),
    finding: {
      severity: 'error',
      table: 'bom_line',
      key: 'P1 · SET ·  · 2026-01-01 · 2',
      fields: { item: 'SET', lines: 'SET > SET' },
    },
    en: [
      'the phantom SET goes into itself: SET > SET; where it comes again it is taken as a component, which nobody makes',
      'remove or correct one of these lines',
    ],
    zh: ['虚拟件 SET 包含自身：SET > SET；再次出现时按无人生产的组件处理', '请删除或更正其中一行'],
  },
  disassembly_gives_back_an_issue_of_its_period: {
    facts: new Month()
      .buy('RAW', '20', '200.00')
      .order('A', 'BOX', '2')
      .issue('RAW', '20', 'A')
      .complete('BOX', '2', 'A')
      .order('D', 'BOX', '1', { type: 'disassembly' })
      .issue('BOX', '1', 'D')
      .move('issue_return', 'RAW', '10', { order: 'D', refers_to: 'M2' }),
    finding: {
      severity: 'warning',
      table: 'movement',
      key: 'M5',
      fields: { order: 'D', found: 'M2', other: 'A', item: 'RAW' },
    },
    with: ['residuals_are_large'],
    en: [
      'order D gives back RAW by M2, which order A took in the same period: A becomes cheaper by it, and so does all that it made; what D took apart is a difference',
      'what is made and taken apart in one period was never made: take it back from A by completion_reversal and issue_return; or let D receive it by completion',
    ],
    zh: [
      '工单 D 引用 M2 退回 RAW，而那是工单 A 本期的领料：A 及其全部产出的成本随之减少，D 所拆的成本成为差异',
      '当期完工又拆卸的视同未生产：请对 A 做完工冲回（completion_reversal）和退料；或由 D 以完工入库（completion）收回',
    ],
  },
} as const satisfies FindingCases;

/** A and B, of which 10 BOX each are made, and a pool of their hours. */
function twoOrders(): Month {
  return new Month()
    .buy('RAW', '20', '200.00')
    .order('A', 'BOX', '10')
    .issue('RAW', '10', 'A')
    .complete('BOX', '10', 'A')
    .order('B', 'BOX', '10')
    .issue('RAW', '10', 'B')
    .complete('BOX', '10', 'B')
    .pool('POWER', '80.00');
}

function shots(target_kind: 'order' | 'item', target: string, quantity: string) {
  return { period: '2026-09', driver: 'SHOTS', target_kind, target, quantity, status: 'approved' } as const;
}
