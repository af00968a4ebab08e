import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { closePeriod, FactsReader, openingFrom, TABLES, type Version } from '@millrace/costing-core';
import { afterAll, describe, expect, test } from 'vitest';
import { jobShop } from '../../examples/4tu/facts.ts';
import { readCsv } from '../../examples/csv.ts';
import type { TableName } from '../../packages/costing-core/src/index.js';
import { missingNote, sharedFile } from '../cases/published.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = sharedFile('data', '4tu-production');
const scratch = mkdtempSync(path.join(tmpdir(), 'examples-'));
afterAll(() => rmSync(scratch, { recursive: true }));

function call(example: 'adventureworks' | '4tu', ...args: string[]) {
  return spawnSync(process.execPath, [`examples/${example}/main.ts`, ...args], { cwd: root, encoding: 'utf8' });
}

describe.each(['adventureworks', '4tu'] as const)('npm run example:%s', (example) => {
  test('without a folder says how to call it, exit code 2', () => {
    const { status, stderr } = call(example);
    expect(status).toBe(2);
    expect(stderr).toContain(`npm run example:${example} -- DIR`);
  });

  test('with a folder that is not there names it, exit code 2', () => {
    const { status, stderr } = call(example, path.join(scratch, 'nowhere'));
    expect(status).toBe(2);
    expect(stderr).toContain('nowhere is not there');
  });

  test('with a folder without the tables names the first one that is missing, exit code 2', () => {
    const { status, stderr } = call(example, scratch);
    expect(status).toBe(2);
    expect(stderr).toMatch(/Product(ion_Data)?\.csv is not there/);
  });

  test('refuses an option that it does not know, exit code 2', () => {
    expect(call(example, scratch, '--jsn').status).toBe(2);
  });
});

describe.skipIf(folder === undefined)(`the output${missingNote('data', '4tu-production')}`, () => {
  test('has a line per month, the findings by code and the assumptions; exit code 0 in spite of errors', () => {
    const { status, stdout } = call('4tu', folder ?? '', '--repeat');
    expect(status).toBe(0);
    expect(stdout.match(/^ +2012-0[123] +\d+ +\d+ +\d+ +[\d.]+ +[\d.]+ +0\.00 +[0-9a-f]{16}$/gm)?.length).toBe(3);
    expect(stdout).toContain('the same hashes');
    expect(stdout).toMatch(/error +\d+ +3 +order_must_not_complete_more_than_it_started/);
    expect(stdout).toMatch(/22 {2}report_must_not_be_repeated/);
    expect(stdout).toContain('ASSUMPTIONS');
    expect(stdout).toContain('EVERY AMOUNT IS INVENTED');
  });

  test('as JSON says the same, the same bytes every time', () => {
    const print = () =>
      execFileSync(process.execPath, ['examples/4tu/main.ts', folder ?? '', '--json'], { cwd: root, encoding: 'utf8' });
    const first = print();
    expect(print()).toBe(first);
    const document = JSON.parse(first);
    expect(document.months.map(({ period }: { period: string }) => period)).toEqual(['2012-01', '2012-02', '2012-03']);
    for (const month of document.months) {
      expect(month.cost_in).toBe(month.cost_out);
      expect(month.difference).toBe('0.00');
      expect(Object.keys(month.elements)).toEqual(['material', 'machine', 'labour']);
    }
    expect(document.assumptions.length).toBeGreaterThan(5);
    expect(document.data_findings[0]).toMatchObject({ code: 'report_must_not_be_repeated', count: 22 });
  });

  test('the facts that it writes close to the same hashes when they are read back', () => {
    const out = path.join(scratch, 'facts');
    const document = JSON.parse(call('4tu', folder ?? '', '--json', '--out', out).stdout);
    const { policy, ledger } = jobShop(folder ?? '');
    let previous: Version | undefined;
    const hashes: string[] = [];
    for (const { period } of document.months) {
      const opening = previous === undefined ? {} : openingFrom(previous);
      const reader = new FactsReader(ledger, 2);
      const add = (name: TableName, rows: readonly object[]) => {
        const columns = Object.keys(TABLES[name].columns);
        for (const row of rows) {
          const cells = new Map(Object.entries(row));
          reader.table(name).add(columns.map((column) => String(cells.get(column) ?? '')));
        }
      };
      for (const file of readdirSync(path.join(out, period))) {
        add(path.basename(file, '.csv') as TableName, readCsv(path.join(out, period), file));
      }
      for (const [name, rows] of Object.entries<readonly object[]>(opening)) add(name as TableName, rows);
      const after = previous === undefined ? {} : { previous };
      previous = closePeriod(reader.facts(), policy, { ledger, period, ...after }).version;
      hashes.push(previous?.hash ?? '');
    }
    expect(hashes).toEqual(document.months.map(({ hash }: { hash: string }) => hash));
    expect(readFileSync(path.join(out, 'ASSUMPTIONS.md'), 'utf8')).toContain('EVERY AMOUNT IS INVENTED');
  });
});
