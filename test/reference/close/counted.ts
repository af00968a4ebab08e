import type { FactRows, MovementType, Row } from '@millrace/costing-core';
import { dayAfter, instantOf, startOfDay } from './calendar.js';
import { Fraction, ONE, ZERO } from './fraction.js';
import type { Vector } from './network.js';
import { compareEvents, compareText, type EventKey, PHASE } from './order-of-rows.js';

/** A movement that counts, its quantity in the item's own unit. */
export interface Movement extends EventKey {
  readonly type: MovementType;
  /** What it is to the rules: a transfer from a plant outside the ledger is a purchase, one to such a plant a sale. */
  readonly is: MovementType;
  readonly plant: string;
  readonly item: string;
  readonly quantity: Fraction;
  readonly order: string;
  readonly operation: string;
  readonly centre: string;
  readonly lot: string;
  readonly project: string;
  readonly toPlant: string;
  readonly toItem: string;
  readonly toLot: string;
  readonly toProject: string;
  readonly refersTo: string;
  /** What the document says for this ledger; undefined where it says nothing. */
  readonly amounts: Vector | undefined;
}

export interface Order {
  readonly order: string;
  readonly type: string;
  readonly plant: string;
  readonly item: string;
  readonly alternative: string;
  readonly planned: Fraction;
  /** Of a rework order: the order whose pieces it repairs. */
  readonly refersTo: string;
  /** Closed by the period's end. */
  readonly closed: boolean;
  /** Open on a day of the period: only then does it count what happened before the period. */
  readonly open: boolean;
}

interface Report {
  readonly order: string;
  readonly operation: string;
  readonly centre: string;
  readonly at: bigint;
  readonly inPeriod: boolean;
  /** −1 for a report that takes back: it repeats positive quantities. What reverses a reversing report counts again. */
  readonly sign: Fraction;
  readonly good: Fraction;
  readonly scrap: Fraction;
  readonly rework: Fraction;
  /** Its hours were paid and not worked. */
  readonly idle: boolean;
  readonly hoursMachine: Fraction;
  readonly hoursLabour: Fraction;
  /** 1 where nothing is said, 0 of a set-up. */
  readonly cycles: Fraction;
}

/** The facts that a closing counts. */
export interface Counted {
  readonly rows: FactRows;
  readonly ledger: string;
  readonly period: string;
  readonly amountScale: number;
  readonly firstDay: string;
  readonly lastDay: string;
  readonly timeZone: string;
  /** The first instant after the period. */
  readonly end: bigint;
  readonly elements: readonly string[];
  readonly plants: ReadonlySet<string>;
  readonly orders: ReadonlyMap<string, Order>;
  /** Of the period, in event order. */
  readonly movements: readonly Movement[];
  /** Receipts of whatever period that approved adjustments of this one are for: known with them. */
  readonly namedReceipts: ReadonlySet<string>;
  /** Of orders, up to the period's end. */
  readonly toDate: readonly Movement[];
  /** All that happened up to the period's end, in event order. */
  readonly all: readonly Movement[];
  readonly reports: readonly Report[];
  readonly pools: readonly Row<'cost_pool'>[];
  /** Orders whose material is taken by their bill of material. */
  readonly backFlushed: ReadonlySet<string>;
}

/**
 * Which rows count: approved documents of this ledger's plants, dated in the period by the ledger's time zone; of
 * orders, what happened before it too. Quantities are brought to the item's unit, once, and rounded to 6 decimals.
 */
export function count(rows: FactRows, { ledger, period }: { ledger: string; period: string }): Counted {
  const { amount_scale, time_zone } = found(rows.ledger, (row) => row.ledger === ledger);
  const { starts_on, ends_on } = found(rows.period, (row) => row.ledger === ledger && row.period === period);
  const start = startOfDay(String(starts_on), String(time_zone));
  const end = startOfDay(dayAfter(String(ends_on)), String(time_zone));
  const lastDay = String(ends_on);
  const amountScale = Number(amount_scale);

  const elements = [...(rows.cost_element ?? [])]
    .sort((a, b) => Number(a.position) - Number(b.position) || compareText(String(a.element), String(b.element)))
    .map((row) => String(row.element));
  const plants = new Set(
    (rows.ledger_plant ?? []).filter((row) => row.ledger === ledger).map((row) => String(row.plant)),
  );
  const valued = new Set((rows.item ?? []).filter((row) => `${row.valued}` === 'true').map((row) => text(row.item)));

  const orders = new Map<string, Order>();
  for (const row of rows.production_order ?? []) {
    if (row.status !== 'approved' || String(row.opened_on) > lastDay || !plants.has(text(row.plant))) continue;
    orders.set(text(row.order), {
      order: text(row.order),
      type: text(row.type),
      plant: text(row.plant),
      item: text(row.item),
      alternative: text(row.alternative),
      planned: Fraction.of(String(row.quantity_planned)),
      refersTo: text(row.refers_to),
      closed: text(row.closed_on) !== '' && text(row.closed_on) <= lastDay,
      open: text(row.closed_on) === '' || text(row.closed_on) >= String(starts_on),
    });
  }

  const vectors = new Map<string, bigint[]>();
  for (const row of rows.movement_amount ?? []) {
    if (row.ledger !== ledger) continue;
    const vector = vectors.get(text(row.movement)) ?? elements.map(() => 0n);
    vector[elements.indexOf(text(row.element))] += units(text(row.amount), amountScale);
    vectors.set(text(row.movement), vector);
  }

  const typed: Omit<Movement, 'is'>[] = [];
  for (const row of rows.movement ?? []) {
    const at = instantOf(String(row.posted_at));
    const here = plants.has(text(row.plant)) || plants.has(text(row.to_plant));
    // What touches no stock is its order's, whatever item it names.
    const isCosted = valued.has(text(row.item)) || WITHOUT_STOCK.has(String(row.type));
    if (row.status !== 'approved' || at >= end || !here || !isCosted) continue;
    const quantity = inItemUnit(rows, text(row.item), text(row.unit), Fraction.of(String(row.quantity)));
    if (quantity === undefined) continue;
    const type = row.type as MovementType;
    typed.push({
      at,
      phase: phaseOf(type),
      document: text(row.document),
      line: BigInt(text(row.line)),
      movement: text(row.movement),
      type,
      plant: text(row.plant),
      item: text(row.item),
      quantity,
      order: text(row.order),
      operation: text(row.operation),
      centre: text(row.centre),
      lot: text(row.lot),
      project: text(row.project),
      toPlant: text(row.to_plant),
      toItem: text(row.to_item) || text(row.item),
      toLot: text(row.to_lot) || text(row.lot),
      toProject: text(row.to_project) || text(row.project),
      refersTo: text(row.refers_to),
      amounts: vectors.get(text(row.movement)),
    });
  }
  const adjusting = new Set<unknown>();
  for (const row of rows.movement ?? []) {
    const at = instantOf(String(row.posted_at));
    const here = plants.has(text(row.plant)) || plants.has(text(row.to_plant));
    if (row.status === 'approved' && at >= start && at < end && here) adjusting.add(row.movement);
  }
  const namedReceipts = new Set(
    (rows.movement_receipt ?? []).filter((row) => adjusting.has(row.movement)).map((row) => text(row.receipt)),
  );
  // What an earlier period sent is not among the facts of this one.
  const known = typed.filter(
    ({ at, order, movement }) => at >= start || orders.get(order)?.open === true || namedReceipts.has(movement),
  );
  const all: Movement[] = typed.map((movement) => ({ ...movement, is: whatItIs(movement, known, plants) }));
  all.sort(compareEvents);

  const reports: Report[] = [];
  // In the order in which they were made, those of one instant by their keys.
  const inTime = [...(rows.work_report ?? [])].sort((a, b) => {
    const [at, bt] = [instantOf(String(a.reported_at)), instantOf(String(b.reported_at))];
    return at < bt ? -1 : at > bt ? 1 : compareText(text(a.report), text(b.report));
  });
  const looked = inTime.filter((row) => {
    const at = instantOf(String(row.reported_at));
    const order = orders.get(text(row.order));
    return at < end && order !== undefined && (at >= start || order.open);
  });
  for (const row of looked) {
    if (row.status !== 'approved') continue;
    const at = instantOf(String(row.reported_at));
    const number = (cell: unknown) => Fraction.of(text(cell) || '0');
    reports.push({
      order: text(row.order),
      operation: text(row.operation),
      centre: text(found(rows.work_centre, ({ work_centre }) => work_centre === row.work_centre).centre),
      at,
      inPeriod: at >= start,
      sign: new Fraction(countsAs(row, looked)),
      good: number(row.quantity_good),
      scrap: number(row.quantity_scrap),
      rework: number(row.quantity_rework),
      hoursMachine: number(row.hours_machine),
      hoursLabour: number(row.hours_labour),
      cycles: `${row.setup}` === 'true' || text(row.idle) === 'true' ? ZERO : Fraction.of(text(row.cycles) || '1'),
      idle: text(row.idle) === 'true',
    });
  }

  return {
    rows,
    ledger,
    period,
    amountScale,
    firstDay: String(starts_on),
    lastDay,
    timeZone: String(time_zone),
    end,
    elements,
    plants,
    orders,
    all,
    movements: all.filter(({ at }) => at >= start),
    namedReceipts,
    toDate: all.filter(({ at, order }) => at >= start || orders.get(order)?.open === true),
    reports,
    pools: (rows.cost_pool ?? []).filter(
      (row) => row.status === 'approved' && row.ledger === ledger && row.period === period,
    ),
    backFlushed: new Set(),
  };
}

/** −1 for a report that takes back, 1 for one that counts: what takes back one that takes back counts again. */
export function countsAs(row: Row<'work_report'>, looked: readonly Row<'work_report'>[]): 1n | -1n {
  const originalOf = ({ reverses, order }: Row<'work_report'>) =>
    text(reverses) === ''
      ? undefined
      : looked.find((of) => of.report === reverses && of.order === order && of.status === 'approved');
  const original = originalOf(row);
  if (text(row.reverses) === '') return 1n;
  const seen = new Set<Row<'work_report'>>();
  for (let at = original; at !== undefined && !seen.has(at); at = originalOf(at)) seen.add(at);
  if (original === undefined || seen.has(row)) return -1n;
  return countsAs(original, looked) === 1n ? -1n : 1n;
}

/** A cell as text; an empty one where nothing is given. */
export function text(cell: unknown): string {
  return cell === undefined || cell === null ? '' : String(cell);
}

/** An amount in the ledger's smallest unit. */
export function units(amount: string, amountScale: number): bigint {
  return Fraction.of(amount).times(new Fraction(10n ** BigInt(amountScale))).rounded;
}

/** The row of a table that a closing can't do without. */
export function found<T>(table: readonly T[] | undefined, isIt: (row: T) => boolean): T {
  const row = table?.find(isIt);
  if (row === undefined) throw new Error('a row is missing');
  return row;
}

/**
 * rules.md 5: a conversion may be used either way round and in chains. All units that can be reached in one step are looked
 * at before those in two; from each unit the item's own conversions come before the general ones, and one that is given this
 * way round before one that is inverted. Undefined where nothing leads to the item's own unit.
 */
function inItemUnit(rows: FactRows, item: string, unit: string, quantity: Fraction): Fraction | undefined {
  const own = text(found(rows.item, (row) => row.item === item).unit);
  if (unit === '') return quantity;
  return factorBetween(rows, item, unit, own)?.times(quantity).roundedTo(6);
}

/** How many of a unit one of another is, for an item. */
export function factorBetween(rows: FactRows, item: string, unit: string, own: string): Fraction | undefined {
  if (unit === own) return ONE;
  const all = [...(rows.unit_conversion ?? [])].sort(
    (a, b) => compareText(text(a.from_unit), text(b.from_unit)) || compareText(text(a.to_unit), text(b.to_unit)),
  );
  const inverted = all.map((row) => ({
    ...row,
    from_unit: row.to_unit,
    to_unit: row.from_unit,
    numerator: row.denominator,
    denominator: row.numerator,
  }));
  const steps = [item, ''].flatMap((of) =>
    [all, inverted].flatMap((some) => some.filter((row) => text(row.item) === of)),
  );
  let reached = [{ unit, factor: ONE }];
  const seen = new Set([unit]);
  while (reached.length > 0) {
    const next: typeof reached = [];
    for (const at of reached) {
      for (const step of steps) {
        if (step.from_unit !== at.unit || seen.has(text(step.to_unit))) continue;
        seen.add(text(step.to_unit));
        const factor = Fraction.of(String(step.numerator)).over(Fraction.of(String(step.denominator)));
        next.push({ unit: text(step.to_unit), factor: at.factor.times(factor) });
      }
    }
    const there = next.find((at) => at.unit === own);
    if (there !== undefined) return there.factor;
    reached = next;
  }
  return undefined;
}

/** rules.md 25. */
function whatItIs(
  movement: Omit<Movement, 'is'>,
  all: readonly Omit<Movement, 'is'>[],
  plants: ReadonlySet<string>,
): MovementType {
  const named = ({ refersTo }: Omit<Movement, 'is'>) => all.find((of) => of.movement === refersTo);
  const isFromOutside = (of: Omit<Movement, 'is'>): boolean => {
    if (of.type === 'transfer' || of.type === 'form_change') return !plants.has(of.plant) && plants.has(of.toPlant);
    const sent = of.type === 'transfer_in' && of.refersTo !== '' ? named(of) : undefined;
    return sent?.type === 'transfer_out' && !plants.has(sent.plant) && plants.has(of.plant);
  };
  if (isFromOutside(movement)) return 'purchase_receipt';
  const { type, plant, toPlant, refersTo } = movement;
  const isSent = type === 'transfer' || type === 'form_change' || type === 'transfer_out';
  if (!isSent || !plants.has(plant) || toPlant === '' || plants.has(toPlant)) return type;
  const original = named(movement);
  const isReturn = refersTo !== '' && (original === undefined || isFromOutside(original));
  return isReturn ? 'purchase_return' : 'sale';
}

/** Of a movement between buckets: the phase in which it leaves. */
function phaseOf(type: MovementType): number {
  switch (type) {
    case 'purchase_adjustment':
    case 'revaluation':
    case 'subcontract_fee':
      return PHASE.value;
    case 'transfer_in':
      return PHASE.transferIn;
    case 'transfer':
    case 'transfer_out':
    case 'form_change':
      return PHASE.transferOut;
    case 'completion':
    case 'by_product_receipt':
    case 'salvage_receipt':
      return PHASE.completion;
    case 'purchase_receipt':
    case 'purchase_estimate':
    case 'count_gain':
    case 'issue_return':
    case 'sale_return':
      return PHASE.receipt;
    default:
      return PHASE.outflow;
  }
}

const WITHOUT_STOCK: ReadonlySet<string> = new Set(['subcontract_fee', 'compensation', 'operation_scrap']);
