import { absorbedBefore, absorptionChoice, absorptionRates } from './absorption-rates.js';
import { text, units } from './counted.js';
import { type Driven, type Drivers, driversOf, received, stageOf } from './drivers.js';
import { Fraction, ONE, ZERO } from './fraction.js';
import { OUTSIDE, type ReferenceNetwork } from './network.js';
import { compareText } from './order-of-rows.js';
import { type DepartmentNodes, whereTo } from './where-to.js';

/** What centres absorb by a driver at planned rates or those of the year, and the difference (formulas.md 10). */
export class Absorbed {
  readonly #network: ReferenceNetwork;
  readonly #of: Drivers;
  readonly #departments: DepartmentNodes;
  readonly #known = new Set<string>();

  constructor(network: ReferenceNetwork, of: Drivers, departments: DepartmentNodes) {
    this.#network = network;
    this.#of = of;
    this.#departments = departments;
    const { amountScale } = of.counted;
    for (const { centre, driver, element, difference } of absorbedBefore(of.counted)) {
      const node = this.#at(text(centre), text(driver));
      const own = units(text(difference), amountScale);
      const vector = network.elements.map((name) => (name === element ? own : 0n));
      if (own !== 0n) network.source(node, 'opening_absorption', '', vector);
    }
  }

  /** The node of what a centre absorbs by a driver; undefined at the actual rate. */
  node(centre: string, driver: string): string | undefined {
    return absorptionChoice(this.#of.policy, centre).rate === 'actual' ? undefined : this.#at(centre, driver);
  }

  #at(centre: string, driver: string): string {
    const node = `rate ${centre} · ${driver}`;
    if (!this.#known.has(node)) {
      this.#known.add(node);
      this.#charge(node, centre, driver);
    }
    return node;
  }

  #charge(node: string, centre: string, driver: string): void {
    const { counted, policy } = this.#of;
    const scale = new Fraction(10n ** BigInt(counted.amountScale));
    const driven = driversOf(this.#of, centre, driver);
    // A department's cost is shared as what it serves.
    const isDepartment = this.#departments.own(centre) !== undefined;
    const rates = isDepartment ? undefined : absorptionRates(counted, policy, { centre, driver }, driven);
    const charged: bigint[] = [];
    for (const part of driven) {
      if (rates === undefined) continue;
      const { to, kind } = whereTo(part, this.#departments);
      const amounts = rates.map((rate) => rate.times(part.quantity).times(scale).rounded);
      charged.push(amounts.reduce((all, amount) => all + amount, 0n));
      this.#network.fixed(node, to, kind, '', amounts);
    }
    const { difference, when, by } = absorptionChoice(policy, centre);
    if ((when === 'year_end' && !endsYear(this.#of)) || difference === 'carry') {
      this.#network.share(node, OUTSIDE, 'absorption_carried', '', ONE);
    } else if (difference === 'expense') {
      this.#network.share(node, OUTSIDE, 'unabsorbed', '', ONE);
    } else if (by === 'balances' || by === 'applied_in_balances') {
      const { default: exact, absorption = exact } = policy.rate_rounding;
      const elements = counted.elements.filter((_, e) => rates !== undefined && rates[e].sign !== 0);
      const over = by === 'applied_in_balances' && elements.length > 0 ? { elements } : {};
      this.#network.unshared.push({ node: this.#network.node(node).name, rounding: absorption, ...over });
    } else if (by === 'applied_of_period') {
      this.#shareOver(
        node,
        driven.map((part) => ({ to: whereTo(part, this.#departments).to, weight: part.quantity })),
      );
    } else {
      this.#shareOver(node, this.#overTheYear(node, { centre, driver, driven, charged }));
    }
  }

  /** Without anything that bears it, it is expense. */
  #shareOver(node: string, parts: readonly Bearing[]): void {
    const { default: exact, absorption = exact } = this.#of.policy.rate_rounding;
    if (parts.length === 0) this.#network.share(node, OUTSIDE, 'unabsorbed', '', ONE);
    else this.#network.node(node).rounding = absorption;
    for (const { to, weight, kind = 'absorption_difference' } of parts) this.#network.share(node, to, kind, '', weight);
  }

  /** A node for each item to which something was applied in the year, which shares its part over the item's orders. */
  #overTheYear(node: string, year: Year): Bearing[] {
    const bearing: Bearing[] = [];
    let expense = ZERO;
    for (const [item, amount] of appliedByItem(this.#of, year)) {
      const weight = new Fraction(amount).over(new Fraction(10n ** BigInt(this.#of.counted.amountScale)));
      const orders = this.#ordersOf(item, year);
      if (orders.length === 0) expense = expense.plus(weight);
      else {
        bearing.push({ to: `${node} · ${item}`, weight });
        this.#shareOver(`${node} · ${item}`, orders);
      }
    }
    return expense.sign === 0 ? bearing : [...bearing, { to: OUTSIDE, weight: expense, kind: 'unabsorbed' }];
  }

  /** By what was applied to them, else by what was received. */
  #ordersOf(item: string, { centre, driven }: Year): Bearing[] {
    const own = driven.filter((part) => part.kind === 'order' && itemOf(this.#of, part.target) === item);
    if (own.length > 0) {
      return own.map((part) => ({ to: whereTo(part, this.#departments).to, weight: part.quantity }));
    }
    return [...this.#of.counted.orders.values()]
      .filter((order) => order.item === item)
      .map(({ order }) => ({ order, weight: received(this.#of, order) }))
      .filter(({ weight }) => weight.sign > 0)
      .sort((a, b) => compareText(a.order, b.order))
      .map(({ order, weight }) => ({ to: `order ${order} · ${stageOf(this.#of, order, '', centre)}`, weight }));
  }
}

/** What bears a part of a difference. */
interface Bearing {
  readonly to: string;
  readonly weight: Fraction;
  readonly kind?: string;
}

/** What a centre worked on in the period, and what was charged for each part of it. */
interface Year {
  readonly centre: string;
  readonly driver: string;
  readonly driven: readonly Driven[];
  readonly charged: readonly bigint[];
}

/** In the smallest unit, what is above zero, by the item's key. */
function appliedByItem(of: Drivers, { centre, driver, driven, charged }: Year): [string, bigint][] {
  const applied = new Map<string, bigint>();
  const add = (item: string, amount: bigint) => applied.set(item, (applied.get(item) ?? 0n) + amount);
  for (const row of absorbedBefore(of.counted)) {
    if (row.centre !== centre || row.driver !== driver || text(row.item) === '') continue;
    add(text(row.item), units(text(row.applied) || '0', of.counted.amountScale));
  }
  for (const [i, amount] of charged.entries()) {
    if (driven[i].kind === 'order') add(itemOf(of, driven[i].target), amount);
  }
  return [...applied].filter(([, amount]) => amount > 0n).sort(([a], [b]) => compareText(a, b));
}

function itemOf({ counted }: Drivers, order: string): string {
  return counted.orders.get(order)?.item ?? '';
}

function endsYear({ counted }: Drivers): boolean {
  const row = counted.rows.period?.find((of) => of.ledger === counted.ledger && of.period === counted.period);
  return text(row?.year_end) === '' ? counted.period.endsWith('-12') : row?.year_end === 'true';
}
