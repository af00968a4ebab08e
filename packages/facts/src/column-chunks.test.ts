import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalRows } from './canonical.js';
import { addChunks, columnChunks, hashingFacts } from './column-chunks.js';
import { Later } from './later.js';
import { type Facts, FactsReader, readFacts } from './read-facts.js';
import type { FactRows } from './rows.js';
import { type TableName, tableNames } from './tables.js';

const hash = (facts: Facts) => new Later(hashingFacts(facts, 2)).value;

/** Facts out of the chunks of others, as another run reads them. */
function restored(facts: Facts): Facts {
  const reader = new FactsReader('L', 0);
  const chunks = [...columnChunks(facts)];
  for (const [i, { table, part, rowCount }] of chunks.entries()) {
    const ofPart = chunks.filter((chunk) => chunk.table === table && chunk.part === part);
    if (ofPart[0] !== chunks[i]) continue;
    addChunks(reader.table(table), rowCount, new Map(ofPart.map(({ column, bytes }) => [column, bytes])));
  }
  return reader.facts();
}

const number = fc.integer({ min: -(2 ** 53) + 1, max: 2 ** 53 - 1 }).map(String);
const small = fc.integer({ min: 0, max: 300 }).map(String);
const text = fc.stringMatching(/^[A-Z工厂é]{1,6}$/);

const rows = fc.record({
  bom_line: fc.uniqueArray(
    fc.record({
      plant: text,
      parent: text,
      alternative: fc.oneof(fc.constant(''), text),
      valid_from: fc.constantFrom('1999-12-31', '2026-02-28'),
      line: number,
      component: text,
      quantity: small,
      kind: fc.constantFrom('component', 'phantom', 'by_product'),
      fixed: fc.boolean(),
      scrap_rate: fc.oneof(fc.constant(''), small),
      ends_on: fc.oneof(fc.constant(''), fc.constant('2027-01-01')),
    }),
    { selector: ({ line }) => line, maxLength: 40 },
  ),
  opening_wip: fc.uniqueArray(
    fc.record({ ledger: fc.constant('L'), order: text, stage: text, element: text, amount: small }),
    { selector: ({ order }) => order, maxLength: 300 },
  ),
});

test('facts come back from their chunks, in the order of their keys', () => {
  fc.assert(
    fc.property(rows, (given) => {
      const facts = readFacts(given as unknown as FactRows, 'L');
      expect(facts.faults).toEqual([]);
      const again = restored(facts);
      const cells = (of: Facts, name: TableName) => [...canonicalRows(of, name, 2)];
      for (const name of tableNames()) expect(cells(again, name)).toEqual(cells(facts, name));
      expect(hash(again)).toBe(hash(facts));
    }),
    { numRuns: 60 },
  );
});

test('more rows than a part has, with keys that another run numbers otherwise', () => {
  const plant = Array.from({ length: 70_000 }, (_, i) => ({
    plant: `P${(i * 7919) % 70_000}`,
    name: i % 3 === 0 ? '' : '厂',
  }));
  const facts = readFacts({ plant }, 'L');
  const chunks = [...columnChunks(facts)];
  expect(chunks.map(({ table, column, part, rowCount }) => `${table}.${column} ${part}: ${rowCount}`)).toEqual([
    'plant.plant 0: 65536',
    'plant.name 0: 65536',
    'plant.plant 1: 4464',
    'plant.name 1: 4464',
  ]);
  const again = restored(facts);
  expect(again.plant.rowCount).toBe(70_000);
  expect(hash(again)).toBe(hash(facts));
});

test('a column takes the bytes that its values need: 7, 9 and 8 one each', () => {
  const element = (position: number) => ({ element: `E${position}`, class: 'material', position }) as const;
  const facts = readFacts({ cost_element: [7, 9, 8].map(element) }, 'L');
  const chunk = [...columnChunks(facts)].find(({ column }) => column === 'position');
  expect([...(chunk?.bytes ?? [])]).toEqual([1, 0, 0, 0, 0, 0, 0, 28, 64, 3, 0, 0, 0, 1, 2, 3]);
});
