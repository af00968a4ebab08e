import { add, divide, type Fraction, fraction, multiply, subtract, ZERO } from '@millrace/exact';
import { type Exact, exactly } from '../standard/activity.js';
import { allocate } from './allocate.js';
import { given, notBelowZero } from './given.js';
import { rounded } from './split.js';

/** A service department: its own cost, and how much it gave to whom. What it gave itself doesn't count. */
export interface ServiceDepartment {
  readonly cost: Exact;
  readonly gave: Readonly<Record<string, Exact>>;
}

export type ServiceDepartments = Readonly<Record<string, ServiceDepartment>>;

/** What one department shared in the end: cost ÷ quantity = rate; what each receiver bears. */
export interface SharedServices {
  readonly cost: Fraction;
  readonly rate: Fraction;
  readonly parts: Readonly<Record<string, Fraction>>;
}

export type SharedByDepartment = Readonly<Record<string, SharedServices>>;

/**
 * Rates keep so many decimals and amounts so many (2), the last receiver takes the rest (分配率保留位数, 尾差倒挤); exact without it. The
 * policy `rate_rounding.service_departments` does the same in a close, but where departments serve each other by `algebraic`.
 */
export interface RoundedRate {
  readonly decimals: number;
  readonly scale?: number;
}

/**
 * To others than departments only (直接分配法): rate = own cost ÷ what others took.
 *
 * @throws RangeError where a department has cost and gave nothing to others, or a quantity is below 0.
 *
 * @example
 * const departments = {
 *   water: { cost: '5000', gave: { power: '200', P1: '500', P2: '300' } },
 *   power: { cost: '9000', gave: { water: '600', P1: '1500', P2: '900' } },
 * };
 * allocateDirect(departments).water.parts // P1 3,125.00, P2 1,875.00
 */
export function allocateDirect(departments: ServiceDepartments, rounding?: RoundedRate): SharedByDepartment {
  return mapped(departments, (name, { cost, gave }) => {
    return shared(name, exactly(cost), without(gave, [...Object.keys(departments)]), rounding);
  });
}

/**
 * One after the other (顺序分配法): a department shares own cost and what it received over all that did not close before it.
 *
 * @param order who closes first; those that it leaves out come after, those first that gave the largest part of their output to
 *   other departments, then by name.
 * @throws RangeError where it names what is no department, or one twice; where a department has cost and nobody left to bear it.
 *
 * @example
 * stepDown(departments).power.rate // 3.00: power closes first by its name; then water, 6,800.00 ÷ 800
 */
export function stepDown(
  departments: ServiceDepartments,
  order?: readonly string[],
  rounding?: RoundedRate,
): SharedByDepartment {
  const received = new Map<string, Fraction>();
  const closed: string[] = [];
  const result: Record<string, SharedServices> = {};
  const named = new Set(order);
  if (named.size !== (order ?? []).length) throw new RangeError('the order names a department twice');
  for (const name of [...named, ...byPartToDepartments(departments).filter((other) => !named.has(other))]) {
    const { cost, gave } = given(`the department ${name}, which the order names,`, departments[name]);
    const whole = add(exactly(cost), received.get(name) ?? ZERO);
    result[name] = shared(name, whole, without(gave, [...closed, name]), rounding);
    for (const [to, part] of Object.entries(result[name].parts)) received.set(to, add(received.get(to) ?? ZERO, part));
    closed.push(name);
  }
  return result;
}

/**
 * Exchanged once, then to others (交互分配法): first own cost ÷ all that was given; then own cost + received − given away, over what
 * others than departments took.
 *
 * @example
 * interactive(departments).second.water // 5,800.00 ÷ 800 = 7.25: P1 3,625.00, P2 2,175.00
 */
export function interactive(
  departments: ServiceDepartments,
  rounding?: RoundedRate,
): {
  readonly first: SharedByDepartment;
  readonly second: SharedByDepartment;
} {
  const names = Object.keys(departments);
  const first = mapped(departments, (name, { cost, gave }) => {
    // What it keeps for the others is the last to be served, so that it takes the rest.
    const inside = Object.fromEntries(Object.entries(without(gave, [name])).filter(([to]) => names.includes(to)));
    const all = shared(name, exactly(cost), { ...inside, ...without(gave, names) }, rounding);
    const parts = Object.entries(all.parts).filter(([to]) => names.includes(to));
    return { ...all, parts: Object.fromEntries(parts) };
  });
  const second = mapped(departments, (name, { cost, gave }) => {
    const given = Object.values(first[name].parts).reduce(add, ZERO);
    const received = names.map((from) => first[from].parts[name] ?? ZERO).reduce(add, ZERO);
    return shared(name, subtract(add(exactly(cost), received), given), without(gave, names), rounding);
  });
  return { first, second };
}

/**
 * Exactly (代数分配法, reciprocal): Q_s·x_s = C_s + Σ_t q_ts·x_t, solved in fractions for all departments at once. With rounded rates each
 * solution is rounded, and of each department the last receiver that is none takes the rest of its own cost and what it received.
 *
 * @throws RangeError where departments have cost, or receive some, that can't leave them; with rounded rates where one serves departments alone.
 *
 * @example
 * reciprocal(departments).water.rate // 85/12 = 7.083333
 */
export function reciprocal(departments: ServiceDepartments, rounding?: RoundedRate): SharedByDepartment {
  const closed = withoutWayOut(departments);
  const names = Object.keys(departments).filter((name) => !closed.includes(name));
  const gave = names.map((name) => without(departments[name].gave, [name]));
  const rows = names.map((name, s) => [
    ...names.map((of, t) => {
      if (s === t) return Object.values(gave[s]).map(exactly).reduce(add, ZERO);
      return multiply(exactly(departments[of].gave[name] ?? '0'), fraction(-1));
    }),
    exactly(departments[name].cost),
  ]);
  for (const c of names.keys()) {
    const pivot = rows.findIndex((row, r) => r >= c && row[c].numerator !== 0n);
    [rows[c], rows[pivot]] = [rows[pivot], rows[c]];
    const lead = rows[c][c];
    rows[c] = rows[c].map((value) => divide(value, lead));
    for (const [r, row] of rows.entries()) {
      if (r !== c) rows[r] = row.map((value, k) => subtract(value, multiply(row[c], rows[c][k])));
    }
  }
  const solved = names.map((name, s): [string, SharedServices] => {
    const rate = rows[s][names.length];
    const quantity = Object.values(gave[s]).map(exactly).reduce(add, ZERO);
    return [name, { cost: multiply(rate, quantity), rate, parts: atRate(rate, gave[s]) }];
  });
  const exact = Object.fromEntries([...solved, ...closed.map((name) => [name, { cost: ZERO, rate: ZERO, parts: {} }])]);
  return rounding === undefined ? exact : atRoundedRates(departments, exact, rounding);
}

/** Each solution rounded; the last receiver that is no department takes what the others leave. */
function atRoundedRates(
  departments: ServiceDepartments,
  exact: SharedByDepartment,
  { decimals, scale = 2 }: RoundedRate,
): SharedByDepartment {
  const charged = mapped(departments, (name) => {
    const rate = rounded(exact[name].rate, decimals);
    const gave = Object.entries(without(departments[name].gave, [name]));
    return { rate, parts: gave.map(([to, of]) => [to, rounded(multiply(rate, exactly(of)), scale)] as const) };
  });
  return mapped(departments, (name, { cost, gave }) => {
    const { rate, parts } = charged[name];
    const received = Object.keys(departments).flatMap((from) => charged[from].parts.filter(([to]) => to === name));
    const whole = [exactly(cost), ...received.map(([, part]) => part)].reduce(add, ZERO);
    const last = parts.findLastIndex(([to]) => departments[to] === undefined && exactly(gave[to]).numerator > 0n);
    if (last < 0 && parts.length > 0) throw new RangeError(`${name} serves departments alone: nobody takes the rest`);
    const others = parts.reduce((sum, [, part], i) => (i === last ? sum : add(sum, part)), ZERO);
    const shares = parts.map(([to, part], i) => [to, i === last ? subtract(whole, others) : part]);
    return { cost: whole, rate, parts: Object.fromEntries(shares) };
  });
}

/** Departments of which nothing reaches any other receiver, however it goes on; they have to be without cost. */
function withoutWayOut(departments: ServiceDepartments): string[] {
  const reached = new Set<string>();
  const receivers = mapped(departments, (name, { gave }) => {
    const others = Object.entries(without(gave, [name]));
    return others.filter(([, quantity]) => exactly(quantity).numerator > 0n).map(([to]) => to);
  });
  const names = Object.keys(departments);
  const leads = (to: string) => departments[to] === undefined || reached.has(to);
  for (let before = -1; reached.size > before; ) {
    before = reached.size;
    for (const name of names) if (receivers[name].some(leads)) reached.add(name);
  }
  const closed = names.filter((name) => !reached.has(name));
  const isIn = (name: string) => closed.includes(name);
  const bears = closed.some((name) => exactly(departments[name].cost).numerator !== 0n);
  if (bears || [...reached].some((name) => receivers[name].some(isIn))) {
    throw new RangeError(`what ${closed.join(', ')} cost can't leave: nothing that they give reaches anybody else`);
  }
  return closed;
}

/**
 * At a price laid down (计划成本分配法): price × quantity to all; the difference is own cost + received at plan − given at plan,
 * positive where the price was too low.
 *
 * @throws RangeError where a price is missing, or a quantity is below 0.
 *
 * @example
 * atPlannedPrices(departments, { water: '6.80', power: '3.30' }).water.difference // 180.00
 */
export function atPlannedPrices(
  departments: ServiceDepartments,
  prices: Readonly<Record<string, Exact>>,
): Readonly<Record<string, SharedServices & { readonly difference: Fraction }>> {
  const atPrice = mapped(departments, (name, { cost, gave }) => {
    const rate = exactly(given(`the price of ${name}`, prices[name]));
    return { cost: exactly(cost), rate, parts: atRate(rate, without(gave, [name])) };
  });
  return mapped(departments, (name) => {
    const received = Object.values(atPrice)
      .map(({ parts }) => parts[name] ?? ZERO)
      .reduce(add, ZERO);
    const charged = Object.values(atPrice[name].parts).reduce(add, ZERO);
    return { ...atPrice[name], difference: subtract(add(atPrice[name].cost, received), charged) };
  });
}

function shared(
  name: string,
  cost: Fraction,
  gave: Readonly<Record<string, Exact>>,
  rounding?: RoundedRate,
): SharedServices {
  const quantity = Object.values(gave).map(exactly).reduce(add, ZERO);
  if (quantity.numerator === 0n) {
    if (cost.numerator !== 0n) throw new RangeError(`${name} gave nothing to those that could bear its cost`);
    return { cost, rate: ZERO, parts: {} };
  }
  if (rounding !== undefined) return { cost, ...allocate(cost, gave, rounding) };
  const rate = divide(cost, quantity);
  return { cost, rate, parts: atRate(rate, gave) };
}

function atRate(rate: Fraction, gave: Readonly<Record<string, Exact>>): Record<string, Fraction> {
  return Object.fromEntries(
    Object.entries(gave).map(([to, quantity]) => [to, multiply(rate, notBelowZero(`what ${to} took`, quantity))]),
  );
}

function without(gave: Readonly<Record<string, Exact>>, names: readonly string[]): Record<string, Exact> {
  return Object.fromEntries(Object.entries(gave).filter(([to]) => !names.includes(to)));
}

function byPartToDepartments(departments: ServiceDepartments): string[] {
  const names = Object.keys(departments);
  const part = (name: string) => {
    const gave = without(departments[name].gave, [name]);
    const all = Object.values(gave).map(exactly).reduce(add, ZERO);
    const inside = Object.entries(gave).flatMap(([to, quantity]) => (names.includes(to) ? [exactly(quantity)] : []));
    return all.numerator === 0n ? ZERO : divide(inside.reduce(add, ZERO), all);
  };
  return names.sort((a, b) => {
    const difference = subtract(part(b), part(a)).numerator;
    return difference === 0n ? (a < b ? -1 : 1) : difference > 0n ? 1 : -1;
  });
}

function mapped<T>(
  departments: ServiceDepartments,
  make: (name: string, of: ServiceDepartment) => T,
): Record<string, T> {
  return Object.fromEntries(Object.entries(departments).map(([name, of]) => [name, make(name, of)]));
}
