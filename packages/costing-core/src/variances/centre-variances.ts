import { add, divRound, type Fraction, fraction, multiply, QUANTITY_SCALE, subtract } from '@millrace/exact';
import { TABLES } from '@millrace/facts';
import type { MonthBudget } from '../compile/centres/budgets.js';
import { asFraction, type Millionths, sumOf } from '../compile/centres/driver.js';
import { NODE } from '../compile/flow-kinds.js';
import { OUTSIDE } from '../network/network.js';
import { flowsOf } from '../results/flows.js';
import type { Outcome } from '../results/outcome.js';
import type { Difference } from './difference.js';

/** The differences of a centre, whose code this is, and of what: the driver of a planned rate, or a pool. */
export interface OfCentre {
  readonly centre: number;
  readonly rows: Difference[];
}

/**
 * Why overhead was not absorbed (formulas.md 12), against b = what is fixed of the month's budget + what varies × hours worked:
 * spending = actual − b, volume = b − applied; three-way and four-way as the policy says, where a planned rate was applied. Without a
 * budget `other`; what earlier periods handed on is `carried`; at the actual rate idle capacity is `capacity`. What products bear of
 * it is `other`, below zero. They are the residuals `unabsorbed` and `idle_capacity`.
 *
 * 20,600.00 for a budget of 20,000.00 of which 18,200.00 was applied: spending 600.00, volume 1,800.00.
 */
export function centreVariances(outcome: Outcome): OfCentre[] {
  const { facts, compiled } = outcome;
  const { nodeKind, nodeRef, nodePart } = compiled.plan;
  const { cost_pool, symbols } = facts;
  const { rates } = compiled.drivers;
  return [...unabsorbedBy(outcome)].map(([node, { isIdle, amounts, borne, carried, actual, actualFixed }]) => {
    const isPool = nodeKind[node] === NODE.pool;
    const centre = isPool ? cost_pool.centre[nodeRef[node]] : nodeRef[node];
    const driver = symbols.text(isPool ? cost_pool.driver[nodeRef[node]] : nodePart[node]);
    const component = isPool ? symbols.text(cost_pool.pool[nodeRef[node]]) : driver;
    const budgets = rates.budgets.ofMonth(centre, driver);
    const isPlanned = !isPool && rates.choice(centre).rate === 'planned';
    const way = isPlanned ? outcome.policy.variances.overhead : 'two_way';
    const hours = hoursOf(outcome, centre, driver);
    const rows = amounts.flatMap((whole, element): Difference[] => {
      const row = { component, element, quantity: undefined };
      if (isIdle) return [{ ...row, kind: 'capacity', amount: whole }];
      const earlier = { ...row, kind: 'carried', amount: carried[element] } as const;
      const amount = whole + borne[element] - carried[element];
      const budget = budgets.get(element);
      const toProducts = { ...row, kind: 'other', amount: -borne[element] } as const;
      if (budget === undefined) return [earlier, { ...row, kind: 'other', amount: amount - borne[element] }];
      const of = { amount, actual: actual[element], fixed: actualFixed[element], budget, hours };
      const named = explain(way, of, outcome.scope.amountScale);
      return [earlier, ...named.map((own) => ({ ...row, ...own })), toProducts];
    });
    return { centre, rows: rows.filter(({ amount }) => amount !== 0n) };
  });
}

/** What is to be explained of a centre and element, in the ledger's smallest unit, and by what. */
interface Absorbed {
  readonly amount: bigint;
  readonly actual: bigint;
  /** What of it is of fixed pools. */
  readonly fixed: bigint;
  readonly budget: MonthBudget;
  readonly hours: Hours;
}

/** In the driver's own unit: what was worked, and what was charged for, which by quota hours is another number. */
interface Hours {
  readonly worked: Fraction;
  readonly charged: Fraction;
}

type Named = Pick<Difference, 'kind' | 'amount' | 'quantity'>;

/** Each is rounded once; the last takes what is left, which is its own but for the rounding of single charges. */
function explain(
  way: 'two_way' | 'three_way' | 'four_way',
  { amount, actual, fixed, budget, hours }: Absorbed,
  amountScale: number,
): Named[] {
  const units = (value: Fraction) => {
    const { numerator, denominator } = multiply(value, fraction(10n ** BigInt(amountScale)));
    return divRound(numerator, denominator);
  };
  const { worked, charged } = hours;
  const varying = multiply(budget.variableRate, worked);
  const beyond = subtract(worked, charged);
  const efficiency = (rate: Fraction): Named => {
    return { kind: 'efficiency', amount: units(multiply(rate, beyond)), quantity: beyond };
  };
  const spending: Named = {
    kind: 'spending',
    amount: actual - units(add(budget.fixed, varying)),
    quantity: undefined,
  };
  const named: Record<typeof way, Named[]> = {
    two_way: [spending],
    three_way: [spending, efficiency(add(budget.fixedRate, budget.variableRate))],
    four_way: [
      { kind: 'variable_spending', amount: actual - fixed - units(varying), quantity: undefined },
      efficiency(budget.variableRate),
      { kind: 'fixed_spending', amount: fixed - units(budget.fixed), quantity: undefined },
    ],
  };
  const rest = named[way].reduce((left, row) => left - row.amount, amount);
  return [...named[way], { kind: way === 'three_way' ? 'capacity' : 'volume', amount: rest, quantity: undefined }];
}

/** Quota hours are charged for; what was worked are the hours that reports have. */
function hoursOf({ compiled: { drivers } }: Outcome, centre: number, driver: string): Hours {
  const quantity = (of: Iterable<{ readonly quantity: Millionths }>) => {
    return multiply(asFraction(sumOf(of)), fraction(1, 10 ** QUANTITY_SCALE));
  };
  const charged = quantity(drivers.read(centre, driver));
  const reported = REPORTED_BY_QUOTA[driver];
  return { charged, worked: reported === undefined ? charged : quantity(drivers.reported(centre, reported)) };
}

const REPORTED_BY_QUOTA: Readonly<Record<string, 'hours_machine' | 'hours_labour' | undefined>> = {
  quota_hours_machine: 'hours_machine',
  quota_hours_labour: 'hours_labour',
};

/** What a node did not absorb, by element: what was handed on to it, and what it had of its own. */
interface Unabsorbed {
  readonly isIdle: boolean;
  readonly amounts: bigint[];
  /** What products bear of it. */
  readonly borne: bigint[];
  readonly carried: bigint[];
  readonly actual: bigint[];
  readonly actualFixed: bigint[];
}

function unabsorbedBy({ facts, scope, compiled, settled }: Outcome): Map<number, Unabsorbed> {
  const { nodeKind } = compiled.plan;
  const nothing = () => scope.elements.map(() => 0n);
  const held = new Map<number, Record<'carried' | 'actual' | 'actualFixed', bigint[]>>();
  const left = new Map<number, Pick<Unabsorbed, 'isIdle' | 'amounts'>>();
  const borne = new Map<number, bigint[]>();
  for (const { from, to, kind, ref, amounts, at } of flowsOf(compiled.plan, settled)) {
    if (kind === 'unabsorbed' || kind === 'idle_capacity') {
      const own = nothing().map((_, e) => BigInt(amounts[at + e]));
      left.set(from, { isIdle: kind === 'idle_capacity', amounts: own });
    } else if (kind === 'absorption_difference') {
      const sum = borne.get(from) ?? nothing();
      borne.set(
        from,
        sum.map((amount, e) => amount + BigInt(amounts[at + e])),
      );
    }
    if (to === OUTSIDE || (nodeKind[to] !== NODE.pool && nodeKind[to] !== NODE.rate)) continue;
    const of = held.get(to) ?? { carried: nothing(), actual: nothing(), actualFixed: nothing() };
    held.set(to, of);
    const isFixed = kind === 'pooled' && facts.cost_pool.behaviour[ref] === FIXED;
    for (let e = 0; e < scope.elements.length; e++) {
      const amount = BigInt(amounts[at + e]);
      if (kind === 'opening_absorption') of.carried[e] += amount;
      else of.actual[e] += amount;
      if (isFixed) of.actualFixed[e] += amount;
    }
  }
  return new Map(
    [...left].map(([node, of]) => {
      const own = held.get(node) ?? { carried: nothing(), actual: nothing(), actualFixed: nothing() };
      return [node, { ...of, ...own, borne: borne.get(node) ?? nothing() }];
    }),
  );
}

const FIXED = TABLES.cost_pool.columns.behaviour.choices.indexOf('fixed');
