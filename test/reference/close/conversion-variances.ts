import type { Edge, Policy } from '@millrace/costing-core';
import { type Counted, found, type Order, text } from './counted.js';
import { listedPrice } from './fallback.js';
import { Fraction, sum, ZERO } from './fraction.js';
import { type Measure, measuredBy } from './measured-by.js';

/** Amounts in the ledger's smallest unit, by kind; those of 0 left out. */
export type ConversionVariances = Readonly<Record<string, bigint>>;

/** The hours of some centres, '' for all; of machines, of people, or both. */
type Basis = ReadonlyMap<string, 'machine' | 'labour' | 'both'>;

/**
 * Rate, idle time, efficiency (of grades of labour mix and yield) and lot size of an order's conversion by element (formulas.md 12), of an order all of whose units were begun and received in
 * the month. Undefined of an element to which departments or what centres received brought something: which hours that goes by is not on its edge.
 */
export function conversionVariances(
  counted: Counted,
  edges: readonly Edge[],
  order: Order,
  { against, made }: { readonly against: Policy['variances']['against']; readonly made: Fraction },
): (ConversionVariances | undefined)[] {
  const measure = measuredBy(counted, order, against);
  const standard = standardOf(counted, order, measure);
  const name = `order ${order.order} · `;
  const entering = edges.filter(
    ({ to, kind, movement }) =>
      to.startsWith(name) && to !== `${name}completed` && !NO_WORK.has(kind) && !isMaterial(counted, movement),
  );
  /** By element what was worked, allowed, and the rate. */
  const grades = new Map<string, { worked: Fraction; allowed: Fraction; rate: Fraction }>();
  const byElement = counted.elements.map((element, e) => {
    const own = entering.filter(({ amounts }) => units(amounts[element] ?? '0') !== 0n);
    const actual = own.reduce((total, { amounts }) => total + units(amounts[element]), 0n);
    const each = standard?.[e] ?? ZERO;
    if (actual === 0n && (each.sign === 0 || classOf(counted, element) === 'material')) return {};
    const brought = own
      .filter(({ kind }) => kind !== 'absorption_difference')
      .map(({ from }) => sourceOf(counted, from));
    const sources = brought.filter((of) => of !== undefined);
    if (sources.length < brought.length) return undefined;
    const whole = new Fraction(actual).minus(each.times(made));
    const isByQuota = sources.length > 0 && sources.every(({ driver }) => driver.startsWith('quota_hours'));
    if (isByQuota) return rowsOf({ rate: whole });
    const given = basisOf(sources);
    const centres = measure.routing.map((row) => centreOf(counted, text(row.work_centre)));
    const basis = centres.some((centre) => kindAt(given, centre) !== undefined) ? given : ofAll(given);
    const hours = (row: Measure['routing'][number], i: number, machine: unknown, labour: unknown) =>
      ofKind(kindAt(basis, centres[i]), Fraction.of(text(machine) || '0'), Fraction.of(text(labour) || '0')).over(
        Fraction.of(text(row.base_quantity) || '1'),
      );
    const run = sum(measure.routing.map((row, i) => hours(row, i, row.run_hours_machine, row.run_hours_labour)));
    const perLot = sum(
      measure.routing.map((row, i) =>
        hours({ ...row, base_quantity: '1' }, i, row.setup_hours_machine, row.setup_hours_labour),
      ),
    );
    const setUp = measure.lot === undefined ? ZERO : perLot;
    const ofUnit = measure.lot === undefined ? ZERO : setUp.over(measure.lot);
    const hoursOf = (reports: Counted['reports']) =>
      sum(
        reports
          .filter((report) => report.inPeriod && report.order === order.order)
          .map(({ centre, sign, hoursMachine, hoursLabour }) =>
            sign.times(ofKind(kindAt(given, centre), hoursMachine, hoursLabour)),
          ),
      );
    const paid = hoursOf(counted.reports);
    const idle = hoursOf(counted.reports.filter((report) => report.idle));
    const allowed = run.times(made).plus(setUp);
    if (allowed.sign === 0 || paid.sign === 0 || actual === 0n) return rowsOf({ rate: whole });
    const rate = each.over(run.plus(ofUnit));
    grades.set(element, { worked: paid.minus(idle), allowed, rate });
    return rowsOf({
      rate: new Fraction(actual).minus(paid.times(rate)),
      idle: idle.times(rate),
      lot_size: setUp.minus(ofUnit.times(made)).times(rate),
    });
  });
  const groupOf = (element: string) =>
    text(found(counted.rows.cost_element, (row) => row.element === element).mix_group);
  return byElement.map((rows, e) => {
    const element = counted.elements[e];
    const own = grades.get(element);
    if (rows === undefined || own === undefined) return rows;
    // Beside a grade that isn't judged the mix isn't known.
    const isKnown = (other: string, at: number) => byElement[at] !== undefined || groupOf(other) !== groupOf(element);
    if (groupOf(element) !== '' && !counted.elements.every(isKnown)) return undefined;
    const group = [...grades].filter(([other]) => groupOf(other) === groupOf(element)).map(([, of]) => of);
    if (groupOf(element) === '' || group.length < 2) {
      return { ...rows, ...rowsOf({ efficiency: own.worked.minus(own.allowed).times(own.rate) }) };
    }
    // In the mix that is allowed.
    const inMix = sum(group.map(({ worked }) => worked))
      .times(own.allowed)
      .over(sum(group.map(({ allowed }) => allowed)));
    const mixed = { mix: own.worked.minus(inMix).times(own.rate), yield: inMix.minus(own.allowed).times(own.rate) };
    return { ...rows, ...rowsOf(mixed) };
  });
}

/** What the item's standard has a unit beyond its components, what is needed once by the lot; of an item without any but its material. */
function standardOf(counted: Counted, order: Order, { lines, lot }: Measure): Fraction[] | undefined {
  // At prices of the period's last day, whatever day the structure is of.
  const priceOf = ({ plant, item }: { readonly plant: string; readonly item: string }) =>
    listedPrice(counted, { plant, item, lot: '', project: '', inTransit: '' }, 'standard');
  const price = priceOf(order);
  if (price === undefined || lines.some((line) => priceOf(line) === undefined)) return undefined;
  const one = Fraction.of('1');
  return price.map((each, e) => {
    if (lines.length === 0) return classOf(counted, counted.elements[e]) === 'material' ? ZERO : each;
    const below = lines.map((line) => {
      const { isFixed, quantity } = line;
      const needed = !isFixed ? quantity(one) : lot === undefined ? ZERO : quantity(one).over(lot);
      return needed.times(priceOf(line)?.[e] ?? ZERO);
    });
    return each.minus(sum(below));
  });
}

/** The centre and driver of a pool or of a planned rate, neither of what documents and losses bring; undefined of other nodes. */
function sourceOf(counted: Counted, node: string): { readonly centre: string; readonly driver: string } | undefined {
  if (node === '' || node.startsWith('loss ')) return { centre: '', driver: '' };
  const [, centre, driver] = /^rate (\S+) · (\S+)$/.exec(node) ?? [];
  if (centre !== undefined && driver !== undefined) return { centre, driver };
  const row = counted.pools.find(({ pool }) => node === `pool ${pool}`);
  return row && { centre: text(row.centre), driver: text(row.driver) };
}

/** Centre by centre where all goes by hours; else those of all centres. */
function basisOf(sources: readonly { readonly centre: string; readonly driver: string }[]): Basis {
  const isByHours =
    sources.length > 0 &&
    sources.every(({ centre, driver }) => centre !== '' && /hours_(machine|labour)$/.test(driver));
  const kindOf = (drivers: readonly string[]) => {
    const kinds = new Set(drivers.map((driver) => /hours_(machine|labour)$/.exec(driver)?.[1] ?? 'both'));
    return kinds.size === 1 ? ([...kinds][0] as 'machine' | 'labour' | 'both') : 'both';
  };
  if (!isByHours) return new Map([['', kindOf(sources.map(({ driver }) => driver))]]);
  const centres = [...new Set(sources.map(({ centre }) => centre))];
  return new Map(
    centres.map((centre) => [centre, kindOf(sources.filter((of) => of.centre === centre).map(({ driver }) => driver))]),
  );
}

function ofAll(basis: Basis): Basis {
  const kinds = new Set(basis.values());
  return new Map([['', kinds.size === 1 ? [...kinds][0] : 'both']]);
}

function kindAt(basis: Basis, centre: string): 'machine' | 'labour' | 'both' | undefined {
  return basis.get('') ?? basis.get(centre);
}

function ofKind(kind: 'machine' | 'labour' | 'both' | undefined, machine: Fraction, labour: Fraction): Fraction {
  if (kind === undefined) return ZERO;
  return kind === 'both' ? machine.plus(labour) : kind === 'machine' ? machine : labour;
}

function rowsOf(given: Readonly<Record<string, Fraction>>): ConversionVariances {
  const rounded = Object.entries(given).map(([kind, amount]) => [kind, amount.rounded] as const);
  return Object.fromEntries(rounded.filter(([, amount]) => amount !== 0n));
}

function isMaterial({ movements }: Counted, movement: string): boolean {
  const type = movements.find((of) => of.movement === movement)?.type;
  return type === 'issue' || type === 'issue_return';
}

function classOf({ rows }: Counted, element: string): string {
  return text(found(rows.cost_element, (row) => row.element === element).class);
}

function centreOf({ rows }: Counted, workCentre: string): string {
  return text(found(rows.work_centre, (row) => row.work_centre === workCentre).centre);
}

const units = (amount: string) => BigInt(amount.replace('.', ''));
const NO_WORK: ReadonlySet<string> = new Set(['opening_wip', 'completed', 'reclassified']);
