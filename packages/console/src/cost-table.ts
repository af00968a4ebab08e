import { QUANTITY_SCALE } from '@millrace/exact';
import { compareText } from '@millrace/facts';
import { type Terms, type UnitCostLine, unitCostsOf, unitsOf } from '@millrace/report/figures';
import type { Database, ListedVersion } from '@millrace/store';
import type { Asked } from './asked.js';
import type { Kept, KeptVersion } from './kept.js';

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
  return kept.version(database, record, TABLES);
}

const TABLES = ['version_element', 'proof', 'unit_cost', 'unit_cost_element'] as const;

/** The unit costs of a version, made ready to be searched and sorted: each order is found once. */
export class CostTable {
  readonly terms: Terms;
  readonly plants: readonly string[];
  readonly #lines: readonly UnitCostLine[];
  readonly #byItem = new Map<string, UnitCostLine[]>();
  /** What a search looks at: codes, and names in both languages. */
  readonly #texts: readonly string[];
  readonly #orders = new Map<string, Int32Array>();

  constructor(lines: readonly UnitCostLine[], terms: Terms) {
    this.terms = terms;
    this.#lines = lines;
    for (const line of lines) {
      const key = keyOf(line);
      const alike = this.#byItem.get(key);
      if (alike === undefined) this.#byItem.set(key, [line]);
      else alike.push(line);
    }
    this.plants = [...new Set(lines.map(({ plant }) => plant))].sort(compareText);
    this.#texts = lines.map(({ plant, item, lot, project }) => {
      const { en, zh } = terms.names.item(item);
      return [plant, item, lot, project, en, zh].join('\n').toLowerCase();
    });
  }

  get size(): number {
    return this.#lines.length;
  }

  /** The lines of an item in a plant: one for each of its lots and projects. */
  of(place: ItemInPlant): readonly UnitCostLine[] {
    return this.#byItem.get(keyOf(place)) ?? [];
  }

  find({ search, plant, basis, sort, down }: Wanted): UnitCostLine[] {
    const words = search
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '');
    const order = this.#order(sort);
    const found: UnitCostLine[] = [];
    for (let at = 0; at < order.length; at++) {
      const place = order[down === 'true' ? order.length - 1 - at : at];
      const line = this.#lines[place];
      if (plant !== '' && line.plant !== plant) continue;
      if (basis !== 'all' && line.basis !== basis) continue;
      if (words.every((word) => this.#texts[place].includes(word))) found.push(line);
    }
    return found;
  }

  /** The places of the lines in an order; without one in that of the version: what was made first. */
  #order(sort: string): Int32Array {
    const present = this.#orders.get(sort);
    if (present !== undefined) return present;
    const places = Int32Array.from(this.#lines.keys());
    const compare = this.#comparing(sort);
    if (compare !== undefined) places.sort((a, b) => compare(this.#lines[a], this.#lines[b]) || a - b);
    this.#orders.set(sort, places);
    return places;
  }

  #comparing(sort: string): ((a: UnitCostLine, b: UnitCostLine) => number) | undefined {
    const byNumber = (of: (line: UnitCostLine) => bigint) => {
      const numbers = new Map(this.#lines.map((line) => [line, of(line)]));
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

function keyOf({ plant, item }: ItemInPlant): string {
  return `${plant}\0${item}`;
}
