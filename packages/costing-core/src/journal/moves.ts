import { invariant } from '@millrace/exact';
import { FLOWS, flowMeaning } from '../compile/flow-kinds.js';
import { MOVEMENT_KINDS } from '../compile/movements/kinds.js';
import { OUTSIDE } from '../network/network.js';
import { STRANDED } from '../results/flow-tables.js';
import { flowsOf } from '../results/flows.js';
import type { Outcome } from '../results/outcome.js';
import { EVENT } from './account-rules.js';
import { ends, type Standing, Standings } from './standings.js';

/** The sides of an account: where value comes to, and where it comes from. */
export type Side = 'debit' | 'credit';

/** A flow of value that journals look at: all but balances that are carried on, and what stays within one item, order or centre. */
export interface Move {
  /** Its place in JOURNAL_EVENTS. */
  readonly event: number;
  /** Nodes, or OUTSIDE. */
  readonly from: number;
  readonly to: number;
  /** Where it stood, and stands. */
  readonly credit: Standing;
  readonly debit: Standing;
  /** The movement's row; −1 where there is none. */
  readonly movement: number;
  readonly amounts: ArrayLike<number>;
  readonly at: number;
}

/** The moves of a settled period, what could not move on last. Each is an object of its own; `amounts` are the network's. */
export function* movesOf(outcome: Outcome): Generator<Move> {
  const { facts, compiled, settled } = outcome;
  const standings = new Standings(outcome);
  const typeOf = (row: number) => EVENT.get(MOVEMENT_KINDS[facts.movement.type[row]].type) as number;
  for (const { from, to, kind, ref, amounts, at } of flowsOf(compiled.plan, settled)) {
    const { of, unposted } = flowMeaning(kind);
    if (unposted !== undefined) continue;
    const movement = of === 'movement' ? ref : -1;
    const event = movement < 0 ? EVENT.get(kind) : typeOf(movement);
    invariant(event !== undefined, `A flow of kind ${kind} is no event of journals.`);
    const { from: credit, to: debit } = ends(standings, { from, to }, movement);
    yield { event, from, to, credit, debit, movement, amounts, at };
  }
  for (const { node, reason, amounts } of settled.stranded) {
    const event = EVENT.get(STRANDED[reason]) as number;
    const credit = standings.at(node);
    yield { event, from: node, to: OUTSIDE, credit, debit: standings.outside(node, -1), movement: -1, amounts, at: 0 };
  }
}

/** Categories of the proof that are balances, carried on from one period to the next. */
export const CARRIED: ReadonlySet<string> = new Set(FLOWS.filter((kind) => flowMeaning(kind).unposted === 'carried'));
