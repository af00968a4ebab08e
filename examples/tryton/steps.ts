import type { FactRows, Policy, Row } from '@millrace/costing-core';
import { add, divide, type Fraction, multiply, parseFraction, printFraction, subtract } from '@millrace/exact';
import { known } from './known.ts';
import type { Tryton, TrytonMove } from './read.ts';
import { type Replayed, replay, sum, toFourDecimals } from './replay.ts';

/** One way to close the months, and what makes it another than the step before. */
export interface Step {
  readonly cause: Cause;
  readonly facts: FactRows;
  readonly policy: Policy;
}

export const CAUSES = ['cents', 'overhead', 'late invoices', 'moving average', 'returns, counts'] as const;
type Cause = (typeof CAUSES)[number];

/** More decimals than any currency has: what is left of Millrace's own rounding is far below a cent. */
const SCALE = 8;

/**
 * From what Millrace closes to what Tryton would have, one cause at a time: each step closes the facts of the step before
 * with one thing as Tryton has it.
 */
export function stepsToTryton(facts: FactRows, policy: Policy, tryton: Tryton, unrounded: Replayed): Step[] {
  const inDetail = { ...facts, ledger: facts.ledger?.map((row) => ({ ...row, amount_scale: SCALE })) ?? [] };
  const atRates = { ...inDetail, cost_pool: poolsOfCycles(facts, tryton) };
  const known = knownAtOnce(atRates, tryton);
  const isAverage = policy.valuation.method === 'periodic_average';
  const moving: Policy = isAverage
    ? { ...policy, valuation: { ...policy.valuation, method: 'moving_average' } }
    : policy;
  return [
    { cause: 'cents', facts: inDetail, policy },
    { cause: 'overhead', facts: atRates, policy },
    { cause: 'late invoices', facts: known, policy },
    { cause: 'moving average', facts: known, policy: moving },
    { cause: 'returns, counts', facts: atTrytonsPrices(known, unrounded), policy: moving },
  ];
}

/** Tryton's costing without its rounding: of receipts what they came to in all, of cycles their time at the rate. */
export function withoutRounding(facts: FactRows, tryton: Tryton): Replayed {
  const amounts = receiptAmounts(facts, tryton);
  return replay(tryton, {
    round: (value) => value,
    receiptPrice: (move) => divide(amounts.get(move.id) ?? multiply(move.unitPrice, move.quantity), move.quantity),
    cycleCost: ({ method, price, hours }) => (method === 'cycle' ? price : multiply(price, hours)),
  });
}

/** Tryton's costing as Tryton does it. */
export function asTryton(tryton: Tryton): Replayed {
  return replay(tryton, {
    round: toFourDecimals,
    receiptPrice: (move) => move.unitPrice,
    cycleCost: ({ cost }) => cost,
  });
}

/** In place of what wages and energy came to: what Tryton takes the cycles to cost. */
function poolsOfCycles(facts: FactRows, { cycles }: Tryton): Row<'cost_pool'>[] {
  const reports = new Map(facts.work_report?.map((row) => [String(row.report), row]));
  const sums = new Map<string, { row: Row<'cost_pool'>; amount: Fraction }>();
  for (const { ledger } of facts.ledger ?? []) {
    for (const { centre, report, method, price, hours } of cycles) {
      const period = String(reports.get(report)?.reported_at).slice(0, 7);
      const key = `${ledger} ${period} ${centre}`;
      const cost = method === 'cycle' ? price : multiply(price, hours);
      const row: Row<'cost_pool'> = {
        ledger,
        period,
        pool: `Cycles: ${centre}`,
        centre,
        element: 'labour',
        amount: '0',
        behaviour: 'variable',
        driver: method === 'cycle' ? 'cycles' : 'hours_machine',
        status: 'approved',
      };
      sums.set(key, { row, amount: add(cost, sums.get(key)?.amount ?? parseFraction('0')) });
    }
  }
  return [...sums.values()].map(({ row, amount }) => ({ ...row, amount: printFraction(amount, SCALE) }));
}

/** Receipts at what they came to in all, as if invoices and landed cost had come with them. */
function knownAtOnce(facts: FactRows, tryton: Tryton): FactRows {
  const late = new Set(typed(facts, 'purchase_adjustment').map(({ movement }) => movement));
  const amounts = receiptAmounts(facts, tryton);
  return {
    ...facts,
    movement: facts.movement?.filter(({ movement }) => !late.has(movement)) ?? [],
    movement_receipt: [],
    movement_amount:
      facts.movement_amount
        ?.filter(({ movement }) => !late.has(movement))
        .map((row) => {
          const amount = amounts.get(String(row.movement));
          return amount === undefined ? row : { ...row, amount: printFraction(amount, SCALE) };
        }) ?? [],
  };
}

/** By receipt: its order's amount, by how much invoices differ, and its part of landed cost, by value as Tryton spreads it. */
function receiptAmounts(facts: FactRows, { moves }: Tryton): Map<string, Fraction> {
  const ledger = facts.ledger?.[0].ledger;
  const amountOf = new Map(
    facts.movement_amount
      ?.filter((row) => row.ledger === ledger)
      .map((row) => [String(row.movement), parseFraction(String(row.amount))]),
  );
  const amounts = new Map<string, Fraction>();
  const put = (receipt: string, amount: Fraction) =>
    amounts.set(receipt, add(amount, amounts.get(receipt) ?? parseFraction('0')));
  for (const { movement } of typed(facts, 'purchase_receipt')) put(String(movement), known(amountOf, String(movement)));
  const byId = new Map(moves.map((move) => [move.id, move]));
  for (const { movement, refers_to, basis } of typed(facts, 'purchase_adjustment')) {
    const amount = known(amountOf, String(movement));
    if (basis !== 'value') {
      put(String(refers_to), amount);
      continue;
    }
    const over = (facts.movement_receipt ?? [])
      .filter((row) => row.movement === movement)
      .map(({ receipt }) => known(byId, String(receipt)));
    const total = sum(over.map(valueBefore));
    for (const move of over) put(move.id, divide(multiply(amount, valueBefore(move)), total));
  }
  return amounts;
}

/** By what Tryton spreads landed cost. */
const valueBefore = ({ quantity, unitPrice, landed }: TrytonMove) => multiply(quantity, subtract(unitPrice, landed));

/** What comes back from customers, or is found, as a receipt of its own at Tryton's price; what goes back to suppliers at that of stock. */
function atTrytonsPrices(facts: FactRows, { costPrices }: Replayed): FactRows {
  const found = new Set([...typed(facts, 'sale_return'), ...typed(facts, 'count_gain')].map((row) => row.movement));
  const refersTo = new Map(typed(facts, 'sale_return').map((row) => [row.movement, String(row.refers_to ?? '')]));
  const movement = facts.movement?.map((row): Row<'movement'> => {
    if (found.has(row.movement)) return { ...row, type: 'count_gain', refers_to: '' };
    if (row.type === 'purchase_return') return { ...row, type: 'stock_scrap', refers_to: '' };
    return row;
  });
  const amounts = (facts.ledger ?? []).flatMap(({ ledger }) =>
    (movement ?? [])
      .filter((row) => found.has(row.movement))
      .map((row): Row<'movement_amount'> => {
        const price = known(costPrices, refersTo.get(row.movement) || String(row.movement));
        const amount = printFraction(multiply(price, parseFraction(String(row.quantity))), SCALE);
        return { movement: row.movement, ledger, element: 'material', amount };
      }),
  );
  return { ...facts, movement: movement ?? [], movement_amount: [...(facts.movement_amount ?? []), ...amounts] };
}

const typed = (facts: FactRows, type: Row<'movement'>['type']) =>
  (facts.movement ?? []).filter((row) => row.type === type);
