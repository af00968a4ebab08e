import { absorbedBefore, absorptionChoice, absorptionRates } from './absorption-rates.js';
import { text, units } from './counted.js';
import { type Drivers, driversOf } from './drivers.js';
import { Fraction, ONE } from './fraction.js';
import { OUTSIDE, type ReferenceNetwork } from './network.js';
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
    for (const part of driven) {
      if (rates === undefined) continue;
      const { to, kind } = whereTo(part, this.#departments);
      const amounts = rates.map((rate) => rate.times(part.quantity).times(scale).rounded);
      this.#network.fixed(node, to, kind, '', amounts);
    }
    const { difference, when } = absorptionChoice(policy, centre);
    if ((when === 'year_end' && !endsYear(this.#of)) || difference === 'carry') {
      this.#network.share(node, OUTSIDE, 'absorption_carried', '', ONE);
    } else if (difference === 'expense' || driven.length === 0) {
      this.#network.share(node, OUTSIDE, 'unabsorbed', '', ONE);
    } else {
      for (const part of driven) {
        this.#network.share(node, whereTo(part, this.#departments).to, 'absorption_difference', '', part.quantity);
      }
    }
  }
}

function endsYear({ counted }: Drivers): boolean {
  const row = counted.rows.period?.find((of) => of.ledger === counted.ledger && of.period === counted.period);
  return text(row?.year_end) === '' ? counted.period.endsWith('-12') : row?.year_end === 'true';
}
