import type { Facts } from '@millrace/facts';
import { shareOverBalances } from './balances/share-over-balances.js';
import { backFlush } from './compile/back-flush.js';
import { compile } from './compile/compile.js';
import { Findings, type Report } from './findings.js';
import { settle } from './network/settle.js';
import { factsOfPeriod } from './period/facts-of-period.js';
import { type Closing, type Scope, scopeOf } from './period/scope.js';
import { type Policy, policySchema } from './policy.js';
import { flowsOf } from './results/flows.js';
import type { Outcome } from './results/outcome.js';
import { RowWriter, type TableSum } from './results/row-writer.js';
import { StockTables } from './results/stock-tables.js';
import type { Fill } from './results/version.js';
import { verify } from './verify.js';

/** Facts that were checked → network → amounts → proof. */
export function settlePeriod(given: Facts, scope: Scope, policy: Policy, report: Report): Outcome {
  const flushed = backFlush(given, scope, policy, report);
  const compiled = compile(flushed, scope, policy, report);
  const settled = settle(compiled.plan.network);
  const period = { given, facts: flushed.facts, scope, policy };
  if (compiled.more === undefined) return { ...period, compiled, settled: verify(settled) };
  const whole = shareOverBalances({ ...period, compiled, settled }, compiled.more);
  return { ...period, compiled: whole, settled: verify(settle(whole.plan.network)) };
}

/** A period that was closed before, with its flows again. */
export interface SettledAgain {
  readonly outcome: Outcome;
  /** What the tables come to that its stored ones are held against: all stock, what it is worth and what a unit of it costs. */
  readonly sums: { readonly [T in 'stock' | 'unit_cost']: TableSum };
}

/**
 * Settles a period once more that the same engine closed: for who follows the flows of a stored version. It takes much less than closing,
 * since what let the period be closed isn't asked again, and what stands in the version already isn't written.
 *
 * @param facts those that it was closed from.
 * @returns undefined where they aren't of such a period.
 */
export function settleAgain(facts: Facts, policy: Policy, closing: Closing): SettledAgain | undefined {
  const { report } = new Findings();
  const scope = scopeOf(facts, closing, report);
  if (scope === undefined) return undefined;
  const outcome = settlePeriod(factsOfPeriod(facts, scope), scope, policySchema.parse(policy), report);
  const stock = new StockTables(outcome);
  for (const flow of flowsOf(outcome.compiled.plan, outcome.settled)) stock.add(flow);
  for (const { node, amounts } of outcome.settled.stranded) stock.addStranded(node, amounts);
  return {
    outcome,
    sums: {
      stock: sumOf((rows) => stock.writeStock(rows)),
      unit_cost: sumOf((rows) => stock.writeUnitCosts(rows)),
    },
  };
}

function sumOf(fill: Fill): TableSum {
  const rows = new RowWriter();
  for (const _ of fill(rows)) rows.take();
  return rows.finish();
}
