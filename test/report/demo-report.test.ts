import { sampleFactory, samplePolicy } from '@millrace/batch-runner';
import { closePeriod, type FactRows, type Outcome, openingFrom, type Version } from '@millrace/costing-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { renderReport } from '../../packages/report/src/index.js';
import { tracedWords } from './traced-words.js';

/** What both months have of a table; orders as they stand at the end of October. */
function toDate({ september, october }: ReturnType<typeof sampleFactory>): FactRows {
  const tables = Object.keys({ ...september, ...october }) as (keyof FactRows)[];
  return Object.fromEntries(
    tables.map((table) => [
      table,
      table === 'production_order' ? october[table] : [...(september[table] ?? []), ...(october[table] ?? [])],
    ]),
  );
}

function closed(facts: FactRows, period: string, previous?: Version): { version: Version; outcome: Outcome } {
  const { version, outcome, findings } = closePeriod(facts, samplePolicy, {
    ...{ ledger: 'CN01', period },
    ...(previous && { previous }),
  });
  if (version === undefined || outcome === undefined) throw new Error(JSON.stringify(findings));
  expect(findings.filter(({ severity }) => severity !== 'warning')).toEqual([]);
  return { version, outcome };
}

describe("the report on the sample factory's October shows", () => {
  const sample = sampleFactory();
  let report: string;

  beforeAll(() => {
    const before = closed(sample.september, '2026-09');
    const facts = { ...toDate(sample), ...openingFrom(before.version) };
    const after = closed(facts, '2026-10', before.version);
    report = renderReport(
      {
        version: { tables: after.version },
        previous: { tables: before.version },
        masters: facts,
        language: 'en',
      },
      { closed: after, before, earlier: [before.version], words: { en: tracedWords('en'), zh: tracedWords('zh') } },
    );
  });

  const part = (from: string, to: string) => {
    const start = report.indexOf(from);
    expect(start, from).toBeGreaterThan(0);
    return report.slice(start, report.indexOf(to, start));
  };
  /** The rows of a table that hold all of some texts, without their markup. */
  const rows = (table: string, ...texts: readonly string[]) =>
    part(`<table id="${table}"`, '</table>')
      .split('<tr')
      .filter((row) => texts.every((text) => row.includes(text)));
  const values = (row: string) => Array.from(row.matchAll(/data-value="(-?[\d.]+)"/g), ([, value]) => value);

  test('two departments that serve each other, and a loop that was solved for them', () => {
    expect(rows('service-table', 'data-value="CC-310"', 'data-value="CC-320"', 'Power house', '机修车间').length).toBe(
      2,
    );
    expect(report).toMatch(/department CC-310, department CC-320/);
  });

  test('what moulds cost, by shots: a formula', () => {
    const october = new Set((sample.october.work_report ?? []).map(({ report: name }) => name));
    const items = new Map((sample.october.production_order ?? []).map(({ order, item }) => [order, item]));
    const attribute = (item: unknown, name: string) =>
      Number(sample.september.attribute?.find((row) => row.owner === item && row.name === name)?.value);
    let worn = 0;
    for (const { report: name, order, work_centre, cycles, status } of sample.october.work_report ?? []) {
      if (!october.has(name) || work_centre !== 'FOUNDRY' || cycles === '' || status !== 'approved') continue;
      const item = items.get(order);
      worn += (attribute(item, 'mould_cost') * Number(cycles)) / attribute(item, 'mould_shots');
    }
    const [row] = rows('rate-table', 'data-value="FND-MOULDS"', 'Cost of moulds by shots', '模具费（按模次）');
    expect(Number(values(row)[0])).toBeCloseTo(worn, 3);
  });

  test('a planned rate with its difference, and the idle part of a normal capacity', () => {
    expect(values(rows('rate-table', 'data-value="MCH-TOOLS"')[0]).at(-2)).toMatch(/^33(\.0+)?$/);
    const [difference] = rows('residual-table', 'Cost not absorbed', '未吸收费用', 'MCH-TOOLS');
    expect(Number(values(difference)[0])).not.toBe(0);
    const [idle] = rows('residual-table', 'Idle capacity', '闲置产能损失', 'FND-FURNACE');
    expect(Number(values(idle)[0])).toBeGreaterThan(0);
  });

  test('a by-product, which takes its price out of the order', () => {
    const found = rows('joint-table', 'data-value="SCRAP-IRON"', 'By-product', '副产品');
    expect(found.length).toBeGreaterThan(0);
    for (const row of found) {
      const [quantity, credit] = values(row).map(Number);
      expect(credit).toBeCloseTo(quantity * 2.2, 2);
    }
  });

  test('normal and abnormal scrap', () => {
    const abnormal = rows('loss-table', 'data-value="CST-50"', 'Expense', '当期费用').map((row) =>
      values(row).map(Number),
    );
    expect(abnormal.length).toBeGreaterThan(0);
    for (const [normal, beyond, loss] of abnormal) expect(Math.min(normal, beyond, loss)).toBeGreaterThan(0);
    expect(rows('loss-table', 'Good units', '合格品').length).toBeGreaterThan(3);
    // At the operation where it was found, each piece beyond the rule costs the same.
    const at = rows('loss-by-operation-table', 'data-value="CST-50"').map((row) => values(row).map(Number).reverse());
    expect(at.length).toBeGreaterThan(0);
    for (const [each, cost, beyond] of at) expect(cost / beyond).toBeCloseTo(each, 3);
  });

  test('a rework loop', () => {
    expect(report).toMatch(/cost flows in a loop of 4[^<]*stock SZ · MTR-075, stock WX · MTR-075/);
    expect(report).toMatch(
      /MTR-075<\/span>(?:(?!<summary>)[\s\S])*?<span lang="en">rework<\/span><span lang="zh-CN">返工<\/span>/,
    );
  });

  test('work in process by operation, FIFO at the test bench and equivalent units elsewhere', () => {
    const stages = report.split('<tr').filter((row) => row.includes('data-value="conversion:'));
    const fifo = stages.filter((row) => row.includes('FIFO') && row.includes('先进先出约当产量法'));
    const averaged = stages.filter((row) => row.includes('equivalent units') && row.includes('约当产量法'));
    expect(fifo.length > 10 && averaged.length > 10).toBe(true);
    for (const row of fifo) expect(row).toMatch(/data-value="conversion:20"[\s\S]*operation 20[\s\S]*工序 20/);
    // Some were begun the month before: their opening is no part of what the month's units cost.
    const begun = fifo.map((row) => values(row).map(Number)).filter(([opening]) => opening > 0);
    expect(begun.length).toBeGreaterThan(0);
    for (const [, , completed, , , , equivalents] of begun) expect(equivalents).toBeLessThan(completed);
  });

  test('that all of it adds up', () => {
    expect(report).toContain('proof-line holds');
  });
});
