import type { FindingCases } from './finding-case.js';
import { line, price } from './standard.js';

/** Prices, rates and costs of a standard. */
export const STANDARD_COSTS: FindingCases = {
  cost_element_must_be_known: {
    standard: {
      cost_element: [{ element: 'material' }],
      bom_line: [],
      item_price: [price('RAW', { element: 'metal' })],
    },
    finding: { severity: 'error', table: 'item_price', key: 'metal', fields: { element: 'metal' } },
    en: ['metal is not in cost_element', 'add the cost element, or correct the code'],
    zh: ['成本要素 metal 不在 cost_element 中', '请补建该成本要素，或更正编码'],
  },
  cost_must_fit_the_scale: {
    standard: {
      bom_line: [line('BOX', 'RAW', { quantity: '999999999' })],
      item_price: [price('RAW', { price: '999999999' })],
    },
    finding: { severity: 'error', table: 'item', key: 'P1 · BOX', fields: { item: 'BOX' } },
    en: ['the unit cost of BOX has too many digits to be kept exactly', 'lower cost_scale, or use a larger unit'],
    zh: ['BOX 的单位成本位数过多，无法精确保存', '请减少 cost_scale，或改用更大的单位'],
  },
  standard_cost_must_not_be_negative: {
    standard: {
      bom_line: [line('BOX', 'RAW'), line('BOX', 'CHIP', { line: '20', quantity: '2', kind: 'by_product' })],
      item_price: [price('RAW', { price: '3' }), price('CHIP', { price: '4' })],
    },
    finding: { severity: 'error', table: 'item', key: 'P1 · BOX', fields: { item: 'BOX', found: '-5.000000' } },
    en: [
      'BOX costs -5.000000, less than nothing',
      'check what its by-products are credited at, and prices and rates below zero',
    ],
    zh: ['BOX 的标准成本为 -5.000000，低于零', '请核对其副产品的扣除价格，以及负数的价格和费率'],
  },
  made_item_must_have_a_bom: {
    standard: {
      item_plant: [{ plant: 'P1', item: 'BOX' }],
      item: [{ item: 'BOX', supply: 'made' }],
      bom_line: [],
      item_price: [price('BOX')],
    },
    finding: { severity: 'warning', table: 'item', key: 'P1 · BOX', fields: { item: 'BOX' } },
    en: [
      'BOX is made, but has neither BOM nor routing; its price is taken instead',
      'add a BOM or a routing, or set supply to purchased',
    ],
    zh: ['BOX 为自制件，但没有物料清单和工艺路线；改取其价格', '请补建物料清单或工艺路线，或将 supply 改为 purchased'],
  },
  operation_must_have_a_rate: {
    standard: {
      bom_line: [],
      routing_operation: [{ plant: 'P1', item: 'BOX', operation: '10', work_centre: 'W1', run_hours_machine: '2' }],
    },
    finding: {
      severity: 'error',
      table: 'routing_operation',
      key: 'P1 · BOX ·  · 10',
      fields: { item: 'BOX', operation: '10', work_centre: 'W1', driver: 'hours_machine' },
    },
    en: [
      'operation 10 of BOX takes machine hours at W1, which has no rate for them',
      'add a rate of the work centre or its cost centre; 0 is a rate',
    ],
    zh: ['BOX 的工序 10 在 W1 耗用机器工时，但没有相应费率', '请为该工作中心或其成本中心补充费率；0 也是费率'],
  },
  price_must_be_a_plain_number: {
    standard: {
      item_plant: [{ plant: 'P1', item: 'RAW' }],
      bom_line: [],
      item_price: [price('RAW', { price: '1,5' })],
    },
    finding: {
      severity: 'error',
      table: 'item_price',
      key: 'P1 · RAW · plan · material · ',
      fields: { item: 'RAW', price: '1,5', per_quantity: '1', unit: '' },
    },
    en: ['the price of RAW is "1,5" for 1', 'enter plain decimal numbers, and a quantity above zero'],
    zh: ['RAW 的价格为“1,5”，对应数量 1', '请填写普通数字，对应数量须大于零'],
  },
  purchased_item_must_have_a_price: {
    standard: { bom_line: [line('BOX', 'RAW')] },
    finding: {
      severity: 'error',
      table: 'item_price',
      key: 'P1 · RAW',
      fields: { item: 'RAW', as_of: '2026-10-31', chain: 'plan, standard, purchase' },
    },
    en: [
      'RAW has no price on 2026-10-31 (plan, standard, purchase): it and all above it have no cost',
      'add one to item_price; 0 is a price',
    ],
    zh: [
      'RAW 在 2026-10-31 没有价格（plan、standard、purchase）：该物料及其上层均无成本',
      '请在 item_price 中补充；0 也是价格',
    ],
  },
  rate_must_be_a_plain_number: {
    standard: {
      bom_line: [],
      rate: [{ plant: 'P1', work_centre: 'W1', driver: 'lots', element: 'labour', rate: '3e2' }],
    },
    finding: { severity: 'error', table: 'rate', key: 'P1 · W1 · lots · labour · ', fields: { rate: '3e2' } },
    en: ['the rate is "3e2"', 'enter a plain decimal number'],
    zh: ['费率为“3e2”', '请填写普通数字'],
  },
  time_must_be_a_plain_number: {
    standard: {
      bom_line: [],
      routing_operation: [{ plant: 'P1', item: 'BOX', operation: '10', work_centre: 'W1', efficiency: '0' }],
    },
    finding: {
      severity: 'error',
      table: 'routing_operation',
      key: 'P1 · BOX ·  · 10',
      fields: { item: 'BOX', operation: '10' },
    },
    en: [
      'operation 10 of BOX has times that are no plain numbers, or a base quantity or efficiency of 0',
      'enter plain decimal numbers; base quantity and efficiency must be above zero',
    ],
    zh: ['BOX 的工序 10 的工时不是普通数字，或基本数量、效率为 0', '请填写普通数字；基本数量和效率须大于零'],
  },
  unit_of_a_price_must_convert: {
    standard: {
      item_plant: [{ plant: 'P1', item: 'RAW' }],
      item: [{ item: 'RAW', unit: 'kg' }],
      bom_line: [],
      item_price: [price('RAW', { unit: 't' })],
    },
    finding: {
      severity: 'error',
      table: 'item_price',
      key: 'P1 · RAW · plan · material · ',
      fields: { item: 'RAW', price: '1', per_quantity: '1', unit: 't' },
    },
    en: [
      'the price of RAW is per t, which does not convert to the unit of the item',
      'add it to unit_conversion, or correct the unit',
    ],
    zh: ['RAW 的价格单位为 t，无法换算为该物料的计量单位', '请在 unit_conversion 中补充，或更正单位'],
  },
};
