import { parseFixed, printFixed } from '@millrace/exact';
import { compareText } from '@millrace/facts';
import type { AccountBalance } from './balances.js';

/** What the general ledger says of an account at the period's end. */
export interface GlBalance {
  readonly account: string;
  readonly amount: string;
}

/**
 * An account in the stock ledger and in the general ledger. `equal`, `differs`; `not_in_general_ledger`: value stands on it, and the
 * general ledger gave no balance; `not_in_stock_ledger`: no value of the stock ledger stands on it, there is nothing to compare.
 */
export interface ReconciledAccount {
  readonly account: string;
  readonly stock_ledger: string;
  readonly general_ledger: string;
  /** General ledger less stock ledger. */
  readonly difference: string;
  readonly result: 'equal' | 'differs' | 'not_in_general_ledger' | 'not_in_stock_ledger';
}

/**
 * Stock ledger against general ledger, account by account (存货账与总账比对), to the last unit.
 *
 * @param scale decimals of the amounts.
 * @example
 * reconcileAccounts(balances, [{ account: '1403', amount: '2550.00' }], 2)[0] // { account: '1403', difference: '0.00', result: 'equal', … }
 */
export function reconcileAccounts(
  balances: readonly AccountBalance[],
  general: readonly GlBalance[],
  scale: number,
): ReconciledAccount[] {
  const own = new Map<string, bigint>();
  // A balance is printed with all decimals of the scale, and may be larger than a single amount.
  for (const { account, closing } of balances)
    own.set(account, (own.get(account) ?? 0n) + BigInt(closing.replace('.', '')));
  const other = new Map(general.map(({ account, amount }) => [account, BigInt(parseFixed(amount, scale))]));
  const print = (amount: bigint | undefined) => (amount === undefined ? '' : printFixed(amount, scale));
  return [...new Set([...own.keys(), ...other.keys()])].sort(compareText).map((account) => {
    const [mine, theirs] = [own.get(account), other.get(account)];
    const difference = (theirs ?? 0n) - (mine ?? 0n);
    const result =
      mine === undefined
        ? 'not_in_stock_ledger'
        : difference === 0n
          ? 'equal'
          : theirs === undefined
            ? 'not_in_general_ledger'
            : 'differs';
    return {
      account,
      stock_ledger: print(mine),
      general_ledger: print(theirs),
      difference: mine === undefined ? '' : print(difference),
      result,
    };
  });
}
