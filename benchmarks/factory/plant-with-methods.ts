import { defaultPolicy, type Policy } from '@millrace/costing-core';
import {
  CENTRES,
  centre,
  date,
  item,
  LEDGER,
  type Line,
  PERIOD,
  sizesOf,
  standardPlant,
  type Take,
  workCentre,
} from './plant.js';

/**
 * The standard plant with the methods of production cost in use: two departments that serve each other and all centres, moulds by a
 * formula, planned rates and one of the year with their differences, a fixed pool with normal capacity, work in process by operation with
 * four methods, what is lost as a rule and beyond it, by-products, co-products, rework, and rates that are rounded. What the plain plant does it
 * does too; a few rows in a hundred come with it. Variances are left out: they need a standard, which a plain close reads as well.
 */
export function plantWithMethods(scale: number, take: Take): void {
  for (const [table, columns] of Object.entries(COLUMNS)) take(table, columns.split(','));
  const happened = new Happened(take, sizesOf(scale).made);
  standardPlant(scale, (table, line) => {
    if (table === 'movement') happened.movement(line);
    else if (table === 'work_report') happened.report(line);
    else if (table === 'cost_pool') take(table, pool(line, scale));
    else take(table, line);
  });
  addDepartments(take, scale);
  addMoulds(take, scale);
  addBudgets(take, scale);
  addOutputs(take, scale);
}

/** How it closes. */
export const policyWithMethods: Policy = {
  ...defaultPolicy,
  conversion_stages: 'operation',
  wip_by_centre: {
    [centre(5)]: { method: 'fifo' },
    [centre(6)]: { method: 'coefficient', coefficients: { conversion: '0.4' } },
    [centre(7)]: { method: 'all_until_finished' },
  },
  spoilage: { ...defaultPolicy.spoilage, normal: 'counted' },
  absorption_by_centre: {
    [centre(2)]: { rate: 'planned', difference: 'products' },
    [centre(3)]: { rate: 'planned', difference: 'expense' },
    [centre(8)]: { rate: 'year_to_date', difference: 'carry' },
  },
  centre_overhead_driver: Object.fromEntries(Array.from({ length: CENTRES }, (_, c) => [centre(c), 'hours_machine'])),
  rate_rounding: { default: 'exact', pools: 'largest_remainder', service_departments: 6 },
};

const COLUMNS = {
  driver: 'driver,name,unit,kind,formula',
  attribute: 'owner_kind,owner,name,value',
  department_service: 'period,from_centre,to_kind,to,quantity,source,status',
  rate_budget: 'ledger,centre,element,driver,valid_from,amount,quantity',
  normal_loss: 'plant,item,operation,valid_from,rate,basis',
  joint_output: 'plant,item,output_item,valid_from,role,weight,price',
};

const [POWER, REPAIR] = ['S1', 'S2'];
const MOULD = 'MOULD';
/** The centre of moulds; the one whose overhead is fixed. */
const MOULDED = 1;
const FIXED = 4;
/** Hours of a centre in a month at scale 1, about. */
const HOURS = 115_000;
/** In so many orders a piece is lost once. */
const ORDERS_PER_LOSS = 10;
/** In so many orders a piece is repaired once. */
const ORDERS_PER_REPAIR = 100;

/** The last operation, at which pieces are inspected. */
const LAST = 50;

const byProductOf = (i: number, made: number) => (i % 50 === 7 ? item(made + i) : undefined);
const coProductOf = (i: number) => (i % 50 === 13 ? item(i + 1) : undefined);

/** Turns completions of the plain plant into what happens when things go wrong, or yield more than one thing. */
class Happened {
  readonly #take: Take;
  readonly #made: number;
  #completions = 0;
  #count = 0;

  constructor(take: Take, made: number) {
    this.#take = take;
    this.#made = made;
  }

  movement(line: Line): void {
    const [, , , at, type, , name, quantity, order] = line;
    if (type !== 'completion') {
      this.#take('movement', line);
      return;
    }
    this.#take('movement', isLost(order, quantity) ? line.with(7, Number(quantity) - 1) : line);
    const i = Number(String(name).slice(1));
    const byProduct = byProductOf(i, this.#made);
    if (byProduct !== undefined) this.#add('by_product_receipt', String(at), byProduct, String(order));
    const coProduct = coProductOf(i);
    if (coProduct !== undefined) this.#add('completion', String(at), coProduct, String(order));
    if (++this.#completions % ORDERS_PER_REPAIR === 0) this.#repair(i);
  }

  report(line: Line): void {
    const [, order, operation, , , good] = line;
    const changed = operation === LAST && isLost(order, good) ? line.with(5, Number(good) - 1).with(6, 1) : line;
    this.#take('work_report', changed);
  }

  /** A piece goes back into production, and comes out again. */
  #repair(i: number): void {
    const order = `RW${String(this.#completions).padStart(8, '0')}`;
    const row = [order, 'P1', item(i), 'rework', 1, date(28), date(29), `ERP/${order}`, 'approved'];
    this.#take('production_order', row);
    const at = (day: number) => `${date(day)}T09:00:00+08:00`;
    this.#add('issue', at(28), item(i), order);
    const report = [`R${order}`, order, LAST, workCentre(i * 5 + 4), at(28), 1, '', '0.300', '0.400', 'false'];
    this.#take('work_report', [...report, `MES/${order}`, 'approved']);
    this.#add('completion', at(29), item(i), order);
  }

  /** Of one piece. */
  #add(type: string, at: string, name: string, order: string): void {
    const movement = `X${String(++this.#count).padStart(9, '0')}`;
    this.#take('movement', [movement, movement, 1, at, type, 'P1', name, 1, order, '', `ERP/${movement}`, 'approved']);
  }
}

/** Whether an order loses a piece at its last operation. */
function isLost(order: Cell, good: Cell): boolean {
  return Number(String(order).slice(2)) % ORDERS_PER_LOSS === 0 && Number(good) > 2;
}

type Cell = Line[number];

/** A pool of the plain plant; overhead of one centre is fixed, and a tenth of its capacity stands idle. */
function pool(line: Line, scale: number): Line {
  if (line[2] === 'pool') return [...line, 'normal_driver'];
  if (line[2] !== `${centre(FIXED)}-OVH`) return [...line, ''];
  return [...line.with(6, 'fixed'), (HOURS * scale * 1.1).toFixed(0)];
}

function addDepartments(take: Take, scale: number): void {
  for (const [department, amount] of [
    [POWER, 600_000],
    [REPAIR, 250_000],
  ] as const) {
    take('cost_centre', [department, 'P1', `Department ${department}`, 'service']);
    const own = `${department}-OVH`;
    const cells = [LEDGER, PERIOD, own, department, 'OVH', (amount * scale).toFixed(2), 'variable', '', `GL/${own}`];
    take('cost_pool', [...cells, 'approved', '']);
    const other = department === POWER ? REPAIR : POWER;
    const served = [other, ...Array.from({ length: CENTRES }, (_, c) => centre(c))];
    for (const [s, to] of served.entries()) {
      take('department_service', [
        PERIOD,
        department,
        'centre',
        to,
        100 + 7 * s,
        `METER/${department}/${to}`,
        'approved',
      ]);
    }
  }
}

function addMoulds(take: Take, scale: number): void {
  const own = `${centre(MOULDED)}-${MOULD}`;
  const formula = 'mould_cost * cycles / mould_shots';
  take('driver', [MOULD, 'Moulds by shots', 'CNY', 'formula', formula]);
  const cells = [
    LEDGER,
    PERIOD,
    own,
    centre(MOULDED),
    'OVH',
    (90_000 * scale).toFixed(2),
    'variable',
    MOULD,
    `GL/${own}`,
  ];
  take('cost_pool', [...cells, 'approved', '']);
  // Every fourth item has an operation in the centre.
  for (let i = 0; i < sizesOf(scale).made; i += 4) {
    take('attribute', ['item', item(i), 'mould_cost', 10_000 + (i % 31) * 500]);
    take('attribute', ['item', item(i), 'mould_shots', 15_000]);
  }
}

function addBudgets(take: Take, scale: number): void {
  for (const c of [2, 3]) {
    for (const [element, driver] of [
      ['LAB', 'hours_labour'],
      ['OVH', 'hours_machine'],
    ]) {
      take('rate_budget', [LEDGER, centre(c), element, driver, date(1), (1_050_000 * scale).toFixed(2), HOURS * scale]);
    }
  }
}

function addOutputs(take: Take, scale: number): void {
  const { made } = sizesOf(scale);
  for (let i = 0; i < made; i++) {
    if (i % 10 === 0) take('normal_loss', ['P1', item(i), LAST, date(1), '0.01', 'good']);
    const byProduct = byProductOf(i, made);
    if (byProduct !== undefined) take('joint_output', ['P1', item(i), byProduct, date(1), 'by', '', '1.5']);
    const coProduct = coProductOf(i);
    if (coProduct === undefined) continue;
    take('joint_output', ['P1', item(i), item(i), date(1), 'main', '1', '']);
    take('joint_output', ['P1', item(i), coProduct, date(1), 'co', '0.8', '']);
  }
}
