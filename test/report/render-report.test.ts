import { MOVEMENT_TYPES } from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { FLOWS, NODES } from '../../packages/costing-core/src/compile/flow-kinds.js';
import { STRANDED } from '../../packages/costing-core/src/results/flow-tables.js';
import { type ReportInput, renderReport, say } from '../../packages/report/src/index.js';
import { CATEGORIES, OBJECTS } from '../../packages/report/src/sections/code-words.js';
import { cost, costs, handmade } from './handmade.js';
import { sampleFactory } from './sample-factory.js';

const { september, october, facts } = sampleFactory();

const input: ReportInput = {
  version: { tables: october, number: 4, state: 'published', publishedAt: '2026-11-03 09:20' },
  previous: { tables: september, number: 2, state: 'published' },
  masters: facts,
  language: 'en',
};
const report = renderReport(input);

/** What stands between two marks, the first of each. */
function between(text: string, from: string, to: string): string {
  const start = text.indexOf(from);
  expect(start, from).toBeGreaterThanOrEqual(0);
  return text.slice(start, text.indexOf(to, start));
}

const sectionOf = (id: string) => between(report, `<section id="${id}"`, '</section>');

/** The exact values of a table's row, by what its first cell says. */
function valuesOf(markup: string, head: string): string[] {
  const row = markup.split('<tr').find((each) => each.includes('<th scope="row"') && each.includes(head));
  expect(row, head).toBeDefined();
  return [...(row as string).matchAll(/<td[^>]* data-value="([^"]*)"/g)].map(([, value]) => value);
}

describe('the report of a lifelike month', () => {
  test('proves in exact figures what the version holds', () => {
    const cents = (side: string) =>
      october
        .rows('proof')
        .filter((row) => row.side === side)
        .reduce((sum, row) => sum + BigInt(row.amount.replace('.', '')), 0n);
    const text = (units: bigint) => String(units).replace(/(\d\d)$/, '.$1');
    expect(cents('in')).toBe(cents('out'));
    const equation = between(sectionOf('proof'), '<div class="equation holds">', '<div class="balance"');
    expect([...equation.matchAll(/data-value="([^"]*)"/g)].map(([, value]) => value)).toEqual([
      text(cents('in')),
      text(cents('out')),
      '0.00',
    ]);
    expect(valuesOf(sectionOf('proof'), '>Difference<')).toEqual(Array.from({ length: 6 }, () => '0.00'));
  });

  test('shows the unit cost of a product as the version has it, by element, beside the one before', () => {
    const produced = (rows: ReturnType<typeof october.rows<'unit_cost'>>) =>
      rows.find(({ item, basis }) => item === 'F-050' && basis === 'produced');
    const row = produced(october.rows('unit_cost'));
    const elements = october
      .rows('unit_cost_element')
      .filter(({ item, basis }) => item === 'F-050' && basis === 'produced');
    const values = valuesOf(sectionOf('unit-costs'), 'data-value="F-050"');
    const [plant, basis, quantity, ...rest] = values;
    expect([plant, basis, quantity]).toEqual(['HZ', 'produced', row?.quantity]);
    expect(rest.slice(0, 5).sort()).toEqual(elements.map(({ unit_cost }) => unit_cost).sort());
    expect(rest.slice(5, 7)).toEqual([row?.unit_cost, produced(september.rows('unit_cost'))?.unit_cost]);
    expect(rest.at(-1)).toBe(row?.amount);
  });

  test('totals work in process and stock as the proof has them', () => {
    const closing = (category: string) =>
      october
        .rows('proof')
        .filter((row) => row.category === category)
        .reduce((sum, row) => sum + BigInt(row.amount.replace('.', '')), 0n);
    const last = (values: readonly string[]) => BigInt((values.at(-1) as string).replace('.', ''));
    expect(last(valuesOf(sectionOf('work-in-process'), 'All 48 orders'))).toBe(closing('closing_wip'));
    expect(last(valuesOf(sectionOf('stock'), 'All plants'))).toBe(closing('closing_stock'));
  });

  test('draws the largest stocks at the beginning and at the end, as the version has them', () => {
    const chart = between(sectionOf('stock'), '<figure class="stock-chart"', '</figure>');
    const values = [...chart.matchAll(/<span class="number" data-value="([^"]*)"/g)].map(([, value]) => value);
    const largest = [...october.rows('stock')].sort((a, b) => Number(b.closing_amount) - Number(a.closing_amount));
    const amounts = largest.slice(0, 12).flatMap((row) => [row.opening_amount, row.closing_amount]);
    expect(values).toEqual(amounts);
    const widths = [...chart.matchAll(/class="step (?:before|now)" style="width:([\d.]+)%"/g)].map(([, width]) =>
      Number(width),
    );
    const most = Math.max(...amounts.map(Number));
    for (const [i, width] of widths.entries()) expect(width).toBeCloseTo((100 * Number(amounts[i])) / most, 0);
  });

  test('names every finding with what is wrong and what to do, in both languages', () => {
    const findings = sectionOf('findings');
    expect(findings).toContain('no labour hours were reported; its cost of 4350.00 can not be spread');
    expect(findings).toContain('没有报工人工工时，费用 4350.00 无法分配');
    expect(findings).toContain('check the reports of its centre, or choose another driver');
    expect(findings).toContain('请核对该成本中心的报工，或更换分配标准');
    for (const { code, key } of october.rows('finding')) {
      expect(findings).toContain(`<code>${code}</code>`);
      expect(findings).toContain(`<span class="code">${key}</span>`);
    }
  });

  test('names the residual, why it is left and where it went', () => {
    const residuals = sectionOf('residuals');
    expect(residuals).toContain('无分配标准的费用');
    expect(residuals).toContain('TEST-overhead');
    expect(valuesOf(residuals, 'Pools without a driver')).toEqual(['4350.00']);
  });

  test('shows what came after its receipt, each with who bears it, and in all as much as the version has', () => {
    const late = { ...{ receipt: 'B1', plant: 'HZ', item: 'R-106', lot: '', project: '', received_on: '' } };
    const rows = [
      { ...late, movement: 'L1', kind: 'adjustment', quantity: '100.000000', covered: '60.000000' },
      { ...late, movement: 'T1', kind: 'vendor_return', quantity: '10.000000', covered: '' },
    ];
    const [adjusted, returned] = rows.map((row) => ({ ...row, document: '' }));
    const markup = renderReport({
      version: {
        tables: handmade({
          late_cost: [
            { ...adjusted, element: 'freight', amount: '20.00', to_stock: '12.00', to_expense: '8.00' },
            { ...adjusted, element: 'material', amount: '30.00', to_stock: '18.00', to_expense: '12.00' },
            { ...returned, element: 'material', amount: '-100.00', to_stock: '-110.00', to_expense: '10.00' },
          ],
        }),
      },
      masters: facts,
      language: 'en',
    });
    const section = between(markup, '<section id="late-costs"', '</section>');
    expect(section).toContain('Back to the vendor');
    expect(section).toContain('采购退货');
    const costs = [...section.matchAll(/data-value="([^"]*)"/g)].map(([, value]) => value);
    // The largest first.
    expect(costs).toEqual([
      ...['T1', 'R-106', 'B1', '10.000000', '-100.00', '-110.00', '10.00'],
      ...['L1', 'R-106', 'B1', '100.000000', '60.000000', '50.00', '30.00', '20.00'],
      ...['-50.00', '-80.00', '30.00'],
    ]);
    expect(sectionOf('late-costs')).toContain('all costs came with their receipts');
  });

  test('says everything in both languages', () => {
    const count = (part: string) => report.split(part).length - 1;
    expect(count('<span lang="en">')).toBe(count('<span lang="zh-CN">'));
    expect(count('<div lang="en"><svg')).toBe(3);
    expect(count('<div lang="zh-CN"><svg')).toBe(3);
    const chinese = [...report.matchAll(/<span lang="zh-CN">([^<]*)<\/span>/g)].map(([, text]) => text);
    const untranslated = chinese.filter((text) => !/[\u4e00-\u9fff]/.test(text));
    expect(untranslated).toEqual([]);
  });

  test('is the same, byte for byte, for the same input', () => {
    expect(renderReport(input)).toBe(report);
    expect(renderReport({ ...input, language: 'zh' })).not.toBe(report);
  });

  test('needs nothing from anywhere', () => {
    expect(report).not.toMatch(/(?:src|href)="(?!#|data:,)/);
    expect(report).not.toMatch(/@import|url\((?!#)/);
  });
});

describe('text that looks like markup', () => {
  const nasty = `</script><img src=x onerror="alert('1')">&amp;{a|b}`;
  const escaped = '&lt;/script&gt;&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;amp;{a|b}';

  test('stays text in names, codes, units, findings and notes', () => {
    const made = cost(nasty, 'produced', '3', { [nasty]: '30.00' });
    const place = { plant: nasty, item: nasty, lot: nasty, project: nasty };
    const markup = renderReport({
      version: {
        tables: handmade({
          ...costs(made, cost('OTHER', 'available', '1', { [nasty]: '1.00' })),
          unit_cost: made.unit_cost.map((row) => ({ ...row, ...place })),
          unit_cost_element: made.unit_cost_element.map((row) => ({ ...row, ...place })),
          unit_cost_component: [
            { ...place, source: 'component', source_plant: nasty, source_key: nasty, element: nasty, amount: '30.00' },
          ],
          proof: [
            { side: 'in', category: nasty, element: nasty, amount: '30.00' },
            { side: 'out', category: nasty, element: nasty, amount: '30.00' },
          ],
          residual: [{ reason: nasty, object: nasty, key: nasty, element: nasty, amount: '1.00', destination: nasty }],
          finding: [
            { severity: 'error', code: nasty, table: nasty, key: nasty, fields: nasty },
            {
              severity: 'warning',
              code: 'number_must_be_plain',
              table: 'movement',
              key: nasty,
              fields: JSON.stringify({ column: nasty, value: nasty }),
            },
          ],
        }),
        publishedAt: nasty,
      },
      masters: {
        ledger: [{ ledger: 'L1', name: nasty, currency: nasty, amount_scale: 2, time_zone: 'Asia/Shanghai' }],
        item: [{ item: nasty, name: `${nasty}en`, name_zh: `${nasty}zh`, unit: nasty }],
        plant: [{ plant: nasty, name: nasty, name_zh: nasty }],
      },
      language: 'en',
      notes: [say(nasty, nasty)],
    });
    expect(markup).not.toContain('<img');
    expect(markup.split('<script').length).toBe(2);
    expect(markup.split('</script').length).toBe(2);
    expect(markup).not.toContain('&amp;amp;amp;');
    for (const part of ['<h1>', '<ul class="notes">', 'id="unit-cost-table"', '<svg', 'id="residual-table"']) {
      expect(markup.slice(markup.indexOf(part)), part).toContain(escaped);
    }
  });
});

describe('a version that is out of the ordinary', () => {
  const render = (tables: Parameters<typeof handmade>[0], more: Partial<ReportInput> = {}) =>
    renderReport({ version: { tables: handmade(tables) }, masters: {}, language: 'en', ...more });

  test('says loudly where its figures do not add up', () => {
    const markup = render({
      proof: [
        { side: 'in', category: 'purchase_receipt', element: 'material', amount: '10.00' },
        { side: 'out', category: 'closing_stock', element: 'material', amount: '9.99' },
      ],
    });
    expect(markup).toContain('<div class="equation broken">');
    expect(markup).toContain('data-value="0.01"');
    expect(markup).toContain('Do not use it.');
  });

  test('says so too where only elements differ and the total is right', () => {
    const markup = render({
      proof: [
        { side: 'in', category: 'pool', element: 'labour', amount: '1.00' },
        { side: 'in', category: 'pool', element: 'overhead', amount: '2.00' },
        { side: 'out', category: 'sale', element: 'labour', amount: '2.00' },
        { side: 'out', category: 'sale', element: 'overhead', amount: '1.00' },
      ],
    });
    expect(markup).toContain('<div class="equation broken">');
  });

  test('is shown where it is empty: no proof, no item, no names, no version before', () => {
    const markup = render({});
    expect(markup).toContain('Product cost, October 2026');
    expect(markup).toContain('There is no version to compare with.');
    expect(markup).toContain('<span class="pill trial">');
  });

  test('names the rows that it leaves out, and the command that shows them', () => {
    const items = Array.from({ length: 2100 }, (_, i) =>
      cost(`I${String(i).padStart(4, '0')}`, 'available', '1', { material: `${i + 1}.00` }),
    );
    const markup = renderReport({
      version: { tables: handmade(costs(...items)), number: 7, state: 'draft' },
      masters: {},
      language: 'en',
    });
    const table = between(markup, '<table id="unit-cost-table"', '</table>');
    expect(table.split('<tr').length - 1).toBe(2001);
    expect(table).not.toContain('data-value="I0099"');
    expect(table).toContain('data-value="I0100"');
    expect(markup).toContain('100 more rows are left out here.');
    expect(markup).toContain('<code>millrace table 7</code>');
  });

  test('shows 20 findings of a rule and counts the others', () => {
    const finding = Array.from({ length: 25 }, (_, i) => ({
      severity: 'error',
      code: 'stock_must_have_a_value',
      table: 'stock',
      key: `P1 · I${i}`,
      fields: '{"quantity":"1"}',
    }));
    const markup = render({ finding });
    expect(markup).toContain('× 25');
    expect(markup).toContain('5 more rows are left out here.');
  });

  test('shows a rule that this engine does not know by its code and fields', () => {
    const finding = [
      { severity: 'warning', code: 'moon_must_be_full', table: 't', key: 'k', fields: '{"phase":"half"}' },
    ];
    const markup = render({ finding });
    expect(markup).toContain('moon_must_be_full {&quot;phase&quot;:&quot;half&quot;}');
  });

  test('is refused where an amount is not a plain decimal', () => {
    const proof = [{ side: 'in', category: 'pool', element: 'labour', amount: '1e3' }];
    expect(() => render({ proof })).toThrow(RangeError);
  });

  test('keeps its scale: a ledger without cents shows none', () => {
    const markup = render(
      {
        proof: [
          { side: 'in', category: 'pool', element: 'labour', amount: '1200' },
          { side: 'out', category: 'sale', element: 'labour', amount: '1200' },
        ],
      },
      { masters: { ledger: [{ ledger: 'L1', currency: 'JPY', amount_scale: 0, time_zone: 'Asia/Tokyo' }] } },
    );
    expect(markup).toContain('<strong data-value="1200">1,200</strong>');
  });
});

test('whatever value can be called has a name in both languages', () => {
  for (const category of [
    ...MOVEMENT_TYPES,
    ...FLOWS.filter((flow) => flow !== 'movement'),
    ...Object.values(STRANDED),
  ]) {
    expect(CATEGORIES[category]?.en, category).toMatch(/^[A-Z][a-z, -]+$/);
    expect(CATEGORIES[category]?.zh, category).toMatch(/^[\u4e00-\u9fff]+$/);
  }
  for (const node of NODES) {
    expect(OBJECTS[node]?.en, node).toMatch(/^[A-Z][a-z -]+$/);
    expect(OBJECTS[node]?.zh, node).toMatch(/^[\u4e00-\u9fff]+$/);
  }
});
