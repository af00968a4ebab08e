import {
  closePeriod,
  defaultPolicy,
  type FactRows,
  type Policy,
  type Row,
  type TableName,
  type VersionRows,
} from '@millrace/costing-core';

type Movement = Row<'movement'>;
type More = Partial<Movement>;

/**
 * A month of facts in a few lines, for tests: one ledger with the plants P1 and P2 (and X outside it), the elements
 * material, freight, labour and overhead, and whatever items, orders and movements are named.
 *
 * @example
 * new Month().buy('RAW', '100', '1000.00').sell('RAW', '40').close().cost('M2') // '400.00'
 */
export class Month {
  readonly rows: { [T in keyof FactRows]-?: NonNullable<FactRows[T]>[number][] };
  readonly period: string;
  #count = 0;
  #day = 1;

  constructor(period = '2026-09') {
    this.period = period;
    const [year, month] = period.split('-').map(Number);
    const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
    const rows: FactRows = {
      ledger: [{ ledger: 'L', currency: 'CNY', amount_scale: 2, time_zone: 'Asia/Shanghai' }],
      plant: [{ plant: 'P1' }, { plant: 'P2' }, { plant: 'P3' }, { plant: 'X' }],
      ledger_plant: ['P1', 'P2', 'P3'].map((plant) => ({ ledger: 'L', plant })),
      period: [{ ledger: 'L', period, starts_on: `${period}-01`, ends_on: `${period}-${last}` }],
      cost_element: [
        { element: 'material', class: 'material', position: 1 },
        { element: 'freight', class: 'material', position: 2 },
        { element: 'labour', class: 'conversion', position: 3 },
        { element: 'overhead', class: 'conversion', position: 4 },
      ],
      cost_centre: [{ centre: 'C1', plant: 'P1', kind: 'production' }],
      work_centre: [{ work_centre: 'W1', centre: 'C1' }],
    };
    const tables = Object.entries(rows).map(([name, given]) => [name, [...(given ?? [])]]);
    this.rows = new Proxy(Object.fromEntries(tables), {
      get: (target, name: string) => {
        target[name] ??= [];
        return target[name];
      },
    });
  }

  /** The ledger, with other columns. */
  ledger(differently: Partial<Row<'ledger'>>): this {
    Object.assign(this.rows.ledger[0], differently);
    return this;
  }

  /** A standard price for one at the first plant, by element. */
  standard(item: string, prices: string | Readonly<Record<string, string>>): this {
    const byElement = typeof prices === 'string' ? { material: prices } : prices;
    for (const [element, price] of Object.entries(byElement)) {
      const key = { plant: 'P1', item, kind: 'standard' as const, element, valid_from: '2026-01-01' };
      this.rows.item_price.push({ ...key, price, per_quantity: '1' });
    }
    return this;
  }

  /** Rows of any table, as they are. */
  add<T extends TableName>(table: T, ...rows: readonly Row<T>[]): this {
    (this.rows[table] as Row<T>[]).push(...rows);
    return this;
  }

  /** What follows happens on that day, at eight in the morning, one minute after another. */
  on(day: number): this {
    this.#day = day;
    return this;
  }

  item(item: string, more: Partial<Row<'item'>> = {}): this {
    if (!this.rows.item.some((row) => row.item === item)) {
      this.rows.item.push({ item, unit: 'pc', supply: 'both', valued: true, ...more });
    }
    return this;
  }

  order(order: string, item: string, planned: string, more: Partial<Row<'production_order'>> = {}): this {
    this.item(item);
    this.rows.production_order.push({
      order,
      plant: 'P1',
      item,
      type: 'normal',
      quantity_planned: planned,
      opened_on: `${this.period}-01`,
      status: 'approved',
      ...more,
    });
    return this;
  }

  /** A movement; its key is M1, M2 … unless given. `amounts` by element, or one amount of material. */
  move(
    type: Movement['type'],
    item: string,
    quantity: string,
    more: More = {},
    amounts?: string | Record<string, string>,
  ): this {
    this.item(item);
    if (typeof more.to_item === 'string') this.item(more.to_item);
    this.#count++;
    const movement = String(more.movement ?? `M${this.#count}`);
    const day = String(this.#day).padStart(2, '0');
    const minute = String(this.#count % 60).padStart(2, '0');
    const hour = String(8 + Math.floor(this.#count / 60)).padStart(2, '0');
    this.rows.movement.push({
      document: 'D',
      line: this.#count,
      posted_at: `${this.period}-${day}T${hour}:${minute}:00+08:00`,
      type,
      plant: 'P1',
      item,
      quantity,
      status: 'approved',
      ...more,
      movement,
    });
    const byElement = typeof amounts === 'string' ? { material: amounts } : (amounts ?? {});
    for (const [element, amount] of Object.entries(byElement)) {
      this.rows.movement_amount.push({ movement, ledger: 'L', element, amount });
    }
    return this;
  }

  buy(item: string, quantity: string, amount: string | Record<string, string>, more: More = {}): this {
    return this.move('purchase_receipt', item, quantity, more, amount);
  }

  sell(item: string, quantity: string, more: More = {}): this {
    return this.move('sale', item, quantity, more);
  }

  issue(item: string, quantity: string, order: string, more: More = {}): this {
    return this.move('issue', item, quantity, { order, ...more });
  }

  complete(item: string, quantity: string, order: string, more: More = {}): this {
    return this.move('completion', item, quantity, { order, ...more });
  }

  /** Machine hours of W1, or what else was done there for the order. */
  report(order: string, hours_machine: string, more: Partial<Row<'work_report'>> = {}): this {
    const report = `R${this.rows.work_report.length + 1}`;
    const reported_at = `${this.period}-05T10:00:00+08:00`;
    const own = { report, order, work_centre: 'W1', reported_at, hours_machine, setup: false };
    return this.add('work_report', { ...own, status: 'approved', ...more });
  }

  /** A bill of material of the first plant, in force, with its components in order; each says what differs from a plain line. */
  bom(parent: string, base_quantity: string, lines: readonly Partial<Row<'bom_line'>>[]): this {
    const key = { plant: 'P1', parent, alternative: null, valid_from: '2026-01-01' };
    this.add('bom', { ...key, base_quantity, active: true });
    for (const [place, line] of lines.entries()) {
      const plain = { line: place + 1, component: '', quantity: '0', kind: 'component', fixed: false } as const;
      this.add('bom_line', { ...key, ...plain, ...line });
    }
    return this;
  }

  /** A pool of overhead of C1, spread by machine hours. */
  pool(pool: string, amount: string, more: Partial<Row<'cost_pool'>> = {}): this {
    const own = { ledger: 'L', period: this.period, pool, centre: 'C1', element: 'overhead', amount };
    return this.add('cost_pool', {
      ...own,
      behaviour: 'variable',
      driver: 'hours_machine',
      status: 'approved',
      ...more,
    });
  }

  /** Opening stock; `amounts` as in `move`. */
  open(
    item: string,
    quantity: string,
    amounts: string | Record<string, string>,
    more: Partial<Row<'opening_stock'>> = {},
  ): this {
    this.item(item);
    const place = { ledger: 'L', plant: 'P1', item, ...more };
    this.rows.opening_stock.push({ quantity, reason: 'first period', ...place });
    const {
      received_on: _,
      reason: __,
      quantity: ___,
      ...key
    } = { quantity: '', reason: '', received_on: '', ...place };
    const byElement = typeof amounts === 'string' ? { material: amounts } : amounts;
    for (const [element, amount] of Object.entries(byElement))
      this.rows.opening_stock_amount.push({ ...key, element, amount });
    return this;
  }

  /** Carries on from what a version closed with. */
  after(rows: FactRows): this {
    for (const name of [
      'opening_stock',
      'opening_stock_amount',
      'opening_wip',
      'opening_absorption',
      'last_actual_cost',
    ] as const) {
      for (const row of rows[name] ?? []) (this.rows[name] as object[]).push(row);
    }
    for (const row of this.rows.opening_stock) this.item(String(row.item));
    return this;
  }

  close(policy: Partial<Policy> = {}, previous?: VersionRows): ClosedMonth {
    const closing = { ledger: 'L', period: this.period, ...(previous && { previous }) };
    return new ClosedMonth(closePeriod({ ...this.rows }, { ...defaultPolicy, ...policy }, closing));
  }
}

/** What a month came to, figure by figure. */
export class ClosedMonth {
  readonly result: ReturnType<typeof closePeriod>;

  constructor(result: ReturnType<typeof closePeriod>) {
    this.result = result;
  }

  get version() {
    const { version, findings } = this.result;
    if (version === undefined) throw new Error(`fatal: ${JSON.stringify(findings)}`);
    return version;
  }

  /** Codes of the findings, each once. */
  get findings(): string[] {
    return [...new Set(this.result.findings.map((finding) => finding.code))].sort();
  }

  /** What a movement cost, all elements or one. */
  cost(movement: string, element?: string): string {
    const rows = this.version.rows('movement_cost');
    return total(rows.filter((row) => row.movement === movement && (element === undefined || row.element === element)));
  }

  /** Closing stock of an item: quantity and amount. */
  closing(item: string, plant = 'P1'): [quantity: string, amount: string] {
    const rows = this.version
      .rows('stock')
      .filter((row) => row.item === item && row.plant === plant && row.in_transit === '');
    const quantity = rows.reduce((sum, row) => sum + BigInt(row.closing_quantity.replace('.', '')), 0n);
    return [plain(quantity, 6), total(rows.map((row) => ({ amount: row.closing_amount })))];
  }

  /** Closing layers of an item: name, quantity, amount. */
  layers(item: string, plant = 'P1'): [string, string, string][] {
    const amounts = this.version.rows('layer_element');
    return this.version
      .rows('layer')
      .filter((row) => row.item === item && row.plant === plant)
      .map((row) => [
        row.layer,
        row.quantity.replace(/\.?0+$/, ''),
        total(amounts.filter((a) => a.item === item && a.plant === plant && a.layer === row.layer)),
      ]);
  }

  residuals(): [reason: string, amount: string][] {
    return this.version.rows('residual').map((row) => [row.reason, row.amount]);
  }

  /** The available unit cost of an item. */
  available(item: string, plant = 'P1'): string | undefined {
    const rows = this.version.rows('unit_cost');
    return rows.find((row) => row.item === item && row.plant === plant && row.basis === 'available')?.unit_cost;
  }

  /** The proof: one amount per side and category. */
  proof(): Record<string, string> {
    const sums = new Map<string, { amount: string }[]>();
    for (const row of this.version.rows('proof')) {
      const key = `${row.side} ${row.category}`;
      sums.set(key, [...(sums.get(key) ?? []), row]);
    }
    return Object.fromEntries([...sums].map(([key, rows]) => [key, total(rows)]));
  }
}

function total(rows: readonly { readonly amount: string }[]): string {
  return plain(
    rows.reduce((sum, row) => sum + BigInt(row.amount.replace('.', '')), 0n),
    2,
  );
}

/** An integer of `scale` decimals as text, without the decimals that are 0 beyond the second. */
function plain(value: bigint, scale: number): string {
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, '0');
  const text = `${value < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return scale === 6 ? text.replace(/\.?0+$/, '') : text;
}
