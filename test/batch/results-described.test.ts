import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compareVersions, storedTableNames } from '@millrace/costing-core';
import { tableNames } from '@millrace/facts';
import { Database, StoredVersion, versionNamed } from '@millrace/store';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { documents, ROOT } from '../docs/blocks.js';
import { ANY, EMBEDDED, type Kind, SERVER } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { millrace } from './millrace.js';
import { smallFactory } from './small-factory.js';

/** Tables that are neither facts nor results: who did what, and the database's own. */
const RECORDS = [
  'approval',
  'audit',
  'import',
  'import_row',
  'source_part',
  'migration',
  'migration_lock',
  'run',
  'period_state',
  'waiver',
  'period_status',
  'held_row',
  'guarded_period',
];

interface Described {
  readonly name: string;
  readonly meaning: string | null;
  readonly columns: readonly { readonly name: string; readonly type: string; readonly meaning: string | null }[];
}

/** Tables and views of results with what the database says of them: tables in the order in which they are stored, then views. */
async function describedIn(database: Database): Promise<Described[]> {
  const { rows } = await sql<{
    relation: string;
    kind: string;
    of: string | null;
    name: string;
    type: string;
    text: string | null;
  }>`
    select c.relname as relation, c.relkind as kind, obj_description(c.oid, 'pg_class') as of, a.attname as name,
      format_type(a.atttypid, null) as type, col_description(c.oid, a.attnum) as text
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'millrace'::regnamespace and c.relkind in ('r', 'v') order by c.relkind, c.relname, a.attnum
  `.execute(database.kysely);
  const others = new Set<string>([...tableNames(), ...RECORDS]);
  const stored: readonly string[] = ['version', ...storedTableNames()];
  const placeOf = (name: string) => (stored.includes(name) ? stored.indexOf(name) : stored.length);
  const found = new Map<string, (typeof rows)[number][]>();
  for (const row of rows.filter(({ relation }) => !others.has(relation))) {
    found.set(row.relation, [...(found.get(row.relation) ?? []), row]);
  }
  return Array.from(found, ([name, columns]) => ({
    name,
    meaning: columns[0].of,
    columns: columns.map(({ name, type, text }) => ({ name, type, meaning: text })),
  })).sort((a, b) => placeOf(a.name) - placeOf(b.name));
}

describe.each([EMBEDDED, SERVER])('on $name', (kind: Kind) => {
  test.runIf(kind.present)('every table, view and column of results says what it is', async () => {
    const database = await Database.open(await kind.create(), 'test');
    const described = await describedIn(database);
    await database.close();
    expect(described.length).toBeGreaterThan(40);
    const silent = described.flatMap(({ name, meaning, columns }) => [
      ...(meaning ? [] : [name]),
      ...columns.filter((column) => !column.meaning).map((column) => `${name}.${column.name}`),
    ]);
    expect(silent, 'say what it is in packages/store/src/database/migrations/0008-meanings.ts').toEqual([]);
  });
});

const COLUMNS = '## Columns\n';

test('docs/results.md has every table, view and column, in the words of the database (-u writes it anew)', async () => {
  const database = await Database.open(await ANY.create(), 'test');
  const described = await describedIn(database);
  await database.close();
  const page = await readFile(join(ROOT, 'docs/results.md'), 'utf8');
  const [head, ...more] = page.split(COLUMNS);
  expect(more).toHaveLength(1);
  const [intro] = more[0].split('\n### ');
  const lines = described.flatMap(({ name, meaning, columns }) => [
    `### ${name}`,
    '',
    `${meaning}`,
    '',
    '| column | type | |',
    '| --- | --- | --- |',
    ...columns.map((column) => `| \`${column.name}\` | ${column.type} | ${column.meaning?.replaceAll('|', '\\|')} |`),
    '',
  ]);
  const expected = `${head}${COLUMNS}${intro.trimEnd()}\n\n${lines.join('\n')}`;
  await expect(expected).toMatchFileSnapshot('../../docs/results.md');
});

test('docs/dbt/millrace.yml declares them as sources of dbt, in the words of the database (-u writes it anew)', async () => {
  const database = await Database.open(await ANY.create(), 'test');
  const described = await describedIn(database);
  await database.close();
  const quoted = (text: string | null) => JSON.stringify(text ?? '');
  const lines = described.flatMap(({ name, meaning, columns }) => [
    `      - name: ${name}`,
    `        description: ${quoted(meaning)}`,
    '        columns:',
    ...columns.flatMap((column) => [
      `          - name: ${quoted(column.name)}`,
      `            description: ${quoted(column.meaning)}`,
    ]),
  ]);
  const head = ['version: 2', 'sources:', '  - name: millrace', '    schema: millrace', '    tables:'];
  await expect(`${[...head, ...lines].join('\n')}\n`).toMatchFileSnapshot('../../docs/dbt/millrace.yml');
});

/** Two published months. */
async function published(facts: string, periods: readonly string[]): Promise<string> {
  const database = await ANY.create();
  const on = ['--database', database];
  for (const command of [
    ['import', facts],
    ...periods.flatMap((period) => [
      ['close', period],
      ['publish', period],
    ]),
  ]) {
    const { code, stderr } = await millrace([...command, ...on]);
    expect(code, `${command.join(' ')}: ${stderr}`).toBe(0);
  }
  return database;
}

describe('the examples of docs/results.md', () => {
  let database: Database;

  beforeAll(async () => {
    database = await Database.open(await published(join(ROOT, 'docs/example'), ['2026-09', '2026-10']), 'test');
    return () => database.close();
  });

  const blocks = documents().find(({ name }) => name === 'docs/results.md')?.blocks ?? [];
  for (const [at, { language, line, lines }] of blocks.entries()) {
    if (language !== 'sql') continue;
    test(`line ${line} gives what is shown`, async () => {
      const { rows } = await sql.raw<Record<string, unknown>>(lines.join('\n')).execute(database.kysely);
      const printed = [Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row).map(textOf))];
      const shown = blocks[at + 1];
      expect(shown?.language).toBe('text');
      expect(printed.map((cells) => cells.join(' | ').trimEnd()).join('\n')).toBe(shown?.lines.join('\n'));
    });
  }
});

function textOf(value: unknown): string {
  return value instanceof Date ? value.toISOString().slice(0, 10) : String(value ?? '');
}

describe('the published views', () => {
  let database: Database;

  beforeAll(async () => {
    const periods = ['2026-09', '2026-10'];
    database = await Database.open(await published(await factsFolder(smallFactory), periods), 'test');
    return () => database.close();
  });

  test('have the unit costs that compare compares, one row per item', async () => {
    const read = async (name: string) =>
      StoredVersion.read(database, await versionNamed(database, 'CN01', name), ['unit_cost', 'unit_cost_element']);
    const compared = compareVersions(await read('2026-09'), await read('2026-10'));
    const { rows } = await sql<Record<string, string>>`
      select period, plant, item, basis, quantity, unit_cost from millrace.published_unit_cost order by plant, item, period
    `.execute(database.kysely);
    const expected = compared.flatMap(({ plant, item, before, after, ...of }) => [
      { period: '2026-09', plant, item, basis: of.basis_before, quantity: of.quantity_before, unit_cost: before },
      { period: '2026-10', plant, item, basis: of.basis_after, quantity: of.quantity_after, unit_cost: after },
    ]);
    expect(rows).toEqual(expected.toSorted((a, b) => (`${a.item} ${a.period}` < `${b.item} ${b.period}` ? -1 : 1)));
    const { rows: parts } = await sql<Record<string, string>>`
      select item, element, unit_cost from millrace.published_unit_cost_element where period = '2026-10' order by item, element
    `.execute(database.kysely);
    const elements = compared.flatMap(({ item, elements }) =>
      elements.map(({ element, after }) => ({ item, element, unit_cost: after })),
    );
    expect(parts).toEqual(
      elements
        .filter(({ unit_cost }) => /[1-9]/.test(unit_cost))
        .toSorted((a, b) => (`${a.item} ${a.element}` < `${b.item} ${b.element}` ? -1 : 1)),
    );
  });

  test('add up to the proof: stock to opening and closing stock, orders to work in process', async () => {
    const { rows } = await sql`
      select p.period, p.opening, p.closing, p.wip_opening, p.wip_closing,
        (select sum(opening_amount) from millrace.published_stock s where s.period = p.period) as stock_opening,
        (select sum(closing_amount) from millrace.published_stock s where s.period = p.period) as stock_closing,
        (select sum(opening_wip) from millrace.published_order_cost o where o.period = p.period) as order_opening,
        (select sum(closing_wip) from millrace.published_order_cost o where o.period = p.period) as order_closing
      from (
        select v.period, coalesce(sum(e.amount) filter (where e.category = 'opening_stock'), 0) as opening,
          coalesce(sum(e.amount) filter (where e.category = 'closing_stock'), 0) as closing,
          coalesce(sum(e.amount) filter (where e.category = 'opening_wip'), 0) as wip_opening,
          coalesce(sum(e.amount) filter (where e.category = 'closing_wip'), 0) as wip_closing
        from millrace.version v join millrace.proof_element e using (ledger, version) where v.state = 'published' group by v.period
      ) p order by p.period
    `.execute(database.kysely);
    expect(rows).toHaveLength(2);
    for (const row of rows as Record<string, string>[]) {
      expect(Number(row.stock_opening)).toBe(Number(row.opening));
      expect(Number(row.stock_closing)).toBe(Number(row.closing));
      expect(Number(row.order_opening)).toBe(Number(row.wip_opening));
      expect(Number(row.order_closing)).toBe(Number(row.wip_closing));
    }
    expect(Number((rows[0] as Record<string, string>).stock_closing)).toBeGreaterThan(0);
    expect(Number((rows[0] as Record<string, string>).order_closing)).toBeGreaterThan(0);
  });

  test('show nothing of what was withdrawn, and nothing of a draft', async () => {
    const { rows } = await sql<{
      version: number;
    }>`select version from millrace.version where period = '2026-10'`.execute(database.kysely);
    await sql`select set_config('millrace.reason', 'a test', false)`.execute(database.kysely);
    await database.kysely
      .updateTable('millrace.version')
      .set({ state: 'withdrawn' })
      .where('version', '=', rows[0].version)
      .execute();
    for (const view of ['unit_cost', 'unit_cost_element', 'stock', 'order_cost', 'pool_rate', 'residual']) {
      const found = await sql<{ period: string }>`
        select distinct period from ${sql.table(`millrace.published_${view}`)} where ledger = 'CN01'
      `.execute(database.kysely);
      expect(found.rows, view).toEqual(view === 'residual' ? [] : [{ period: '2026-09' }]);
    }
  });
});
