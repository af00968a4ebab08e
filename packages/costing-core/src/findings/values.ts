import type { Rule } from '@millrace/facts';

/** What the settled network shows: value that found no way on, values that can't be. */
export const VALUES = {
  loop_was_solved: {
    severity: 'warning',
    check: 'MID-11',
    en: [
      'cost flows in a loop of {count}, which was solved as a whole: {members}',
      'nothing, if the loop is meant (rework, recycling, transfers both ways)',
    ],
    zh: ['{count} 个环节的成本构成循环，已联立求解：{members:nodes}', '如为返工、回收或往返调拨则无需处理'],
  },
  moving_average_is_in_a_loop: {
    severity: 'warning',
    check: 'MID-13',
    en: [
      'it is valued by moving average, but its cost goes round in a loop: it hangs on what comes back later',
      'value its category by periodic average, or cost rework in an order that receives another item',
    ],
    zh: [
      '该存货按移动加权平均计价，但其成本处于循环中，取决于之后返回的成本',
      '请对该类别改用全月一次加权平均，或将返工计入产出其他物料的工单',
    ],
  },
  total_must_be_within_range: {
    severity: 'fatal',
    check: 'PRE-02',
    en: [
      'what adds up in {key} is too large to be kept exactly: {value} of the smallest unit, the largest is 9007199254740991',
      'look for a wrong quantity or amount; else use a ledger of a coarser scale, or several',
    ],
    zh: [
      '{key} 的合计超出可精确保存的范围：最小单位数为 {value}，上限为 9007199254740991',
      '请检查是否有错误的数量或金额；否则请使用更粗的账套精度，或拆分账套',
    ],
  },
  value_must_not_turn_negative: {
    severity: 'error',
    check: 'POST-03',
    en: [
      '{amount} is left after what was taken out at known values',
      'check returns, by-product prices and adjustments',
    ],
    zh: ['按已知金额转出后余额为 {amount}', '请核对退货、副产品价格和调整'],
  },
  value_must_have_a_quantity: {
    severity: 'error',
    check: 'POST-03',
    en: [
      '{amount} is left where there is no quantity',
      'check the value adjustments of the item, and the plant, lot and project that they name',
    ],
    zh: ['没有数量却剩余金额 {amount}', '请核对该物料的金额调整及其工厂、批次和项目'],
  },
  value_must_not_be_trapped: {
    severity: 'error',
    check: 'POST-04',
    en: [
      '{amount} entered a loop that nothing leaves: {members}',
      'let something leave it: a receipt, an issue, closing stock',
    ],
    zh: ['{amount} 进入了没有出口的循环：{members:nodes}', '循环中必须有流出：入库、领用或期末结存'],
  },
  trapped_value_was_expensed: {
    severity: 'warning',
    check: 'POST-04',
    en: [
      '{amount} entered a loop that nothing leaves and was expensed, as the policy says: {members}',
      'check the loop',
    ],
    zh: ['{amount} 进入了没有出口的循环，已按政策费用化：{members:nodes}', '请核对该循环'],
  },
  closing_value_must_not_be_negative: {
    severity: 'error',
    check: 'POST-03',
    en: ['closing stock of {quantity:quantity} is worth {amount}', 'check value adjustments and returns'],
    zh: ['期末数量 {quantity:quantity}，金额为 {amount}', '请核对金额调整和退货'],
  },
  stock_must_have_a_value: {
    severity: 'error',
    check: 'POST-03',
    en: ['closing stock of {quantity:quantity} is worth nothing', 'check the prices of its receipts'],
    zh: ['期末数量 {quantity:quantity} 没有金额', '请核对入库价格'],
  },
  rate_moved_far: {
    severity: 'warning',
    check: 'MID-12',
    en: [
      'the rate of {element} by {driver:driver} went from {expected} to {found}, by {difference} %',
      'check what was posted to the pool, and the hours and quantities that spread it',
    ],
    zh: [
      '{element}按{driver:driver}的分配率由 {expected} 变为 {found}，变动 {difference}%',
      '请核对费用归集金额以及工时、数量等分配依据',
    ],
  },
  product_costs_less_than_its_material: {
    severity: 'warning',
    check: 'POST-10',
    en: [
      'the unit cost of {found} is below {expected}, which is what its material costs',
      'check negative pools, adjustments and returned amounts that reached its orders',
    ],
    zh: ['单位成本 {found} 低于其材料成本 {expected}', '请核对计入其工单的红字费用、调整和退回金额'],
  },
  unit_cost_is_above_the_sales_price: {
    severity: 'warning',
    check: 'POST-13',
    en: [
      'the unit cost of {found} is above the sales price of {expected}',
      'check both; where they are right, see whether its stock has to be written down',
    ],
    zh: ['单位成本 {found} 高于售价 {expected}', '请核对成本和售价；如均无误，请考虑是否计提存货跌价准备'],
  },
  unit_cost_moved_far: {
    severity: 'warning',
    check: 'POST-05',
    en: [
      'the unit cost went from {expected} to {found}, by {difference} %',
      'see with millrace explain what it consists of; check prices, usage and output',
    ],
    zh: [
      '单位成本由 {expected} 变为 {found}，变动 {difference}%',
      '请用 millrace explain 查看其构成，并核对价格、用量和产量',
    ],
  },
} as const satisfies Record<string, Rule>;
