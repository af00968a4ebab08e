import { fraction, RATE_SCALE, ZERO } from '@millrace/exact';
import { APPROVED } from '@millrace/facts';
import { OUTSIDE } from '../plan.js';
import type { Spreaders } from './absorbed.js';
import type { CentreInput } from './centre-input.js';
import { type Department, type Service, stepOrder } from './departments.js';
import { sumOf } from './driver.js';
import { Parts } from './parts.js';

export interface ServiceInput extends Spreaders {
  readonly departments: ReadonlyMap<number, Department>;
  readonly centres: {
    /** The node of a department's own cost, and that of an interactive one's second round. */
    ownNode(centre: number): number;
    secondNode(centre: number): number;
  };
}

/**
 * How departments share what they have (辅助生产费用分配; formulas.md 11). The giver's method decides the edges that leave it, so
 * methods mix in one chain:
 *
 * - `direct`: to others than departments only; `step_down`: to all but those that closed before it; `algebraic`: to all, and where
 *   departments serve each other the network solves the loop exactly;
 * - `interactive`: own cost once by all it gave (`first`), then what is left and what came in by what outsiders took (`second`);
 * - `planned_price`: R(price × quantity) to all; the difference to expense, to administration or to the outside receivers.
 *
 * Water 5,000.00 gave power 200 t, the shops 500 and 300; power 9,000.00 gave water 600 kWh, the shops 1,500 and 900. Direct: water
 * 3,125.00 and 1,875.00. Algebraic: 7.083333 a ton, so 3,541.67 and 2,125.00.
 */
export function addServices(given: ServiceInput): void {
  const { departments, input } = given;
  const closing = stepOrder(departments, input);
  for (const department of departments.values()) {
    const { centre, choice, services } = department;
    const isDepartment = ({ kind, ref }: Service) => kind === 'centre' && departments.has(ref);
    const own = given.centres.ownNode(centre);
    switch (choice.method) {
      case 'direct':
        shareOver(
          given,
          department,
          own,
          services.filter((service) => !isDepartment(service)),
        );
        break;
      case 'step_down': {
        const closed = closing.slice(0, closing.indexOf(centre));
        const isOpen = (service: Service) => !isDepartment(service) || !closed.includes(service.ref);
        shareOver(given, department, own, services.filter(isOpen));
        break;
      }
      case 'algebraic':
        shareOver(given, department, own, services);
        break;
      case 'interactive':
        interact(given, department, isDepartment);
        break;
      default:
        chargePlanned(given, department, isDepartment);
    }
  }
}

function shareOver(given: ServiceInput, department: Department, node: number, services: readonly Service[]): void {
  const { input, plan, spreading } = given;
  const { policy, facts, report } = input;
  if (services.length === 0) {
    plan.share(node, OUTSIDE, 1, 'no_driver', -1);
    report('department_must_serve_others', 'cost_centre', facts.symbols.text(department.centre), {
      method: department.choice.method,
    });
    return;
  }
  const { default: exact, service_departments = exact } = policy.rate_rounding;
  spreading.share(node, department.choice.basis, partsOf(given, department.centre, services), service_departments);
}

function interact(given: ServiceInput, department: Department, isDepartment: (service: Service) => boolean): void {
  const { centres, spreading, input } = given;
  const { centre, choice, services } = department;
  const outside = services.filter((service) => !isDepartment(service));
  const second = centres.secondNode(centre);
  const first = partsOf(given, centre, services.filter(isDepartment));
  const { default: exact, service_departments = exact } = input.policy.rate_rounding;
  const isAlone = first.length === 0;
  if (outside.length > 0 || isAlone) first.add(second, 'served', centre, isAlone ? 1 : sumOf(outside));
  spreading.share(centres.ownNode(centre), choice.basis, first, service_departments);
  shareOver(given, department, second, outside);
}

function chargePlanned(given: ServiceInput, department: Department, isDepartment: (service: Service) => boolean): void {
  const { centres, spreading, input, plan } = given;
  const { facts, report } = input;
  const { centre, choice, services } = department;
  const node = centres.ownNode(centre);
  for (const service of new Set(services.map((of) => of.service))) {
    const own = services.filter((of) => of.service === service);
    const name = service === 0 ? 'service' : facts.symbols.text(service);
    // Whoever is charged nothing receives nothing.
    const parts = () => partsOf(given, centre, own);
    const price = plannedPrice(input, centre, name);
    if (price === undefined) {
      report('service_must_have_a_planned_price', 'cost_centre', facts.symbols.text(centre), { service: name });
    } else if (price.byElement !== undefined) {
      spreading.charge(node, name, parts(), price.byElement);
    } else {
      const split = ownSplit(input, centre);
      if (split === undefined) {
        report('planned_price_must_have_pools_to_split_it', 'cost_centre', facts.symbols.text(centre), {
          service: name,
        });
      } else {
        spreading.chargeSplit(node, name, parts(), price.whole, split);
      }
    }
  }
  const outside = services.filter((service) => !isDepartment(service));
  if (choice.difference === 'receivers' && outside.length > 0) {
    const parts = new Parts();
    for (const { to, quantity } of partsOf(given, centre, outside))
      parts.add(to, 'service_difference', centre, quantity);
    spreading.share(node, choice.basis, parts, 'exact');
  } else {
    plan.share(
      node,
      OUTSIDE,
      1,
      choice.difference === 'administration' ? 'administration_expense' : 'service_difference',
      centre,
    );
  }
}

function partsOf({ drivers, spreading }: ServiceInput, centre: number, services: readonly Service[]): Parts {
  const parts = new Parts();
  for (const { kind, ref, quantity } of services) {
    if (kind === 'expense') parts.add(OUTSIDE, 'service_expense', centre, quantity);
    else if (kind === 'item') {
      const orders = drivers.overOrders(ref, quantity, centre);
      if (orders.length > 0) parts.addAll(spreading.parts(orders, -1));
      else {
        parts.add(OUTSIDE, 'no_driver', -1, quantity);
        drivers.tellNotMade(ref, quantity, centre, 'service');
      }
    } else {
      const operation = kind === 'order' ? drivers.stageOf(ref, 0, centre) : 0;
      parts.addAll(spreading.parts([{ kind, ref, operation, quantity }], -1));
    }
  }
  return parts;
}

/** The planned price of a service, per element or as a whole: the latest rows in force on the period's last day. */
function plannedPrice({ facts, scope }: CentreInput, centre: number, service: string) {
  const { rate: table, symbols } = facts;
  const latest = new Map<number, number>();
  for (let row = 0; row < table.rowCount; row++) {
    if (table.centre[row] !== centre || table.work_centre[row] !== 0 || table.valid_from[row] > scope.lastDay) continue;
    if (symbols.text(table.driver[row]) !== service) continue;
    const present = latest.get(table.element[row]);
    if (present === undefined || table.valid_from[present] < table.valid_from[row]) latest.set(table.element[row], row);
  }
  const priceOf = (row: number) => fraction(table.rate[row], 10 ** RATE_SCALE);
  const whole = latest.get(0);
  const elements = [...latest].filter(([element]) => element !== 0);
  if (elements.length > 0) {
    const byElement = new Map(
      elements.map(([element, row]) => [scope.elementPlace.get(element) as number, priceOf(row)]),
    );
    return { byElement, whole: ZERO };
  }
  return whole === undefined ? undefined : { byElement: undefined, whole: priceOf(whole) };
}

/** The department's pools of the period by element: what a price without an element is split by. */
function ownSplit({ facts, scope }: CentreInput, centre: number): number[] | undefined {
  const { cost_pool: pools, symbols } = facts;
  const period = symbols.find(scope.period);
  const split = scope.elements.map(() => 0);
  for (let row = 0; row < pools.rowCount; row++) {
    if (pools.status[row] !== APPROVED || pools.period[row] !== period || pools.centre[row] !== centre) continue;
    split[scope.elementPlace.get(pools.element[row]) as number] += pools.amount[row];
  }
  const positive = split.map((amount) => Math.max(0, amount));
  return positive.some((amount) => amount > 0) ? positive : undefined;
}
