import { describe, expect, test } from 'vitest';
import { configFile } from './config-file.js';
import { ANY } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { millrace, millraceJson } from './millrace.js';
import { movement, smallFactory } from './small-factory.js';

interface Figures {
  readonly quantity: string;
  readonly amount: string;
}

interface StockJson {
  readonly version?: number;
  readonly period: string;
  readonly hash: string;
  readonly stock: readonly (Record<'opening' | 'in' | 'out' | 'closing', Figures> & {
    readonly item: string;
    readonly receipts: readonly (Figures & { readonly kind: string })[];
    readonly issues: readonly (Figures & { readonly kind: string })[];
  })[];
  readonly total: readonly Record<'opening' | 'in' | 'out' | 'closing', Figures>[];
  readonly ledger?: readonly (Figures & { readonly movement: string; readonly balance: Figures })[];
}

/** The lines of a table, each as its cells: what two spaces or more keep apart. */
const cells = (text: string) => text.split('\n').map((line) => line.trim().split(/ {2,}/));

const OF_EXAMPLE = ['--from', 'docs/stock-example', '--config', 'docs/stock-example/millrace.config.json'];
const inRepository = { cwd: new URL('../..', import.meta.url).pathname };

describe('millrace stock', () => {
  test('shows a stored version and the same period from files alike', async () => {
    const database = await ANY.create();
    const folder = await factsFolder(smallFactory);
    expect((await millrace(['import', folder, '--database', database])).code).toBe(0);
    expect((await millrace(['close', '2026-09', '--database', database])).code).toBe(0);

    const { code, json } = await millraceJson<StockJson>(['stock', '--database', database]);
    expect(code).toBe(0);
    expect(json).toMatchObject({ version: 1, period: '2026-09' });
    // 100 kg of 1,000.00 came, 60 went into the order; 5 boxes of 800.00 were made, 2 sold
    expect(json.stock).toMatchObject([
      {
        item: 'BOX',
        in: { quantity: '5.000000', amount: '800.00' },
        receipts: [{ kind: 'completion', quantity: '5.000000', amount: '800.00' }],
        issues: [{ kind: 'sale', quantity: '2.000000', amount: '320.00' }],
        closing: { quantity: '3.000000', amount: '480.00', unit_cost: '160.000000' },
      },
      {
        item: 'RAW',
        receipts: [{ kind: 'purchase_receipt', quantity: '100.000000', amount: '1000.00' }],
        issues: [{ kind: 'issue', quantity: '60.000000', amount: '600.00' }],
        closing: { quantity: '40.000000', amount: '400.00' },
      },
    ]);
    expect(json.total).toMatchObject([{ in: { amount: '1800.00' }, closing: { amount: '880.00' } }]);

    const fromFiles = await millraceJson<StockJson>(['stock', '2026-09', '--from', folder]);
    expect(fromFiles.json).toEqual({ ...json, version: undefined });

    const layers = await millraceJson<{ layers: object[]; total: object[] }>(['layers', '1', '--database', database]);
    expect(layers.json.layers).toMatchObject([
      { item: 'BOX', method: 'periodic_average', layer: '', quantity: '3.000000', unit_cost: '160.000000' },
      { item: 'RAW', amount: '400.00', elements: { material: '400.00' } },
    ]);
    expect(layers.json.total).toMatchObject([{ amount: '880.00' }]);
    expect((await millraceJson(['layers', '2026-09', '--from', folder])).json).toEqual({
      ...layers.json,
      version: undefined,
    });
  });

  test('shows the ledger of an item from opening to closing', async () => {
    const { code, stdout } = await millrace(['stock', '2026-09', ...OF_EXAMPLE, '--item', 'COPPER'], inRepository);
    expect(code).toBe(0);
    const lines = cells(stdout);
    // 300 of 320 net of a return: 200 at 30.00 and 100 at 32.00
    expect(lines).toContainEqual([
      '2026-09-05',
      'SO-201 S-0905',
      'sale document: 320, net of what came back',
      '300',
      '9,200.00',
      '400',
      '32.0000',
      '12,800.00',
    ]);
    expect(lines).toContainEqual([
      'total, closing',
      '1,100',
      '37,000.00',
      '1,000',
      '32,500.00',
      '300',
      '35.0000',
      '10,500.00',
    ]);
  });

  test('speaks Chinese as practitioners do, in columns that stand below each other', async () => {
    const args = ['stock', '2026-09', ...OF_EXAMPLE, '--item', 'COPPER', '--lang', 'zh'];
    const { stdout } = await millrace(args, inRepository);
    for (const word of ['收发存汇总表', '期初结存', '本期收入', '本期发出', '期末结存', '明细账', '摘要', '单价']) {
      expect(stdout).toContain(word);
    }
    const rows = stdout.split('\n').filter((line) => /^ {2}(P1|合计) /.test(line));
    expect(rows.map(width)).toEqual([width(rows[0]), width(rows[0])]);
    const ledger = stdout.split('\n').filter((line) => /^ {2}2026-09/.test(line));
    expect(new Set(ledger.map(width))).toEqual(new Set([width(ledger[0])]));
  });

  test('shows receipts and issues by kind and element, and as CSV', async () => {
    const shown = await millrace(['stock', '2026-09', ...OF_EXAMPLE, '--kinds', '--elements'], inRepository);
    const lines = cells(shown.stdout);
    expect(lines).toContainEqual(['purchase receipt', '1,100', '37,000.00']);
    expect(lines).toContainEqual(['issue', '100', '3,500.00']);
    expect(lines).toContainEqual(['Freight', '1,100.00', '800.00', '300.00']);
    const csv = await millrace(['stock', '2026-09', ...OF_EXAMPLE, '--kinds', '--csv'], inRepository);
    expect(csv.stdout.split('\n')).toEqual([
      'plant,item,lot,project,in_transit,side,kind,quantity,amount,amount_material,amount_freight',
      'P1,COPPER,,,,opening,,200.000000,6000.00,6000.00,',
      'P1,COPPER,,,,in,purchase_receipt,1100.000000,37000.00,35900.00,1100.00',
      'P1,COPPER,,,,out,issue,100.000000,3500.00,3400.00,100.00',
      'P1,COPPER,,,,out,sale,900.000000,29000.00,28300.00,700.00',
      'P1,COPPER,,,,closing,,300.000000,10500.00,10200.00,300.00',
      '',
    ]);
  });

  test('shows what a movement cost, layer by layer down to documents', async () => {
    const args = ['stock', '2026-09', ...OF_EXAMPLE, '--movement', 'S-0911'];
    const { stdout } = await millrace(args, inRepository);
    const lines = cells(stdout);
    expect(lines).toContainEqual([
      '├ layer P1 · COPPER · R-0903',
      '400',
      '12,800.00',
      '32.000000',
      '12,400.00',
      '400.00',
    ]);
    expect(lines).toContainEqual([
      '└ R-0910 purchase receipt GR-102',
      '200',
      '7,000.00',
      '35.000000',
      '6,800.00',
      '200.00',
    ]);
    const { json } = await millraceJson<{ stock: object[]; explained: object[] }>(args, inRepository);
    expect(json.stock).toMatchObject([{ movement: 'S-0911', side: 'out', amount: '19800.00' }]);
    expect(json.explained).toMatchObject([{ key: 'S-0911', amount: '19800.00', elements: { freight: '600.00' } }]);
  });

  test.each([
    [['--item', 'GOLD'], '2026-09 has no stock of GOLD'],
    [['--plant', 'NOPE'], 'there is no plant NOPE'],
    [['--plant', 'NOPE', '--item', 'RAW'], 'there is no plant NOPE'],
    [['--plant', 'NOPE', '--lang', 'zh'], '没有工厂 NOPE'],
    [['--movement', 'S-0906'], 'nothing was moved by S-0906'],
    [['--movement', 'S-9999'], 'nothing was moved by S-9999'],
  ])('of what is not there has exit code 2: %j', async (args, says) => {
    const { code, stderr } = await millrace(['stock', '2026-09', ...OF_EXAMPLE, ...args], inRepository);
    expect(code).toBe(2);
    expect(stderr).toContain(says);
  });

  test('of files needs a period, and of files that can not be closed shows what is wrong with them', async () => {
    expect((await millrace(['stock', ...OF_EXAMPLE], inRepository)).code).toBe(2);
    const folder = await factsFolder({
      ...smallFactory,
      movement: [movement('M1', '2026-09-03', 'purchase_receipt', 'RAW', '1e3')],
    });
    const { code, stdout } = await millrace(['stock', '2026-09', '--from', folder]);
    expect(code).toBe(2);
    expect(stdout).toContain('number_must_be_plain');
  });
});

describe('millrace layers', () => {
  test('shows the layers that are left, by age, and adds them up to closing stock', async () => {
    const folder = await factsFolder({
      ...smallFactory,
      movement: [
        movement('B2', '2026-09-03', 'purchase_receipt', 'RAW', '10'),
        movement('B1', '2026-09-05', 'purchase_receipt', 'RAW', '10'),
        movement('S1', '2026-09-07', 'sale', 'RAW', '4'),
      ],
      movement_amount: [
        { movement: 'B1', ledger: 'CN01', element: 'material', amount: '200.00' },
        { movement: 'B2', ledger: 'CN01', element: 'material', amount: '100.00' },
      ],
      production_order: [],
      work_report: [],
      cost_pool: [],
    });
    const config = await configFile({ CN01: { method: 'fifo' } });
    const { code, stdout } = await millrace(['layers', '2026-09', '--from', folder, '--config', config]);
    expect(code).toBe(0);
    expect(cells(stdout).filter(([plant]) => plant === 'P1' || plant === 'total')).toEqual([
      ['P1', 'RAW', 'Raw material', 'FIFO', 'B2', '2026-09-03', '6 kg', '10.0000', '60.00'],
      ['P1', 'RAW', 'Raw material', 'FIFO', 'B1', '2026-09-05', '10 kg', '20.0000', '200.00'],
      ['total', '260.00'],
    ]);
  });
});

/** Columns that a line takes on a terminal, where Chinese characters take two. */
function width(line: string): number {
  return [...line].reduce((sum, character) => sum + (/[⺀-鿿＀-￯]/.test(character) ? 2 : 1), 0);
}
