import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseFixed } from '@millrace/exact';
import { beforeAll, describe, expect, test } from 'vitest';
import { closeAndCompare, type Outcome } from '../../examples/tryton/close.js';
import { COLUMNS } from '../../examples/tryton/compare.js';
import { isExplained, linesOf } from '../../examples/tryton/print.js';
import { DEBIAN_PACKAGES, type FilledTryton, fillTryton, hasTryton } from '../../examples/tryton/tryton.js';
import { SERVER } from '../batch/databases.js';
import { millraceJson } from '../batch/millrace.js';
import { databaseOf, query } from '../batch/postgres.js';
import { ROOT } from '../docs/blocks.js';
import { removeAfterTests } from '../leftovers.js';
import { configOf } from './site.js';

const MISSING = ` (skipped: no Tryton; install the Debian packages ${DEBIAN_PACKAGES})`;
const isPresent = SERVER.present && hasTryton();

describe.skipIf(!isPresent)(`a company in Tryton, filled by its own client${isPresent ? '' : MISSING}`, () => {
  let tryton: FilledTryton;
  let outcome: Outcome;
  beforeAll(async () => {
    const database = await SERVER.create();
    tryton = await fillTryton(databaseOf(database, 'postgres'), `millrace_tryton_${process.pid}`);
    removeAfterTests(() => tryton.remove());
    outcome = await closeAndCompare(tryton, database, () => {});
  });

  test('doctor finds nothing wrong in the mapping, read by a role that may do nothing else', () => {
    const { findings, missing, rights } = outcome.doctor;
    expect(findings).toEqual([]);
    expect(rights).toMatchObject({ isSuperuser: false, count: 0 });
    expect(missing.map(({ severity, table }) => `${severity} ${table}`)).toEqual([
      'warning opening_stock',
      'warning work_report',
      'warning work_report',
      'warning item_price',
    ]);
  });

  test('both months are proved and published, by average and by FIFO', () => {
    const months = outcome.published.map(({ ledger, period, difference }) => `${ledger} ${period} ${difference}`);
    expect(months).toEqual(['AVERAGE 2024-03 0.00', 'AVERAGE 2024-04 0.00', 'FIFO 2024-03 0.00', 'FIFO 2024-04 0.00']);
    for (const { costIn, hash } of outcome.published) {
      expect(parseFixed(costIn, 2)).toBeGreaterThan(1_000_000);
      expect(hash).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  test("Tryton's rules computed again come to every cost price that Tryton has stored", () => {
    expect(outcome.notAsStored).toEqual([]);
  });

  test('what came in lots is issued and sent back by lot', async () => {
    const moved = await query<{ type: string; lot: string; quantity: string }>(
      tryton.owner,
      `select type, coalesce(lot, 'none') as lot, sum(quantity)::float8::text as quantity from to_millrace.movement
       where item = 'GLASS' and type <> 'purchase_adjustment' and type <> 'count_gain' group by 1, 2 order by 1, 2`,
    );
    expect(moved.map(({ type, lot, quantity }) => `${type} ${lot} ${quantity}`)).toEqual([
      'issue GLASS-P3 200',
      'issue GLASS-P7 180',
      'purchase_receipt GLASS-P3 240',
      'purchase_receipt GLASS-P7 200',
      'purchase_return GLASS-P3 10',
    ]);
  });

  const rows = () => [...outcome.compared.values()].flat();

  test('every item of both families is compared at the end of both months', () => {
    const seen = [...outcome.compared].map(([ledger, of]) => [ledger, ...new Set(of.map(({ item }) => item))]);
    expect(seen).toEqual([
      ['AVERAGE', 'BAR', 'CABLE', 'HOUSING', 'LAMP', 'LED', 'MODULE'],
      ['FIFO', 'GLASS', 'LANTERN', 'RESIN', 'SHELL'],
    ]);
    expect(rows()).toHaveLength(20);
  });

  test('every cent of difference has a cause', () => {
    for (const { item, period, difference, causes, millrace, tryton } of rows()) {
      const cents = COLUMNS.map((cause) => parseFixed(causes[cause], 2));
      const sum = cents.reduce((a, b) => a + b, 0);
      expect([period, item, sum]).toEqual([period, item, parseFixed(difference, 2)]);
      expect([period, item, causes.unexplained]).toEqual([period, item, '0.00']);
      expect(parseFixed(tryton.amount, 2) - parseFixed(millrace.amount, 2)).toBe(parseFixed(difference, 2));
      // Millrace itself rounds a few amounts of the month to cents.
      expect(Math.abs(parseFixed(causes.cents, 2))).toBeLessThanOrEqual(2);
    }
  });

  test('each cause makes a difference somewhere', () => {
    const made = COLUMNS.filter((cause) => rows().some(({ causes }) => parseFixed(causes[cause], 2) !== 0));
    expect(made).toEqual(COLUMNS.filter((cause) => cause !== 'unexplained'));
  });

  test('the page shows the table as it is printed', async () => {
    expect(isExplained(outcome)).toBe(true);
    const page = await readFile(join(ROOT, 'docs/erp/tryton.md'), 'utf8');
    expect(page).toContain(`\`\`\`text\n${linesOf(outcome).join('\n')}\n\`\`\`\n`);
  });

  // The last one: it changes what others read.
  test('what the views do not know has no type, and is refused', async () => {
    await query(tryton.owner, `update stock_location set type = 'drop' where code = 'CUS'`);
    const { tables } = JSON.parse(await readFile(join(ROOT, 'examples/tryton/sources.json'), 'utf8'));
    const config = await configOf(tables, tryton.reader);
    const on = ['--database', await SERVER.create(), '--config', config];
    const { code, json } = await millraceJson<{ findings: readonly object[] }>(['import', '--sources', ...on]);
    expect(code).toBe(2);
    expect(json.findings).toContainEqual(
      expect.objectContaining({ code: 'cell_must_not_be_empty', table: 'movement', key: '31' }),
    );
  });
});
