import type { Rule } from '@millrace/facts';

/** Quantities without a price of their own, and stock that was taken though it was not there. */
export const PRICES = {
  receipt_must_have_an_amount: {
    severity: 'error',
    check: 'PRE-23',
    en: [
      '{quantity:quantity} of {item} came in without an amount; {amount} was assumed ({origin:origin})',
      'add its price to movement_amount',
    ],
    zh: [
      '{item} 入库 {quantity:quantity} 没有金额；暂按金额 {amount}（{origin:origin}）计价',
      '请在 movement_amount 中补充价格',
    ],
  },
  receipt_is_far_from_its_price: {
    severity: 'warning',
    check: 'PRE-20',
    en: [
      '{item} came in at {found} each; its {origin:reference} is {expected}',
      'check the quantity, the unit and the amount of the receipt',
    ],
    zh: ['{item} 入库单价为 {found}，而其{origin:reference}为 {expected}', '请核对该入库的数量、单位和金额'],
  },
  returned_cost_must_be_known: {
    severity: 'warning',
    check: 'PRE-10',
    en: [
      '{quantity:quantity} of {item} come back whose original cost is not known; {amount} was assumed ({origin:origin})',
      'refer to the original movement; if it does, check the quantity',
    ],
    zh: [
      '{item} 退回 {quantity:quantity}，原成本未知；暂按金额 {amount}（{origin:origin}）计价',
      '请引用原单据；如已引用请核对数量',
    ],
  },
  by_product_must_have_a_price: {
    severity: 'error',
    check: 'MID-06',
    en: [
      '{quantity:quantity} of {item} have no price to be credited at; {amount} was assumed ({origin:origin})',
      'add a price to joint_output, or a standard price',
    ],
    zh: [
      '{item} 数量 {quantity:quantity} 没有抵减价格；暂按金额 {amount}（{origin:origin}）计价',
      '请在 joint_output 中补充价格，或维护标准价',
    ],
  },
  standard_price_must_be_known: {
    severity: 'error',
    check: 'PRE-14',
    en: ['there is no standard price; the item was valued at its average', 'add it to item_price'],
    zh: ['没有标准价，已按平均价计价', '请在 item_price 中补充'],
  },
  receipt_has_no_quantity: {
    severity: 'warning',
    check: 'PRE-23',
    en: [
      'it brings {amount} for a quantity of 0, which what is in stock of {item} bears',
      'enter the quantity; for cost without goods use purchase_adjustment or revaluation',
    ],
    zh: [
      '数量为 0 而金额为 {amount}，由 {item} 的存货负担',
      '请填写数量；只有金额没有实物请使用 purchase_adjustment 或 revaluation',
    ],
  },
  amounts_of_items_without_costing: {
    severity: 'warning',
    check: 'PRE-23',
    en: [
      '{amount} of items that take no part in costing counts for nothing: {count} rows ({keys})',
      'set valued to true for items that belong to stock; for the others nothing is wrong',
    ],
    zh: [
      '不参与存货核算的物料金额 {amount} 未计入：{count} 行（{keys}）',
      '应作为存货核算的物料请将 valued 改为 true；其余无需处理',
    ],
  },
  stock_must_not_fall_below_zero: {
    severity: 'error',
    check: 'MID-05',
    en: [
      '{quantity:quantity} of {item} were taken that were not there[, while {found:quantity} are there under {keys}]; {amount} was assumed ({origin:origin})',
      'find the missing receipt, or correct the quantity[; lot or project may be missing on the document: {keys}]',
    ],
    zh: [
      '{item} 多发出 {quantity:quantity}，库存不足[（{keys} 下有 {found:quantity}）]；暂按金额 {amount}（{origin:origin}）计价',
      '请补录入库或更正数量[；单据可能漏填批次或项目：{keys}]',
    ],
  },
  stock_below_zero_was_valued_at_a_fallback_price: {
    severity: 'warning',
    check: 'POST-11',
    en: [
      '{quantity:quantity} of {item} were taken that were not there[, while {found:quantity} are there under {keys}], valued {amount} ({origin:origin})',
      'the difference is revalued when they are received',
    ],
    zh: [
      '{item} 库存不足 {quantity:quantity}[（{keys} 下有 {found:quantity}）]，按金额 {amount}（{origin:origin}）计价',
      '差额将在到货期间重估',
    ],
  },
  count_gain_was_valued_at_a_fallback_price: {
    severity: 'warning',
    check: 'POST-11',
    en: [
      '{quantity:quantity} of {item} were found without an amount, valued {amount} ({origin:origin})',
      'add an amount if you know better',
    ],
    zh: ['{item} 盘盈 {quantity:quantity} 无金额，按金额 {amount}（{origin:origin}）计价', '如有更准确的金额请补充'],
  },
  fallback_price_must_be_known: {
    severity: 'error',
    check: 'POST-11',
    en: [
      'no price is known for {item}[ in plant {plant}][, while there is one in {plants}]; {quantity:quantity} went at 0',
      'add a standard or purchase price to item_price',
    ],
    zh: [
      '{item} [在工厂 {plant} ]没有任何价格[，而工厂 {plants} 有]，{quantity:quantity} 按 0 计价',
      '请在 item_price 中补充标准价或采购价',
    ],
  },
} as const satisfies Record<string, Rule>;
