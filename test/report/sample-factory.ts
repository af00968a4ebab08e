import {
  type ClosedPeriod,
  closePeriod,
  defaultPolicy,
  type FactRows,
  openingFrom,
  type Row,
  type Version,
} from '@millrace/costing-core';

/**
 * A small pump works: two plants, thirty items over three levels, two months. Prices move between the months, some
 * orders stay open, stock falls short once, a pool has no driver. Everything is computed from counters, so that it is
 * the same each time.
 */
export function sampleFactory(): SampleFactory {
  const facts: FactRows = {
    ...MASTERS,
    ...happened(),
    production_order: orders(),
  };
  const policy = { ...defaultPolicy, stock_below_zero: 'fallback' as const };
  const { opening_stock, opening_stock_amount } = opening();
  const before = closePeriod({ ...facts, opening_stock, opening_stock_amount }, policy, {
    ledger: 'LQ01',
    period: '2026-09',
  });
  if (before.version === undefined || before.outcome === undefined) throw new Error('September was not closed.');
  const after = closePeriod({ ...facts, ...openingFrom(before.version) }, policy, {
    ledger: 'LQ01',
    period: '2026-10',
    previous: before.version,
  });
  if (after.version === undefined || after.outcome === undefined) throw new Error('October was not closed.');
  return {
    september: before.version,
    october: after.version,
    facts,
    before: { version: before.version, outcome: before.outcome },
    closed: { version: after.version, outcome: after.outcome },
  };
}

interface SampleFactory {
  readonly september: Version;
  readonly october: Version;
  readonly facts: FactRows;
  /** Both months with their flows. */
  readonly before: ClosedPeriod;
  readonly closed: ClosedPeriod;
}

const APPROVED = { status: 'approved' } as const;
const MONTHS = ['2026-09', '2026-10'] as const;
type Month = (typeof MONTHS)[number];

/** Code, name, Chinese name, unit, price in September and in October. */
const PURCHASED = [
  ['R-101', 'Grey iron, pig', '生铁', 'kg', '3.20', '3.42'],
  ['R-102', 'Stainless bar 1.4404', '不锈钢棒 316L', 'kg', '26.80', '25.90'],
  ['R-103', 'Carbon steel bar C45', '碳素圆钢 45#', 'kg', '6.15', '6.15'],
  ['R-104', 'Bronze ingot', '锡青铜锭', 'kg', '58.00', '61.50'],
  ['R-105', 'Mechanical seal', '机械密封', 'pc', '84.00', '84.00'],
  ['R-106', 'Seal ring "Viton" <40 mm> & clip', '密封圈“氟橡胶”<40 mm> 及卡簧', 'pc', '2.35', '2.60'],
  ['R-107', 'Ball bearing 6308', '深沟球轴承 6308', 'pc', '31.50', '30.75'],
  ['R-108', 'Motor 7.5 kW', '电机 7.5 kW', 'pc', '865.00', '892.00'],
  ['R-109', 'Motor 15 kW', '电机 15 kW', 'pc', '1480.00', '1465.00'],
  ['R-110', 'Coupling', '联轴器', 'pc', '118.00', '118.00'],
  ['R-111', 'Paint, two parts', '双组分漆', 'kg', '34.00', '34.80'],
  ['R-112', 'Bolts and nuts, set', '螺栓螺母（套）', 'set', '9.80', '9.95'],
] as const;

/** Code, names, plant, centre, hours a piece, pieces a month, cost before, what it is made from. */
const MADE: readonly MadeItem[] = [
  made('S-201', 'Casing casting DN50', '泵体铸件 DN50', 'CAST', 1.1, 90, 385, { 'R-101': 24 }),
  made('S-202', 'Casing casting DN80', '泵体铸件 DN80', 'CAST', 1.6, 70, 560, { 'R-101': 41 }),
  made('S-203', 'Cover casting', '泵盖铸件', 'CAST', 0.7, 150, 238, { 'R-101': 9.5 }),
  made('S-204', 'Impeller casting, bronze', '叶轮铸件（青铜）', 'CAST', 0.9, 160, 455, { 'R-104': 3.4 }),
  made('S-301', 'Casing DN50, machined', '泵体 DN50', 'MACH', 1.8, 80, 710, { 'S-201': 1 }),
  made('S-302', 'Casing DN80, machined', '泵体 DN80', 'MACH', 2.3, 60, 950, { 'S-202': 1 }),
  made('S-303', 'Cover, machined', '泵盖', 'MACH', 0.8, 140, 378, { 'S-203': 1 }),
  made('S-304', 'Impeller, machined', '叶轮', 'MACH', 1.2, 150, 655, { 'S-204': 1 }),
  made('S-305', 'Shaft, stainless', '不锈钢轴', 'MACH', 0.9, 140, 332, { 'R-102': 6.2 }),
  made('F-050', 'Pump DN50 7.5 kW', '离心泵 DN50 7.5 kW', 'ASSY', 3.2, 70, 3660, {
    'S-301': 1,
    'S-303': 1,
    'S-304': 1,
    'S-305': 1,
    'R-105': 1,
    'R-106': 2,
    'R-107': 2,
    'R-108': 1,
    'R-110': 1,
    'R-111': 0.8,
    'R-112': 1,
  }),
  made('F-080', 'Pump DN80 15 kW', '离心泵 DN80 15 kW', 'ASSY', 3.9, 50, 4680, {
    'S-302': 1,
    'S-303': 1,
    'S-304': 1,
    'S-305': 1,
    'R-105': 1,
    'R-106': 3,
    'R-107': 2,
    'R-109': 1,
    'R-110': 1,
    'R-111': 1.1,
    'R-112': 1.5,
  }),
  made('K-900', 'Repair kit', '维修包', 'ASSY', 0.3, 120, 262, { 'R-105': 1, 'R-106': 4, 'R-107': 2 }),
  made('K-910', 'Shaft with bearings', '轴组件', 'ASSY', 0.5, 40, 505, { 'S-305': 1, 'R-107': 2 }),
  made('K-920', 'Casing set DN50', '泵壳组件 DN50', 'ASSY', 0.4, 10, 1120, { 'S-301': 1, 'S-303': 1, 'R-112': 0.5 }),
  made('B-400', 'Base frame', '底座', 'MACH', 1.5, 110, 535, { 'R-103': 38, 'R-111': 0.6 }),
  made('B-410', 'Base frame, heavy', '重型底座', 'MACH', 2.1, 40, 735, { 'R-103': 57, 'R-111': 0.9 }),
];

interface MadeItem {
  readonly item: string;
  readonly name: string;
  readonly name_zh: string;
  readonly centre: string;
  readonly hours: number;
  readonly monthly: number;
  /** What one cost before. */
  readonly was: number;
  readonly uses: Readonly<Record<string, number>>;
}

function made(
  item: string,
  name: string,
  name_zh: string,
  centre: string,
  hours: number,
  monthly: number,
  was: number,
  uses: Readonly<Record<string, number>>,
): MadeItem {
  return { item, name, name_zh, centre, hours, monthly, was, uses };
}

const CENTRES = [
  ['CAST', 'Foundry', '铸造车间'],
  ['MACH', 'Machining', '机加工车间'],
  ['ASSY', 'Assembly', '装配车间'],
] as const;

const MASTERS: FactRows = {
  ledger: [
    { ledger: 'LQ01', name: '临渠泵业 Linqu Pumps', currency: 'CNY', amount_scale: 2, time_zone: 'Asia/Shanghai' },
  ],
  ledger_plant: [
    { ledger: 'LQ01', plant: 'HZ' },
    { ledger: 'LQ01', plant: 'SZ' },
  ],
  plant: [
    { plant: 'HZ', name: 'Hangzhou works', name_zh: '杭州工厂' },
    { plant: 'SZ', name: 'Suzhou service centre', name_zh: '苏州服务中心' },
  ],
  period: [
    { ledger: 'LQ01', period: '2026-09', starts_on: '2026-09-01', ends_on: '2026-09-30' },
    { ledger: 'LQ01', period: '2026-10', starts_on: '2026-10-01', ends_on: '2026-10-31' },
  ],
  cost_element: [
    { element: 'material', name: 'Direct material', name_zh: '直接材料', class: 'material', position: 1 },
    { element: 'energy', name: 'Fuel and power', name_zh: '燃料动力', class: 'conversion', position: 2 },
    { element: 'labour', name: 'Direct labour', name_zh: '直接人工', class: 'conversion', position: 3 },
    { element: 'overhead', name: 'Overhead', name_zh: '制造费用', class: 'conversion', position: 4 },
    { element: 'subcontract', name: 'Subcontracting', name_zh: '委外加工', class: 'subcontract', position: 5 },
  ],
  cost_centre: [
    ...CENTRES.map(([centre, name, name_zh]) => ({ centre, plant: 'HZ', name, name_zh, kind: 'production' as const })),
    { centre: 'TEST', plant: 'SZ', name: 'Test bench', name_zh: '试验台', kind: 'production' },
  ],
  work_centre: [
    ...CENTRES.map(([centre]) => ({ work_centre: `W-${centre}`, centre })),
    { work_centre: 'W-TEST', centre: 'TEST' },
  ],
  item: [
    ...PURCHASED.map(([item, name, name_zh, unit]) => ({
      item,
      name,
      name_zh,
      unit,
      supply: 'purchased' as const,
      element: 'material',
      valued: true,
    })),
    ...MADE.map(({ item, name, name_zh }) => ({
      item,
      name,
      name_zh,
      unit: 'pc',
      supply: 'made' as const,
      valued: true,
    })),
  ],
};

/** Pools in September and October, and by what they are spread. */
const POOLS = [
  ['energy', 'CAST', 'energy', '38600.00', '43150.00', 'hours_machine'],
  ['labour', 'CAST', 'labour', '51200.00', '52900.00', 'hours_labour'],
  ['overhead', 'CAST', 'overhead', '29750.00', '28400.00', 'hours_machine'],
  ['energy', 'MACH', 'energy', '12480.00', '12910.00', 'hours_machine'],
  ['labour', 'MACH', 'labour', '88900.00', '91300.00', 'hours_labour'],
  ['overhead', 'MACH', 'overhead', '64210.50', '69875.25', 'hours_machine'],
  ['labour', 'ASSY', 'labour', '47350.00', '47350.00', 'hours_labour'],
  ['overhead', 'ASSY', 'overhead', '18940.00', '21060.00', 'quantity_good'],
  ['overhead', 'TEST', 'overhead', '4200.00', '4350.00', 'hours_labour'],
] as const;

/** Purchased items for half a month, made items for twelve days, at about what they cost. */
function opening(): Required<Pick<FactRows, 'opening_stock' | 'opening_stock_amount'>> {
  const of = (item: string, unitCost: number, quantity: number, split: Readonly<Record<string, number>>) => ({
    stock: { ledger: 'LQ01', plant: 'HZ', item, quantity: String(quantity), reason: 'first period' },
    amounts: Object.entries(split).map(([element, part]) => ({
      ledger: 'LQ01',
      plant: 'HZ',
      item,
      element,
      amount: (unitCost * quantity * part).toFixed(2),
    })),
  });
  const rows = [
    ...PURCHASED.map(([item, , , , price]) => {
      return of(item, Number(price) * 0.98, Math.ceil(usedIn(item) * 0.5), { material: 1 });
    }),
    ...MADE.map(({ item, was, monthly }) => of(item, was, Math.ceil(monthly * 0.4), SPLIT)),
  ];
  return {
    opening_stock: rows.map(({ stock }) => stock),
    opening_stock_amount: rows.flatMap(({ amounts }) => amounts),
  };
}

const SPLIT = { material: 0.5, energy: 0.07, labour: 0.26, overhead: 0.17 };

function usedIn(component: string): number {
  return MADE.reduce((sum, { uses, monthly }) => sum + (uses[component] ?? 0) * monthly, 0);
}

function orders(): Row<'production_order'>[] {
  return MONTHS.flatMap((month, m) =>
    MADE.flatMap(({ item, monthly }, i) =>
      [0, 1].map((half) => ({
        order: `${month.slice(2, 4)}${month.slice(5)}-${String(i * 2 + half + 1).padStart(3, '0')}`,
        plant: 'HZ',
        item,
        type: 'normal' as const,
        quantity_planned: String(Math.ceil((monthly * (m === 0 ? 1 : 1.05)) / 2)),
        opened_on: `${month}-${half === 0 ? '02' : '14'}`,
        ...APPROVED,
      })),
    ),
  );
}

/** What happened in both months: purchases, issues, reports, completions, sales, transfers. */
function happened(): Pick<FactRows, 'movement' | 'movement_amount' | 'work_report' | 'cost_pool'> {
  const movement: Row<'movement'>[] = [];
  const movement_amount: Row<'movement_amount'>[] = [];
  const work_report: Row<'work_report'>[] = [];

  const move = (
    month: Month,
    day: number,
    type: Row<'movement'>['type'],
    item: string,
    quantity: number,
    more = {},
  ) => {
    const number = movement.length + 1;
    movement.push({
      movement: `M${String(number).padStart(5, '0')}`,
      document: `D${String(number).padStart(5, '0')}`,
      line: 1,
      posted_at: `${month}-${String(day).padStart(2, '0')}T10:00:00+08:00`,
      type,
      plant: 'HZ',
      item,
      quantity: String(Math.round(quantity * 1000) / 1000),
      ...APPROVED,
      ...more,
    });
    return `M${String(number).padStart(5, '0')}`;
  };
  const cost = (key: string, element: string, amount: number) =>
    movement_amount.push({ movement: key, ledger: 'LQ01', element, amount: amount.toFixed(2) });

  const report = (
    order: string,
    centre: string,
    month: Month,
    day: number,
    good: number,
    hoursMachine: number,
    hoursLabour: number,
  ) =>
    work_report.push({
      report: `W-${order}-${month}`,
      order,
      work_centre: `W-${centre}`,
      reported_at: `${month}-${String(day).padStart(2, '0')}T17:00:00+08:00`,
      quantity_good: String(good),
      hours_machine: (hoursMachine * good).toFixed(2),
      hours_labour: (hoursLabour * good).toFixed(2),
      setup: false,
      ...APPROVED,
    });

  for (const [m, month] of MONTHS.entries()) {
    for (const [item, , , , september, october] of PURCHASED) {
      const price = Number(m === 0 ? september : october);
      for (const [day, part] of [
        [3, 0.6],
        [17, 0.5],
      ]) {
        const quantity = Math.ceil(usedIn(item) * part);
        const key = move(month, day, 'purchase_receipt', item, quantity);
        cost(key, 'material', price * quantity);
      }
    }
    for (const order of orders().filter(({ opened_on }) => String(opened_on).startsWith(month))) {
      const index = MADE.findIndex(({ item }) => item === order.item);
      const { item, uses, centre, hours } = MADE[index];
      const planned = Number(order.quantity_planned);
      const second = String(order.opened_on).endsWith('14');
      const finished = second ? Math.floor(planned * (index % 3 === 0 ? 0.55 : 0.9)) : planned;
      const more = { order: order.order };
      for (const [component, each] of Object.entries(uses)) {
        move(month, second ? 15 : 5, 'issue', component, each * planned * (1 + ((index + m) % 4) / 100), more);
      }
      report(String(order.order), centre, month, second ? 24 : 10, finished, hours * (m === 0 ? 0.8 : 0.83), hours);
      if (finished > 0) move(month, second ? 25 : 12, 'completion', item, finished, more);
      if (item === 'S-204')
        cost(move(month, 20, 'subcontract_fee', item, 0, more), 'subcontract', 4 * finished + 130 * m);
      // October finishes what September left open in every other order.
      if (m === 0 && second && index % 2 === 0) {
        report(String(order.order), centre, '2026-10', 7, planned - finished, hours * 0.8, hours);
        move('2026-10', 8, 'completion', item, planned - finished, more);
      }
    }
    for (const item of ['F-050', 'F-080', 'K-900', 'K-910', 'B-400', 'B-410']) {
      const { monthly } = MADE.find((each) => each.item === item) as MadeItem;
      move(month, 22, 'transfer', item, Math.floor(monthly * 0.2), { to_plant: 'SZ' });
      move(month, 28, 'sale', item, Math.floor(monthly * 0.7));
      move(month, 29, 'sale', item, Math.floor(monthly * 0.15), { plant: 'SZ' });
    }
    move(month, 26, 'count_loss', 'R-103', 12);
    move(month, 27, 'issue', 'R-111', 6, { centre: 'ASSY' });
  }
  // More casing sets are sold than there are.
  move('2026-10', 30, 'sale', 'K-920', 40);
  move('2026-10', 30, 'sale', 'K-900', 5, { status: 'draft' });
  return { movement, movement_amount, work_report, cost_pool: pools() };
}

function pools(): Row<'cost_pool'>[] {
  return MONTHS.flatMap((period, m) =>
    POOLS.map(([name, centre, element, september, october, driver]) => ({
      ledger: 'LQ01',
      period,
      pool: `${centre}-${name}`,
      centre,
      element,
      amount: m === 0 ? september : october,
      behaviour: 'variable' as const,
      driver,
      ...APPROVED,
    })),
  );
}
