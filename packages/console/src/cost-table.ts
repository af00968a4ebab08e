import { QUANTITY_SCALE } from '@millrace/exact';
import { compareText } from '@millrace/facts';
import { type Terms, type UnitCostLine, unitCostsOf, unitsOf } from '@millrace/report/figures';
import type { Database, ListedVersion } from '@millrace/store';
import type { Asked } from './asked.js';
import type { Kept, KeptVersion } from './kept.js';
import { SearchedLines } from './searched-lines.js';

/** An item where it has a cost; without a plant where it is valued in all of them together. */
export interface ItemInPlant {
  readonly plant: string;
  readonly item: string;
}

/** What of the lines is wanted, in which order. */
type Wanted = Pick<Asked<'unit-costs'>, 'search' | 'plant' | 'basis' | 'sort' | 'down'>;

/** The unit costs of a version, kept for the next request. */
export async function costTable(database: Database, record: ListedVersion, kept: Kept): Promise<CostTable> {
  return kept.of(record, 'unit costs', async () => {
    const { tables, terms } = await costTables(database, record, kept);
    return new CostTable(unitCostsOf(tables, terms), terms);
  });
}

/** The tables that unit costs are read from. */
export function costTables(database: Database, record: ListedVersion, kept: Kept): Promise<KeptVersion> {
  return kept.version(database, record, COST_TABLES);
}

const COST_TABLES = ['version_element', 'proof', 'unit_cost', 'unit_cost_element'] as const;

/** The unit costs of a version, made ready to be searched and sorted. */
export class CostTable {
  readonly terms: Terms;
  readonly plants: readonly string[];
  readonly #all: readonly UnitCostLine[];
  readonly #lines: SearchedLines<UnitCostLine>;
  #byItem: ReadonlyMap<string, readonly UnitCostLine[]> | undefined;

  constructor(lines: readonly UnitCostLine[], terms: Terms) {
    this.terms = terms;
    this.#all = lines;
    this.plants = [...new Set(lines.map(({ plant }) => plant))].sort(compareText);
    // A search looks at codes, and at names in both languages.
    const textOf = ({ plant, item, lot, project }: UnitCostLine) => {
      const { en, zh } = terms.names.item(item);
      return [plant, item, lot, project, en, zh].join('\n');
    };
    this.#lines = new SearchedLines(lines, textOf, (sort) => this.#comparing(sort));
  }

  get size(): number {
    return this.#all.length;
  }

  /** The lines of an item in a plant: one for each of its lots and projects. */
  of(place: ItemInPlant): readonly UnitCostLine[] {
    this.#byItem ??= byItem(this.#all);
    return this.#byItem.get(keyOf(place)) ?? [];
  }

  /** Where an item has a cost: in the plant that is named, in all of them together, or in the only one. */
  placeOf(item: string, plant: string | undefined): ItemInPlant | undefined {
    const named = [...(plant === undefined ? [] : [plant]), ''].find((one) => this.of({ plant: one, item }).length > 0);
    if (named !== undefined) return { plant: named, item };
    const places = plant === undefined ? this.plants.filter((one) => this.of({ plant: one, item }).length > 0) : [];
    return places.length === 1 ? { plant: places[0], item } : undefined;
  }

  /** Lines in the order that is asked for; without one in that of the version: what was made first. */
  find({ search, plant, basis, sort, down }: Wanted): UnitCostLine[] {
    const wanted = (line: UnitCostLine) =>
      (plant === '' || line.plant === plant) && (basis === 'all' || line.basis === basis);
    return this.#lines.find(search, sort, down === 'true', wanted);
  }

  #comparing(sort: string): ((a: UnitCostLine, b: UnitCostLine) => number) | undefined {
    const byNumber = (of: (line: UnitCostLine) => bigint) => {
      const numbers = new Map(this.#all.map((line) => [line, of(line)]));
      return (a: UnitCostLine, b: UnitCostLine) => {
        const [x, y] = [numbers.get(a) as bigint, numbers.get(b) as bigint];
        return x < y ? -1 : x > y ? 1 : 0;
      };
    };
    if (sort === 'plant') return (a, b) => compareText(a.plant, b.plant);
    if (sort === 'item') return (a, b) => compareText(a.item, b.item);
    if (sort === 'quantity') return byNumber(({ quantity }) => unitsOf(quantity, QUANTITY_SCALE));
    if (sort === 'amount') return byNumber(({ amountUnits }) => amountUnits);
    if (sort === 'unit_cost') return byNumber((line) => unitsOf(line.unit_cost, this.terms.unitScale));
    const column = this.terms.elements.findIndex(({ code }) => `element ${code}` === sort);
    return column < 0 ? undefined : byNumber(({ unitByElement }) => unitByElement[column]);
  }
}

function byItem(lines: readonly UnitCostLine[]): Map<string, UnitCostLine[]> {
  const found = new Map<string, UnitCostLine[]>();
  for (const line of lines) {
    const key = keyOf(line);
    const alike = found.get(key);
    if (alike === undefined) found.set(key, [line]);
    else alike.push(line);
  }
  return found;
}

function keyOf({ plant, item }: ItemInPlant): string {
  return `${plant}\0${item}`;
}
