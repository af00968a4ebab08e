import { priceAsOne } from './carried.js';
import { type Counted, found, type Order, text } from './counted.js';
import { listedPrice } from './fallback.js';
import { type Fraction, ONE, sum, ZERO } from './fraction.js';
import type { Component } from './structures.js';
import type { StageParts } from './wip.js';

interface Of {
  readonly components: readonly Component[];
  readonly operations: readonly string[];
  readonly hours: readonly Fraction[];
  readonly centres: readonly string[];
  /** One stage holds all material. */
  readonly isWhole: boolean;
  readonly isEvenly: (component: Component) => boolean;
  /** The element as which a component enters; '' for its own elements. */
  readonly carriedAs: (item: string) => string;
  /** Whether an element has stages of its own. */
  readonly isApart: (element: string) => boolean;
}

/**
 * What a whole unit should cost in a stage (在产品定额成本): of material the components that enter it, at standard prices; of
 * conversion what the item's standard price has beyond its components, the stage's part by hours. Without components the
 * elements of class material are its material, at the start.
 */
export function stageStandard(counted: Counted, order: Order, stage: StageParts, of: Of): Fraction[] | undefined {
  const { elements, rows } = counted;
  const { components } = of;
  const place = { plant: order.plant, item: order.item, lot: '', project: '', inTransit: '' };
  const price = listedPrice(counted, place, 'standard');
  const isMaterial = (element: string) =>
    text(found(rows.cost_element, (row) => row.element === element).class) === 'material';
  const carried = ({ item, price: each }: Component) =>
    each === undefined || of.carriedAs(item) === '' ? each : priceAsOne(elements, of.carriedAs(item), each);
  const total = (some: readonly Component[]) =>
    some.some((component) => component.price === undefined)
      ? undefined
      : elements.map((_, e) => sum(some.map(({ quantity, price: each }) => quantity.times(each?.[e] ?? ZERO))));

  if (stage.kind === 'material' || stage.kind === 'evenly') {
    if (components.length > 0) {
      const entering = components.filter((component) => enters(component, stage, of));
      return total(entering.map((component) => ({ ...component, price: carried(component) })));
    }
    return price?.map((each, e) => (isMaterial(elements[e]) && stage.operation === '' ? each : ZERO));
  }
  const material = total(components);
  if (price === undefined || material === undefined) return undefined;
  const part = partOfWork(stage, of);
  return price.map((each, e) => {
    const element = elements[e];
    const isOther = stage.element === '' ? of.isApart(element) : stage.element !== element;
    // An element that the price doesn't have has no conversion either.
    if (isOther || (components.length === 0 && isMaterial(element))) return ZERO;
    return hasPrice(counted, order, element) ? part.times(each.minus(material[e])) : ZERO;
  });
}

function hasPrice({ rows, lastDay }: Counted, { plant, item }: Order, element: string): boolean {
  return (rows.item_price ?? []).some(
    (row) =>
      row.plant === plant &&
      row.item === item &&
      row.kind === 'standard' &&
      row.element === element &&
      text(row.valid_from) <= lastDay,
  );
}

function enters(component: Component, stage: StageParts, { operations, isWhole, isEvenly }: Of): boolean {
  if (stage.component !== '') return component.item === stage.component;
  if (isWhole && stage.operation === '') return true;
  const isFirst = component.operation === '' || component.operation === operations[0];
  const isHere = stage.operation === '' ? isFirst : component.operation === stage.operation;
  return isHere && isEvenly(component) === (stage.kind === 'evenly');
}

function partOfWork({ operation, centre }: StageParts, { operations, hours, centres }: Of): Fraction {
  if (operation === '' && centre === '') return ONE;
  const worked = sum(hours).sign === 0 ? hours.map(() => ONE) : hours;
  const own = worked.filter((_, k) => (operation === '' ? centres[k] === centre : operations[k] === operation));
  return sum(own).over(sum(worked));
}
