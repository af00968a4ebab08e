import type { Bom, StockOnHand } from '@millrace/bom';
import { printFixed, QUANTITY_SCALE } from '@millrace/exact';
import type { Facts } from '@millrace/facts';
import type { Database } from '../database/database.js';
import { Trouble } from '../trouble.js';
import { StoredVersion } from '../versions/stored-version.js';
import { versionsOf } from '../versions/versions.js';

interface Where {
  readonly facts: Facts;
  readonly ledger: string;
  readonly database: Database | undefined;
}

/**
 * What is in stock of the items of a structure: the closing stock of the newest published version, or of files their opening
 * stock. What is under way between plants is not there to be used.
 *
 * @throws Trouble where no version is published.
 */
export async function stockOnHand({ facts, ledger, database }: Where, bom: Bom): Promise<StockOnHand[]> {
  const stock = database === undefined ? openingStock(facts) : await closingStock(database, ledger);
  return stock.filter(({ plant, item }) => bom.numberOf(item, plant) !== undefined);
}

async function closingStock(database: Database, ledger: string): Promise<StockOnHand[]> {
  const versions = await versionsOf(database, ledger);
  const published = versions.filter(({ kind, state }) => kind === 'actual' && state === 'published');
  const newest = published.sort((a, b) => (a.period < b.period ? -1 : 1)).at(-1);
  if (newest === undefined) throw new Trouble('no_version_is_published', { ledger });
  const stored = await StoredVersion.read(database, newest, ['stock']);
  return stored
    .rows('stock')
    .filter(({ in_transit }) => in_transit === '')
    .map(({ plant, item, closing_quantity }) => ({ plant, item, quantity: closing_quantity }));
}

function openingStock({ opening_stock: table, symbols }: Facts): StockOnHand[] {
  return Array.from({ length: table.rowCount }, (_, row) => row)
    .filter((row) => table.in_transit[row] === 0)
    .map((row) => ({
      plant: symbols.text(table.plant[row]),
      item: symbols.text(table.item[row]),
      quantity: printFixed(table.quantity[row], QUANTITY_SCALE),
    }));
}
