import type { Language } from '@millrace/costing-core';
import { printFixed, QUANTITY_SCALE } from '@millrace/exact';
import { compareText, visible } from '@millrace/facts';
import {
  grouped,
  groupedQuantity,
  groupedUnitCost,
  type Terms,
  type UnitCostLine,
  unitCostsOf,
  unitsOf,
} from '@millrace/report/figures';
import { type Database, timeZoneOf } from '@millrace/store';
import type { UnitCostRow, UnitCostsAnswer } from '../answers.js';
import type { Asked } from '../asked.js';
import type { Kept } from '../kept.js';
import { versionLine } from './version-line.js';

/** Some rows of 产品单位成本表: those that a search and its filters leave, in the order asked for. */
export async function unitCostsPage(
  database: Database,
  query: Asked<'unit-costs'>,
  kept: Kept,
  language: Language,
): Promise<UnitCostsAnswer> {
  const record = await kept.record(database, query);
  const table = await kept.of(record, 'unit costs', async () => {
    const { tables, terms } = await kept.version(database, record, TABLES);
    return new CostTable(unitCostsOf(tables, terms), terms);
  });
  const found = table.find(query);
  const { terms, plants, size } = table;
  return {
    version: versionLine(record, await timeZoneOf(database, query.ledger)),
    currency: terms.currency,
    found: found.length,
    all: size,
    plants,
    elements: terms.elements.map(({ code, name }) => ({ code, name: name[language] })),
    from: query.from,
    rows: found.slice(query.from, query.from + query.count).map((line) => rowOf(line, terms, language)),
  };
}

const TABLES = ['version_element', 'proof', 'unit_cost', 'unit_cost_element'] as const;

/** Decimals of unit costs on a page. */
const SHOWN = 4;

function rowOf(line: UnitCostLine, { names, unitScale }: Terms, language: Language): UnitCostRow {
  return {
    plant: line.plant,
    item: line.item,
    of: [line.lot, line.project]
      .filter((part) => part !== '')
      .map(visible)
      .join(' · '),
    code: visible(line.item),
    name: names.item(line.item)[language],
    basis: line.basis,
    quantity: groupedQuantity(line.quantity),
    unit: visible(names.unit(line.item)),
    amount: grouped(line.amount),
    unitCost: groupedUnitCost(line.unit_cost, SHOWN),
    elements: line.unitByElement.map((unit) => groupedUnitCost(printFixed(unit, unitScale), SHOWN)),
  };
}

/** The unit costs of a version, made ready to be searched and sorted: each order is found once. */
class CostTable {
  readonly terms: Terms;
  readonly plants: readonly string[];
  readonly #lines: readonly UnitCostLine[];
  /** What a search looks at: codes, and names in both languages. */
  readonly #texts: readonly string[];
  readonly #orders = new Map<string, Int32Array>();

  constructor(lines: readonly UnitCostLine[], terms: Terms) {
    this.terms = terms;
    this.#lines = lines;
    this.plants = [...new Set(lines.map(({ plant }) => plant))].sort(compareText);
    this.#texts = lines.map(({ plant, item, lot, project }) => {
      const { en, zh } = terms.names.item(item);
      return [plant, item, lot, project, en, zh].join('\n').toLowerCase();
    });
  }

  get size(): number {
    return this.#lines.length;
  }

  find({ search, plant, basis, sort, down }: Asked<'unit-costs'>): UnitCostLine[] {
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
