import fc from 'fast-check';
import type { StandardPolicy, StandardRows } from '../../packages/costing-core/src/standard/index.js';
import { standardPolicy } from '../cases/standard-policy.js';

/**
 * Random products for the roll-up: made items M0 … above bought items B0 …, each made item with lines to later
 * ones, so that there is no loop. Scrap, fixed lines, phantoms, by-products, co-products with shares, routings with
 * scrap, several elements, lots: every column that moves a cost.
 */
export interface PlantShape {
  readonly outputs: boolean;
}

const decimal = (max: number, decimals: number) =>
  fc.integer({ min: 1, max: max * 10 ** decimals }).map((value) => (value / 10 ** decimals).toFixed(decimals));

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 1 });

export function randomPlant({ outputs }: PlantShape): fc.Arbitrary<StandardRows> {
  const line = fc.record({
    target: fc.nat(),
    quantity: decimal(20, 3),
    fixed: fc.boolean(),
    kind: fc.constantFrom('component', 'component', 'phantom', ...(outputs ? ['by_product', 'co_product'] : [])),
    scrap: maybe(decimal(0.5, 2)),
    operation: maybe(fc.nat(2)),
    share: decimal(0.2, 2),
  });
  const operation = fc.record({
    setup: decimal(5, 2),
    run: decimal(2, 3),
    base: decimal(10, 1),
    scrap: maybe(decimal(0.3, 2)),
    efficiency: maybe(decimal(1, 1)),
    subcontract: maybe(decimal(30, 2)),
  });
  const made = fc.record({
    base: decimal(30, 1),
    lot: maybe(decimal(50, 1)),
    lines: fc.array(line, { minLength: 1, maxLength: 5 }),
    operations: fc.array(operation, { maxLength: 3 }),
  });
  const bought = fc.array(decimal(99, 4), { minLength: 1, maxLength: 3 });
  return fc
    .record({
      made: fc.array(made, { minLength: 1, maxLength: 7 }),
      bought: fc.array(bought, { minLength: 1, maxLength: 4 }),
      rates: fc.array(decimal(90, 2), { minLength: 5, maxLength: 5 }),
    })
    .map((plant) => rowsOf(plant));
}

interface Plant {
  readonly made: readonly {
    readonly base: string;
    readonly lot: string | undefined;
    readonly lines: readonly {
      readonly target: number;
      readonly quantity: string;
      readonly fixed: boolean;
      readonly kind: string;
      readonly scrap: string | undefined;
      readonly operation: number | undefined;
      readonly share: string;
    }[];
    readonly operations: readonly {
      readonly setup: string;
      readonly run: string;
      readonly base: string;
      readonly scrap: string | undefined;
      readonly efficiency: string | undefined;
      readonly subcontract: string | undefined;
    }[];
  }[];
  readonly bought: readonly (readonly string[])[];
  readonly rates: readonly string[];
}

const ELEMENTS = ['metal', 'plastic', 'freight'];
const DRIVERS = ['hours_machine', 'hours_labour', 'cycles', 'quantity', 'lots'] as const;

function rowsOf(plant: Plant): StandardRows {
  const made = plant.made.map((_, i) => `M${i}`);
  const bought = plant.bought.map((_, i) => `B${i}`);
  const jointOf = (i: number) => `J${i}`;
  const bom_line = plant.made.flatMap(({ lines, operations }, i) => {
    // A joint output may go into items above its main item, never below: that would be a loop.
    const below = [...made.slice(i + 1), ...bought, ...made.slice(i + 1).map((_, k) => jointOf(i + 1 + k))];
    return lines.map((line, k) => {
      const component = line.kind === 'co_product' ? jointOf(i) : below[line.target % below.length];
      // A phantom yields no co-products: their share would be of the phantom alone.
      const target = plant.made[made.indexOf(component)];
      const canBePhantom = target?.lines.every((of) => of.kind !== 'co_product');
      const kind = line.kind === 'phantom' && !canBePhantom ? 'component' : line.kind;
      return {
        parent: made[i],
        line: String(k),
        component,
        quantity: line.quantity,
        kind: kind as 'component',
        fixed: kind === 'component' && line.fixed,
        scrap_rate: line.scrap,
        operation:
          line.operation !== undefined && line.operation < operations.length ? String(line.operation) : undefined,
        cost_share: kind === 'co_product' ? line.share : undefined,
      };
    });
  });
  const yielded = new Set(bom_line.filter((line) => line.cost_share !== undefined).map((line) => line.component));
  return {
    item: [...made, ...bought, ...made.map((_, i) => jointOf(i))].map((item, i) => {
      const lot = plant.made[i]?.lot;
      return lot === undefined ? { item } : { item, costing_lot: lot };
    }),
    cost_element: [
      { element: 'metal', class: 'material', position: '1' },
      { element: 'plastic', class: 'material', position: '2' },
      { element: 'freight', class: 'freight', position: '3' },
      { element: 'machine', class: 'conversion', position: '4' },
      { element: 'labour', class: 'conversion', position: '5' },
      { element: 'material', class: 'material', position: '6' },
      { element: 'subcontract', class: 'subcontract', position: '7' },
      { element: 'overhead', class: 'overhead', position: '8' },
    ],
    bom: plant.made.map(({ base }, i) => ({ parent: made[i], base_quantity: base })),
    bom_line,
    routing_operation: plant.made.flatMap(({ operations }, i) =>
      operations.map((operation, k) => ({
        item: made[i],
        operation: String(k),
        position: String(k),
        work_centre: 'wc',
        base_quantity: operation.base,
        setup_hours_machine: operation.setup,
        run_hours_machine: operation.run,
        setup_hours_labour: operation.run,
        run_hours_labour: operation.setup,
        scrap_rate: operation.scrap,
        efficiency: operation.efficiency,
        subcontract_price: operation.subcontract,
      })),
    ),
    rate: DRIVERS.map((driver, i) => ({
      work_centre: 'wc',
      driver,
      element: i % 2 === 0 ? 'machine' : 'labour',
      rate: plant.rates[i],
    })),
    item_price: [
      ...plant.bought.flatMap((prices, i) =>
        prices.map((price, e) => ({ item: bought[i], kind: 'plan', element: ELEMENTS[e], price, per_quantity: '3' })),
      ),
      // A joint output that nothing yields is bought.
      ...made
        .map((_, i) => jointOf(i))
        .filter((item) => !yielded.has(item))
        .map((item) => ({ item, kind: 'purchase', price: '7.77' })),
    ],
  };
}

export const randomPolicy: fc.Arbitrary<StandardPolicy> = fc
  .record({
    line_scrap: fc.constantFrom('mark_up' as const, 'yield' as const),
    operation_scrap: fc.constantFrom('linked_lines' as const, 'all_lines' as const, 'none' as const),
    costing_lot: fc.constantFrom('bom_base_quantity', '12.5'),
    cost_scale: fc.integer({ min: 2, max: 8 }),
    cost_rounding: fc.constantFrom('once' as const, 'every_line' as const, 'never' as const),
    cycles: fc.constantFrom('in_proportion' as const, 'whole' as const),
    by_product_credit: fc.constantFrom('own_elements' as const, { element: 'material' }),
    surcharges: fc.constantFrom(
      [],
      [
        { element: 'overhead', rate: '0.05', on_class: 'material', basis: 'purchased_components' as const },
        { element: 'overhead', rate: '0.125', on_class: 'conversion', basis: 'own' as const },
      ],
      [
        { element: 'freight', rate: '0.03', on_class: 'material', basis: 'price' as const },
        { element: 'overhead', rate: '0.02', on_class: 'freight', basis: 'all_components' as const },
      ],
    ),
  })
  .map((chosen) => ({ ...standardPolicy, ...chosen }));
