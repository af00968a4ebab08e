import type { Facts } from '@millrace/facts';
import type { Scope } from '../period/scope.js';
import { chosenFor, type Policy } from '../policy.js';

/** The place of the one element as which an item enters the next step (综合结转), by its code; undefined: element by element (分项结转). */
export type CarriedAs = (item: number) => number | undefined;

/** By the item's category and the policy `step_costing`; an item without a `semi_element` is carried element by element. */
export function carriedAs({ item, symbols }: Facts, scope: Scope, policy: Policy): CarriedAs {
  const places = new Map<number, number>();
  for (let row = 0; row < item.rowCount; row++) {
    const place = scope.elementPlace.get(item.semi_element[row]);
    const own = chosenFor(policy.step_costing_by_category, symbols.text(item.category[row]));
    const { carry } = own ?? policy.step_costing;
    if (place !== undefined && carry === 'combined') places.set(item.item[row], place);
  }
  return (code) => places.get(code);
}
