import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sampleFactory } from '@millrace/batch-runner';
import { closePeriod, defaultPolicy, type Row } from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from './folders.js';
import { millrace, millraceJson } from './millrace.js';

interface DemoMonth {
  readonly period: string;
  readonly version: number;
  readonly findings: readonly { readonly severity: string; readonly code: string }[];
  readonly tables: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>;
  readonly compared: readonly { readonly item: string; readonly percent: string }[];
  readonly report: string;
}

describe('the sample factory', () => {
  const { september, october } = sampleFactory();
  const orders: readonly Row<'production_order'>[] = october.production_order ?? [];

  test('is the same every time', () => {
    expect(sampleFactory()).toEqual({ september, october });
  });

  test('is as large as it is said to be', () => {
    expect(september.item?.length).toBeGreaterThanOrEqual(60);
    expect(september.plant?.length).toBe(2);
    expect(september.work_centre?.length).toBe(5);
    expect(orders.length).toBeGreaterThan(100);
    const openInOctober = (september.production_order ?? []).filter(({ closed_on }) => closed_on === '');
    expect(openInOctober.length).toBeGreaterThan(4);
    expect(orders.filter(({ closed_on }) => closed_on === '').length).toBeGreaterThanOrEqual(4);
    expect(orders.some(({ type }) => type === 'rework')).toBe(true);
    const reports = [...(september.work_report ?? []), ...(october.work_report ?? [])];
    expect(reports.filter((report) => Number(report.quantity_scrap) > 0).length).toBeGreaterThan(10);
    const transfers = [...(september.movement ?? []), ...(october.movement ?? [])].filter(
      ({ type }) => type === 'transfer',
    );
    expect(new Set(transfers.map(({ plant, to_plant }) => `${plant} ${to_plant}`))).toEqual(
      new Set(['SZ WX', 'WX SZ']),
    );
    for (const { name, name_zh } of september.item ?? []) expect(name && name_zh).toBeTruthy();
  });

  test('has four levels of items that are made of each other', () => {
    const parents = new Map<string, string[]>();
    for (const { parent, component } of september.bom_line ?? []) {
      parents.set(String(component), [...(parents.get(String(component)) ?? []), String(parent)]);
    }
    const levels = new Map<string, number>();
    const level = (item: string): number => {
      const known = levels.get(item);
      if (known !== undefined) return known;
      const own = Math.max(0, ...(parents.get(item) ?? []).map((parent) => level(parent) + 1));
      levels.set(item, own);
      return own;
    };
    expect(level('PIG-IRON')).toBe(4);
    expect(level('CU-WIRE')).toBe(4);
  });

  test('gives plausible costs: each made item within a quarter of what it should cost, which leaves out departments and moulds', () => {
    const { version } = closePeriod(september, defaultPolicy, { ledger: 'CN01', period: '2026-09' });
    const costs = new Map((version?.rows('unit_cost') ?? []).map((row) => [`${row.item} ${row.basis}`, row.unit_cost]));
    const opening = new Map<string, { quantity: number; amount: number }>();
    for (const { item, quantity } of september.opening_stock ?? []) {
      opening.set(String(item), { quantity: Number(quantity), amount: 0 });
    }
    for (const { plant, item, amount } of september.opening_stock_amount ?? []) {
      if (plant === lastPlant(item)) (opening.get(String(item)) as { amount: number }).amount += Number(amount);
    }
    let compared = 0;
    for (const [item, { quantity, amount }] of opening) {
      const actual = Number(costs.get(`${item} produced`) ?? 0);
      if (actual === 0) continue;
      compared++;
      expect(
        Math.abs(actual / (amount / quantity) - 1),
        `${item}: ${actual} against ${amount / quantity}`,
      ).toBeLessThan(0.25);
    }
    expect(compared).toBeGreaterThan(35);

    function lastPlant(item: unknown): unknown {
      return september.opening_stock?.findLast((row) => row.item === item)?.plant;
    }
  });
});

describe('millrace demo', () => {
  test('closes, publishes, compares and reports both months', async () => {
    const folder = join(await temporaryFolder(), 'demo');
    const { code, json } = await millraceJson<DemoMonth[]>(['demo', '--folder', folder]);
    expect(code).toBe(0);
    expect(json.map(({ period }) => period)).toEqual(['2026-09', '2026-10']);
    for (const { findings, tables, report } of json) {
      expect(findings.filter(({ severity }) => severity !== 'warning')).toEqual([]);
      expect(findings.map(({ code }) => code)).toContain('document_is_not_approved');
      expect(findings.map(({ code }) => code)).toContain('loop_was_solved');
      expect(sumsByElement(tables.proof, 'in')).toEqual(sumsByElement(tables.proof, 'out'));
      expect(tables.unit_cost.filter(({ basis }) => basis === 'produced').length).toBeGreaterThan(35);
      expect(await readFile(report, 'utf8')).toMatch(/^<!doctype html>/i);
    }
    expect(json[1].compared.filter(({ percent }) => Math.abs(Number(percent)) > 1).length).toBeGreaterThan(10);

    const on = ['--database', join(folder, 'database')];
    const versions = await millrace(['versions', ...on]);
    expect(versions.stdout.match(/published/g)?.length).toBe(2);
    expect((await millrace(['verify', '2026-10', ...on])).code).toBe(0);
  });

  test('prints what came out, and leaves with --keep what a newcomer goes on with: database, config, files, and the next month to fill', async () => {
    const folder = join(await temporaryFolder(), 'kept');
    const { code, stdout, stderr } = await millrace(['demo', '--keep', '--lang', 'zh', '--folder', folder]);
    expect(code, stderr).toBe(0);
    expect(stdout.match(/成本流入 [\d,.]+ CNY，成本流出 [\d,.]+ CNY，差额 0\.00/g)?.length).toBe(2);
    expect(stdout.match(/产品单位成本表/g)?.length).toBe(2);
    expect(stdout).toContain('铸铁离心泵 DN50');
    expect(stdout).toContain('版本 1 与版本 2 比较');
    expect(stdout).toContain(`报告：${join(folder, 'report-2026-10.html')}`);
    // Each thing to do is a line of its own.
    expect(stdout).toMatch(/^ {2}npx millrace versions$/m);
    // In the folder nothing has to be said: not the database, not the ledger.
    const here = { cwd: folder };
    expect((await millrace(['explain', 'WX/PUMP-32', '--depth', '1'], here)).code).toBe(0);
    const next = join(folder, '2026-11');
    const sale = 'movement,document,line,posted_at,type,plant,item,quantity,status\n';
    await writeFile(
      join(next, '出入库单据.csv'),
      `${sale}N-1,SO-1,1,2026-11-03 9:00+08:00,sale,WX,PUMP-32,1,approved\n`,
    );
    const imported = await millraceJson<{ tables: { table: string; added: number }[] }>(['import', '2026-11'], here);
    expect(imported.json.tables).toContainEqual(expect.objectContaining({ table: 'movement', added: 1 }));
    const closed = await millraceJson<{ findings: { severity: string }[] }>(['close', '2026-11'], here);
    expect(closed.code, closed.stdout).toBe(0);
    expect((await millrace(['verify', '2026-11'], here)).code).toBe(0);
    // What somebody goes on with no demo removes.
    expect((await millrace(['demo', '--folder', folder])).code).toBe(2);
    expect((await millrace(['verify', '2026-11'], here)).code).toBe(0);
  });

  test('empties its own folder only', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'thesis.txt'), 'mine');
    expect((await millrace(['demo', '--folder', folder])).code).toBe(2);
    expect(await readFile(join(folder, 'thesis.txt'), 'utf8')).toBe('mine');
  });
});

/** By element: what a side of the proof adds up to, in fen. */
function sumsByElement(proof: DemoMonth['tables'][string], side: string): Record<string, bigint> {
  const sums: Record<string, bigint> = {};
  for (const row of proof) {
    if (row.side === side) sums[row.element] = (sums[row.element] ?? 0n) + BigInt(row.amount.replace('.', ''));
  }
  return sums;
}
