import { closePeriod, type FactRows, type Policy, type Row, type Version } from '@millrace/costing-core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../../budget.js';
import { countsAs } from '../../reference/close/counted.js';
import { Fraction, sum, ZERO } from '../../reference/close/fraction.js';
import { type Factory, factory, SEPTEMBER } from './factory.js';

/**
 * What can be right, but seldom is: each check worked out again from the version's own tables, or from the facts, in fractions.
 * Random factories hold much that is odd, so that each is found in some of them, and in none without reason.
 */
const TIGHT: Policy['checks'] = {
  document_series: [],
  movements_per_item_day: 2,
  still_days: 50,
  hours_percent: '20',
  residuals_percent: '1',
  element_share_points: '10',
  plants_percent: '25',
  // Random factories have no general ledger.
  pools_percent: '0',
};

test('what is seldom right is found where it is so, and nowhere else', () => {
  fc.assert(
    fc.property(factory, fc.boolean(), ({ facts, policy }, isTight) => {
      const checks = isTight
        ? TIGHT
        : { ...TIGHT, movements_per_item_day: 1, plants_percent: '0', hours_percent: '0', still_days: 1 };
      const { version } = closed(facts, { ...policy, checks });
      expect(foundIn(version)).toEqual(expected(facts, { ...policy, checks }, version));
    }),
    runs(60),
  );
});

describe('among 300 random factories', () => {
  const found = fc.sample(factory, { numRuns: 300, seed: 20260901 }).map(({ facts, policy }: Factory) => {
    return foundIn(closed(facts, { ...policy, checks: TIGHT }).version);
  });

  test.each([
    ['item_moved_very_often', 20],
    ['hours_are_far_from_the_routing', 20],
    ['closing_stock_is_off_its_average', 3],
    ['residuals_are_large', 100],
    ['work_in_process_is_below_zero', 10],
    ['element_share_moved_far', 3],
    ['plants_cost_differently', 50],
    ['movement_brings_no_amount', 3],
    ['order_stands_still', 15],
    ['movement_looks_entered_twice', 3],
  ])('%s is in at least %i', (code, atLeast) => {
    const having = found.filter((keys) => keys.some((key) => key.startsWith(`${code} `)));
    expect(having.length).toBeGreaterThanOrEqual(atLeast);
  });
});

function closed(facts: FactRows, policy: Policy): { readonly version: Version } {
  const { version, findings } = closePeriod(facts, policy, SEPTEMBER);
  if (version === undefined) throw new Error(`no version: ${JSON.stringify(findings)}`);
  return { version };
}

/** Code and key, each once. */
function foundIn(version: Version): string[] {
  const found = version.rows('finding').filter(({ code }) => CODES.has(code));
  return [...new Set(found.map(({ code, key }) => `${code} ${key}`))].sort();
}

function expected(facts: FactRows, policy: Policy, version: Version): string[] {
  const { checks } = policy;
  const said = [
    ...movedOften(facts, checks.movements_per_item_day),
    ...farHours(facts, Fraction.of(checks.hours_percent)),
    ...offAverage(facts, policy, version),
    ...largeResiduals(version, Fraction.of(checks.residuals_percent)),
    ...belowZero(version),
    ...movedShares(facts, version, Fraction.of(checks.element_share_points)),
    ...differentPlants(version, Fraction.of(checks.plants_percent)),
    ...withoutCost(facts, version),
    ...withoutAmount(facts),
    ...stoodStill(facts, checks.still_days),
    ...cameTwice(facts),
  ];
  return [...new Set(said)].sort();
}

function* movedOften(facts: FactRows, most: number): Generator<string> {
  const counts = new Map<string, number>();
  for (const { status, posted_at, plant, to_plant, item } of facts.movement ?? []) {
    const touches = ['P1', 'P2'].some((own) => plant === own || to_plant === own);
    const day = dayOf(String(posted_at), facts);
    if (status !== 'approved' || !touches || !day.startsWith('2026-09')) continue;
    const key = `${plant} · ${item} ${day}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  for (const [key, count] of counts) if (count > most) yield `item_moved_very_often ${key.slice(0, -11)}`;
}

/** Open at the end, of which something is known, and nothing was done for longer than so many days. */
function* stoodStill(facts: FactRows, most: number): Generator<string> {
  for (const { order, plant, status, opened_on, closed_on } of facts.production_order ?? []) {
    if (status !== 'approved' || plant === 'X' || (closed_on && String(closed_on) <= '2026-09-30')) continue;
    const done = [
      ...(facts.opening_wip ?? []).filter((row) => row.order === order && row.ledger === 'L').map(() => ''),
      ...(facts.movement ?? [])
        .filter((row) => row.order === order && row.status === 'approved' && touchesOwn(row))
        .map((row) => dayOf(String(row.posted_at), facts)),
      ...(facts.work_report ?? [])
        .filter((row) => row.order === order && row.status === 'approved')
        .map((row) => dayOf(String(row.reported_at), facts)),
    ].filter((day) => day <= '2026-09-30');
    if (done.length === 0) continue;
    const last = [String(opened_on), ...done].sort().at(-1);
    const days = (Date.parse('2026-09-30') - Date.parse(String(last))) / (24 * 3600 * 1000);
    if (days > most) yield `order_stands_still ${order}`;
  }
}

/** Each but the first, by its key, of those that are alike in all but that and have the same amounts. */
function* cameTwice(facts: FactRows): Generator<string> {
  const came = new Map<string, string[]>();
  for (const row of facts.movement ?? []) {
    if (row.status !== 'approved' || !touchesOwn(row)) continue;
    if (!dayOf(String(row.posted_at), facts).startsWith('2026-09')) continue;
    const amounts = (facts.movement_amount ?? [])
      .filter(({ movement, ledger }) => movement === row.movement && ledger === 'L')
      .map(({ element, amount }) => `${element} ${Fraction.of(text(amount))}`)
      .sort();
    const said = SAID.map((column) => text(row[column])).concat(String(Date.parse(String(row.posted_at))));
    const numbers = [row.quantity, row.hours_machine, row.hours_labour].map((cell) => `${number(cell)}`);
    const key = JSON.stringify([said, numbers, amounts]);
    came.set(key, [...(came.get(key) ?? []), String(row.movement)].sort());
  }
  for (const [, ...others] of came.values()) for (const other of others) yield `movement_looks_entered_twice ${other}`;
}

const SAID = [
  'document',
  'line',
  'physical_on',
  'type',
  'plant',
  'item',
  'lot',
  'project',
  'unit',
  'order',
  'operation',
  'centre',
  'to_plant',
  'to_item',
  'to_lot',
  'to_project',
  'refers_to',
  'reason',
  'zero_cost_reason',
  'basis',
] as const;

function touchesOwn({ plant, to_plant }: Row<'movement'>): boolean {
  return ['P1', 'P2'].some((own) => plant === own || to_plant === own);
}

/** Of types that move no stock: what they do bring is an amount, of the ledger that is closed. */
function* withoutAmount(facts: FactRows): Generator<string> {
  const brings = new Set(
    (facts.movement_amount ?? []).filter(({ ledger }) => ledger === 'L').map((row) => row.movement),
  );
  for (const { movement, type, status, plant, posted_at } of facts.movement ?? []) {
    const isOfMonth = dayOf(String(posted_at), facts).startsWith('2026-09');
    if (status !== 'approved' || !['P1', 'P2'].includes(String(plant)) || !isOfMonth) continue;
    if (VALUE_ALONE.has(String(type)) && !brings.has(movement)) yield `movement_brings_no_amount ${movement}`;
  }
}

const VALUE_ALONE: ReadonlySet<string> = new Set([
  'purchase_adjustment',
  'revaluation',
  'subcontract_fee',
  'compensation',
]);

function dayOf(instant: string, facts: FactRows): string {
  const timeZone = String(facts.ledger?.[0].time_zone);
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(new Date(instant));
}

/** By the run hours of the routing for the quantities that were reported at its operations, all reports to the period's end. */
function* farHours(facts: FactRows, percent: Fraction): Generator<string> {
  for (const order of facts.production_order ?? []) {
    if (order.type !== 'normal' || order.plant === 'X') continue;
    const reports = (facts.work_report ?? []).filter(
      (row) =>
        row.order === order.order &&
        row.status === 'approved' &&
        row.setup === false &&
        row.idle !== 'true' &&
        dayOf(String(row.reported_at), facts) < '2026-10',
    );
    const isOpen = !order.closed_on || String(order.closed_on) >= '2026-09-01';
    const counting = reports.filter((row) => isOpen || isInSeptember(row, facts));
    const operations = routing(facts, order);
    if (!counting.some((row) => isInSeptember(row, facts) && operations.has(text(row.operation)))) continue;
    for (const kind of ['machine', 'labour'] as const) {
      let [hours, asked] = [ZERO, ZERO];
      for (const [operation, routed] of operations) {
        const perPiece = number(routed[`run_hours_${kind}`]);
        if (perPiece.sign === 0) continue;
        const base = number(routed.base_quantity).sign > 0 ? number(routed.base_quantity) : new Fraction(1n);
        const efficiency = number(routed.efficiency).sign > 0 ? number(routed.efficiency) : new Fraction(1n);
        const perHour = new Fraction({ hour: 1n, minute: 60n, second: 3600n }[routed.time_unit || 'hour']);
        const each = perPiece.over(base).over(perHour).over(efficiency);
        for (const row of counting.filter((of) => text(of.operation) === operation)) {
          const sign = new Fraction(countsAs(row, facts.work_report ?? []));
          hours = hours.plus(number(row[`hours_${kind}`]).times(sign));
          asked = asked.plus(each.times(number(row.quantity_good).plus(number(row.quantity_scrap))).times(sign));
        }
      }
      if (hours.sign <= 0 || asked.sign <= 0) continue;
      const off = hours.minus(asked).over(asked).times(new Fraction(100n)).size;
      if (off.compare(percent) > 0) yield `hours_are_far_from_the_routing ${order.order}`;
    }
  }
}

function isInSeptember(row: Row<'work_report'>, facts: FactRows): boolean {
  return dayOf(String(row.reported_at), facts).startsWith('2026-09');
}

/** By operation: those of the order's alternative, else those of the blank one. */
function routing(facts: FactRows, order: Row<'production_order'>): Map<string, Row<'routing_operation'>> {
  const of = (alternative: string) =>
    (facts.routing_operation ?? []).filter(
      (row) => row.plant === order.plant && row.item === order.item && text(row.alternative) === alternative,
    );
  const own = of(text(order.alternative));
  return new Map((own.length > 0 ? own : of('')).map((row) => [text(row.operation), row]));
}

function* offAverage(facts: FactRows, policy: Policy, version: Version): Generator<string> {
  const rows = version.rows('unit_cost');
  const scale = Number(facts.ledger?.[0].amount_scale);
  const differences = version.rows('pool_allocation').filter(({ object }) => object === 'difference');
  const rounding = new Fraction(BigInt(elementsOf(facts).length), 10n ** BigInt(scale));
  for (const closing of rows.filter(({ basis }) => basis === 'closing')) {
    const key = (row: typeof closing) => [row.plant, row.item, row.lot, row.project];
    const available = rows.find((row) => row.basis === 'available' && String(key(row)) === String(key(closing)));
    const quantity = Fraction.of(closing.quantity);
    if (available === undefined || quantity.sign <= 0 || Fraction.of(available.quantity).sign <= 0) continue;
    const category = text(facts.item?.find(({ item }) => item === closing.item)?.category);
    if ((policy.valuation_by_category[category] ?? policy.valuation).method !== 'periodic_average') continue;
    const each = Fraction.of(available.amount).over(Fraction.of(available.quantity));
    const name = key(closing).filter(Boolean).join(' · ');
    // What it bears of a difference that is shared by balances is not at its price.
    const borne = differences.filter(({ target }) => target === name).map(({ amount }) => Fraction.of(amount));
    const off = Fraction.of(closing.amount).minus(sum(borne)).minus(each.times(quantity)).size;
    if (off.compare(rounding) > 0) yield `closing_stock_is_off_its_average ${name}`;
  }
}

function* largeResiduals(version: Version, percent: Fraction): Generator<string> {
  const whole = sum(
    version
      .rows('proof')
      .filter(({ side }) => side === 'in')
      .map(({ amount }) => Fraction.of(amount)),
  );
  const rows = version.rows('residual').filter(({ reason }) => !TOLD.includes(reason));
  for (const reason of new Set(rows.map((row) => row.reason))) {
    const nodes = grouped(
      rows.filter((row) => row.reason === reason),
      ({ object, key }) => `${object} ${key}`,
    );
    const size = sum([...nodes.values()].map((of) => sum(of.map(({ amount }) => Fraction.of(amount))).size));
    if (size.times(new Fraction(100n)).compare(percent.times(whole.size)) > 0) yield `residuals_are_large ${reason}`;
  }
}

function* belowZero(version: Version): Generator<string> {
  const orders = grouped(version.rows('order_cost'), ({ order }) => order);
  for (const [order, rows] of orders) {
    const value = sum(rows.map(({ closing_wip }) => Fraction.of(closing_wip)));
    if (value.sign < 0) yield `work_in_process_is_below_zero ${order}`;
  }
}

/** What an item costs at a plant: as produced, else as available, all lots together. */
function costs(version: Version) {
  const places = grouped(version.rows('unit_cost'), ({ plant, item }) => `${plant} · ${item}`);
  return [...places].flatMap(([place, all]) => {
    const produced = all.filter(({ basis }) => basis === 'produced');
    const rows = produced.length > 0 ? produced : all.filter(({ basis }) => basis === 'available');
    if (rows.length === 0) return [];
    const { plant, item, basis } = rows[0];
    const elements = version
      .rows('unit_cost_element')
      .filter((row) => row.plant === plant && row.item === item && row.basis === basis);
    const quantity = sum(rows.map((row) => Fraction.of(row.quantity)));
    return [{ place, plant, item, quantity, amount: sum(rows.map((row) => Fraction.of(row.amount))), elements }];
  });
}

function* movedShares(facts: FactRows, version: Version, points: Fraction): Generator<string> {
  for (const { place, amount, elements } of costs(version)) {
    const last = (facts.last_actual_cost ?? []).filter(
      (row) => row.ledger === 'L' && `${text(row.plant)} · ${row.item}` === place && number(row.quantity).sign > 0,
    );
    const before = (element?: string) =>
      sum(
        last
          .filter((row) => element === undefined || row.element === element)
          .map((row) => number(row.amount).over(number(row.quantity))),
      );
    const now = (element: string) =>
      sum(elements.filter((row) => row.element === element).map((row) => Fraction.of(row.amount)));
    const isOdd = elementsOf(facts).some((element) => before(element).sign < 0 || now(element).sign < 0);
    if (last.length === 0 || isOdd || before().sign <= 0 || amount.sign <= 0) continue;
    for (const element of elementsOf(facts)) {
      const change = now(element).over(amount).minus(before(element).over(before())).times(new Fraction(100n));
      if (change.size.compare(points) > 0) yield `element_share_moved_far ${place}`;
    }
  }
}

function* differentPlants(version: Version, percent: Fraction): Generator<string> {
  const comparable = costs(version).filter(
    ({ plant, quantity, amount }) => plant !== '' && quantity.sign > 0 && amount.sign > 0,
  );
  for (const [item, of] of grouped(comparable, (cost) => cost.item)) {
    const prices = of.map(({ amount, quantity }) => amount.over(quantity)).sort((a, b) => a.compare(b));
    const more = prices[prices.length - 1].minus(prices[0]).over(prices[0]).times(new Fraction(100n));
    if (more.compare(percent) > 0) yield `plants_cost_differently ${item}`;
  }
}

function* withoutCost(facts: FactRows, version: Version): Generator<string> {
  const place = (row: { plant: string; item: string; lot: string; project: string }) =>
    [row.plant, row.item, row.lot, row.project].filter(Boolean).join(' · ');
  const costed = new Set(version.rows('unit_cost').map(place));
  const isKnown = (of: { plant: string; item: string }) =>
    facts.last_actual_cost?.some((row) => text(row.plant) === of.plant && row.item === of.item && row.ledger === 'L');
  for (const row of version.rows('stock')) {
    const isMoved = [row.in_quantity, row.out_quantity].some((quantity) => Fraction.of(quantity).sign !== 0);
    if (row.in_transit === '' && isMoved && !costed.has(place(row)) && !isKnown(row))
      yield `moved_item_has_no_unit_cost ${place(row)}`;
  }
}

function elementsOf(facts: FactRows): string[] {
  return (facts.cost_element ?? []).map(({ element }) => String(element));
}

function grouped<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
}

function text(cell: unknown): string {
  return cell === null || cell === undefined ? '' : String(cell);
}

function number(cell: unknown): Fraction {
  return text(cell) === '' ? ZERO : Fraction.of(text(cell));
}

/** Residuals whose rows are findings themselves. */
const TOLD = ['idle_capacity', 'negative_stock', 'no_driver', 'order_without_output', 'trapped', 'zero_quantity'];

const CODES: ReadonlySet<string> = new Set([
  'item_moved_very_often',
  'hours_are_far_from_the_routing',
  'closing_stock_is_off_its_average',
  'residuals_are_large',
  'work_in_process_is_below_zero',
  'element_share_moved_far',
  'plants_cost_differently',
  'moved_item_has_no_unit_cost',
  'movement_brings_no_amount',
  'order_stands_still',
  'movement_looks_entered_twice',
]);
