import { parseFixed, printFixed, QUANTITY_SCALE } from '@millrace/exact';
import { compareText, type Facts } from '@millrace/facts';
import { type Finding, Findings } from '../findings.js';
import { accountBalances, poolsByAccount } from '../journal/balances.js';
import type { GlBalance } from '../journal/reconcile.js';
import type { Outcome } from '../results/outcome.js';
import { accountsMissing } from './accounts-are-known.js';

/** What came of it: a finding an account, and how many accounts were compared. */
export interface PoolsCompared {
  readonly findings: readonly Finding[];
  readonly accounts: number;
}

/**
 * Cost pools against what the general ledger has on their accounts (费用池与总账比对): what other systems posted there is what the pools
 * are, until the journal of the period takes it out; then what is left is what the stock ledger carries on. Either agrees. The policy says
 * within how many percent of the pools.
 *
 * Pools of 1,000.00 on an account: the general ledger may have 1,000.00, or once the journal is posted 0.00; 1,040.00 is a difference.
 *
 * What the general ledger says comes late, and belongs to no version: nothing is found where it says nothing yet, or where the ledger
 * has no whole set of accounts, which is another check's.
 */
export function poolsAgreeWithTheGeneralLedger(outcome: Outcome, general: readonly GlBalance[]): PoolsCompared {
  const { facts, scope, policy } = outcome;
  if (general.length === 0 || facts.account_rule.rowCount === 0 || accountsMissing(outcome).length > 0) return NOTHING;
  const pools = poolsByAccount(outcome);
  if (pools.size === 0) return NOTHING;
  const said = new Map(general.map(({ account, amount }) => [account, BigInt(parseFixed(amount, scope.amountScale))]));
  const units = (amount: string) => BigInt(amount.replace('.', ''));
  const own = new Map<string, { before: bigint; after: bigint }>();
  for (const { account, opening, elsewhere, closing } of accountBalances(outcome)) {
    const sum = own.get(account) ?? { before: 0n, after: 0n };
    sum.before += units(opening) + units(elsewhere);
    sum.after += units(closing);
    own.set(account, sum);
  }
  const print = (amount: bigint) => printFixed(amount, scope.amountScale);
  const allowed = BigInt(parseFixed(policy.checks.pools_percent, QUANTITY_SCALE));
  const findings = new Findings();
  for (const [account, pooled] of [...pools].sort(([a], [b]) => compareText(a, b))) {
    const { before, after } = own.get(account) ?? { before: 0n, after: 0n };
    const found = said.get(account) ?? 0n;
    const isNear = (expected: bigint) => size(found - expected) * HUNDRED_PERCENT <= allowed * size(pooled);
    if (isNear(before) || isNear(after)) continue;
    findings.report('pools_must_agree_with_the_general_ledger', 'gl_balance', account, {
      found: print(found),
      expected: print(before),
      left: print(after),
      difference: print(found - before),
    });
  }
  return { findings: findings.sorted(), accounts: pools.size };
}

/** What rows of `gl_balance` say of a ledger at the end of a period. */
export function generalLedgerOf(
  { gl_balance: rows, symbols }: Facts,
  of: { readonly ledger: string; readonly period: string },
  amountScale: number,
): GlBalance[] {
  const balances: GlBalance[] = [];
  for (let row = 0; row < rows.rowCount; row++) {
    if (symbols.text(rows.ledger[row]) !== of.ledger || symbols.text(rows.period[row]) !== of.period) continue;
    balances.push({ account: symbols.text(rows.account[row]), amount: printFixed(rows.amount[row], amountScale) });
  }
  return balances.sort((a, b) => compareText(a.account, b.account));
}

function size(amount: bigint): bigint {
  return amount < 0n ? -amount : amount;
}

const NOTHING: PoolsCompared = { findings: [], accounts: 0 };
const HUNDRED_PERCENT = 100n * 10n ** BigInt(QUANTITY_SCALE);
