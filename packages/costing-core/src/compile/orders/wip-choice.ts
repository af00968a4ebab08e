import { type Fraction, parseFraction } from '@millrace/exact';
import { type Facts, rowOf } from '@millrace/facts';
import { chosenFor, type Policy, type WipChoice } from '../../policy.js';
import { below } from './stage-table.js';

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
  /** Whether any stage is valued by the flow of its units, which keeps operations apart. */
  readonly anyFlow: boolean;
  /** Whether any element has a choice of its own. */
  readonly anyApart: boolean;
}

type Level = Policy['wip_by_category'][string];

export function wipChoices({ production_order, item, symbols }: Facts, policy: Policy): WipChoices {
  const itemRow = rowOf(item.item);
  const categoryOf = (order: number) => item.category[itemRow(production_order.item[order])];
  /** From the widest to the narrowest. */
  const levelsOf = (category: number, centre: number): Level[] => [
    policy.wip,
    chosenFor(policy.wip_by_category, symbols.text(category)) ?? {},
    chosenFor(policy.wip_by_centre, symbols.text(centre)) ?? {},
  ];
  const ofElement = (levels: readonly Level[], element: number) =>
    levels.map(({ elements = {} }) => chosenFor(elements, symbols.text(element)) ?? {});
  const choices = known((category, centre, element): Wip => {
    const levels = levelsOf(category, centre);
    const choice = [...levels, ...ofElement(levels, element)].reduce<Wip>(narrowed, { ...policy.wip, phi: HALF });
    return { ...choice, phi: parseFraction(choice.progress) };
  });
  const apart = known((category, centre, element) =>
    ofElement(levelsOf(category, centre), element).some((of) => Object.keys(of).length > 0),
  );
  const levels = [policy.wip, ...Object.values(policy.wip_by_category), ...Object.values(policy.wip_by_centre)];
  const elements = levels.flatMap(({ elements = {} }) => Object.values(elements));
  return {
    anyFlow: [...levels, ...elements].some(({ method }) => method === 'flow'),
    anyApart: elements.length > 0,
    of: (order, centre, element) => choices(categoryOf(order), centre, element),
    isApart: (order, centre, element) => apart(categoryOf(order), centre, element),
  };
}

/** Remembers what was made for each category, centre and element: they are few, and every report and every order asks. */
function known<T>(make: (category: number, centre: number, element: number) => T) {
  const byCategory = new Map<number, Map<number, Map<number, T>>>();
  return (category: number, centre: number, element: number): T => {
    const byElement = below(below(byCategory, category), centre);
    let made = byElement.get(element);
    if (made === undefined) {
      made = make(category, centre, element);
      byElement.set(element, made);
    }
    return made;
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
