import type { BomItem, Operation } from '@millrace/bom';
import { nodeKey, rowKey } from '@millrace/bom';
import { add, type Fraction, fraction, fractionFaultOf, multiply, ONE, parseFraction, ZERO } from '@millrace/exact';
import type { Finding } from '@millrace/facts';
import { operationTime } from './activity.js';
import { standardFinding } from './standard-findings.js';
import type { StandardPolicy } from './standard-policy.js';
import type { RateDriver, RateRow, StandardRows } from './standard-rows.js';

/** What one operation costs for a lot, per element. */
export interface OperationCost {
  readonly operation: string;
  readonly byElement: ReadonlyMap<string, Fraction>;
}

export type CostOperations = (
  item: BomItem,
  lot: Fraction,
) => { operations: readonly OperationCost[]; findings: readonly Finding[] };

/**
 * Costs an item's operations for a lot: set-up once, run time for what enters the operation (the lot raised by the
 * scrap still to come), each at the rates in force of the work centre, or else of its cost centre; the subcontract
 * price for every piece that enters. Rates are per hour, cycle, piece or lot; all that apply are added, each to its
 * element. 15 min set-up and 5 min a piece at 72 an hour: a lot of 10 costs 78.
 */
export function conversionCosts(rows: StandardRows, as_of: string, policy: StandardPolicy): CostOperations {
  const chargesOf = operationCharges(rows, as_of, policy);
  return (item, lot) => {
    const findings: Finding[] = [];
    const operations = item.operations.map((operation) => {
      const charged = chargesOf(operation, lot);
      const { row } = operation;
      const key = rowKey(row.plant, row.item, row.alternative, row.operation);
      const byElement = new Map<string, Fraction>();
      if (charged === undefined) {
        const fields = { item: row.item, operation: row.operation };
        findings.push(standardFinding('time_must_be_a_plain_number', 'routing_operation', key, fields));
        return { operation: row.operation, byElement };
      }
      for (const { driver, quantity, rates } of charged.charges) {
        if (rates.length === 0 && quantity.numerator !== 0n && driver.startsWith('hours')) {
          const fields = { item: row.item, operation: row.operation, work_centre: row.work_centre ?? '', driver };
          findings.push(standardFinding('operation_must_have_a_rate', 'routing_operation', key, fields));
        }
        for (const { element, rate } of rates) addTo(byElement, element, multiply(rate, quantity));
      }
      const { subcontract } = charged;
      if (subcontract.numerator !== 0n) addTo(byElement, policy.subcontract_element, subcontract);
      return { operation: row.operation, byElement };
    });
    return { operations, findings };
  };
}

/** So much of a driver that an operation draws on its centre, and the rates in force for it. */
interface Charge {
  readonly driver: RateDriver;
  /** The cost centre; of a work centre without one, the work centre. */
  readonly centre: string;
  readonly quantity: Fraction;
  readonly rates: readonly AppliedRate[];
}

interface OperationCharges {
  readonly charges: readonly Charge[];
  /** What a subcontractor is paid. */
  readonly subcontract: Fraction;
}

/** What an operation draws on for a lot; undefined where its times can't be read. */
export function operationCharges(
  rows: StandardRows,
  as_of: string,
  policy: StandardPolicy,
): (operation: Operation, lot: Fraction) => OperationCharges | undefined {
  const rates = ratesByCentre(rows.rate ?? [], as_of);
  const centreOf = new Map((rows.work_centre ?? []).map((row) => [row.work_centre, row.centre]));
  return (operation, lot) => {
    const work = workOf(operation, lot, policy);
    if (work === undefined) return undefined;
    const { plant, work_centre: named = '' } = operation.row;
    const ratesOf = (centre: string) => rates.get(nodeKey(plant, centre)) ?? rates.get(nodeKey('', centre));
    const own = ratesOf(`work_centre ${named}`);
    const inherited = ratesOf(`centre ${centreOf.get(named) ?? ''}`);
    const charges = work.drivers.map(([driver, quantity]) => ({
      driver,
      centre: centreOf.get(named) || named,
      quantity,
      rates: own?.get(driver) ?? inherited?.get(driver) ?? [],
    }));
    return { charges, subcontract: work.subcontract };
  };
}

/** Rows whose rate isn't a plain number, as findings; they are not used. */
export function rateFindings(rows: readonly RateRow[]): Finding[] {
  return rows
    .filter((row) => fractionFaultOf(row.rate) !== undefined)
    .map((row) => {
      const key = rowKey(row.plant, row.work_centre ?? row.centre, row.driver, row.element, row.valid_from);
      return standardFinding('rate_must_be_a_plain_number', 'rate', key, { rate: row.rate });
    });
}

interface AppliedRate {
  readonly element: string;
  /** Per hour, cycle, piece or lot. */
  readonly rate: Fraction;
}

type RatesByDriver = Map<RateDriver, AppliedRate[]>;

function ratesByCentre(rows: readonly RateRow[], as_of: string): Map<string, RatesByDriver> {
  const latest = new Map<string, RateRow>();
  for (const row of rows) {
    if ((row.valid_from ?? '') > as_of || fractionFaultOf(row.rate) !== undefined) continue;
    const key = `${centreKey(row)}\u0000${row.driver}\u0000${row.element}`;
    const before = latest.get(key);
    if (before === undefined || (row.valid_from ?? '') > (before.valid_from ?? '')) latest.set(key, row);
  }
  const rates = new Map<string, RatesByDriver>();
  for (const row of latest.values()) {
    const byDriver: RatesByDriver = rates.get(centreKey(row)) ?? new Map();
    rates.set(centreKey(row), byDriver);
    const perHour = row.driver.startsWith('hours')
      ? multiply(parseFraction(row.rate), perHourOf(row.time_unit))
      : undefined;
    const applied = { element: row.element, rate: perHour ?? parseFraction(row.rate) };
    byDriver.set(row.driver, [...(byDriver.get(row.driver) ?? []), applied]);
  }
  return rates;
}

function centreKey({ plant, work_centre, centre }: RateRow): string {
  const hasWorkCentre = work_centre !== undefined && work_centre !== '';
  return nodeKey(plant, hasWorkCentre ? `work_centre ${work_centre}` : `centre ${centre ?? ''}`);
}

function perHourOf(unit: RateRow['time_unit']): Fraction {
  return fraction(unit === 'minute' ? 60 : unit === 'second' ? 3600 : 1);
}

/** How much of each driver an operation takes for a lot, and what a subcontractor is paid. */
function workOf({ row, inputPerPiece }: Operation, lot: Fraction, policy: StandardPolicy) {
  const read = (text: string | undefined, blank: Fraction) => {
    if (text === undefined || text === '') return blank;
    return fractionFaultOf(text) === undefined ? parseFraction(text) : undefined;
  };
  const [baseQuantity, efficiency] = [read(row.base_quantity, ONE), read(row.efficiency, ONE)];
  const [setupMachine, runMachine] = [read(row.setup_hours_machine, ZERO), read(row.run_hours_machine, ZERO)];
  const [setupLabour, runLabour] = [read(row.setup_hours_labour, ZERO), read(row.run_hours_labour, ZERO)];
  const price = read(row.subcontract_price, ZERO);
  if (!baseQuantity || !efficiency || !setupMachine || !runMachine || !setupLabour || !runLabour || !price) {
    return undefined;
  }
  if (baseQuantity.numerator <= 0n || efficiency.numerator <= 0n) return undefined;
  const quantity = multiply(lot, inputPerPiece);
  const times = { quantity, baseQuantity, efficiency, cycles: policy.cycles };
  const hours = fraction(1n, perHourOf(row.time_unit).numerator);
  const machine = operationTime({ ...times, setup: setupMachine, run: runMachine });
  const labour = operationTime({ ...times, setup: setupLabour, run: runLabour });
  const drivers: [RateDriver, Fraction][] = [
    ['hours_machine', multiply(machine.total, hours)],
    ['hours_labour', multiply(labour.total, hours)],
    ['cycles', machine.cycles],
    ['quantity', quantity],
    ['lots', ONE],
  ];
  return { drivers, subcontract: multiply(price, quantity) };
}

function addTo(byElement: Map<string, Fraction>, element: string, amount: Fraction): void {
  byElement.set(element, add(byElement.get(element) ?? ZERO, amount));
}
