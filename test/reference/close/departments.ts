import type { Policy } from '@millrace/costing-core';
import type { Absorbed } from './absorbed.js';
import { type Counted, text, units } from './counted.js';
import { type Drivers, isOfLedger, overOrders, stageOf, targetsOf } from './drivers.js';
import { Fraction, ONE, sum, ZERO } from './fraction.js';
import { OUTSIDE, type ReferenceNetwork, type Vector } from './network.js';
import { compareText } from './order-of-rows.js';
import { kindOf, spreadOver } from './pools.js';
import { type DepartmentNodes, whereTo } from './where-to.js';

interface Service {
  readonly kind: string;
  readonly to: string;
  readonly service: string;
  readonly position: number;
  readonly quantity: Fraction;
}

interface Department {
  readonly centre: string;
  readonly choice: Policy['service_departments'];
  readonly services: readonly Service[];
}

/** Service departments (formulas.md 11): who they are, and how what they have is shared. */
export class Departments implements DepartmentNodes {
  readonly #network: ReferenceNetwork;
  readonly #of: Drivers;
  readonly #all = new Map<string, Department>();

  constructor(network: ReferenceNetwork, of: Drivers) {
    this.#network = network;
    this.#of = of;
    const { counted, policy } = of;
    const centres = (counted.rows.cost_centre ?? [])
      .filter((row) => counted.plants.has(text(row.plant)))
      .map((row) => text(row.centre))
      .sort(compareText);
    for (const centre of centres) {
      const kind = kindOf(counted, centre);
      const own = policy.service_departments_by_centre[centre];
      const choice = { ...policy.service_departments, ...own } as Policy['service_departments'];
      const hasBasis = (own?.basis ?? (kind === 'service' ? choice.basis : 'services')) !== 'services';
      const stated = serviceRows(counted, centre);
      if (kind === 'production' || (stated.length === 0 && !hasBasis)) continue;
      const basis = hasBasis ? choice.basis : 'services';
      const given = basis === 'services' ? stated : this.#byBasis(centre, basis);
      this.#all.set(centre, { centre, choice: { ...choice, basis }, services: added(given, centre) });
    }
    for (const department of this.#all.values()) {
      (department.services as Service[]).sort(
        (a, b) =>
          a.position - b.position ||
          this.#rank(a) - this.#rank(b) ||
          compareText(a.to, b.to) ||
          compareText(a.service, b.service),
      );
    }
  }

  own(centre: string): string | undefined {
    const department = this.#all.get(centre);
    if (department === undefined) return undefined;
    return `department ${centre}${department.choice.method === 'interactive' ? ' · first' : ''}`;
  }

  received(centre: string): string {
    const department = this.#all.get(centre);
    if (department === undefined) return `received ${centre}`;
    return `department ${centre}${department.choice.method === 'interactive' ? ' · second' : ''}`;
  }

  /** To be called when all that leads to them is known. */
  share(absorbed: Absorbed): void {
    const order = this.#closingOrder();
    for (const { centre, choice, services } of this.#all.values()) {
      const own = this.own(centre) as string;
      const outside = services.filter((service) => !this.#isInside(service));
      switch (choice.method) {
        case 'direct':
          this.#over(own, centre, outside);
          break;
        case 'step_down': {
          const before = order.slice(0, order.indexOf(centre));
          this.#over(
            own,
            centre,
            services.filter((of) => !this.#isInside(of) || !before.includes(of.to)),
          );
          break;
        }
        case 'algebraic':
          this.#over(own, centre, services);
          break;
        case 'interactive': {
          const inside = services.filter((service) => this.#isInside(service));
          for (const part of this.#parts(centre, inside))
            this.#network.share(own, part.to, part.kind, '', part.quantity);
          const left = inside.length === 0 ? ONE : sum(outside.map(({ quantity }) => quantity));
          this.#network.share(own, this.received(centre), 'served', '', left);
          this.#network.node(own).rounding = this.#rounding;
          this.#over(this.received(centre), centre, outside);
          break;
        }
        default:
          this.#atPlan(own, centre, choice, services, outside);
      }
    }
    this.#spreadReceived(absorbed);
  }

  get #rounding() {
    const { rate_rounding } = this.#of.policy;
    return rate_rounding.service_departments ?? rate_rounding.default;
  }

  #over(node: string, centre: string, services: readonly Service[]): void {
    if (services.length === 0) {
      this.#network.share(node, OUTSIDE, 'no_driver', '', ONE);
      return;
    }
    for (const { to, kind, quantity } of this.#parts(centre, services))
      this.#network.share(node, to, kind, '', quantity);
    this.#network.node(node).rounding = this.#rounding;
  }

  #atPlan(
    node: string,
    centre: string,
    choice: Policy['service_departments'],
    services: readonly Service[],
    outside: readonly Service[],
  ): void {
    for (const service of services) {
      const price = this.#priceOf(centre, service.service || 'service');
      if (price === undefined) continue;
      for (const { to, kind, quantity } of this.#parts(centre, [service])) {
        const value = price(quantity);
        if (value !== undefined) this.#network.fixed(node, to, kind, '', value);
      }
    }
    if (choice.difference === 'receivers' && outside.length > 0) {
      for (const { to, quantity } of this.#parts(centre, outside)) {
        this.#network.share(node, to, 'service_difference', '', quantity);
      }
    } else {
      const kind = choice.difference === 'administration' ? 'administration_expense' : 'service_difference';
      this.#network.share(node, OUTSIDE, kind, '', ONE);
    }
  }

  /** The value of a quantity at the planned price; undefined without one, or without pools to split it by. */
  #priceOf(centre: string, service: string): ((quantity: Fraction) => Vector | undefined) | undefined {
    const { counted } = this.#of;
    const scale = new Fraction(10n ** BigInt(counted.amountScale));
    const rows = (counted.rows.rate ?? []).filter(
      (row) =>
        row.centre === centre &&
        text(row.work_centre) === '' &&
        row.driver === service &&
        text(row.valid_from) <= counted.lastDay,
    );
    const latest = (element: string) =>
      rows
        .filter((row) => text(row.element) === element)
        .sort((a, b) => compareText(text(a.valid_from), text(b.valid_from)))
        .at(-1);
    if (rows.some((row) => text(row.element) !== '')) {
      return (quantity) =>
        counted.elements.map((element) => {
          const row = latest(element);
          return row === undefined ? 0n : Fraction.of(text(row.rate)).times(quantity).times(scale).rounded;
        });
    }
    const whole = latest('');
    if (whole === undefined) return undefined;
    const own = counted.elements.map((element) => {
      const pools = counted.pools.filter((row) => row.centre === centre && row.element === element);
      const total = sum(pools.map((row) => new Fraction(units(text(row.amount), counted.amountScale))));
      return total.sign > 0 ? total : ZERO;
    });
    const total = sum(own);
    if (total.sign === 0) return () => undefined;
    return (quantity) => {
      const amount = new Fraction(Fraction.of(text(whole.rate)).times(quantity).times(scale).rounded);
      let cumulative = ZERO;
      let before = 0n;
      return own.map((part) => {
        cumulative = cumulative.plus(part);
        const upTo = amount.times(cumulative).over(total).rounded;
        const value = upTo - before;
        before = upTo;
        return value;
      });
    };
  }

  #parts(centre: string, services: readonly Service[]): { to: string; kind: string; quantity: Fraction }[] {
    return services.flatMap(({ kind, to, quantity }) => {
      if (kind === 'expense') return [{ to: OUTSIDE, kind: 'service_expense', quantity }];
      if (kind === 'centre') return [{ to: this.received(to), kind: 'served', quantity }];
      const orders = kind === 'order' ? [{ order: to, part: quantity }] : overOrders(this.#of, to, quantity);
      if (orders.length === 0) return [{ to: OUTSIDE, kind: 'no_driver', quantity }];
      return orders.map(({ order, part }) => {
        const stage = stageOf(this.#of, order, '', centre);
        return { ...whereTo({ kind: 'order', target: order, stage }, this), quantity: part };
      });
    });
  }

  #spreadReceived(absorbed: Absorbed): void {
    const { counted, policy } = this.#of;
    // What one centre received may be charged to another: that is seen here, too.
    for (const name of this.#network.nodes.keys()) {
      if (!name.startsWith('received ')) continue;
      const centre = name.slice('received '.length);
      const driver = policy.centre_overhead_driver[centre];
      if (kindOf(counted, centre) === 'administration') {
        this.#network.share(name, OUTSIDE, 'administration_expense', '', ONE);
      } else if (driver === undefined) this.#network.share(name, OUTSIDE, 'no_driver', '', ONE);
      else {
        const node = absorbed.node(centre, driver);
        if (node !== undefined) this.#network.share(name, node, 'served', '', ONE);
        else spreadOver(this.#network, this.#of, name, centre, driver);
      }
    }
  }

  #byBasis(centre: string, basis: string): Service[] {
    const { counted } = this.#of;
    const toCentre = (to: string, position: number, quantity: Fraction) => ({
      kind: 'centre',
      to,
      service: '',
      position,
      quantity,
    });
    if (basis !== 'direct_cost') {
      return targetsOf(this.#of, centre, basis)
        .filter(({ kind }) => kind === 'centre')
        .map(({ target, position, quantity }) => toCentre(target, position, quantity));
    }
    return counted.pools
      .filter(
        ({ centre: of }) => kindOf(counted, text(of)) !== 'administration' || serviceRows(counted, text(of)).length > 0,
      )
      .map((row) => toCentre(text(row.centre), -1, Fraction.of(text(row.amount))));
  }

  #isInside({ kind, to }: Service): boolean {
    return kind === 'centre' && this.#all.has(to);
  }

  #rank(service: Service): number {
    if (this.#isInside(service)) return 0;
    return { order: 1, item: 2, centre: 3, expense: 4 }[service.kind] ?? 5;
  }

  /** As the policy gives it, then by the part of the output that goes to other departments. */
  #closingOrder(): string[] {
    const stepping = [...this.#all.values()].filter(({ choice }) => choice.method === 'step_down');
    const named = [...new Set(stepping.flatMap(({ choice }) => choice.order))].filter((centre) =>
      this.#all.has(centre),
    );
    const partOf = ({ services }: Department) => {
      const whole = sum(services.map(({ quantity }) => quantity));
      const inside = sum(services.filter((of) => this.#isInside(of)).map(({ quantity }) => quantity));
      return whole.sign === 0 ? ZERO : inside.over(whole);
    };
    const rest = stepping
      .filter(({ centre }) => !named.includes(centre))
      .sort((a, b) => partOf(b).compare(partOf(a)) || compareText(a.centre, b.centre));
    return [...named, ...rest.map(({ centre }) => centre)];
  }
}

function serviceRows(counted: Counted, centre: string): Service[] {
  return (counted.rows.department_service ?? [])
    .filter((row) => row.period === counted.period && row.status === 'approved' && row.from_centre === centre)
    .filter((row) => row.to_kind !== 'order' || counted.orders.has(text(row.to)))
    .filter((row) => row.to_kind !== 'centre' || isOfLedger(counted, text(row.to)))
    .map((row) => ({
      kind: text(row.to_kind),
      to: text(row.to),
      service: text(row.service),
      position: Number(text(row.position) || '-1'),
      quantity: Fraction.of(text(row.quantity)),
    }));
}

/** One of each receiver and service, what the centre gave itself left out; what is not above zero counts for nothing. */
function added(services: readonly Service[], centre: string): Service[] {
  const others = services.filter(({ kind, to }) => kind !== 'centre' || to !== centre);
  const keyOf = ({ kind, to, service }: Service) => `${kind}\0${to}\0${service}`;
  return [...new Set(others.map(keyOf))]
    .map((key) => {
      const own = others.filter((service) => keyOf(service) === key);
      return {
        ...own[0],
        quantity: sum(own.map(({ quantity }) => quantity)),
        position: Math.min(...own.map(({ position }) => position)),
      };
    })
    .filter(({ quantity }) => quantity.sign > 0);
}
