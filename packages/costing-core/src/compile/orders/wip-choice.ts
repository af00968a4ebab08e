import { type Fraction, parseFraction } from '@millrace/exact';
import { type Facts, rowOf } from '@millrace/facts';
import { chosenFor, type Policy, type WipChoice } from '../../policy.js';

/** How work in process of a stage is valued, after all that narrows the ledger's choice. */
export interface Wip extends WipChoice {
  /** `progress` as a fraction. */
  readonly phi: Fraction;
}

export interface WipChoices {
  /** What holds for an order's stage of a centre and element, codes, 0 for none. Narrower is: element, centre, category. */
  of(order: number, centre: number, element: number): Wip;
  /** Whether an element has a choice of its own on the way: it then has conversion stages of its own. */
  isApart(order: number, centre: number, element: number): boolean;
}

type Level = Policy['wip_by_category'][string];

export function wipChoices({ production_order, item, symbols }: Facts, policy: Policy): WipChoices {
  const itemRow = rowOf(item.item, symbols);
  const known = new Map<string, Wip>();
  const categoryOf = (order: number) => item.category[itemRow[production_order.item[order]]];
  /** From the widest to the narrowest. */
  const levelsOf = (category: number, centre: number): Level[] => [
    policy.wip,
    chosenFor(policy.wip_by_category, symbols.text(category)) ?? {},
    chosenFor(policy.wip_by_centre, symbols.text(centre)) ?? {},
  ];
  const ofElement = (levels: readonly Level[], element: number) =>
    levels.map(({ elements = {} }) => chosenFor(elements, symbols.text(element)) ?? {});
  return {
    of(order, centre, element) {
      const key = `${categoryOf(order)} ${centre} ${element}`;
      let choice = known.get(key);
      if (choice === undefined) {
        const levels = levelsOf(categoryOf(order), centre);
        choice = [...levels, ...ofElement(levels, element)].reduce<Wip>(narrowed, { ...policy.wip, phi: HALF });
        choice = { ...choice, phi: parseFraction(choice.progress) };
        known.set(key, choice);
      }
      return choice;
    },
    isApart(order, centre, element) {
      return ofElement(levelsOf(categoryOf(order), centre), element).some((of) => Object.keys(of).length > 0);
    },
  };
}

/** What a narrower choice leaves out comes from the wider one. */
function narrowed(wide: Wip, narrow: Level): Wip {
  return {
    ...wide,
    method: narrow.method ?? wide.method,
    degrees: narrow.degrees ?? wide.degrees,
    progress: narrow.progress ?? wide.progress,
    coefficients: narrow.coefficients ?? wide.coefficients,
    material_entry: narrow.material_entry ?? wide.material_entry,
    entry_progress: narrow.entry_progress ?? wide.entry_progress,
  };
}

const HALF = parseFraction('0.5');
