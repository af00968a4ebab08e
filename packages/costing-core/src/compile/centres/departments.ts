import { divide, fraction, QUANTITY_SCALE } from '@millrace/exact';
import { APPROVED, rowOf, TABLES } from '@millrace/facts';
import { chosenFor, type Policy } from '../../policy.js';
import type { CentreInput } from './centre-input.js';
import { compareOrEmpty } from './driven-columns.js';
import { asFraction, type Millionths, plus, signOf, sumOf } from './driver.js';
import type { Drivers } from './drivers.js';

type Choice = Policy['service_departments'];

/** Whom a department served with what. */
export interface Service {
  readonly kind: 'centre' | 'order' | 'item' | 'expense';
  /** Row of an order; code of a centre, an item, or of what an expense is called. */
  readonly ref: number;
  /** Its name; 0 for the only one. */
  readonly service: number;
  readonly position: number;
  readonly quantity: Millionths;
}

/** A centre that serves others (辅助生产部门). */
export interface Department {
  readonly centre: number;
  readonly choice: Choice;
  /** What it gave to others, each receiver and service once, in the order of rules.md 8. What it used itself is left out. */
  readonly services: readonly Service[];
}

/**
 * The departments of a period: centres of the kind service or administration that gave services, or that share by a basis of
 * their receivers (formulas.md 11). A basis chosen for all makes departments of service centres only.
 */
export function readDepartments(input: CentreInput, drivers: Drivers): Map<number, Department> {
  const { facts, scope, policy, orders, report } = input;
  const { cost_centre, department_service: table, symbols, cost_pool, production_order } = facts;
  const period = symbols.find(scope.period);
  const rowsOf = new Map<number, number[]>();
  for (let row = 0; row < table.rowCount; row++) {
    if (table.status[row] !== APPROVED || table.period[row] !== period) continue;
    const present = rowsOf.get(table.from_centre[row]);
    if (present === undefined) rowsOf.set(table.from_centre[row], [row]);
    else present.push(row);
  }
  const centreRow = rowOf(cost_centre.centre);
  const departments = new Map<number, Department & { services: Service[] }>();
  const centres = Array.from(cost_centre.centre.keys())
    .filter((row) => scope.plants.has(cost_centre.plant[row]))
    .map((row) => cost_centre.centre[row])
    .sort(symbols.compare);
  for (const centre of centres) {
    const kind = cost_centre.kind[centreRow(centre)];
    const own = chosenFor(policy.service_departments_by_centre, symbols.text(centre));
    const choice = { ...policy.service_departments, ...withoutEmpty(own ?? {}) };
    const rows = rowsOf.get(centre) ?? [];
    const hasBasis =
      own?.basis !== undefined ? own.basis !== 'services' : kind === SERVICE && choice.basis !== 'services';
    if (kind === PRODUCTION) {
      if (rows.length > 0) report('department_must_be_a_service_centre', 'cost_centre', symbols.text(centre));
      continue;
    }
    if (rows.length === 0 && !hasBasis) continue;
    const basis = hasBasis ? choice.basis : 'services';
    const given = basis === 'services' ? stated(rows) : byBasis(centre, basis);
    const services = merged(given.filter(({ kind: to, ref }) => to !== 'centre' || ref !== centre));
    departments.set(centre, {
      centre,
      choice: { ...choice, basis },
      services: services.filter(({ quantity }) => signOf(quantity) > 0),
    });
  }
  for (const { services } of departments.values()) services.sort(compareServices);
  return departments;

  function stated(rows: readonly number[]): Service[] {
    return rows.flatMap((row): Service[] => {
      const kind = TO_KINDS[table.to_kind[row]];
      const ref = kind === 'order' ? orders.row(table.to[row]) : table.to[row];
      // An order of another ledger's plant is served in that ledger.
      if (kind === 'order' && (ref < 0 || !scope.plants.has(production_order.plant[ref]))) return [];
      return [{ kind, ref, service: table.service[row], position: table.position[row], quantity: table.quantity[row] }];
    });
  }

  function byBasis(centre: number, basis: string): Service[] {
    if (basis === 'direct_cost')
      return Array.from(directCosts(), ([ref, quantity]) => toCentre(ref, Number.NaN, quantity));
    return drivers
      .targets(centre, basis)
      .filter(({ kind }) => kind === 'centre')
      .map(({ ref, position, quantity }) => toCentre(ref, position, quantity));
  }

  /** The posted pools of production centres and of centres that may be departments, in millionths of the currency. */
  function directCosts(): Map<number, Millionths> {
    const costs = new Map<number, Millionths>();
    const scale = fraction(10 ** scope.amountScale, 10 ** QUANTITY_SCALE);
    for (let row = 0; row < cost_pool.rowCount; row++) {
      if (cost_pool.status[row] !== APPROVED || cost_pool.period[row] !== period) continue;
      const centre = cost_pool.centre[row];
      const isReceiver = cost_centre.kind[centreRow(centre)] !== ADMINISTRATION || rowsOf.has(centre);
      if (!isReceiver) continue;
      const amount = divide(fraction(cost_pool.amount[row]), scale);
      costs.set(centre, plus(costs.get(centre) ?? 0, amount));
    }
    return costs;
  }

  function merged(services: readonly Service[]): Service[] {
    const sums = new Map<string, Service>();
    for (const service of services) {
      const key = `${service.kind} ${service.ref} ${service.service}`;
      const present = sums.get(key);
      if (present === undefined) sums.set(key, service);
      else {
        const first = compareOrEmpty(service.position, present.position) < 0 ? service.position : present.position;
        sums.set(key, { ...present, quantity: plus(present.quantity, service.quantity), position: first });
      }
    }
    return [...sums.values()];
  }

  function compareServices(a: Service, b: Service): number {
    const rank = ({ kind, ref }: Service) =>
      kind === 'centre' && departments.has(ref)
        ? 0
        : kind === 'order'
          ? 1
          : kind === 'item'
            ? 2
            : kind === 'centre'
              ? 3
              : 4;
    const key = ({ kind, ref }: Service) => (kind === 'order' ? production_order.order[ref] : ref);
    return (
      compareOrEmpty(a.position, b.position) ||
      rank(a) - rank(b) ||
      symbols.compare(key(a), key(b)) ||
      symbols.compare(a.service, b.service)
    );
  }
}

/**
 * The order in which step-down departments close (顺序分配法): as the policy gives it; those it leaves out, and all without
 * one, by the part of their output that goes to other departments, the largest first, then by key.
 */
export function stepOrder(departments: ReadonlyMap<number, Department>, { facts, report }: CentreInput): number[] {
  const { symbols } = facts;
  const stepping = [...departments.values()].filter(({ choice }) => choice.method === 'step_down');
  const byPart = stepping
    .map(({ centre, services }) => {
      const toDepartments = services.filter(({ kind, ref }) => kind === 'centre' && departments.has(ref));
      const whole = asFraction(sumOf(services));
      const part = whole.numerator === 0n ? whole : divide(asFraction(sumOf(toDepartments)), whole);
      return { centre, part };
    })
    .sort((a, b) => {
      const difference = b.part.numerator * a.part.denominator - a.part.numerator * b.part.denominator;
      return difference === 0n ? symbols.compare(a.centre, b.centre) : difference > 0n ? 1 : -1;
    })
    .map(({ centre }) => centre);
  const given = stepping.flatMap(({ choice }) => choice.order).filter((name, i, all) => all.indexOf(name) === i);
  const named = given.flatMap((name) => symbols.find(name) ?? []).filter((centre) => departments.has(centre));
  for (const { centre, choice } of stepping) {
    if (choice.order.length === 0 || choice.order.includes(symbols.text(centre))) continue;
    report('order_of_departments_must_name_each', 'cost_centre', symbols.text(centre));
  }
  return [...named, ...byPart.filter((centre) => !named.includes(centre))];
}

function toCentre(ref: number, position: number, quantity: Millionths): Service {
  return { kind: 'centre', ref, service: 0, position, quantity };
}

/** A choice whose keys that say nothing leave it to the wider one. */
function withoutEmpty<T extends object>(choice: T): { [K in keyof T]-?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(choice).filter(([, value]) => value !== undefined)) as never;
}

const KINDS = TABLES.cost_centre.columns.kind.choices;
const PRODUCTION = KINDS.indexOf('production');
const SERVICE = KINDS.indexOf('service');
const ADMINISTRATION = KINDS.indexOf('administration');
const TO_KINDS = TABLES.department_service.columns.to_kind.choices as readonly Service['kind'][];
