import { Trouble } from '@millrace/store';

/**
 * `PLANT/ITEM`, or an item that has a cost in one plant only.
 *
 * @param costs rows of unit costs.
 * @param number of the version, for the message.
 * @throws Trouble for an item without a cost, or one that has some in several plants.
 */
export function placeOf(name: string, costs: Iterable<Place>, number: number): Place {
  const places = new Set(Array.from(costs, ({ plant, item }) => `${plant}/${item}`));
  const found = [...places].filter((place) => place === name || place.slice(place.indexOf('/') + 1) === name);
  if (found.length === 0) throw new Trouble('item_is_not_known', { item: name, version: String(number) });
  if (found.length > 1) {
    const plants = found.map((place) => place.slice(0, place.indexOf('/'))).join(', ');
    throw new Trouble('item_is_in_several_plants', { item: name, plants });
  }
  const slash = found[0].indexOf('/');
  return { plant: found[0].slice(0, slash), item: found[0].slice(slash + 1) };
}

/** Where an item has a cost. */
export interface Place {
  readonly plant: string;
  readonly item: string;
}
