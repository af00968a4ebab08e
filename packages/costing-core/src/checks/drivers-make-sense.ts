import { printFixed, QUANTITY_SCALE } from '@millrace/exact';
import type { Facts } from '@millrace/facts';
import { APPROVED, rowKey, rowOf, TABLES } from '@millrace/facts';
import { BUILT_IN_DRIVERS, isBuiltIn } from '../compile/centres/driver.js';
import { formulaNames } from '../compile/centres/formula-names.js';
import type { Report } from '../findings.js';
import { FormulaError, readFormula } from '../formula/formula.js';
import type { Scope } from '../period/scope.js';
import { nearestName } from './nearest-name.js';

/**
 * Drivers have names of their own and are of something known; what they and the services of departments count is above zero and
 * for orders that count.
 */
export function driversMakeSense(facts: Facts, scope: Scope, report: Report): void {
  const { driver, driver_quantity, department_service, symbols } = facts;
  for (let row = 0; row < driver.rowCount; row++) {
    const name = symbols.text(driver.driver[row]);
    if (isBuiltIn(name)) report('driver_name_is_taken', 'driver', name);
    if (KINDS[driver.kind[row]] === 'formula') lookAtFormula(facts, row, report);
    const expected = expectedOf(facts, scope, row);
    if (expected === undefined) continue;
    report('driver_must_be_of_something_known', 'driver', name, { value: symbols.text(driver.of[row]), expected });
  }
  lookAtAbsorption(facts, report);
  lookAtBudgets(facts, scope, report);
  for (const [name, table] of [
    ['driver_quantity', driver_quantity],
    ['department_service', department_service],
  ] as const) {
    for (let row = 0; row < table.rowCount; row++) {
      if (table.status[row] !== APPROVED || table.quantity[row] >= 0) continue;
      const found = printFixed(table.quantity[row], QUANTITY_SCALE);
      report('quantity_of_a_driver_must_not_be_negative', name, rowKey(facts, name, row), { found });
    }
  }
  const orders = facts.production_order;
  const orderRow = rowOf(orders.order);
  const lookAtOrder = (table: 'driver_quantity' | 'department_service', row: number, code: number) => {
    const order = orderRow(code);
    if (facts[table].status[row] !== APPROVED || order < 0 || orders.status[order] === APPROVED) return;
    if (!scope.plants.has(orders.plant[order])) return;
    report('driver_quantity_must_name_an_order_that_counts', table, rowKey(facts, table, row), {
      order: symbols.text(code),
    });
  };
  for (let row = 0; row < driver_quantity.rowCount; row++) {
    if (driver_quantity.target_kind[row] === DRIVEN_ORDER)
      lookAtOrder('driver_quantity', row, driver_quantity.target[row]);
  }
  for (let row = 0; row < department_service.rowCount; row++) {
    if (department_service.to_kind[row] === SERVED_ORDER)
      lookAtOrder('department_service', row, department_service.to[row]);
  }
}

/** What was absorbed in the year before names drivers that there are, and one quantity for all its elements. */
function lookAtAbsorption(facts: Facts, report: Report): void {
  const { opening_absorption: table, driver, symbols } = facts;
  const known = [...BUILT_IN_DRIVERS, ...Array.from(driver.driver, (code) => symbols.text(code))];
  const quantities = new Map<string, { least: number; most: number }>();
  for (let row = 0; row < table.rowCount; row++) {
    const name = symbols.text(table.driver[row]);
    const key = `${symbols.text(table.centre[row])} · ${name}`;
    const { [row]: quantity } = table.quantity;
    // An item's row says what was applied to it; a quantity there is of the whole, as on other rows.
    const isOfItem = table.item[row] !== 0 && quantity === 0;
    const { least, most } = quantities.get(key) ?? { least: quantity, most: quantity };
    if (!isOfItem) quantities.set(key, { least: Math.min(least, quantity), most: Math.max(most, quantity) });
    if (known.includes(name)) continue;
    const near = nearestName(name, known);
    report('absorption_driver_must_be_known', 'opening_absorption', rowKey(facts, 'opening_absorption', row), {
      value: name,
      near,
    });
  }
  for (const [key, { least, most }] of quantities) {
    if (least === most) continue;
    const [expected, found] = [least, most].map((quantity) => printFixed(quantity, QUANTITY_SCALE));
    report('absorption_must_have_one_quantity', 'opening_absorption', key, { expected, found });
  }
}

/** A budget's fixed part is a part of it. */
function lookAtBudgets(facts: Facts, { amountScale }: Scope, report: Report): void {
  const { rate_budget: table } = facts;
  for (let row = 0; row < table.rowCount; row++) {
    const { [row]: amount } = table.amount;
    const { [row]: fixed } = table.fixed_amount;
    if (Number.isNaN(fixed) || (amount < 0 ? fixed <= 0 && fixed >= amount : fixed >= 0 && fixed <= amount)) continue;
    const [found, expected] = [fixed, amount].map((of) => printFixed(of, amountScale));
    report('budget_must_hold_its_fixed_part', 'rate_budget', rowKey(facts, 'rate_budget', row), { found, expected });
  }
}

/** A formula can be read, and names what there is. */
function lookAtFormula(facts: Facts, row: number, report: Report): void {
  const text = facts.symbols.text(facts.driver.formula[row]);
  try {
    readFormula(text, [...formulaNames(facts).keys()]);
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    report('formula_must_be_readable', 'driver', facts.symbols.text(facts.driver.driver[row]), {
      what: error.message,
      position: String(error.position),
      near: text.slice(error.position - 1, error.position + 19),
    });
  }
}

/** What a driver's `of` must be, where it isn't. */
function expectedOf(
  { driver, cost_element, cost_pool, symbols }: Facts,
  { period }: Scope,
  row: number,
): string | undefined {
  const of = driver.of[row];
  const name = symbols.text(of);
  const kind = KINDS[driver.kind[row]];
  if (kind === 'even') {
    const named = driver.driver.indexOf(of);
    const isKnown =
      isBuiltIn(name) || (named >= 0 && KINDS[driver.kind[named]] !== 'value' && KINDS[driver.kind[named]] !== 'even');
    return isKnown ? undefined : [...BUILT_IN_DRIVERS, 'driver of the kind statistic or formula'].join(', ');
  }
  if (kind !== 'value') return undefined;
  if (name === 'direct_cost' || cost_element.element.includes(of)) return undefined;
  const pools = Array.from(cost_pool.pool.keys()).filter((pool) => cost_pool.pool[pool] === of && of !== 0);
  const isOfPeriod = (pool: number) => symbols.text(cost_pool.period[pool]) === period;
  const isByValue = (pool: number) => {
    const named = driver.driver.indexOf(cost_pool.driver[pool]);
    return named >= 0 && KINDS[driver.kind[named]] === 'value';
  };
  return pools.some((pool) => isOfPeriod(pool) && !isByValue(pool))
    ? undefined
    : 'cost element, direct_cost, pool of the period that is not spread by value itself';
}

const KINDS = TABLES.driver.columns.kind.choices;
const DRIVEN_ORDER = TABLES.driver_quantity.columns.target_kind.choices.indexOf('order');
const SERVED_ORDER = TABLES.department_service.columns.to_kind.choices.indexOf('order');
