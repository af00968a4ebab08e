import { visible } from '@millrace/facts';
import { type Bilingual, say } from '../page/say.js';
import type { ReportMasters } from '../report-input.js';

/** What codes are called in both languages, made `visible`. A code without a name is its own name. */
export class Names {
  readonly #masters: ReportMasters;
  readonly #items = new Map<string, Named>();
  readonly #plants = new Map<string, Named>();
  readonly #elements = new Map<string, Named>();
  readonly #orders = new Map<string, string>();

  constructor(masters: ReportMasters) {
    this.#masters = masters;
    for (const row of masters.item ?? []) this.#items.set(text(row.item), row);
    for (const row of masters.plant ?? []) this.#plants.set(text(row.plant), row);
    for (const row of masters.cost_element ?? []) this.#elements.set(text(row.element), row);
    for (const row of masters.production_order ?? []) this.#orders.set(text(row.order), text(row.item));
  }

  item(code: string): Bilingual {
    return nameOf(code, this.#items.get(code));
  }

  /** Base unit of an item; empty where it isn't known. */
  unit(item: string): string {
    return text(this.#items.get(item)?.unit);
  }

  /** Without a code: items that are valued together in all plants. */
  plant(code: string): Bilingual {
    if (code === '') return say('all plants', '全部工厂');
    return nameOf(code, this.#plants.get(code));
  }

  element(code: string): Bilingual {
    return nameOf(code, this.#elements.get(code));
  }

  /** What an order makes; empty where it isn't known. */
  itemOfOrder(order: string): string {
    return this.#orders.get(order) ?? '';
  }

  /** Cost elements in the order of their position. */
  elementsInOrder(): string[] {
    return [...(this.#masters.cost_element ?? [])]
      .sort((a, b) => Number(a.position) - Number(b.position))
      .map((row) => text(row.element));
  }

  ledger(code: string): { readonly name: string; readonly currency: string; readonly amountScale: number | undefined } {
    const row = this.#masters.ledger?.find((ledger) => text(ledger.ledger) === code);
    if (row === undefined) return { name: '', currency: '', amountScale: undefined };
    return { name: text(row.name), currency: text(row.currency), amountScale: Number(row.amount_scale) };
  }
}

interface Named {
  readonly name?: Cell;
  readonly name_zh?: Cell;
  readonly unit?: Cell;
}

type Cell = string | number | boolean | null | undefined;

function nameOf(code: string, row: Named | undefined): Bilingual {
  const en = visible(text(row?.name) || text(row?.name_zh) || code);
  return { en, zh: visible(text(row?.name_zh)) || en };
}

function text(cell: Cell): string {
  return cell === null || cell === undefined ? '' : String(cell);
}
