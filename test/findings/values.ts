import { Month } from '../factory/month.js';
import type { FindingCases } from './finding-case.js';

/** What the settled network shows. */
export const VALUES = {
  total_must_be_within_range: {
    facts: new Month().buy('RAW', '9000000000', '10.00').buy('RAW', '9000000000', '10.00'),
    finding: { severity: 'fatal', table: 'period', key: '2026-09', fields: { value: '18000000000000000' } },
    en: [
      'what adds up in 2026-09 is too large to be kept exactly: 18000000000000000 of the smallest unit, the largest is 9007199254740991',
      'look for a wrong quantity or amount; else use a ledger of a coarser scale, or several',
    ],
    zh: [
      '2026-09 的合计超出可精确保存的范围：最小单位数为 18000000000000000，上限为 9007199254740991',
      '请检查是否有错误的数量或金额；否则请使用更粗的账套精度，或拆分账套',
    ],
  },
  loop_was_solved: {
    facts: new Month()
      .buy('A', '10', '100.00')
      .move('form_change', 'A', '10', { to_item: 'B' })
      .move('form_change', 'B', '5', { to_item: 'A' }),
    finding: {
      severity: 'warning',
      table: 'stock',
      key: 'P1 · A',
      fields: { count: '2', members: 'stock P1 · A, stock P1 · B' },
    },
    en: [
      'cost flows in a loop of 2, which was solved as a whole: stock P1 · A, stock P1 · B',
      'nothing, if the loop is meant (rework, recycling, transfers both ways)',
    ],
    zh: ['2 个环节的成本构成循环，已联立求解：存货 P1 · A、存货 P1 · B', '如为返工、回收或往返调拨则无需处理'],
  },
  moving_average_is_in_a_loop: {
    facts: new Month()
      .buy('A', '10', '100.00')
      .order('O1', 'A', '9')
      .issue('A', '10', 'O1')
      .complete('A', '5', 'O1')
      .issue('A', '1', 'O1')
      .complete('A', '4', 'O1'),
    policy: { valuation: { method: 'moving_average', bucket: 'plant_item', layer_order: 'chronological' } },
    finding: { severity: 'warning', table: 'stock', key: 'P1 · A', fields: {} },
    with: ['loop_was_solved'],
    en: [
      'it is valued by moving average, but its cost goes round in a loop: it hangs on what comes back later',
      'value its category by periodic average, or cost rework in an order that receives another item',
    ],
    zh: [
      '该存货按移动加权平均计价，但其成本处于循环中，取决于之后返回的成本',
      '请对该类别改用全月一次加权平均，或将返工计入产出其他物料的工单',
    ],
  },
  value_must_not_turn_negative: {
    facts: new Month()
      .open('RAW', '1', '10.00')
      .order('O1', 'BOX', '1')
      .issue('RAW', '1', 'O1')
      .complete('BOX', '1', 'O1')
      .sell('BOX', '1')
      .move('by_product_receipt', 'CHIP', '5', { order: 'O1' })
      .add('joint_output', {
        plant: 'P1',
        item: 'BOX',
        output_item: 'CHIP',
        valid_from: '2026-01-01',
        role: 'by',
        price: '8',
      }),
    finding: { severity: 'error', table: 'order', key: 'O1 · completed', fields: { amount: '-30.00' } },
    en: ['-30.00 is left after what was taken out at known values', 'check returns, by-product prices and adjustments'],
    zh: ['按已知金额转出后余额为 -30.00', '请核对退货、副产品价格和调整'],
  },
  value_must_have_a_quantity: {
    facts: new Month().move('revaluation', 'RAW', '0', {}, '3.00'),
    finding: { severity: 'error', table: 'stock', key: 'P1 · RAW', fields: { amount: '3.00' } },
    en: [
      '3.00 is left where there is no quantity',
      'check the value adjustments of the item, and the plant, lot and project that they name',
    ],
    zh: ['没有数量却剩余金额 3.00', '请核对该物料的金额调整及其工厂、批次和项目'],
  },
  value_must_not_be_trapped: {
    facts: new Month()
      .move('form_change', 'A', '5', { to_item: 'B' })
      .move('form_change', 'B', '5', { to_item: 'A' })
      .move('revaluation', 'A', '0', {}, '8.00'),
    finding: {
      severity: 'error',
      table: 'stock',
      key: 'P1 · A',
      fields: { amount: '8.00', members: 'stock P1 · A, stock P1 · B' },
    },
    en: [
      '8.00 entered a loop that nothing leaves: stock P1 · A, stock P1 · B',
      'let something leave it: a receipt, an issue, closing stock',
    ],
    zh: ['8.00 进入了没有出口的循环：存货 P1 · A、存货 P1 · B', '循环中必须有流出：入库、领用或期末结存'],
  },
  trapped_value_was_expensed: {
    facts: new Month()
      .move('form_change', 'A', '5', { to_item: 'B' })
      .move('form_change', 'B', '5', { to_item: 'A' })
      .move('revaluation', 'A', '0', {}, '8.00'),
    policy: { trapped_value: 'expense' },
    finding: {
      severity: 'warning',
      table: 'stock',
      key: 'P1 · A',
      fields: { amount: '8.00', members: 'stock P1 · A, stock P1 · B' },
    },
    en: [
      '8.00 entered a loop that nothing leaves and was expensed, as the policy says: stock P1 · A, stock P1 · B',
      'check the loop',
    ],
    zh: ['8.00 进入了没有出口的循环，已按政策费用化：存货 P1 · A、存货 P1 · B', '请核对该循环'],
  },
  closing_value_must_not_be_negative: {
    facts: new Month().buy('RAW', '2', '10.00').move('revaluation', 'RAW', '0', {}, '-30.00'),
    finding: { severity: 'error', table: 'stock', key: 'P1 · RAW', fields: { quantity: '2.000000', amount: '-20.00' } },
    en: ['closing stock of 2 is worth -20.00', 'check value adjustments and returns'],
    zh: ['期末数量 2，金额为 -20.00', '请核对金额调整和退货'],
  },
  stock_must_have_a_value: {
    facts: new Month().buy('RAW', '10', '0.00'),
    finding: { severity: 'error', table: 'stock', key: 'P1 · RAW', fields: { quantity: '10.000000', amount: '0.00' } },
    en: ['closing stock of 10 is worth nothing', 'check the prices of its receipts'],
    zh: ['期末数量 10 没有金额', '请核对入库价格'],
  },
  rate_moved_far: {
    facts: new Month()
      .open('RAW', '10', '100.00')
      .order('O1', 'BOX', '5')
      .issue('RAW', '10', 'O1')
      .report('O1', '2')
      .pool('POWER', '80.00')
      .add('last_rate', {
        ledger: 'L',
        object: 'pool',
        pool: 'POWER',
        driver: 'hours_machine',
        element: 'overhead',
        rate: '30',
      }),
    finding: {
      severity: 'warning',
      table: 'pool_rate',
      key: 'POWER',
      fields: {
        driver: 'hours_machine',
        element: 'overhead',
        expected: '30.000000000',
        found: '40.000000000',
        difference: '33.3',
      },
    },
    en: [
      'the rate of overhead by machine hours went from 30.000000000 to 40.000000000, by 33.3 %',
      'check what was posted to the pool, and the hours and quantities that spread it',
    ],
    zh: [
      'overhead按机器工时的分配率由 30.000000000 变为 40.000000000，变动 33.3%',
      '请核对费用归集金额以及工时、数量等分配依据',
    ],
  },
  product_costs_less_than_its_material: {
    facts: new Month()
      .open('RAW', '10', '100.00')
      .order('O1', 'BOX', '5')
      .issue('RAW', '10', 'O1')
      .report('O1', '2')
      .complete('BOX', '5', 'O1')
      .pool('POWER', '-20.00'),
    finding: {
      severity: 'warning',
      table: 'unit_cost',
      key: 'P1 · BOX',
      fields: { found: '16.000000', expected: '20.000000' },
    },
    with: ['pool_amount_is_negative'],
    en: [
      'the unit cost of 16.000000 is below 20.000000, which is what its material costs',
      'check negative pools, adjustments and returned amounts that reached its orders',
    ],
    zh: ['单位成本 16.000000 低于其材料成本 20.000000', '请核对计入其工单的红字费用、调整和退回金额'],
  },
  unit_cost_is_above_the_sales_price: {
    facts: new Month().buy('RAW', '3', '100.00').sell('RAW', '1').add('item_price', {
      plant: 'P1',
      item: 'RAW',
      kind: 'sale',
      element: 'material',
      valid_from: '2026-09-01',
      price: '66.66',
      per_quantity: '2',
    }),
    finding: {
      severity: 'warning',
      table: 'unit_cost',
      key: 'P1 · RAW',
      fields: { found: '33.333333', expected: '33.330000' },
    },
    en: [
      'the unit cost of 33.333333 is above the sales price of 33.330000',
      'check both; where they are right, see whether its stock has to be written down',
    ],
    zh: ['单位成本 33.333333 高于售价 33.330000', '请核对成本和售价；如均无误，请考虑是否计提存货跌价准备'],
  },
  unit_cost_moved_far: {
    facts: new Month().buy('RAW', '10', '140.00').add('last_actual_cost', {
      ledger: 'L',
      plant: 'P1',
      item: 'RAW',
      element: 'material',
      quantity: '10',
      amount: '100.00',
    }),
    finding: {
      severity: 'warning',
      table: 'unit_cost',
      key: 'P1 · RAW',
      fields: { expected: '10.000000', found: '14.000000', difference: '40.0' },
    },
    en: [
      'the unit cost went from 10.000000 to 14.000000, by 40.0 %',
      'see with millrace explain what it consists of; check prices, usage and output',
    ],
    zh: ['单位成本由 10.000000 变为 14.000000，变动 40.0%', '请用 millrace explain 查看其构成，并核对价格、用量和产量'],
  },
} satisfies FindingCases;
