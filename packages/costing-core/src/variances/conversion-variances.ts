import { timesPerHour } from '@millrace/bom';
import { add, divide, type Fraction, fraction, multiply, ONE, QUANTITY_SCALE, subtract, ZERO } from '@millrace/exact';
import { TABLES } from '@millrace/facts';
import type { Component, UnitVector } from '../compile/orders/components.js';
import { sumOf } from '../production/split.js';
import type { Outcome } from '../results/outcome.js';
import { type Difference, rounded } from './difference.js';
import {
  type HoursBasis,
  type HoursOfOrders,
  hoursBasis,
  isByQuota,
  kindAt,
  ofAnyCentre,
  ofKind,
} from './hours-basis.js';
import { equivalentsOf, type OrderToExplain } from './order-work.js';
import { perUnitOf } from './yardstick.js';

/**
 * Rate, idle time, efficiency and lot size of an order's conversion, by element: S what the item's standard has of it a unit, w the hours that
 * this is for, of the centres and the kind that the cost goes by, set-up by the costing lot in, SR = S ÷ w. Elements of one `mix_group` are
 * grades of labour: they have mix and yield in place of efficiency.
 */
export function conversionVariances(outcome: Outcome, of: OrderToExplain, hours: HoursOfOrders): Difference[] {
  const found = differencesOf(outcome, of, hours);
  const { mix_group, element: elements } = outcome.facts.cost_element;
  const groupOf = ({ element }: Worked) => mix_group[elements.indexOf(outcome.scope.elements[element])];
  const byGroup = Map.groupBy(
    found.flatMap(({ worked }) => worked ?? []),
    groupOf,
  );
  return found.flatMap(({ rows, worked }) => {
    const group = worked === undefined ? 0 : groupOf(worked);
    const grades = byGroup.get(group) ?? [];
    if (worked === undefined) return rows;
    return [...rows, ...(group === 0 || grades.length < 2 ? [efficiencyOf(worked)] : mixAndYield(worked, grades))];
  });
}

/** Hours that an element was worked for and allowed, at its standard rate. */
interface Worked {
  readonly element: number;
  readonly worked: Fraction;
  readonly allowed: Fraction;
  readonly rate: Fraction;
}

function efficiencyOf({ element, worked, allowed, rate }: Worked): Difference {
  return atRate({ element, rate }, 'efficiency', subtract(worked, allowed));
}

/**
 * What grades of labour make of efficiency: m a grade's part of all hours allowed, mix = (AH − m·ΣAH)·SR, yield = (m·ΣAH − SH)·SR.
 *
 * 80 h of a grade at 20.00 and 120 h of one at 10.00, 90 and 90 allowed: mix −400.00 and 200.00, yield 200.00 and 100.00.
 */
function mixAndYield(of: Worked, grades: readonly Worked[]): Difference[] {
  const part = divide(of.allowed, sumOf(grades.map(({ allowed }) => allowed)));
  const inMix = multiply(part, sumOf(grades.map(({ worked }) => worked)));
  return [atRate(of, 'mix', subtract(of.worked, inMix)), atRate(of, 'yield', subtract(inMix, of.allowed))];
}

function atRate(
  { element, rate }: Pick<Worked, 'element' | 'rate'>,
  kind: Difference['kind'],
  quantity: Fraction,
): Difference {
  return { component: '', element, kind, quantity, amount: rounded(multiply(quantity, rate)) };
}

function differencesOf(
  outcome: Outcome,
  of: OrderToExplain,
  hours: HoursOfOrders,
): { readonly rows: readonly Difference[]; readonly worked?: Worked }[] {
  const unit = conversionStandard(outcome, of);
  const { conversion, sources } = of.work;
  return conversion.map((actual, element) => {
    const perUnit = unit?.get(element) ?? ZERO;
    if (actual === 0n && (perUnit.numerator === 0n || isMaterial(outcome, element))) return { rows: [] };
    const basis = hoursBasis(sources[element]);
    const operations = operationsOf(outcome, of, element, basis);
    const sumBy = (value: (operation: OfOperation) => Fraction) => sumOf(operations.map(value));
    const weights = sumBy(({ weight }) => weight);
    const standard = multiply(
      divide(perUnit, weights),
      sumBy(({ weight, equivalents }) => multiply(weight, equivalents)),
    );
    const asRate = (quantity: Fraction, amount: bigint): { rows: Difference[] } => ({
      rows: [{ component: '', element, kind: 'rate', quantity, amount }],
    });
    const ah = hours.all(of.order, basis);
    const idle = hours.idle(of.order, basis);
    const set = of.isFirst ? sumBy(({ setUp }) => setUp) : ZERO;
    const sh = add(
      sumBy(({ run, equivalents }) => multiply(run, equivalents)),
      set,
    );
    const inStandard = sumBy(({ setUp, equivalents }) => multiply(perUnitOf(setUp, of.lot), equivalents));
    const more = rounded(subtract(fraction(actual), standard));
    if (isByQuota(sources[element])) return asRate(sh, more);
    if (sh.numerator === 0n || ah.numerator === 0n || actual === 0n) return asRate(ah, more);
    const rate = divide(
      perUnit,
      sumBy(({ hours: own }) => own),
    );
    const ofLot = subtract(set, inStandard);
    return {
      rows: [
        ...asRate(ah, rounded(subtract(fraction(actual), multiply(ah, rate)))).rows,
        atRate({ element, rate }, 'idle', idle),
        atRate({ element, rate }, 'lot_size', ofLot),
      ],
      worked: { element, worked: subtract(ah, idle), allowed: sh, rate },
    };
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
