import { type Fraction, fraction, parseFraction, printFixed } from '@millrace/exact';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildBom } from './bom.js';
import { explodeLevel } from './explode-level.js';
import { EXACT_QUANTITIES } from './policy.js';
import { type LineColumns, weighColumns } from './weigh-columns.js';

test('5 m per 2 pieces with 4 % mark-up, and a fixed 1 over a lot of 10, are 26 and 1 over 10', () => {
  const weighed = weighColumns(
    {
      items: 3,
      parent: Int32Array.of(0, 0),
      component: Int32Array.of(1, 2),
      quantity: Int32Array.of(5, 1),
      quantityScale: 0,
      scrap: Int32Array.of(40_000, 0),
      fixed: Uint8Array.of(0, 1),
      baseQuantity: Float64Array.of(2e6, 1e6, 1e6),
      costingLot: Float64Array.of(10e6, 1e6, 1e6),
    },
    { line_scrap: 'mark_up' },
  );
  expect(Array.from(weighed.quantity)).toEqual([26, 1]);
  expect(weighed.denominator).toEqual(Float64Array.of(10, 1, 1));
});

const millionths = (max: number) => fc.integer({ min: 1, max: max * 1e6 });

const lines = fc.array(
  fc.record({
    quantity: fc.oneof(fc.integer({ min: 1, max: 10 ** 6 }), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })),
    scrap: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 999_999 })),
    fixed: fc.boolean(),
    numerator: fc.integer({ min: 1, max: 10 ** 7 }),
    denominator: fc.integer({ min: 1, max: 10 ** 7 }),
  }),
  { maxLength: 6 },
);

test('columns weigh exactly what the same rows do', () => {
  const scrapOf = fc.constantFrom('mark_up' as const, 'yield' as const);
  fc.assert(
    fc.property(lines, millionths(1000), millionths(1000), scrapOf, (of, base, lot, line_scrap) => {
      const columns: LineColumns = {
        items: 1 + of.length,
        parent: new Int32Array(of.length),
        component: Int32Array.from(of, (_, i) => i + 1),
        quantity: Float64Array.from(of, ({ quantity }) => quantity),
        quantityScale: 3,
        factor: {
          numerator: Float64Array.from(of, ({ numerator }) => numerator),
          denominator: Float64Array.from(of, ({ denominator }) => denominator),
        },
        scrap: Int32Array.from(of, ({ scrap }) => scrap),
        fixed: Uint8Array.from(of, ({ fixed }) => (fixed ? 1 : 0)),
        baseQuantity: new Float64Array(1 + of.length).fill(base),
        costingLot: new Float64Array(1 + of.length).fill(lot),
      };
      const items = of.map((_, i) => `B${i}`);
      const bom = buildBom(
        {
          item: [{ item: 'A', costing_lot: printFixed(lot, 6) }, ...items.map((item) => ({ item, unit: 'base' }))],
          unit_conversion: of.map(({ numerator, denominator }, i) => ({
            item: items[i],
            from_unit: 'other',
            to_unit: 'base',
            numerator: String(numerator),
            denominator: String(denominator),
          })),
          bom: [{ parent: 'A', base_quantity: printFixed(base, 6) }],
          bom_line: of.map(({ quantity, scrap, fixed }, i) => ({
            parent: 'A',
            component: items[i],
            quantity: printFixed(quantity, 3),
            unit: 'other',
            scrap_rate: printFixed(scrap, 6),
            fixed,
          })),
        },
        { as_of: '2026-01-01' },
        { line_scrap, operation_scrap: 'none', costing_lot: '1', quantity_rounding: EXACT_QUANTITIES },
      );
      const whole = parseFraction(printFixed(lot, 6));
      const expected = explodeLevel(bom, 0, whole).map(({ line, quantity }) => [
        line.component,
        fraction(quantity.numerator * whole.denominator, quantity.denominator * whole.numerator),
      ]);
      const weighed = weighColumns(columns, { line_scrap });
      const exact = weighed.oversized?.get(0);
      const actual = Array.from(weighed.component, (component, k): [string, Fraction] => [
        items[component - 1],
        exact === undefined
          ? fraction(weighed.quantity[k], weighed.denominator[0])
          : fraction(exact.quantities[k], exact.denominator),
      ]);
      expect(actual).toEqual(expected);
    }),
    { numRuns: 2000 },
  );
});
