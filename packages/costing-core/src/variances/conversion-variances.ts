import { timesPerHour } from '@millrace/bom';
import { add, divide, type Fraction, fraction, multiply, ONE, QUANTITY_SCALE, subtract, ZERO } from '@millrace/exact';
import { TABLES } from '@millrace/facts';
import type { Component, UnitVector } from '../compile/orders/components.js';
import { sumOf } from '../production/split.js';
import type { Outcome } from '../results/outcome.js';
import { type Difference, rounded } from './difference.js';
import { type HoursBasis, hoursBasis, isByQuota, kindAt, ofAnyCentre, ofKind } from './hours-basis.js';
import { equivalentsOf, type OrderToExplain } from './order-work.js';
import { perUnitOf } from './yardstick.js';

/**
 * Rate, efficiency and lot size of an order's conversion, by element: S what the item's standard has of it a unit, w the hours that
 * this is for, of the centres and the kind that the cost goes by, set-up by the costing lot in, SR = S ÷ w.
 */
export function conversionVariances(
  outcome: Outcome,
  of: OrderToExplain,
  hours: (basis: HoursBasis) => Fraction,
): Difference[] {
  const unit = conversionStandard(outcome, of);
  const { conversion, sources } = of.work;
  return conversion.flatMap((actual, element): Difference[] => {
    const perUnit = unit?.get(element) ?? ZERO;
    if (actual === 0n && (perUnit.numerator === 0n || isMaterial(outcome, element))) return [];
    const basis = hoursBasis(sources[element]);
    const operations = operationsOf(outcome, of, element, basis);
    const sumBy = (value: (operation: OfOperation) => Fraction) => sumOf(operations.map(value));
    const weights = sumBy(({ weight }) => weight);
    const standard = multiply(
      divide(perUnit, weights),
      sumBy(({ weight, equivalents }) => multiply(weight, equivalents)),
    );
    const row = { component: '', element };
    const ah = hours(basis);
    const set = of.isFirst ? sumBy(({ setUp }) => setUp) : ZERO;
    const sh = add(
      sumBy(({ run, equivalents }) => multiply(run, equivalents)),
      set,
    );
    const inStandard = sumBy(({ setUp, equivalents }) => multiply(perUnitOf(setUp, of.lot), equivalents));
    const more = rounded(subtract(fraction(actual), standard));
    if (isByQuota(sources[element])) return [{ ...row, kind: 'rate', quantity: sh, amount: more }];
    if (sh.numerator === 0n || ah.numerator === 0n || actual === 0n) {
      return [{ ...row, kind: 'rate', quantity: ah, amount: more }];
    }
    const rate = divide(
      perUnit,
      sumBy(({ hours: own }) => own),
    );
    const atStandardRate = multiply(ah, rate);
    const ofLot = subtract(set, inStandard);
    return [
      { ...row, kind: 'rate', quantity: ah, amount: rounded(subtract(fraction(actual), atStandardRate)) },
      {
        ...row,
        kind: 'efficiency',
        quantity: subtract(ah, sh),
        amount: rounded(multiply(subtract(ah, sh), rate)),
      },
      { ...row, kind: 'lot_size', quantity: ofLot, amount: rounded(multiply(ofLot, rate)) },
    ];
  });
}

/** An operation of the routing that an order is measured by, as one element sees it. */
interface OfOperation {
  /** Hours a unit and, of set-up, an order. */
  readonly run: Fraction;
  readonly setUp: Fraction;
  /** Of a unit, set-up by the costing lot in. */
  readonly hours: Fraction;
  /** By what the element's standard is shared among operations: these hours, of both kinds where there are none of this one. */
  readonly weight: Fraction;
  /** Units that the period made of it, at their degree. */
  readonly equivalents: Fraction;
}

function operationsOf(outcome: Outcome, of: OrderToExplain, element: number, given: HoursBasis): OfOperation[] {
  const { routing, lot } = of;
  const equivalents = equivalentsAt(outcome, of, element);
  // The routing that an order is measured by may be one of other centres.
  const isThere = routing.centres.some((centre) => kindAt(given, centre) !== undefined);
  const basis = isThere ? given : ofAnyCentre(given);
  const own = routing.operations.map((_, k) => {
    const [run, setUp] = hoursOf(outcome, routing.rows[k], (machine, labour) =>
      sumOf(ofKind(kindAt(basis, routing.centres[k]), machine, labour)),
    );
    const once = lot === undefined ? ZERO : setUp;
    return { run, setUp: once, hours: add(run, perUnitOf(once, lot)), equivalents: equivalents(k) };
  });
  const isTimed = (hours: readonly Fraction[]) => hours.some(({ numerator }) => numerator !== 0n);
  const byBasis = own.map(({ hours }) => hours);
  const weights = isTimed(byBasis) ? byBasis : isTimed(routing.hours) ? routing.hours : own.map(() => ONE);
  return own.map((operation, k) => ({ ...operation, weight: weights[k] }));
}

/** Hours a unit and of set-up, of machine and labour together as they are counted. */
function hoursOf(
  { facts, compiled: { drivers } }: Outcome,
  row: number | undefined,
  counted: (machine: Fraction, labour: Fraction) => Fraction,
): [run: Fraction, setUp: Fraction] {
  if (row === undefined) return [ZERO, ZERO];
  const { setup_hours_machine, setup_hours_labour, time_unit } = facts.routing_operation;
  const once = (time: number) => divide(fraction(time || 0, 10 ** QUANTITY_SCALE), timesPerHour(time_unit[row]));
  return [
    counted(drivers.runHours(row, 'machine'), drivers.runHours(row, 'labour')),
    counted(once(setup_hours_machine[row]), once(setup_hours_labour[row])),
  ];
}

/**
 * The equivalent units of the conversion stage that an operation is part of: its own, that of its centre, that of all operations; else,
 * of one that the order doesn't have, that of the order's last operation. Where nothing entered conversion, what was completed.
 */
function equivalentsAt(outcome: Outcome, of: OrderToExplain, element: number): (k: number) => Fraction {
  const { scope, facts, compiled } = outcome;
  const { order, units, routing } = of;
  const { stages } = compiled.orders;
  const { operations } = compiled.orders.progress(order).routing;
  const code = scope.elements[element];
  const candidates = units
    .map((unit) => ({ unit, codes: stages.codes(unit.stage) }))
    .filter(({ unit, codes }) => {
      if (codes.kind !== 'conversion') return false;
      return compiled.orders.isElementApart(order, unit.stage, code) ? codes.element === code : codes.element === 0;
    })
    .sort(
      (a, b) =>
        operations.indexOf(a.codes.operation) - operations.indexOf(b.codes.operation) ||
        facts.symbols.compare(a.codes.centre, b.codes.centre),
    );
  const completed = fraction(compiled.orders.progress(order).completed, 10 ** QUANTITY_SCALE);
  return (k) => {
    const [operation, centre] = [routing.operations[k], routing.centres[k]];
    const at = (isOwn: (codes: (typeof candidates)[number]['codes']) => boolean) =>
      candidates.findLast(({ codes }) => isOwn(codes));
    const stage =
      at((codes) => codes.operation !== 0 && codes.operation === operation) ??
      at((codes) => codes.operation === 0 && codes.centre !== 0 && codes.centre === centre) ??
      at((codes) => codes.operation === 0 && codes.centre === 0) ??
      candidates.at(-1);
    return stage === undefined ? completed : equivalentsOf(stage.unit);
  };
}

/** What the item's standard has a unit beyond its components; of an item without any, its elements of class material are its material. */
function conversionStandard(outcome: Outcome, { order, needed, lot }: OrderToExplain): UnitVector | undefined {
  const price = outcome.compiled.orders.standards.price(order);
  if (price === undefined) return undefined;
  const hasComponents = needed.perUnit.length + needed.once.length > 0;
  const own = new Map([...price].filter(([place]) => hasComponents || !isMaterial(outcome, place)));
  const take = (components: readonly Component[], quantityOf: (component: Component) => Fraction): boolean =>
    components.every((component) => {
      for (const [place, each] of component.price ?? []) {
        own.set(place, subtract(own.get(place) ?? ZERO, multiply(quantityOf(component), each)));
      }
      return component.price !== undefined;
    });
  const isWhole =
    take(needed.perUnit, ({ quantity }) => quantity) && take(needed.once, ({ quantity }) => perUnitOf(quantity, lot));
  return isWhole ? own : undefined;
}

function isMaterial({ facts: { cost_element }, scope }: Outcome, place: number): boolean {
  return cost_element.class[cost_element.element.indexOf(scope.elements[place])] === MATERIAL;
}

const MATERIAL = TABLES.cost_element.columns.class.choices.indexOf('material');
