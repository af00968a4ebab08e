import type { FactRows, Row } from '@millrace/costing-core';

const FROM = '2026-01-01';

/**
 * A pump of plant P2 with a motor of plant P1, all of it worked out by hand:
 *
 *     motor   2,500 g of wire at 80.00 a kg − 0.1 kg of chips at 5.00, 30 min set-up for 20 + 6 min at 60.00 an hour
 *             199.50 material + 7.50 labour = 207.00
 *     pump    motor 207.00 + kit (4 bolts at 25.00 a hundred, seal 3.00) 4.00 + housing 120.00 · 1.05 = 126.00
 *             + label 2.00 for a lot of 10 = 0.20, half an hour at 40.00 = 20.00
 *             329.70 material + 27.50 labour = 357.20
 */
export const pumpFactory = {
  ledger: [{ ledger: 'CN01', currency: 'CNY', amount_scale: '2', time_zone: 'Asia/Shanghai' }],
  ledger_plant: [
    { ledger: 'CN01', plant: 'P1' },
    { ledger: 'CN01', plant: 'P2' },
  ],
  plant: [{ plant: 'P1' }, { plant: 'P2' }],
  period: [{ ledger: 'CN01', period: '2026-11', starts_on: '2026-11-01', ends_on: '2026-11-30' }],
  cost_element: [
    { element: 'material', name: 'Material', name_zh: '材料', class: 'material', position: '1' },
    { element: 'labour', name: 'Labour', name_zh: '人工', class: 'conversion', position: '2' },
  ],
  cost_centre: [
    { centre: 'C1', plant: 'P1', kind: 'production' },
    { centre: 'C2', plant: 'P2', kind: 'production' },
  ],
  work_centre: [
    { work_centre: 'W1', centre: 'C1' },
    { work_centre: 'W2', centre: 'C2' },
  ],
  item: [
    item('PUMP', 'pc', 'made', '10'),
    item('MOTOR', 'pc', 'made', '20'),
    item('KIT', 'pc', 'made'),
    item('WIRE', 'kg', 'purchased'),
    item('CHIP', 'kg', 'purchased'),
    item('BOLT', 'pc', 'purchased'),
    item('SEAL', 'pc', 'purchased'),
    item('HOUSING', 'pc', 'purchased'),
    item('LABEL', 'pc', 'purchased'),
  ],
  unit_conversion: [{ from_unit: 'kg', to_unit: 'g', numerator: '1000', denominator: '1' }],
  bom: [header('P2', 'PUMP'), header('P2', 'KIT'), header('P1', 'MOTOR')],
  bom_line: [
    line('P2', 'PUMP', '10', 'MOTOR', '1', { component_plant: 'P1' }),
    line('P2', 'PUMP', '20', 'KIT', '1', { kind: 'phantom' }),
    line('P2', 'PUMP', '30', 'HOUSING', '1', { scrap_rate: '0.05' }),
    line('P2', 'PUMP', '40', 'LABEL', '1', { fixed: 'true' }),
    line('P2', 'KIT', '10', 'BOLT', '4'),
    line('P2', 'KIT', '20', 'SEAL', '1'),
    line('P1', 'MOTOR', '10', 'WIRE', '2500', { unit: 'g' }),
    line('P1', 'MOTOR', '20', 'CHIP', '0.1', { kind: 'by_product' }),
  ],
  routing_operation: [
    {
      plant: 'P1',
      item: 'MOTOR',
      operation: '10',
      work_centre: 'W1',
      setup_hours_labour: '30',
      run_hours_labour: '6',
      time_unit: 'minute',
    },
    { plant: 'P2', item: 'PUMP', operation: '10', work_centre: 'W2', run_hours_labour: '0.5' },
  ],
  rate: [
    {
      plant: 'P1',
      work_centre: 'W1',
      driver: 'hours_labour',
      element: 'labour',
      valid_from: FROM,
      rate: '1',
      time_unit: 'minute',
    },
    { plant: 'P2', centre: 'C2', driver: 'hours_labour', element: 'labour', valid_from: FROM, rate: '40' },
  ],
  item_price: [
    price('P1', 'WIRE', '80'),
    price('P1', 'CHIP', '5'),
    price('P2', 'BOLT', '25', '100'),
    price('P2', 'SEAL', '3'),
    price('P2', 'HOUSING', '120'),
    price('P2', 'LABEL', '2'),
  ],
  opening_stock: [stock('P1', 'MOTOR', '3'), stock('P2', 'BOLT', '10'), stock('P1', 'WIRE', '100')],
  opening_stock_amount: [
    { ledger: 'CN01', plant: 'P1', item: 'MOTOR', element: 'material', amount: '600.00' },
    { ledger: 'CN01', plant: 'P2', item: 'BOLT', element: 'material', amount: '2.50' },
    { ledger: 'CN01', plant: 'P1', item: 'WIRE', element: 'material', amount: '8000.00' },
  ],
} satisfies FactRows;

function item(code: string, unit: string, supply: 'made' | 'purchased', costing_lot = ''): Row<'item'> {
  return { item: code, name: `${code.toLowerCase()} by name`, unit, supply, valued: 'true', costing_lot };
}

function header(plant: string, parent: string): Row<'bom'> {
  return { plant, parent, valid_from: FROM, base_quantity: '1', active: 'true' };
}

export function line(
  plant: string,
  parent: string,
  number: string,
  component: string,
  quantity: string,
  more: Partial<Row<'bom_line'>> = {},
): Row<'bom_line'> {
  const own = {
    plant,
    parent,
    valid_from: FROM,
    line: number,
    component,
    quantity,
    kind: 'component',
    fixed: 'false',
  } as const;
  return { ...own, ...more };
}

function price(plant: string, code: string, amount: string, per_quantity = '1'): Row<'item_price'> {
  return { plant, item: code, kind: 'purchase', element: 'material', valid_from: FROM, price: amount, per_quantity };
}

function stock(plant: string, code: string, quantity: string): Row<'opening_stock'> {
  return { ledger: 'CN01', plant, item: code, quantity, reason: 'first period' };
}
