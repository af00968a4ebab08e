import type { Take } from './plant.js';

/**
 * One month of many small ledgers, each of a plant of its own with 100 movements, 10 orders and 20 work reports, and with prices of its
 * own. They share items and elements. The same for a count on every machine.
 */
export function smallLedgers(count: number, take: Take): void {
  for (const [table, columns] of Object.entries(COLUMNS)) take(table, columns.split(','));
  take('cost_element', ['MAT', 'Material', 'material', 1]);
  take('cost_element', ['LAB', 'Labour', 'conversion', 2]);
  for (let i = 0; i < ITEMS; i++) {
    take('item', [bought(i), `Part ${i}`, 'pc', 'purchased', 'MAT', 'true']);
    take('item', [made(i), `Product ${i}`, 'pc', 'made', 'MAT', 'true']);
  }
  for (let l = 0; l < count; l++) addLedger(l, take);
}

export const PERIOD = '2026-09';
export const MOVEMENTS = 100;

export const ledgerCode = (l: number) => `L${String(l).padStart(5, '0')}`;

const ITEMS = 10;
const RECEIPTS = 40;
const bought = (i: number) => `P${i % ITEMS}`;
const made = (i: number) => `M${i % ITEMS}`;

/** The first line of each table's file. */
const COLUMNS = {
  ledger: 'ledger,name,currency,amount_scale,time_zone',
  ledger_plant: 'ledger,plant',
  period: 'ledger,period,starts_on,ends_on',
  plant: 'plant,name',
  cost_element: 'element,name,class,position',
  cost_centre: 'centre,plant,name,kind',
  work_centre: 'work_centre,centre,name',
  item: 'item,name,unit,supply,element,valued',
  production_order: 'order,plant,item,type,quantity_planned,opened_on,closed_on,status',
  movement: 'movement,document,line,posted_at,type,plant,item,quantity,order,status',
  movement_amount: 'movement,ledger,element,amount',
  work_report: 'report,order,work_centre,reported_at,hours_labour,setup,status',
  cost_pool: 'ledger,period,pool,centre,element,amount,behaviour,driver,status',
};

function addLedger(l: number, take: Take): void {
  const ledger = ledgerCode(l);
  const plant = `${ledger}-P`;
  const centre = `${ledger}-C`;
  const work = `${ledger}-W`;
  take('ledger', [ledger, `Small ledger ${l}`, 'CNY', 2, 'Asia/Shanghai']);
  take('plant', [plant, `Plant ${l}`]);
  take('ledger_plant', [ledger, plant]);
  take('period', [ledger, PERIOD, `${PERIOD}-01`, `${PERIOD}-30`]);
  take('cost_centre', [centre, plant, `Centre ${l}`, 'production']);
  take('work_centre', [work, centre, `Work ${l}`]);
  take('cost_pool', [ledger, PERIOD, `${centre}-LAB`, centre, 'LAB', (1000 + l * 1.37).toFixed(2), ...POOL]);
  let count = 0;
  const move = (type: string, day: number, item: string, quantity: number, order = ''): string => {
    const movement = `${ledger}-${String(count++).padStart(3, '0')}`;
    take('movement', [movement, movement, 1, at(day), type, plant, item, quantity, order, 'approved']);
    return movement;
  };
  for (let r = 0; r < RECEIPTS; r++) {
    const quantity = 100 + ((l + r) % 50);
    const movement = move('purchase_receipt', 1 + (r % 5), bought(r), quantity);
    take('movement_amount', [movement, ledger, 'MAT', (quantity * (3 + r * 0.37 + l * 0.01)).toFixed(2)]);
  }
  for (let o = 0; o < ITEMS; o++) {
    const order = `${ledger}-O${o}`;
    take('production_order', [order, plant, made(o), 'normal', 10, `${PERIOD}-06`, `${PERIOD}-14`, 'approved']);
    move('issue', 7, bought(o), 30, order);
    move('issue', 8, bought(o + 1), 20, order);
    for (let r = 0; r < 2; r++) {
      const hours = (1 + ((l + o + r) % 9) / 4).toFixed(2);
      take('work_report', [`${order}-R${r}`, order, work, at(9 + r), hours, 'false', 'approved']);
    }
    move('completion', 12, made(o), 10, order);
    for (const day of [16, 20]) move('sale', day, made(o), 3);
    move('sale', 22, bought(o), 5);
  }
}

const POOL = ['variable', 'hours_labour', 'approved'];

function at(day: number): string {
  return `${PERIOD}-${String(day).padStart(2, '0')}T09:00:00+08:00`;
}
