import { orderSheets, variances } from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { renderReport } from '../../packages/report/src/index.js';
import { sampleFactory } from './sample-factory.js';
import { tracedWords } from './traced-words.js';

const { september, october, facts, before, closed } = sampleFactory();
const report = renderReport(
  {
    version: { tables: october, number: 4, state: 'published' },
    previous: { tables: september, number: 2, state: 'published' },
    masters: facts,
    language: 'en',
  },
  { closed, before, earlier: [september], words: { en: tracedWords('en'), zh: tracedWords('zh') } },
);

const units = (text: string) => BigInt(text.replace(/[.,+]/g, ''));
const between = (text: string, from: RegExp, to: string) => {
  const start = text.search(from);
  expect(start, String(from)).toBeGreaterThanOrEqual(0);
  return text.slice(start, text.indexOf(to, start + 1));
};

describe('the report on a period with its flows', () => {
  test('shows why costs moved as steps that add up to the change, rounding the last of them', () => {
    const figures = [...report.matchAll(/<figure class="waterfall">[\s\S]*?<\/figure>/g)].map(([figure]) => figure);
    expect(figures.length).toBeGreaterThanOrEqual(4);
    for (const figure of figures) {
      const change = units(/>([+-][\d,.]+)<\/span><\/figcaption>/.exec(figure)?.[1] as string);
      const parts = Array.from(figure.matchAll(/<span class="number" data-value="(-?[\d.]+)"/g), ([, part]) => part);
      const decimals = (parts[0].split('.')[1] ?? '').length;
      const sum = parts.reduce((total, part) => total + units(part), 0n);
      // The head of an item's figure is rounded to four decimals.
      expect(decimals === 2 ? sum : (sum + (sum < 0n ? -50n : 50n)) / 100n).toBe(change);
    }
    expect(report).toContain('purchase price of');
    expect(report).toContain('的采购价格');
  });

  test('has a tree for each item that a row opens: lines that add up to the amount, down to documents', () => {
    const opened = [...report.matchAll(/popovertarget="(cost-tree-\d+)" aria-haspopup/g)].map(([, id]) => id);
    expect(opened.length).toBeGreaterThan(20);
    for (const id of opened) expect(report.split(`id="${id}"`).length).toBe(2);
    const made = october.rows('unit_cost').find(({ item, basis }) => item === 'F-080' && basis === 'produced');
    const row = between(report, /<th scope="row" data-value="F-080">/, '</tr>');
    const id = /popovertarget="([^"]+)"/.exec(row)?.[1] as string;
    const tree = between(report, new RegExp(`<div class="cost-tree" id="${id}"`), '<div class="cost-tree"');
    expect(units(/data-value="([\d.]+)"/.exec(tree)?.[1] as string)).toBe(units(made?.amount as string));
    expect(tree).toMatch(/class="leaf document"><span class="told"><span lang="en">[^<]*purchase receipt D\d+/);
    expect(tree).toContain('采购入库');
  });

  test('has the cost sheet of each order, which holds what the library says', () => {
    const sheetOf = orderSheets(closed.outcome, october, [september]);
    const sheets = report.split('<details class="sheet"').slice(1);
    expect(sheets.length).toBe(new Set(october.rows('order_cost').map(({ order }) => order)).size);
    for (const markup of sheets.slice(0, 12)) {
      const order = /<span class="code">([^<]+)</.exec(markup)?.[1] as string;
      const sheet = sheetOf(order);
      for (const { element, input, completed, closing_wip, year_input } of sheet?.elements ?? []) {
        const name = facts.cost_element?.find((row) => row.element === element)?.name;
        const cells = between(markup, new RegExp(`<th scope="row">(<span lang="en">)?${name}`), '</tr>');
        for (const amount of [input, completed, closing_wip, year_input])
          expect(cells).toContain(`data-value="${amount}"`);
      }
      for (const { component } of sheet?.consumption ?? []) expect(markup).toContain(`data-value="${component}"`);
    }
  });

  test('names the variances, or says that there are none', () => {
    const section = between(report, /<section id="variances"/, '</section>');
    const rows = variances(closed.outcome).filter(({ amount }) => units(amount) !== 0n);
    if (rows.length === 0) return expect(section).toContain('None: nothing has a standard price');
    const sums = between(section, /<table id="variance-sums"/, '</table>');
    const amounts = [...sums.matchAll(/data-value="(-?\d+\.\d\d)"/g)].map(([, amount]) => units(amount));
    const sum = (of: readonly bigint[]) => of.reduce((total, amount) => total + amount, 0n);
    return expect(sum(amounts)).toBe(sum(rows.map(({ amount }) => units(amount))));
  });

  test('says all of it in both languages, and no word of ours stays English', () => {
    const chinese = [...report.matchAll(/<span lang="zh-CN">([^<]*)<\/span>/g)].map(([, text]) => text);
    expect(chinese.filter((text) => !/[\u4e00-\u9fff]/.test(text))).toEqual([]);
    expect(/<t[dh][^>]*>(conversion|material|equivalent_units|order|centre)</.test(report)).toBe(false);
  });
});
