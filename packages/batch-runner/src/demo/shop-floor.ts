import type { Row } from '@millrace/facts';
import { DAYS, instantOf } from './calendar.js';
import type { Movement } from './events.js';
import { changedBy, ONE, quantityText, rounded } from './figures.js';
import { ITEM } from './items.js';
import type { PlannedOrder } from './planned-orders.js';
import { Random } from './random.js';
import { type Component, STRUCTURES, type Structure, SUZHOU, type WorkCentre } from './structure.js';

/** What was reported at an operation of an order. */
export interface WorkReport {
  readonly day: number;
  readonly minutes: number;
  readonly order: string;
  readonly operation: string;
  readonly workCentre: WorkCentre;
  /** Thousandths, of pieces and hours. */
  readonly good: number;
  readonly scrap: number;
  readonly machine: number;
  readonly labour: number;
  readonly setup: boolean;
  readonly draft?: true;
}

export interface ShopFloor {
  readonly movements: Movement[];
  readonly reports: WorkReport[];
  /** By order: the working day on which it was finished. */
  readonly finished: ReadonlyMap<string, number>;
}

/**
 * Runs the orders: material is issued, batches go from operation to operation, a day each, some pieces are scrapped, and
 * what passes the last one is received the day after. What would happen after the last day has not happened yet.
 */
export function runShopFloor(orders: readonly PlannedOrder[]): ShopFloor {
  const random = new Random(4711);
  const movements: Movement[] = [];
  const reports: WorkReport[] = [];
  const finished = new Map<string, number>();
  for (const planned of orders) {
    const structure = STRUCTURES.get(planned.item) as Structure;
    const issues = planned.type === 'rework' ? reworkMaterial(planned) : structure.components;
    issue(planned, structure, issues, random, movements);
    const sizes = batchesOf(planned.quantity);
    let done = 0;
    for (const [b, size] of sizes.entries()) {
      let inside = size;
      for (const [k, operation] of structure.operations.entries()) {
        const day = planned.day + b + k;
        if (day >= DAYS.length) break;
        const minutes = 900 + 15 * k + random.between(0, 90);
        const { workCentre } = operation;
        const at = { day, order: planned.order, operation: operation.operation, workCentre };
        if (b === 0 && operation.setup > 0) {
          const hours = changedBy(operation.setup, random.between(-80, 120));
          reports.push({ ...at, minutes: 500 + 10 * k, good: 0, scrap: 0, machine: hours, labour: hours, setup: true });
        }
        const lost = Math.min(inside, scrapped(inside, operation.scrap, random) + brokenMould(planned, b, k));
        reports.push({
          ...at,
          minutes,
          good: inside - lost,
          scrap: lost,
          machine: changedBy(rounded(inside * operation.machine, ONE), random.between(-30, 60)),
          labour: changedBy(rounded(inside * operation.labour, ONE), random.between(-40, 70)),
          setup: false,
        });
        inside -= lost;
      }
      const day = planned.day + b + structure.operations.length;
      if (day >= DAYS.length) continue;
      if (planned.item === 'CST-65') movements.push(sprues(planned, inside, day));
      done++;
      movements.push({
        day,
        minutes: 480 + random.between(0, 60),
        type: 'completion',
        document: `FG-${planned.order.slice(3)}`,
        plant: structure.plant,
        item: planned.item,
        quantity: inside,
        order: planned.order,
      });
      if (done === sizes.length) finished.set(planned.order, day);
    }
  }
  return { movements, reports, finished };
}

/** A mould broke in the first batch of each lot of one casting: two pieces more are lost than as a rule. */
function brokenMould({ item }: PlannedOrder, batch: number, operation: number): number {
  return item === 'CST-50' && batch === 0 && operation === 0 ? 2 * ONE : 0;
}

/** Sprues that come off castings, to be melted again: two and a half kilograms a piece. */
function sprues({ order }: PlannedOrder, pieces: number, day: number): Movement {
  return {
    day,
    minutes: 475,
    type: 'by_product_receipt',
    document: `BP-${order.slice(3)}`,
    plant: SUZHOU,
    item: 'SCRAP-IRON',
    quantity: rounded(pieces * 5, 2),
    order,
  };
}

/** Motors that failed are wound again: they go in whole, and come out whole. */
function reworkMaterial({ item }: PlannedOrder): Component[] {
  return [
    { item, quantity: ONE },
    { item: 'CU-WIRE', quantity: 410 },
    { item: 'VARNISH', quantity: 60, operation: '20' },
  ];
}

function issue(
  { order, quantity, day }: PlannedOrder,
  { plant }: Structure,
  components: readonly Component[],
  random: Random,
  movements: Movement[],
): void {
  for (const { item, quantity: perPiece, operation } of components) {
    const at = operation === undefined ? day : day + 1;
    if (at >= DAYS.length) continue;
    const planned = rounded(quantity * perPiece, ONE);
    // What is weighed or measured never comes out as planned; what is counted does.
    const isCounted = ITEM.get(item)?.unit === 'pc';
    movements.push({
      day: at,
      minutes: 420 + random.between(0, 20),
      type: 'issue',
      document: `PK-${order.slice(3)}${operation === undefined ? '' : `-${operation}`}`,
      plant,
      item,
      quantity: isCounted ? planned : changedBy(planned, random.between(-15, 25)),
      order,
      ...(operation === undefined ? {} : { operation }),
    });
  }
}

/** Lots of more than 30 pieces go in three batches, others in two. */
function batchesOf(quantity: number): number[] {
  const pieces = quantity / ONE;
  const count = pieces > 30 ? 3 : pieces > 4 ? 2 : 1;
  const size = Math.ceil(pieces / count);
  return Array.from({ length: count }, (_, b) => Math.min(size, pieces - b * size) * ONE);
}

/** Whole pieces, about as many of a thousand as the operation scraps as a rule. */
function scrapped(inside: number, perMille: number, random: Random): number {
  const expected = rounded(inside * perMille, ONE);
  return perMille === 0 ? 0 : Math.floor((expected + random.between(0, 999)) / ONE) * ONE;
}

export function reportRows(reports: readonly WorkReport[]): Row<'work_report'>[] {
  const ordered = [...reports].sort((a, b) => a.day - b.day || a.minutes - b.minutes);
  return ordered.map((report, i) => ({
    report: `WR-${String(i + 1).padStart(6, '0')}`,
    order: report.order,
    operation: report.operation,
    work_centre: report.workCentre,
    reported_at: instantOf(report.day, report.minutes),
    quantity_good: report.setup ? '' : quantityText(report.good),
    quantity_scrap: report.scrap === 0 ? '' : quantityText(report.scrap),
    hours_machine: quantityText(report.machine),
    hours_labour: quantityText(report.labour),
    // What the foundry counts are shots, one a piece.
    cycles: report.workCentre === 'FOUNDRY' && !report.setup ? quantityText(report.good + report.scrap) : '',
    setup: report.setup,
    source: `MES/${i + 1}`,
    status: report.draft ? 'draft' : 'approved',
  }));
}
