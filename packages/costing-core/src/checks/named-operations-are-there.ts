import { APPROVED, type Facts, rowKey, TABLES } from '@millrace/facts';
import type { Report } from '../findings.js';
import type { Scope } from '../period/scope.js';

/**
 * What is lost as a rule at an operation, and what drives cost at one, name an operation that orders of the item have: one of a routing,
 * or one that was reported. Orders without any take every name.
 */
export function namedOperationsAreThere(facts: Facts, scope: Scope, report: Report): void {
  const { normal_loss, driver_quantity, symbols } = facts;
  if (!normal_loss.operation.some(isNamed) && !driver_quantity.operation.some(isNamed)) return;
  const known = operationsKnown(facts, scope);
  for (let row = 0; row < normal_loss.rowCount; row++) {
    const { [row]: operation } = normal_loss.operation;
    if (operation === 0 || normal_loss.valid_from[row] > scope.lastDay) continue;
    const item = normal_loss.item[row];
    const made = known.ofItem.get(item)?.filter(({ plant }) => plant === normal_loss.plant[row]) ?? [];
    const all = made.flatMap(({ operations }) => [...operations]);
    if (all.length === 0 || all.includes(operation)) continue;
    report('normal_loss_must_name_an_operation_of_its_item', 'normal_loss', rowKey(facts, 'normal_loss', row), {
      item: symbols.text(item),
      operation: symbols.text(operation),
    });
  }
  const period = symbols.find(scope.period);
  for (let row = 0; row < driver_quantity.rowCount; row++) {
    const { [row]: operation } = driver_quantity.operation;
    if (operation === 0 || driver_quantity.status[row] !== APPROVED || driver_quantity.period[row] !== period) continue;
    const kind = TARGET_KINDS[driver_quantity.target_kind[row]];
    const target = driver_quantity.target[row];
    const key = rowKey(facts, 'driver_quantity', row);
    if (kind === 'centre') {
      const named = { operation: symbols.text(operation) };
      report('operation_of_a_centre_counts_for_nothing', 'driver_quantity', key, named);
      continue;
    }
    const made = kind === 'item' ? (known.ofItem.get(target) ?? []) : [known.ofOrder.get(target)];
    const wrong = made.flatMap((of) =>
      of !== undefined && !of.operations.has(operation) && of.operations.size > 0 ? [of.order] : [],
    );
    if (wrong.length === 0) continue;
    // Several orders may lack it: the first by its code, in whatever order rows come.
    const [order] = wrong.sort(symbols.compare);
    const named = { order: symbols.text(order), operation: symbols.text(operation) };
    report('driver_quantity_names_no_operation', 'driver_quantity', key, named);
  }
}

interface Made {
  readonly order: number;
  readonly plant: number;
  readonly operations: ReadonlySet<number>;
}

/** Orders that count, by item and by code, each with the operations of its item's routings in its plant, or where these have none of its reports. */
function operationsKnown(facts: Facts, { plants }: Scope) {
  const { production_order: orders, routing_operation: routing, work_report: reports } = facts;
  const routed = setsOf(
    routing.rowCount,
    (row) => `${routing.plant[row]} ${routing.item[row]}`,
    (row) => routing.operation[row],
  );
  const reported = setsOf(
    reports.rowCount,
    (row) => reports.order[row],
    (row) => reports.operation[row],
  );
  const ofItem = new Map<number, Made[]>();
  const ofOrder = new Map<number, Made>();
  for (let row = 0; row < orders.rowCount; row++) {
    const [order, plant, item] = [orders.order[row], orders.plant[row], orders.item[row]];
    if (orders.status[row] !== APPROVED || !plants.has(plant)) continue;
    const operations = routed.get(`${plant} ${item}`) ?? reported.get(order) ?? new Set<number>();
    const made: Made = { order, plant, operations };
    ofOrder.set(order, made);
    const present = ofItem.get(item);
    if (present === undefined) ofItem.set(item, [made]);
    else present.push(made);
  }
  return { ofItem, ofOrder };
}

function setsOf<K>(rows: number, keyOf: (row: number) => K, operationOf: (row: number) => number): Map<K, Set<number>> {
  const sets = new Map<K, Set<number>>();
  for (let row = 0; row < rows; row++) {
    if (!isNamed(operationOf(row))) continue;
    const present = sets.get(keyOf(row));
    if (present === undefined) sets.set(keyOf(row), new Set([operationOf(row)]));
    else present.add(operationOf(row));
  }
  return sets;
}

const isNamed = (operation: number) => operation !== 0;
const TARGET_KINDS = TABLES.driver_quantity.columns.target_kind.choices;
