import { divide, type Fraction, multiply, ONE, subtract, ZERO } from '@millrace/exact';
import { type Facts, TABLES } from '@millrace/facts';
import type { Scope } from '../../period/scope.js';
import { sumOf } from '../../production/split.js';
import type { Component, OrderStandards, UnitVector } from './components.js';
import type { Routing } from './routings.js';
import type { StageCodes } from './stage-table.js';

/** What finds the part of a standard that belongs to a stage. */
export interface StageOfOrder {
  readonly order: number;
  readonly codes: Required<StageCodes>;
  readonly routing: Routing;
  /** True: one stage holds material of all operations. */
  readonly isWhole: boolean;
  /** Whether a component comes in evenly, and so has another kind of stage. */
  readonly isEvenly: (component: Component) => boolean;
  /** Whether an element has conversion stages of its own. */
  readonly isApart: (element: number) => boolean;
}

/**
 * What a whole unit should cost in a stage, by element: of material its components at their standard prices; of conversion the
 * item's standard price less its components, the part by hours that is the stage's. Without a bill of material the elements of
 * class material are its material. Undefined where a price is missing.
 */
export function stageStandard(
  { cost_element }: Facts,
  scope: Scope,
  standards: OrderStandards,
  of: StageOfOrder,
): UnitVector | undefined {
  const { order, codes, routing } = of;
  const components = standards.components(order);
  const price = standards.price(order);
  const isMaterial = (place: number) =>
    cost_element.class[cost_element.element.indexOf(scope.elements[place])] === MATERIAL;
  if (codes.kind === 'material' || codes.kind === 'evenly') {
    if (components.length > 0) return total(components.filter((component) => enters(component, of)).map(asCarried));
    return price && new Map([...price].filter(([place]) => isMaterial(place) && codes.operation === 0));
  }
  const material = components.length > 0 ? total(components) : new Map<number, Fraction>();
  if (price === undefined || material === undefined) return undefined;
  const own = new Map<number, Fraction>();
  const part = partOfWork(codes, routing);
  for (const [place, value] of price) {
    const element = scope.elements[place];
    if (codes.element === 0 ? of.isApart(element) : codes.element !== element) continue;
    if (components.length === 0 && isMaterial(place)) continue;
    own.set(place, multiply(part, subtract(value, material.get(place) ?? ZERO)));
  }
  return own;
}

function enters(component: Component, { codes, routing, isWhole, isEvenly }: StageOfOrder): boolean {
  if (codes.component !== 0) return component.item === codes.component;
  if (isWhole && codes.operation === 0) return true;
  const isFirst = component.operation === 0 || component.operation === routing.operations[0];
  const isHere = codes.operation === 0 ? isFirst : component.operation === codes.operation;
  return isHere && isEvenly(component) === (codes.kind === 'evenly');
}

/** A component that is carried combined has its whole price in one element. */
function asCarried(component: Component): Component {
  const { price, carriedAs } = component;
  if (price === undefined || carriedAs === undefined) return component;
  return { ...component, price: new Map([[carriedAs, sumOf([...price.values()])]]) };
}

/** Quantity × price over components; undefined where one has no price. */
function total(components: readonly Component[]): Map<number, Fraction> | undefined {
  const sum = new Map<number, Fraction>();
  for (const { quantity, price } of components) {
    if (price === undefined) return undefined;
    for (const [place, value] of price) sum.set(place, sumOf([sum.get(place) ?? ZERO, multiply(quantity, value)]));
  }
  return sum;
}

/** The stage's part of all hours of the routing. */
function partOfWork({ operation, centre }: Required<StageCodes>, { operations, hours, centres }: Routing): Fraction {
  if (operation === 0 && centre === 0) return ONE;
  const all = sumOf(hours);
  const counted = all.numerator === 0n ? hours.map(() => ONE) : hours;
  const isOwn = (k: number) => (operation === 0 ? centres[k] === centre : operations[k] === operation);
  return divide(sumOf(counted.map((h, k) => (isOwn(k) ? h : ZERO))), sumOf(counted));
}

const MATERIAL = TABLES.cost_element.columns.class.choices.indexOf('material');
