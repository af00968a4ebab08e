import { JOURNAL_EVENTS, type JournalEvent, PLACES } from '@millrace/facts';
import { OUTSIDE } from '../network/network.js';
import { bucketOfNode } from '../results/bucket-of-node.js';
import { nodeName } from '../results/flow-tables.js';
import type { Outcome } from '../results/outcome.js';
import { type Account, AccountRules, type Determined } from './account-rules.js';
import { LegQuantities } from './leg-quantities.js';
import { elementOn, type Move, movesOf, type Side } from './moves.js';
import { DIMENSIONS, type Dimension, dimensionTexts, type Standing } from './standings.js';

/** What is behind a line, and with how much. */
export interface Source {
  /** `movement`, or what a node is: `pool`, `order`, `stock` … */
  readonly kind: string;
  readonly key: string;
  /** Of a movement. */
  readonly document: string;
  amount: bigint;
}

/** What one event brings to one side of an account, in whole units. */
export interface Posted {
  readonly event: JournalEvent;
  readonly side: Side;
  readonly account: string;
  readonly dimensions: Readonly<Record<Dimension, string>>;
  amount: bigint;
  /** Undefined where there is none, or where its parts are on several lines. */
  quantity: bigint | undefined;
  /** By kind and key; empty unless asked for. */
  readonly sources: Map<string, Source>;
}

/** What an event brings from outside or takes there: on lines, posted by another system, or without leaving its account. */
interface Crossed {
  readonly side: 'in' | 'out';
  readonly event: JournalEvent;
  posted: bigint;
  elsewhere: bigint;
  stays: bigint;
}

/** All lines of a period, and what they leave out. */
export interface Books {
  /** By event, side, account and dimensions. */
  readonly lines: ReadonlyMap<string, Posted>;
  readonly crossed: readonly Crossed[];
}

/**
 * Each cent of each move on one debit and one credit, unless it stays on its account. What no rule holds for is left out of both: the
 * check `accountsAreKnown` tells it.
 */
export function booksOf(outcome: Outcome, withSources: boolean): Books {
  const { facts, scope, compiled } = outcome;
  const rules = new AccountRules(facts, scope);
  const lines = new Map<string, Posted>();
  const crossed = new Map<string, Crossed>();
  const legs = new LegQuantities<Posted>(outcome);

  for (const move of movesOf(outcome)) {
    for (const [e, element] of scope.elements.entries()) {
      const amount = BigInt(move.amounts[move.at + e]);
      if (amount === 0n) continue;
      const debit = rules.of({ event: move.event, standing: move.debit, element: elementOn('debit', move, element) });
      const credit = rules.of({
        event: move.event,
        standing: move.credit,
        element: elementOn('credit', move, element),
      });
      if (!isAccount(debit) || !isAccount(credit)) continue;
      const how = post(move, element, amount, { debit, credit });
      for (const side of sidesOf(move)) crossedAt(side, move.event)[how] += amount;
    }
  }
  legs.writeTo((line, quantity) => {
    line.quantity = (line.quantity ?? 0n) + quantity;
  });
  return { lines, crossed: [...crossed.values()] };

  function post(move: Move, element: number, amount: bigint, accounts: Readonly<Record<Side, Account>>) {
    if (accounts.debit.account === 0 || accounts.credit.account === 0) return 'elsewhere';
    const keys = {
      debit: keyOf(accounts.debit, move.debit, elementOn('debit', move, element)),
      credit: keyOf(accounts.credit, move.credit, elementOn('credit', move, element)),
    };
    if (keys.debit === keys.credit) return 'stays';
    for (const side of ['debit', 'credit'] as const) {
      const line = lineAt(`${move.event}\0${side}\0${keys[side]}`, side, { move, element, account: accounts[side] });
      line.amount += amount;
      if (withSources) addSource(line, move, amount);
      addLeg(line, side, move, accounts[side]);
    }
    return 'posted';
  }

  function lineAt(
    key: string,
    side: Side,
    { move, element, account }: { readonly move: Move; readonly element: number; readonly account: Account },
  ): Posted {
    let line = lines.get(key);
    if (line === undefined) {
      line = {
        event: JOURNAL_EVENTS[move.event],
        side,
        account: facts.symbols.text(account.account),
        dimensions: dimensionTexts(facts, move[side], elementOn(side, move, element), account.dimensions),
        amount: 0n,
        quantity: undefined,
        sources: new Map(),
      };
      lines.set(key, line);
    }
    return line;
  }

  function addSource(line: Posted, { movement, from, to }: Move, amount: bigint): void {
    const [kind, key] =
      movement < 0
        ? nodeName(outcome, from === OUTSIDE ? to : from)
        : ['movement', facts.symbols.text(facts.movement.movement[movement])];
    const name = `${kind}\0${key}`;
    const known = line.sources.get(name);
    if (known !== undefined) known.amount += amount;
    else {
      const document = movement < 0 ? '' : facts.symbols.text(facts.movement.document[movement]);
      line.sources.set(name, { kind, key, document, amount });
    }
  }

  /** Goods count where their account is kept by item, and not by element: else they would count several times. */
  function addLeg(line: Posted, side: Side, move: Move, { dimensions }: Account): void {
    const isOfStock = move.movement >= 0 && STOCK.has(move[side].place);
    if (!isOfStock || !dimensions.includes('item') || dimensions.includes('element')) return;
    legs.add(line, {
      row: move.movement,
      bucket: bucketOfNode(compiled.plan, side === 'debit' ? move.to : move.from),
      side,
    });
  }

  function crossedAt(side: 'in' | 'out', event: number): Crossed {
    const key = `${side} ${event}`;
    let known = crossed.get(key);
    if (known === undefined) {
      known = { side, event: JOURNAL_EVENTS[event], posted: 0n, elsewhere: 0n, stays: 0n };
      crossed.set(key, known);
    }
    return known;
  }
}

function sidesOf({ from, to }: Move): readonly ('in' | 'out')[] {
  if (from === OUTSIDE) return ['in'];
  return to === OUTSIDE ? ['out'] : [];
}

/** An account with what it is kept by, in codes. */
function keyOf({ account, dimensions }: Account, standing: Standing, element: number): string {
  let key = `${account}`;
  for (const name of DIMENSIONS) {
    const code = name === 'element' ? element : standing[name];
    key += dimensions.includes(name) ? ` ${code}` : ' 0';
  }
  return key;
}

function isAccount(determined: Determined): determined is Account {
  return 'account' in determined;
}

const STOCK: ReadonlySet<number> = new Set([PLACES.indexOf('stock'), PLACES.indexOf('in_transit')]);
