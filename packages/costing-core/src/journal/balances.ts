import { printFixed } from '@millrace/exact';
import { compareText, PLACES } from '@millrace/facts';
import { FLOWS, flowMeaning } from '../compile/flow-kinds.js';
import { OUTSIDE } from '../network/network.js';
import { flowsOf } from '../results/flows.js';
import type { Outcome } from '../results/outcome.js';
import { AccountRules } from './account-rules.js';
import { booksOf } from './posted.js';
import { DIMENSIONS, type Dimension, dimensionTexts, type Standing, Standings } from './standings.js';

/**
 * An account by what it is kept by: opening + debit − credit + elsewhere = closing. Debit and credit are the lines of the journal;
 * `elsewhere` is what other systems post to it. Amounts are plain decimals.
 */
export interface AccountBalance extends Readonly<Record<Dimension, string>> {
  readonly account: string;
  readonly opening: string;
  readonly debit: string;
  readonly credit: string;
  readonly elsewhere: string;
  readonly closing: string;
}

/**
 * What stands on the accounts of a settled period (明细账余额): stock, goods in transit, work in process and what centres carry on, by the
 * rules of `account_rule` that name no event, in the order of their codes. What no such rule holds for stands on the account ''.
 * Accounts on which no value stands, as that of sales, are not among them.
 */
export function accountBalances(outcome: Outcome): AccountBalance[] {
  const { facts, scope, compiled, settled } = outcome;
  const rules = new AccountRules(facts, scope);
  const standings = new Standings(outcome);
  const found = new Map<string, Found>();
  for (const { from, to, kind, amounts, at } of flowsOf(compiled.plan, settled)) {
    if (!CARRIED_ON.has(kind)) continue;
    const standing = standings.at(from === OUTSIDE ? to : from);
    for (const [e, element] of scope.elements.entries()) {
      const amount = BigInt(amounts[at + e]);
      if (amount === 0n) continue;
      const row = rowFor(standing, element);
      if (from === OUTSIDE) row.opening += amount;
      else row.closing += amount;
    }
  }
  const standOn = new Set([...accountsOfPlaces(outcome), ...[...found.values()].map(({ account }) => account)]);
  for (const { account, dimensions, side, amount } of booksOf(outcome, false).lines.values()) {
    if (standOn.has(account)) rowAt(account, dimensions)[side] += amount;
  }
  const print = (amount: bigint) => printFixed(amount, scope.amountScale);
  return [...found]
    .sort(([a], [b]) => compareText(a, b))
    .map(([, { account, dimensions, opening, debit, credit, closing }]) => ({
      account,
      ...dimensions,
      opening: print(opening),
      debit: print(debit),
      credit: print(credit),
      elsewhere: print(closing - opening - debit + credit),
      closing: print(closing),
    }));

  function rowFor(standing: Standing, element: number): Found {
    const determined = rules.of({ event: NO_EVENT, standing, element });
    if (!('account' in determined)) return rowAt('', NONE);
    const dimensions = dimensionTexts(facts, standing, element, determined.dimensions);
    return rowAt(facts.symbols.text(determined.account), dimensions);
  }

  function rowAt(account: string, dimensions: Found['dimensions']): Found {
    const key = JSON.stringify([account, ...DIMENSIONS.map((name) => dimensions[name])]);
    let row = found.get(key);
    if (row === undefined) {
      row = { account, dimensions, opening: 0n, debit: 0n, credit: 0n, closing: 0n };
      found.set(key, row);
    }
    return row;
  }
}

/** What pools bring to each account on which they stand until they are spread. */
export function poolsByAccount(outcome: Outcome): ReadonlyMap<string, bigint> {
  const { facts, scope, compiled, settled } = outcome;
  const rules = new AccountRules(facts, scope);
  const standings = new Standings(outcome);
  const pools = new Map<string, bigint>();
  for (const { from, to, kind, amounts, at } of flowsOf(compiled.plan, settled)) {
    if (kind !== 'pool' || from !== OUTSIDE) continue;
    for (const [e, element] of scope.elements.entries()) {
      if (amounts[at + e] === 0) continue;
      const determined = rules.of({ event: NO_EVENT, standing: standings.at(to), element });
      if (!('account' in determined)) continue;
      const account = facts.symbols.text(determined.account);
      pools.set(account, (pools.get(account) ?? 0n) + BigInt(amounts[at + e]));
    }
  }
  return pools;
}

interface Found {
  readonly account: string;
  readonly dimensions: Readonly<Record<Dimension, string>>;
  opening: bigint;
  debit: bigint;
  credit: bigint;
  closing: bigint;
}

/** Accounts of rules for what stands inside the ledger, whatever moves it. */
function accountsOfPlaces({ facts: { account_rule: rules, symbols } }: Outcome): string[] {
  const accounts: string[] = [];
  for (let row = 0; row < rules.rowCount; row++) {
    if (rules.place[row] === OUTSIDE_PLACE || rules.event[row] !== EMPTY) continue;
    accounts.push(symbols.text(rules.account[row]));
  }
  return accounts;
}

const CARRIED_ON = new Set(FLOWS.filter((kind) => flowMeaning(kind).unposted === 'carried'));
const NONE = Object.fromEntries(DIMENSIONS.map((name) => [name, ''])) as Readonly<Record<Dimension, string>>;
const OUTSIDE_PLACE = PLACES.indexOf('outside');
/** What an empty choice is stored as: rules that name an event don't fit. */
const EMPTY = 255;
const NO_EVENT = EMPTY;
