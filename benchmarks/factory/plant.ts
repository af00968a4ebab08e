import { mulberry32 } from '../random/mulberry32.js';

/** A row of CSV cells; none of them needs quotes. */
export type Line = readonly (string | number)[];

/** Takes the rows of a table as they are made. */
export type Take = (table: string, line: Line) => void;

/**
 * One month of a plant of any size, the same for a scale on every machine. Scale 1 is a mid-size factory: about 1 million
 * movements, 1 million work reports, 100,000 items, 200,000 orders, about 3.2 million rows in all.
 *
 * 60 % of the items are bought, 40 % made on four levels. An order has two issues on average, five operations with a report each,
 * and a completion; one in twelve stays open. Opening stock covers whatever is taken. A tenth of the sales goes to a
 * second plant by transfer first.
 */
export function standardPlant(scale: number, take: Take): void {
  const random = mulberry32(4711);
  const draw = () => random() / 2 ** 32;
  const below = (count: number) => Math.floor(draw() * count);
  const sizes = sizesOf(scale);
  for (const [table, columns] of Object.entries(COLUMNS)) take(table, columns.split(','));
  addMasters(sizes, take);
  addOpening(sizes, take);
  const movements = new Movements(take);
  addReceipts(sizes, movements, below);
  addOrders(sizes, movements, take, below);
  addSales(sizes, movements, below);
  for (let c = 0; c < CENTRES; c++) {
    for (const [element, driver] of POOLS) {
      const amount = (1_000_000 * scale + c * 12_345.67).toFixed(2);
      const pool = `${centre(c)}-${element}`;
      take('cost_pool', [
        LEDGER,
        PERIOD,
        pool,
        centre(c),
        element,
        amount,
        'variable',
        driver,
        `GL/${pool}`,
        'approved',
      ]);
    }
  }
}

export const LEDGER = 'L1';
export const PERIOD = '2026-09';

export const CENTRES = 20;
const WORK_CENTRES = 200;
const OPERATIONS = 5;
const ELEMENTS = ['MAT', 'FRT', 'LAB', 'OVH'];
const POOLS = [
  ['LAB', 'hours_labour'],
  ['OVH', 'hours_machine'],
] as const;

/** The first line of each table's file. */
const COLUMNS = {
  ledger: 'ledger,name,currency,amount_scale,time_zone',
  ledger_plant: 'ledger,plant',
  period: 'ledger,period,starts_on,ends_on',
  plant: 'plant,name',
  cost_element: 'element,name,class,position',
  cost_centre: 'centre,plant,name,kind',
  work_centre: 'work_centre,centre,name',
  item: 'item,name,unit,supply,element,category,valued',
  routing_operation:
    'plant,item,operation,position,work_centre,base_quantity,setup_hours_machine,setup_hours_labour,run_hours_machine,run_hours_labour',
  opening_stock: 'ledger,plant,item,quantity,reason',
  opening_stock_amount: 'ledger,plant,item,element,amount',
  production_order: 'order,plant,item,type,quantity_planned,opened_on,closed_on,source,status',
  movement: 'movement,document,line,posted_at,type,plant,item,quantity,order,to_plant,source,status',
  movement_amount: 'movement,ledger,element,amount',
  work_report:
    'report,order,operation,work_centre,reported_at,quantity_good,quantity_scrap,hours_machine,hours_labour,setup,source,status',
  cost_pool: 'ledger,period,pool,centre,element,amount,behaviour,driver,source,status',
};

export interface Sizes {
  readonly items: number;
  readonly made: number;
  readonly orders: number;
  readonly receipts: number;
  readonly sales: number;
}

export function sizesOf(scale: number): Sizes {
  const items = Math.round(100_000 * scale);
  return {
    items,
    made: Math.round(items * 0.4),
    orders: Math.round(200_000 * scale),
    receipts: Math.round(200_000 * scale),
    sales: Math.round(150_000 * scale),
  };
}

type Below = (count: number) => number;

export const item = (i: number) => `I${String(i).padStart(7, '0')}`;
export const centre = (c: number) => `C${String(c).padStart(2, '0')}`;
export const workCentre = (w: number) => `W${String(w % WORK_CENTRES).padStart(3, '0')}`;
const two = (n: number) => String(n).padStart(2, '0');
export const date = (day: number) => `${PERIOD}-${two(day)}`;
const priceOf = (i: number) => 3 + (i % 97) * 0.37;

function addMasters({ items, made }: Sizes, take: Take): void {
  take('ledger', [LEDGER, 'Standard plant', 'CNY', 2, 'Asia/Shanghai']);
  for (const [plant, name] of [
    ['P1', 'One'],
    ['P2', 'Two'],
  ]) {
    take('ledger_plant', [LEDGER, plant]);
    take('plant', [plant, name]);
  }
  take('period', [LEDGER, PERIOD, date(1), date(30)]);
  take('period', [LEDGER, '2026-10', '2026-10-01', '2026-10-31']);
  for (const [e, name] of ['Material', 'Freight', 'Labour', 'Overhead'].entries()) {
    take('cost_element', [ELEMENTS[e], name, e < 2 ? 'material' : 'conversion', e + 1]);
  }
  for (let c = 0; c < CENTRES; c++) take('cost_centre', [centre(c), 'P1', `Centre ${c}`, 'production']);
  for (let w = 0; w < WORK_CENTRES; w++) take('work_centre', [workCentre(w), centre(w % CENTRES), `Work ${w}`]);
  for (let i = 0; i < items; i++) {
    const [supply, category] = i < made ? ['made', 'product'] : ['purchased', 'part'];
    take('item', [item(i), `Item ${i}`, 'pc', supply, 'MAT', category, 'true']);
  }
  for (let i = 0; i < made; i++) {
    for (let k = 0; k < OPERATIONS; k++) {
      const code = (k + 1) * 10;
      const [machine, labour] = [(0.05 + (i % 7) * 0.01).toFixed(2), (0.04 + (i % 5) * 0.01).toFixed(2)];
      take('routing_operation', ['P1', item(i), code, code, workCentre(i * 5 + k), 1, 0.5, 0.5, machine, labour]);
    }
  }
}

function addOpening({ items, made }: Sizes, take: Take): void {
  for (let i = 0; i < items; i++) {
    const quantity = 5000 + (i % 999);
    take('opening_stock', [LEDGER, 'P1', item(i), quantity, 'take-over']);
    for (const [e, element] of ELEMENTS.slice(0, i < made ? 4 : 2).entries()) {
      const amount = ((quantity * priceOf(i)) / (e + 1)).toFixed(2);
      take('opening_stock_amount', [LEDGER, 'P1', item(i), element, amount]);
    }
  }
}

interface Moved {
  readonly type: string;
  readonly day: number;
  /** Of the day, from eight o'clock. */
  readonly second: number;
  readonly item: number;
  readonly quantity: number;
  readonly order?: string;
  readonly plant?: string;
  readonly toPlant?: string;
}

/** Numbers movements as they come. */
class Movements {
  readonly #take: Take;
  #count = 0;

  constructor(take: Take) {
    this.#take = take;
  }

  add({ type, day, second, item: i, quantity, order = '', plant = 'P1', toPlant = '' }: Moved): string {
    const n = ++this.#count;
    const movement = `M${String(n).padStart(9, '0')}`;
    const document = `D${String(n >> 2).padStart(8, '0')}`;
    const at = `${date(day)}T${two(8 + Math.floor(second / 3600))}:${two(Math.floor(second / 60) % 60)}:${two(second % 60)}+08:00`;
    const cells = [movement, document, n & 3, at, type, plant, item(i), quantity, order, toPlant, `ERP/${movement}`];
    this.#take('movement', [...cells, 'approved']);
    return movement;
  }

  costs(movement: string, element: string, amount: number): void {
    this.#take('movement_amount', [movement, LEDGER, element, amount.toFixed(2)]);
  }
}

function addReceipts({ items, made, receipts }: Sizes, movements: Movements, below: Below): void {
  for (let r = 0; r < receipts; r++) {
    const i = made + below(items - made);
    const quantity = 10 + below(500);
    const price = 3 + (i % 97) * 0.37 * (0.9 + below(1000) / 5000);
    const place = { day: 1 + below(29), second: below(30_000) };
    const movement = movements.add({ type: 'purchase_receipt', ...place, item: i, quantity });
    movements.costs(movement, 'MAT', quantity * price);
    movements.costs(movement, 'FRT', quantity * price * 0.02);
  }
}

function addOrders({ items, made, orders }: Sizes, movements: Movements, take: Take, below: Below): void {
  let reports = 0;
  for (let o = 0; o < orders; o++) {
    const i = below(made);
    const planned = 2 + below(48);
    const day = 1 + below(20);
    const order = `WO${String(o).padStart(8, '0')}`;
    const isOpen = below(100) < 8;
    const done = isOpen ? planned >> 1 : planned;
    const closed = isOpen ? '' : date(day + 7);
    take('production_order', [order, 'P1', item(i), 'normal', planned, date(day), closed, `ERP/${order}`, 'approved']);
    for (let c = 1 + below(3); c > 0; c--) {
      const component = componentOf(i, { items, made }, below);
      const quantity = planned * (1 + below(3));
      movements.add({ type: 'issue', day, second: below(30_000), item: component, quantity, order });
    }
    for (let k = 0; k < OPERATIONS; k++) {
      const good = k >= 3 ? done : planned;
      const report = `R${String(++reports).padStart(9, '0')}`;
      const at = `${date(day + 1 + k)}T${two(8 + below(9))}:${two(below(60))}:00+08:00`;
      const hours = [0.05, 0.04].map((each) => (0.5 + good * each + below(1000) / 1000).toFixed(3));
      const cells = [
        report,
        order,
        (k + 1) * 10,
        workCentre(i * 5 + k),
        at,
        good,
        '',
        ...hours,
        'false',
        `MES/${report}`,
      ];
      take('work_report', [...cells, 'approved']);
    }
    if (done > 0) {
      movements.add({ type: 'completion', day: day + 7, second: below(30_000), item: i, quantity: done, order });
    }
  }
}

/** An item of the level below, or a bought one; made items are on four levels, the finished goods first. */
function componentOf(i: number, { items, made }: Pick<Sizes, 'items' | 'made'>, below: Below): number {
  const level = Math.floor((i * 4) / made);
  const next = Math.floor(((level + 1) * made) / 4);
  if (level === 3 || below(10) < 4) return made + below(items - made);
  return next + below(Math.floor(made / 4));
}

function addSales({ made, sales }: Sizes, movements: Movements, below: Below): void {
  for (let s = 0; s < sales; s++) {
    const sold = { item: below(made), quantity: 1 + below(20) };
    const day = 1 + below(29);
    if (below(10) > 0) {
      movements.add({ type: 'sale', day, second: below(30_000), ...sold });
      continue;
    }
    movements.add({ type: 'transfer', day, second: below(10_000), ...sold, toPlant: 'P2' });
    movements.add({ type: 'sale', day: day + 1, second: below(30_000), ...sold, plant: 'P2' });
  }
}
