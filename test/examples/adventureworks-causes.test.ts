import { spawnSync } from 'node:child_process';
import { type RootCauses, rootCauses } from '@millrace/costing-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { askedOf, causeLines, comparedMonths } from '../../examples/adventureworks/causes.ts';
import { adventureWorks } from '../../examples/adventureworks/facts.ts';
import { readTables, type Tables } from '../../examples/adventureworks/tables.ts';
import type { Example } from '../../examples/example.ts';
import { missingNote, sharedFile } from '../cases/published.js';
import { documents, ROOT } from '../docs/blocks.js';
import { units } from '../properties/causes/sums.js';

const folder = sharedFile('data', 'adventureworks');
const WHEEL = '829';
const MONTHS = ['2014-04', '2014-05'] as const;

describe.skipIf(folder === undefined)(
  `AdventureWorks, each month against the one before${missingNote('data', 'adventureworks')}`,
  () => {
    const { text, blocks } = documents().find(({ name }) => name === 'docs/adventureworks.md') as ReturnType<
      typeof documents
    >[number];
    const printed = blocks.filter(({ language }) => language === 'text').map(({ lines }) => lines.join('\n'));
    let tables: Tables;
    let example: Example;
    const sales: { readonly found: RootCauses; readonly lines: string }[] = [];
    let wheel: RootCauses;
    let wheelLines: string;
    /** The available unit cost of items in both months, and of what was bought of the rim. */
    const costs: ReadonlyMap<string, string>[] = [];

    beforeAll(() => {
      tables = readTables(folder ?? '');
      example = adventureWorks(folder ?? '');
      for (const months of comparedMonths(example)) {
        const found = months.why('cost_of_sales');
        sales.push({ found, lines: causeLines(months, 'cost_of_sales', example).join('\n') });
        if (months.after.period !== MONTHS[1]) continue;
        wheel = months.why(askedOf(WHEEL));
        wheelLines = causeLines(months, askedOf(WHEEL), example).join('\n');
        for (const { version } of [months.before, months.after]) {
          const available = version.rows('unit_cost').filter(({ basis }) => basis === 'available');
          costs.push(new Map(available.map(({ item, unit_cost }) => [item, unit_cost])));
        }
        expect(rootCauses(months.after, months.after)('cost_of_sales').causes).toEqual([]);
      }
    });

    test('the causes of every month add up to the change, per element and in total, and ten are named', () => {
      expect(sales.length).toBe(11);
      for (const { found, lines } of sales) {
        const { change, causes, elements } = found;
        expect(causes.reduce((sum, { part }) => sum + units(part), 0n)).toBe(units(change));
        for (const { element, change: of } of elements) {
          const parts = causes.flatMap((cause) => cause.elements.filter((part) => part.element === element));
          expect(parts.reduce((sum, { part }) => sum + units(part), 0n)).toBe(units(of));
        }
        // A title, a head, the quantities, ten causes, the others, rounding.
        expect(lines.split('\n').length).toBeGreaterThanOrEqual(14);
      }
    });

    test('docs/adventureworks.md shows them as they are', () => {
      expect(printed).toContain(sales.map(({ lines }) => lines).join('\n\n'));
      expect(printed).toContain(wheelLines);
    });

    test('what is followed by hand there stands in the tables', () => {
      const orders = tables.workOrder.filter(({ ProductID }) => ProductID === WHEEL);
      const pieces = MONTHS.map((month) => {
        const ended = orders.filter(({ EndDate }) => EndDate.startsWith(month));
        const sum = (of: typeof ended, column: 'OrderQty' | 'StockedQty') =>
          of.reduce((all, row) => all + Number(row[column]), 0);
        const begun = ended.filter(({ StartDate }) => StartDate.startsWith(month));
        return { entered: sum(ended, 'OrderQty'), good: sum(ended, 'StockedQty'), begun: sum(begun, 'OrderQty') };
      });
      expect(numbersOf('orders')).toEqual(pieces.map(({ entered, good, begun }) => [entered, good, begun]));
      const lines = tables.bom.filter(
        ({ ProductAssemblyID, StartDate, EndDate }) =>
          ProductAssemblyID === WHEEL && StartDate <= '2014-05-31' && (EndDate === '' || EndDate >= '2014-04-01'),
      );
      const components = lines.map(({ ComponentID, PerAssemblyQty }) => [
        Number(ComponentID),
        Number(PerAssemblyQty),
        ...costs.map((of) => Number(of.get(ComponentID))),
      ]);
      expect(numbersOf('components')).toEqual(components.sort(([a], [b]) => a - b));
    });

    test('and comes to the part of that cause, with the work that was lost', () => {
      const cause = wheel.causes[0];
      expect([cause.kind, cause.subject]).toEqual(['yield', WHEEL]);
      const work = Number(cause.elements.find(({ element }) => element === 'conversion')?.part);
      const [, byHand] = /console\.log\(part\.toFixed\(6\)\); \/\/ (-?[\d.]+)/.exec(text) ?? [];
      expect(Number(byHand) + work).toBeCloseTo(Number(cause.part), 5);
      expect(text).toContain(`but for ${Math.abs(work)}, the work`);
    });

    /** The rows of a list of numbers in the program on the page. */
    function numbersOf(name: string): number[][] {
      const [, list] = new RegExp(`const ${name} = (\\[[^;]*\\]);`).exec(text) ?? [];
      return JSON.parse(
        (list ?? '')
          .replace(/\/\/.*$/gm, '')
          .replace(/,(\s*\])/g, '$1')
          .replaceAll('_', ''),
      );
    }
  },
);

test('npm run example:adventureworks-causes without a folder says how it is called, exit code 2', () => {
  const { status, stderr } = spawnSync(process.execPath, ['examples/adventureworks/print-causes.ts'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([2, expect.stringContaining('example:adventureworks-causes -- DIR [ITEM]')]);
});
