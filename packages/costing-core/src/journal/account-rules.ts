import { cellText, compareText, type Facts, JOURNAL_EVENTS, PLACES, rowKey } from '@millrace/facts';
import type { Scope } from '../period/scope.js';
import { DIMENSIONS, type Dimension, type Standing } from './standings.js';

/** The account of a rule. */
export interface Account {
  /** Its code; 0: another system posts what the rule is for. */
  readonly account: number;
  readonly dimensions: readonly Dimension[];
}

/** What the rules say of one thing: its account, that no rule holds, or two of which neither is closer than the other. */
export type Determined = Account | { readonly missing: true } | { readonly ambiguous: readonly [string, string] };

/** What an account is looked for: an event by its place in JOURNAL_EVENTS, where the value stands, the code of its element. */
export interface Asked {
  readonly event: number;
  readonly standing: Standing;
  readonly element: number;
}

/**
 * The rows of `account_rule` in force on a period's last day; of those that differ by `valid_from` alone the latest. The one holds that
 * names all that any other names which fits, and more: `stock, raw` comes before `stock`; `sale` and `finished` are both as close to a
 * sale of finished goods, which is told and not decided.
 */
export class AccountRules {
  readonly #facts: Facts;
  readonly #rows: readonly number[];
  readonly #accounts = new Map<number, Account>();
  readonly #determined = new Map<string, Determined>();

  constructor(facts: Facts, { lastDay }: Scope) {
    this.#facts = facts;
    this.#rows = rowsInForce(facts, lastDay);
  }

  of({ event, standing, element }: Asked): Determined {
    const { place, category, centre } = standing;
    const key = `${event} ${place} ${category} ${centre} ${element}`;
    let determined = this.#determined.get(key);
    if (determined === undefined) {
      determined = this.#determine({ event, standing, element });
      this.#determined.set(key, determined);
    }
    return determined;
  }

  #determine({ event, standing: { place, category, centre }, element }: Asked): Determined {
    const { account_rule: rules } = this.#facts;
    const fits = this.#rows.filter(
      (row) =>
        rules.place[row] === place &&
        (rules.event[row] === event || rules.event[row] === EMPTY) &&
        (rules.category[row] === category || rules.category[row] === 0) &&
        (rules.centre[row] === centre || rules.centre[row] === 0) &&
        (rules.element[row] === element || rules.element[row] === 0),
    );
    if (fits.length === 0) return { missing: true };
    const closest = fits.reduce((best, row) => (size(this.#named(row)) > size(this.#named(best)) ? row : best));
    const rival = fits.find((row) => (this.#named(row) & ~this.#named(closest)) !== 0);
    if (rival !== undefined)
      return { ambiguous: [rowKey(this.#facts, 'account_rule', closest), rowKey(this.#facts, 'account_rule', rival)] };
    return this.#account(closest);
  }

  #account(row: number): Account {
    let account = this.#accounts.get(row);
    if (account === undefined) {
      const { account: code, dimensions } = this.#facts.account_rule;
      const names = dimensionNames(this.#facts.symbols.text(dimensions[row]));
      account = { account: code[row], dimensions: DIMENSIONS.filter((name) => names.includes(name)) };
      this.#accounts.set(row, account);
    }
    return account;
  }

  /** What a rule names, a bit for each of its four columns. */
  #named(row: number): number {
    const { event, category, centre, element } = this.#facts.account_rule;
    const bits = [event[row] !== EMPTY, category[row] !== 0, centre[row] !== 0, element[row] !== 0];
    return bits.reduce((sum, isNamed, bit) => sum + (isNamed ? 2 ** bit : 0), 0);
  }
}

function rowsInForce(facts: Facts, lastDay: number): number[] {
  const { account_rule: rules } = facts;
  const latest = new Map<string, number>();
  for (let row = 0; row < rules.rowCount; row++) {
    if (rules.valid_from[row] > lastDay || rules.valid_to[row] < lastDay) continue;
    if (rules.account[row] === 0 && !mayLackAccount(facts, row)) continue;
    const key = COLUMNS.map((column) => cellText(facts, 'account_rule', column, row, 0)).join('\0');
    const before = latest.get(key);
    if (before === undefined || rules.valid_from[before] < rules.valid_from[row]) latest.set(key, row);
  }
  // In the order of their keys, so that what is told of two rules is the same however rows came.
  const names = (row: number) => rowKey(facts, 'account_rule', row);
  return [...latest.values()].sort((a, b) => compareText(names(a), names(b)));
}

/** What comes from outside or goes there by a named event may be posted by another system. */
export function mayLackAccount({ account_rule: rules }: Facts, row: number): boolean {
  return rules.place[row] === OUTSIDE && rules.event[row] !== EMPTY;
}

const OUTSIDE = PLACES.indexOf('outside');

const COLUMNS = ['place', 'event', 'category', 'centre', 'element'] as const;

/** `item, order` as two names, whatever stands between them. */
export function dimensionNames(text: string): string[] {
  return text.split(/[\s,;，；、]+/).filter((name) => name !== '');
}

function size(bits: number): number {
  let count = 0;
  for (let rest = bits; rest > 0; rest >>= 1) count += rest & 1;
  return count;
}

/** What an empty choice is stored as. */
const EMPTY = 255;

/** The place of an event's name in JOURNAL_EVENTS. */
export const EVENT: ReadonlyMap<string, number> = new Map(JOURNAL_EVENTS.map((event, place) => [event, place]));
