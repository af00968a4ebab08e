import type { Row } from '@millrace/costing-core';
import type { Place } from './bucket.js';
import { type Counted, type Movement, text, units } from './counted.js';

/** Where a movement takes place. */
export function placeOf({ plant, item, lot, project }: Movement): Place {
  return { plant, item, lot, project, inTransit: '' };
}

/** Where what a movement brings arrives. */
export function arrivalOf(movement: Movement): Place {
  return movement.type === 'transfer' || movement.type === 'form_change' ? destinationOf(movement) : placeOf(movement);
}

/** Where a transfer or form change brings it: what the movement doesn't say stays as it is. */
export function destinationOf({ plant, toPlant, toItem, toLot, toProject }: Movement): Place {
  return { plant: toPlant || plant, item: toItem, lot: toLot, project: toProject, inTransit: '' };
}

/** A place as it is said; of what it leaves open the lot and the project of another. */
export function asFrom(place: Place, other: Place | undefined): Place {
  return { ...place, lot: place.lot || (other?.lot ?? ''), project: place.project || (other?.project ?? '') };
}

type OpeningRow = Pick<Row<'opening_stock'>, 'ledger' | 'plant' | 'item' | 'lot' | 'project' | 'in_transit' | 'layer'>;

export function openingPlace(row: OpeningRow): Place {
  return {
    plant: text(row.plant),
    item: text(row.item),
    lot: text(row.lot),
    project: text(row.project),
    inTransit: text(row.in_transit),
  };
}

/** What an opening row is worth, per element; undefined where nothing is said of it. */
export function openingAmounts({ rows, elements, amountScale }: Counted, row: OpeningRow): bigint[] | undefined {
  const keyOf = (of: OpeningRow) => JSON.stringify([of.ledger, openingPlace(of), text(of.layer)]);
  const own = (rows.opening_stock_amount ?? []).filter((of) => keyOf(of) === keyOf(row));
  if (own.length === 0) return undefined;
  return elements.map((element) =>
    own.filter((of) => of.element === element).reduce((total, of) => total + units(String(of.amount), amountScale), 0n),
  );
}
