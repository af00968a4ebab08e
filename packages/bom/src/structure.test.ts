import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BomColumns } from './bom-columns.js';
import { buildStructure, lowLevelCodes, type Structure } from './structure.js';

interface Line {
  readonly parent: number;
  readonly component: number;
  readonly quantity: number;
}

function columns(items: number, lines: readonly Line[], denominator = 1000): BomColumns {
  return {
    items,
    parent: Int32Array.from(lines, ({ parent }) => parent),
    component: Int32Array.from(lines, ({ component }) => component),
    quantity: Int32Array.from(lines, ({ quantity }) => quantity),
    denominator,
  };
}

const anyGraph = fc.integer({ min: 1, max: 12 }).chain((items) => {
  const item = fc.nat(items - 1);
  const line = fc.record({ parent: item, component: item, quantity: fc.integer({ min: 1, max: 2000 }) });
  return fc.record({ items: fc.constant(items), lines: fc.array(line, { maxLength: 25 }) });
});

const acyclic = anyGraph.map(({ items, lines }) => ({
  items,
  lines: lines
    .filter(({ parent, component }) => parent !== component)
    .map(({ parent, component, quantity }) => ({
      parent: Math.min(parent, component),
      component: Math.max(parent, component),
      quantity,
    })),
}));

/** The lines as laid out, in item numbers, sorted. */
function laidOut({ items, order, firstLine, component, quantity }: Structure): string[] {
  const lines: string[] = [];
  for (let at = 0; at < items; at++) {
    for (let k = firstLine[at]; k < firstLine[at + 1]; k++) {
      expect(component[k]).toBeGreaterThan(at);
      lines.push(`${order[at]} ${order[component[k]]} ${quantity[k]}`);
    }
  }
  return lines.sort();
}

test('a car takes 4 wheels, a wheel 5.5 bolts', () => {
  const structure = buildStructure({
    items: 3,
    parent: Int32Array.of(0, 1),
    component: Int32Array.of(1, 2),
    quantity: Int32Array.of(40, 55),
    denominator: 10,
  });
  expect(Array.from(structure.levelStart)).toEqual([0, 1, 2, 3]);
});

test('low-level codes are the longest paths from the tops, whatever the order of the lines', () => {
  fc.assert(
    fc.property(acyclic, fc.infiniteStream(fc.nat()), ({ items, lines }, random) => {
      const longest = new Array<number>(items).fill(0);
      for (let pass = 0; pass < items; pass++) {
        for (const { parent, component } of lines)
          longest[component] = Math.max(longest[component], longest[parent] + 1);
      }
      const shuffled = lines.map((line) => ({ line, at: random.next().value })).sort((a, b) => a.at - b.at);
      const structure = buildStructure(
        columns(
          items,
          shuffled.map(({ line }) => line),
        ),
      );
      expect(Array.from(lowLevelCodes(structure))).toEqual(longest);
      expect(structure.loops).toEqual([]);
      expect(laidOut(structure)).toEqual(lines.map((l) => `${l.parent} ${l.component} ${l.quantity}`).sort());
    }),
  );
});

test('loops are whole strongly connected components, and the rest keeps its lines', () => {
  fc.assert(
    fc.property(anyGraph, ({ items, lines }) => {
      const reaches = Array.from({ length: items }, () => new Set<number>());
      for (let pass = 0; pass < items; pass++) {
        for (const { parent, component } of lines) {
          reaches[parent].add(component);
          for (const further of reaches[component]) reaches[parent].add(further);
        }
      }
      const inLoop = Array.from(reaches.keys()).filter((item) => reaches[item].has(item));
      const structure = buildStructure(columns(items, lines));
      expect(structure.loops.flatMap((loop) => Array.from(loop.items)).sort((a, b) => a - b)).toEqual(inLoop);
      const cut = new Set<number>();
      for (const loop of structure.loops) {
        const members = new Set(loop.items);
        for (const item of loop.items) {
          expect(Array.from(loop.items).every((other) => other === item || reaches[item].has(other))).toBe(true);
        }
        const inside = lines.flatMap((l, i) => (members.has(l.parent) && members.has(l.component) ? [i] : []));
        expect(Array.from(loop.lines)).toEqual(inside);
        for (const line of inside) cut.add(line);
      }
      const left = lines.filter((_, i) => !cut.has(i));
      expect(laidOut(structure)).toEqual(left.map((l) => `${l.parent} ${l.component} ${l.quantity}`).sort());
    }),
  );
});

test('a loop of 100,000 items is found without recursion', () => {
  const items = 100_000;
  const lines = Array.from({ length: items }, (_, i) => ({ parent: i, component: (i + 1) % items, quantity: 1 }));
  const { loops } = buildStructure(columns(items, lines));
  expect(loops.length).toBe(1);
  expect(loops[0].items.length).toBe(items);
});

test.each<[string, Partial<BomColumns>]>([
  ['an item out of range', { component: Int32Array.of(7) }],
  ['a negative item', { parent: Int32Array.of(-1) }],
  ['columns of different length', { quantity: Int32Array.of(1, 2) }],
  ['a quantity that is no integer', { quantity: Float64Array.of(0.5) }],
  ['a quantity beyond 2^53', { quantity: Float64Array.of(2 ** 53) }],
  ['a denominator of 0', { denominator: 0 }],
])('%s is refused', (_, wrong) => {
  expect(() => buildStructure({ ...columns(3, [{ parent: 0, component: 1, quantity: 1 }]), ...wrong })).toThrow(
    RangeError,
  );
});
