import type { FactRows, Row } from '@millrace/costing-core';
import { fraction, parseFixed, printFixed, printFraction } from '@millrace/exact';
import { closeMonths } from '../close-months.ts';
import type { Example } from '../example.ts';

/** What a part was charged of the pools, spread by machine hours and spread by labour hours: cents, of all months. */
export interface ByDriver {
  readonly item: string;
  readonly machine: bigint;
  readonly labour: bigint;
  /** What makes the difference, the largest first: per centre, with the part's share in its hours of either kind. */
  readonly causes: readonly Cause[];
}

interface Cause {
  readonly centre: string;
  /** Labour less machine. */
  readonly difference: bigint;
  /** Per cent, one decimal. */
  readonly shareOfMachineHours: string;
  readonly shareOfLabourHours: string;
}

/**
 * The months of the job shop closed twice: once with every pool of a centre spread by machine hours, once by labour hours. Normal
 * capacity, which is machine hours, is left aside, so that both spread the same amounts. Pools of centres that reported one kind of
 * hours only, and packing, which goes by pieces, stay as they are: they make no difference.
 */
export function byDriver(example: Example): ByDriver[] {
  const machine = charges(example, 'hours_machine');
  const labour = charges(example, 'hours_labour');
  const items = [...new Set([...machine.amounts.keys(), ...labour.amounts.keys()])].sort();
  return items.map((item) => {
    const [by, other] = [machine, labour].map(({ amounts }) => amounts.get(item) ?? new Map<string, bigint>());
    const centres = [...new Set([...by.keys(), ...other.keys()])].sort();
    const causes = centres.map((centre) => ({
      centre,
      difference: (other.get(centre) ?? 0n) - (by.get(centre) ?? 0n),
      shareOfMachineHours: machine.share(item, centre),
      shareOfLabourHours: labour.share(item, centre),
    }));
    const moved = causes.filter(({ difference }) => difference !== 0n);
    moved.sort((a, b) => Number(size(b.difference) - size(a.difference)));
    return { item, machine: sum(by.values()), labour: sum(other.values()), causes: moved };
  });
}

/** What was charged to the orders of each part, by centre, where pools go by one kind of hours. */
function charges(example: Example, driver: Hours) {
  const amounts = new Map<string, Map<string, bigint>>();
  const hours = new Map<string, Map<string, bigint>>();
  const byHours = {
    ...example,
    factsOf: (month: Example['months'][number]) => spreadBy(example.factsOf(month), driver),
  };
  for (const { facts, version } of closeMonths(byHours, { shuffle: false })) {
    if (version === undefined) throw new Error('a month could not be closed');
    const itemOf = new Map(facts.production_order?.map(({ order, item }) => [String(order), String(item)]));
    const pools = new Map(facts.cost_pool?.map((pool) => [String(pool.pool), pool]));
    for (const { object, pool, target, quantity, amount } of version.rows('pool_allocation')) {
      const item = itemOf.get(target);
      const given = pools.get(pool);
      if (object !== 'pool' || item === undefined || given === undefined) continue;
      addTo(amounts, item, String(given.centre), BigInt(parseFixed(amount, 2)));
      // Both pools of a centre go by the same hours: counted once.
      if (given.driver === driver && given.element === 'machine')
        addTo(hours, item, String(given.centre), BigInt(parseFixed(quantity, 6)));
    }
  }
  const share = (item: string, centre: string) => {
    const all = sum([...hours.values()].map((of) => of.get(centre) ?? 0n));
    return all === 0n ? '0.0' : printFraction(fraction(100n * (hours.get(item)?.get(centre) ?? 0n), all), 1);
  };
  return { amounts, share };
}

type Hours = 'hours_machine' | 'hours_labour';

function spreadBy(facts: FactRows, driver: Hours): FactRows {
  const pools: readonly Row<'cost_pool'>[] = facts.cost_pool ?? [];
  const centresWith = (of: Hours) =>
    new Set(pools.filter((pool) => pool.driver === of && Number(pool.amount) > 0).map(({ centre }) => centre));
  const [machine, labour] = [centresWith('hours_machine'), centresWith('hours_labour')];
  return {
    ...facts,
    cost_pool: pools.map((pool) => {
      const goesByHours = machine.has(pool.centre) && labour.has(pool.centre);
      return goesByHours ? { ...pool, driver, normal_driver: '', behaviour: 'variable' as const } : pool;
    }),
  };
}

/** A line per part, the largest difference first, with the centre that makes most of it. */
export function linesOf(parts: readonly ByDriver[]): string[][] {
  const bySize = [...parts].sort((a, b) => Number(size(b.labour - b.machine) - size(a.labour - a.machine)));
  return bySize.map(({ item, machine, labour, causes: [most] }) => [
    item,
    printFixed(machine, 2),
    printFixed(labour, 2),
    signed(labour - machine),
    machine === 0n ? '' : printFraction(fraction(100n * (labour - machine), machine), 1),
    most === undefined
      ? ''
      : `${most.centre} ${signed(most.difference)}: ${most.shareOfMachineHours} % of its machine hours, ${most.shareOfLabourHours} % of its labour hours`,
  ]);
}

function addTo(sums: Map<string, Map<string, bigint>>, item: string, centre: string, amount: bigint): void {
  const own = sums.get(item) ?? new Map<string, bigint>();
  own.set(centre, (own.get(centre) ?? 0n) + amount);
  sums.set(item, own);
}

function sum(amounts: Iterable<bigint>): bigint {
  let total = 0n;
  for (const amount of amounts) total += amount;
  return total;
}

function size(amount: bigint): bigint {
  return amount < 0n ? -amount : amount;
}

function signed(amount: bigint): string {
  return amount > 0n ? `+${printFixed(amount, 2)}` : printFixed(amount, 2);
}
