import { OUTSIDE, type PlanBuilder } from '../plan.js';
import { keyOf } from './absorption-rates.js';
import { AppliedInYear } from './applied-in-year.js';
import type { CentreInput } from './centre-input.js';
import type { Drivers } from './drivers.js';
import type { Parts } from './parts.js';
import type { Spreading } from './spreading.js';

/** What pools and centres are spread with. */
export interface Spreaders {
  readonly input: CentreInput;
  readonly plan: PlanBuilder;
  readonly drivers: Drivers;
  readonly spreading: Spreading;
}

/** What a centre absorbs by one driver. */
interface Rated {
  readonly node: number;
  /** Codes. */
  readonly centre: number;
  readonly driver: string;
  /** The places of the elements that its pools are of. */
  readonly elements: Set<number>;
  receives: boolean;
}

/**
 * What centres absorb at a rate that is laid down, or at that of the year: one node for all pools of a centre with the same driver,
 * for what the centre received if it spreads that by this driver, and for the difference that earlier months handed on. R(rate ×
 * driver) goes to what was worked on; the rest is the difference. Until the policy decides on it, it is carried on.
 */
export class Absorbed {
  readonly #input: CentreInput;
  readonly #plan: PlanBuilder;
  readonly #drivers: Drivers;
  readonly #spreading: Spreading;
  readonly #isDepartment: (centre: number) => boolean;
  readonly #rated = new Map<string, Rated>();

  /** @param isDepartment of those the cost is shared as they served; nothing is charged. */
  constructor({ input, plan, drivers, spreading }: Spreaders, isDepartment: (centre: number) => boolean) {
    this.#input = input;
    this.#plan = plan;
    this.#drivers = drivers;
    this.#spreading = spreading;
    this.#isDepartment = isDepartment;
    for (const [key, { centre, driver, differences }] of drivers.rates.before) {
      const rated = this.#at(key, centre, driver);
      if (differences.some((amount) => amount !== 0))
        plan.source(rated.node, differences, 'opening_absorption', centre);
    }
  }

  /** Sends a pool there; false where the centre absorbs at the actual rate. */
  takesPool(pool: number, node: number, element: number): boolean {
    const { cost_pool: pools, symbols } = this.#input.facts;
    const rated = this.#of(pools.centre[pool], symbols.text(pools.driver[pool]));
    rated?.elements.add(element);
    if (rated !== undefined) this.#plan.share(node, rated.node, 1, 'pooled', pool);
    return rated !== undefined;
  }

  /** Sends there what a centre received; false where the centre absorbs at the actual rate. */
  takesReceived(centre: number, node: number, driver: string): boolean {
    const rated = this.#of(centre, driver);
    if (rated === undefined) return false;
    rated.receives = true;
    this.#plan.share(node, rated.node, 1, 'served', centre);
    return true;
  }

  /** Tells what has no budget. To be called when all that is absorbed is there. */
  lookForBudgets(): void {
    for (const rated of this.#rated.values()) this.#lookForBudgets(rated);
  }

  /** Charges what was worked on, and says where the difference goes: whatever will be absorbed, that is known beforehand. */
  #charge(rated: Rated): void {
    const { node, centre, driver } = rated;
    const rates = this.#isDepartment(centre) ? undefined : this.#drivers.rates.of(centre, driver);
    // Who asks for its parts makes the stages that they go to, which then have work in process, and the nodes of centres, which then
    // have received something.
    const parts = () => this.#spreading.parts(this.#drivers.read(centre, driver), -1);
    const applied = new AppliedInYear(this.#input, this.#drivers.rates.before.get(keyOf(centre, driver)));
    if (rates !== undefined)
      this.#spreading.charge(node, driver, parts(), rates, (part, amounts) => applied.add(part, amounts));
    const charged = [...(rates ?? [])].flatMap(([element, { numerator }]) => (numerator === 0n ? [] : [element]));
    this.#leave(rated, parts, applied, charged);
  }

  /** @param charged the elements that the rate charges. */
  #leave(
    { node, centre, driver }: Rated,
    partsOf: () => Parts,
    applied: AppliedInYear,
    charged: readonly number[],
  ): void {
    const { difference, when, by } = this.#drivers.rates.choice(centre);
    const isDecided = when === 'period' || this.#input.scope.endsYear;
    if (!isDecided || difference === 'carry') {
      this.#plan.share(node, OUTSIDE, 1, 'absorption_carried', centre);
      return;
    }
    const { default: exact, absorption: rounding = exact } = this.#input.policy.rate_rounding;
    if (difference === 'expense') this.#plan.share(node, OUTSIDE, 1, 'unabsorbed', -1);
    else if (by === 'balances' || by === 'applied_in_balances') {
      const elements = by === 'applied_in_balances' && charged.length > 0 ? charged : undefined;
      this.#plan.leaveToBalances({ node, of: 'centre', ref: centre, elements });
    } else if (by === 'applied_of_period') {
      const as = { kind: 'absorption_difference', ref: centre } as const;
      this.#spreading.shareDifference(node, { driver, rounding }, partsOf(), as);
    } else {
      applied.share(
        this.#plan,
        this.#spreading,
        { node, centre, driver, rounding },
        {
          driven: this.#drivers.read(centre, driver),
          received: (item) => this.#drivers.overReceived(item, centre),
        },
      );
    }
  }

  #of(centre: number, driver: string): Rated | undefined {
    if (this.#drivers.rates.of(centre, driver) === undefined) return undefined;
    return this.#at(keyOf(centre, driver), centre, this.#input.facts.symbols.code(driver));
  }

  #at(key: string, centre: number, driver: number): Rated {
    let rated = this.#rated.get(key);
    if (rated === undefined) {
      const node = this.#plan.node('rate', centre, driver);
      const name = this.#input.facts.symbols.text(driver);
      rated = { node, centre, driver: name, elements: new Set(), receives: false };
      this.#rated.set(key, rated);
      this.#charge(rated);
    }
    return rated;
  }

  /** At planned rates every element has one that pools are of; what a centre received is of elements that nobody knows yet. */
  #lookForBudgets({ centre, driver, elements, receives }: Rated): void {
    const rates = this.#drivers.rates.of(centre, driver);
    if (rates === undefined || this.#drivers.rates.choice(centre).rate !== 'planned') return;
    const { facts, scope, report } = this.#input;
    const key = facts.symbols.text(centre);
    const missing = [...elements].filter((element) => !rates.has(element));
    for (const element of missing) {
      report('rate_must_be_planned', 'cost_centre', key, {
        driver,
        element: facts.symbols.text(scope.elements[element]),
      });
    }
    if (receives && rates.size === 0 && missing.length === 0)
      report('rate_must_be_planned', 'cost_centre', key, { driver });
  }
}
