import { type FactRows, TABLES, type TableName } from '@millrace/costing-core';
import { type Fraction, parseFraction } from '@millrace/exact';
import pg from 'pg';

/** What Tryton says of a move into or out of stock. */
export interface TrytonMove {
  readonly id: string;
  readonly item: string;
  readonly day: string;
  /** In the product's own unit. */
  readonly quantity: Fraction;
  readonly isIn: boolean;
  /** Comes from a supplier or a production, with a price of its own. */
  readonly isPriced: boolean;
  /** Of a supplier's: per unit of the product, as Tryton keeps it after invoices and landed cost; and landed cost in it. */
  readonly unitPrice: Fraction;
  readonly landed: Fraction;
  /** The sale that a customer's return takes back: a move. */
  readonly takesBack: string;
  readonly inputOf: string;
  readonly outputOf: string;
  /** What Tryton made of it. */
  readonly costPrice: string;
}

/** A cycle at a work centre. */
export interface TrytonCycle {
  readonly order: string;
  readonly centre: string;
  readonly report: string;
  readonly method: 'cycle' | 'hour';
  readonly price: Fraction;
  readonly hours: Fraction;
  /** What Tryton took it to cost. */
  readonly cost: Fraction;
}

export interface Tryton {
  readonly moves: readonly TrytonMove[];
  readonly cycles: readonly TrytonCycle[];
  /** By item, how it is costed and its cost price of today. */
  readonly products: ReadonlyMap<string, { readonly method: string; readonly costPrice: string }>;
}

type TextRow = Readonly<Record<string, string | null>>;

/** Rows with every cell as the text that Postgres prints. */
async function select(client: pg.Client, text: string): Promise<TextRow[]> {
  const { rows } = await client.query<TextRow>({ text, types: { getTypeParser: () => (cell: string) => cell } });
  return rows;
}

/** All that is mapped, as the facts want it, and what Tryton itself says; read in one snapshot. */
export async function readTryton(address: string, tables: Readonly<Partial<Record<TableName, string>>>) {
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  try {
    await client.query(`set time zone 'UTC'; begin isolation level repeatable read read only`);
    const facts: Record<string, unknown[]> = {};
    for (const [table, view] of Object.entries(tables)) {
      facts[table] = (await select(client, `select * from ${view}`)).map((row) => factOf(table as TableName, row));
    }
    return { facts: facts as FactRows, tryton: await ownCosts(client) };
  } finally {
    await client.end();
  }
}

function factOf(table: TableName, row: TextRow): Record<string, string | boolean> {
  const columns = TABLES[table].columns as Readonly<Record<string, { readonly kind: string }>>;
  const cells = Object.entries(row).flatMap(([name, cell]): [string, string | boolean][] => {
    if (cell === null) return [];
    const { kind } = columns[name];
    if (kind === 'flag') return [[name, cell === 't']];
    return [[name, kind === 'instant' ? `${cell.replace(' ', 'T')}:00` : cell]];
  });
  return Object.fromEntries(cells);
}

async function ownCosts(client: pg.Client): Promise<Tryton> {
  const moves = await select(
    client,
    `select v.movement as id, v.item, v.effective_date::text as day, v.base_quantity as quantity, v.to_type = 'storage' as is_in,
       v.from_type in ('supplier', 'production') as is_priced, m.cost_price,
       case when v.from_type = 'supplier' then m.unit_price * (p.factor / u.factor)::numeric else 0 end as unit_price,
       case when v.from_type = 'supplier' then coalesce(m.unit_landed_cost, 0) * (p.factor / u.factor)::numeric else 0 end as landed,
       case when v.from_type = 'customer' then d.refers_to end as takes_back, i.number as input_of, o.number as output_of
     from to_millrace.move v join stock_move m on m.id = v.id join to_millrace.product p on p.id = m.product
       join product_uom u on u.id = m.uom left join production i on i.id = m.production_input
       left join production o on o.id = m.production_output left join to_millrace.ordered d on d.id = m.id
     where (v.from_type = 'storage') <> (v.to_type = 'storage') order by v.id`,
  );
  const cycles = await select(
    client,
    `select r."order", r.work_centre as centre, r.report, w.cost_method as method, w.cost_price as price, y.cost,
       round(extract(epoch from y.duration) / 3600, 12) as hours
     from to_millrace.work_report r join production_work_cycle y on y.id = r.source::int
       join production_work k on k.id = y.work join production_work_center w on w.id = k.work_center order by y.id`,
  );
  const products = await select(
    client,
    `select p.item, p.category as method, c.cost_price from to_millrace.product p join product_cost_price c on c.product = p.id
     where p.type <> 'service' order by p.item`,
  );
  return {
    moves: moves.map((row) => ({
      id: text(row.id),
      item: text(row.item),
      day: text(row.day),
      quantity: parseFraction(text(row.quantity)),
      isIn: row.is_in === 't',
      isPriced: row.is_priced === 't',
      unitPrice: parseFraction(text(row.unit_price)),
      landed: parseFraction(text(row.landed)),
      takesBack: text(row.takes_back),
      inputOf: text(row.input_of),
      outputOf: text(row.output_of),
      costPrice: text(row.cost_price),
    })),
    cycles: cycles.map((row) => ({
      order: text(row.order),
      centre: text(row.centre),
      report: text(row.report),
      method: row.method === 'cycle' ? 'cycle' : 'hour',
      price: parseFraction(text(row.price)),
      hours: parseFraction(text(row.hours)),
      cost: parseFraction(text(row.cost)),
    })),
    products: new Map(
      products.map((row) => [text(row.item), { method: text(row.method), costPrice: text(row.cost_price) }]),
    ),
  };
}

const text = (cell: string | null) => cell ?? '';
