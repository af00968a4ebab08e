import type { Policy, Row } from '@millrace/costing-core';
import { type Counted, type Order, text } from './counted.js';
import { Fraction, larger, ONE, sum, ZERO } from './fraction.js';
import { compareOperations } from './order-of-rows.js';
import { alternativeOf } from './structures.js';

/** The operation of an order that reports no quantities; it stands for any. */
const VIRTUAL = '';

/** Where units are that have passed all operations and wait to be received. */
const PASSED = 'passed';

/** Units that are in process at an operation. */
interface InProcess {
  readonly operation: string;
  readonly quantity: Fraction;
}

export interface Progress {
  /** Where an order is closed, or finished under "all until finished", it has no work in process once it completed something. */
  readonly finished: boolean;
  /** Equivalent units in process at the period's end, for a stage: `material`, `material:20`, `conversion` … */
  readonly equivalentUnits: (stage: string) => Fraction;
  /** How far a unit that was scrapped at an operation had got in a stage: it has had that operation (rules.md 15). */
  readonly scrapDegree: (stage: string, operation: string) => Fraction;
  readonly operations: readonly string[];
  /** What is issued here enters at the start (rules.md 14). */
  readonly firstOperation: string;
}

/** How far an order has come by the period's end: rules.md 15 and 16. */
export function progressOf(counted: Counted, policy: Policy, order: Order): Progress {
  const { operations, hours, isRouted } = operationsOf(counted, order);
  const reports = counted.reports.filter((report) => report.order === order.order);
  const total = (operation: string, what: 'good' | 'scrap') =>
    sum(reports.filter((report) => report.operation === operation).map((report) => report.sign.times(report[what])));
  const received = sum(
    counted.toDate
      .filter((movement) => movement.order === order.order && movement.item === order.item)
      .map(({ type, quantity }) =>
        type === 'completion' ? quantity : type === 'completion_reversal' ? quantity.negated : ZERO,
      ),
  );
  const scrapped = sum(operations.map((operation) => total(operation, 'scrap')));
  const receivedAll = received.compare(order.planned.minus(scrapped)) >= 0;

  const reported = reports.some(({ good, scrap }) => good.sign > 0 || scrap.sign > 0);
  const inProcess: InProcess[] = reported
    ? atOperations(
        operations,
        operations.map((operation) => total(operation, 'good')),
        operations.map((operation) => total(operation, 'scrap')),
        policy.started === 'planned' ? order.planned : undefined,
        received,
      )
    : [
        {
          operation: VIRTUAL,
          quantity: policy.started === 'planned' ? larger(ZERO, order.planned.minus(received)) : ZERO,
        },
      ];

  const phi = Fraction.of(policy.operation_progress);
  const category = text(counted.rows.item?.find((row) => row.item === order.item)?.category);
  const allUntilFinished = (policy.wip_by_category[category] ?? policy.wip).method === 'all_until_finished';

  const degree = (stage: string, operation: string): Fraction => {
    const [kind, at] = stage.split(':');
    if (allUntilFinished || operation === PASSED || stage === 'material') return ONE;
    if (!reported) return kind === 'material' ? ONE : phi;
    const k = operations.indexOf(operation);
    // A stage of an operation that the order does not have lies before all that it has.
    if (at !== undefined) {
      const entry = operations.indexOf(at);
      if (kind === 'material') return k >= entry ? ONE : ZERO;
      return k > entry ? ONE : k === entry ? phi : ZERO;
    }
    const before = sum(hours.slice(0, k));
    return before.plus(phi.times(hours[k])).over(sum(hours));
  };
  const scrapDegree = (stage: string, operation: string): Fraction => {
    const [, at] = stage.split(':');
    const k = operations.indexOf(operation);
    // Scrap at an operation that the order does not have is borne by the good units.
    if (reported && k < 0) return ZERO;
    if (allUntilFinished || stage === 'material' || !reported) return ONE;
    if (at !== undefined) return k >= operations.indexOf(at) ? ONE : ZERO;
    return sum(hours.slice(0, k + 1)).over(sum(hours));
  };
  return {
    finished: order.closed || (allUntilFinished && receivedAll),
    operations: reported ? operations : [VIRTUAL],
    firstOperation: (isRouted || reported ? operations[0] : undefined) ?? VIRTUAL,
    scrapDegree,
    equivalentUnits: (stage) =>
      sum(inProcess.map(({ operation, quantity }) => quantity.times(degree(stage, operation)))),
  };
}

/** started − good − scrap at each operation, and what is good at the last one and not yet received. */
function atOperations(
  operations: readonly string[],
  reportedGood: readonly Fraction[],
  scrap: readonly Fraction[],
  planned: Fraction | undefined,
  received: Fraction,
): InProcess[] {
  const good = [...reportedGood];
  const last = operations.length - 1;
  for (let k = last - 1; k >= 0; k--) good[k] = larger(good[k], good[k + 1].plus(scrap[k + 1]));
  const inProcess: InProcess[] = operations.map((operation, k) => {
    const started = k > 0 ? good[k - 1] : (planned ?? good[0].plus(scrap[0]));
    return { operation, quantity: larger(ZERO, started.minus(good[k]).minus(scrap[k])) };
  });
  inProcess.push({ operation: PASSED, quantity: larger(ZERO, good[last].minus(received)) });
  return inProcess;
}

interface Operations {
  readonly operations: string[];
  readonly hours: Fraction[];
  /** False: they are those of its reports. */
  readonly isRouted: boolean;
  /** Their rows; none where they are those of its reports. */
  readonly routing: readonly Row<'routing_operation'>[];
}

/** The order's operations in order, with the run hours per piece of each; those of its reports where it has no routing. */
export function operationsOf(counted: Counted, order: Order): Operations {
  const number = (cell: unknown) => Fraction.of(text(cell) || '0');
  const rows = (counted.rows.routing_operation ?? []).filter(
    (row) => row.plant === order.plant && row.item === order.item,
  );
  const alternative = alternativeOf(counted, order);
  const own = rows.filter((row) => text(row.alternative) === alternative);
  const routing = (own.length > 0 ? own : rows.filter((row) => text(row.alternative) === '')).sort(
    (a, b) =>
      Number(text(a.position) || '-1') - Number(text(b.position) || '-1') ||
      compareOperations(text(a.operation), text(b.operation)),
  );
  if (routing.length === 0) {
    const reports = counted.reports.filter((report) => report.order === order.order);
    const operations = [...new Set(reports.map(({ operation }) => operation))].sort(compareOperations);
    return { operations, hours: operations.map(() => ONE), isRouted: false, routing: [] };
  }
  const hours = routing.map((row) =>
    number(row.run_hours_machine)
      .plus(number(row.run_hours_labour))
      .over(number(text(row.base_quantity) || '1')),
  );
  return {
    operations: routing.map(({ operation }) => text(operation)),
    hours: sum(hours).sign > 0 ? hours : hours.map(() => ONE),
    isRouted: true,
    routing,
  };
}
