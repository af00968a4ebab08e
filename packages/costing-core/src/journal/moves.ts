import { invariant } from '@millrace/exact';
import { FLOWS, flowMeaning, NODE, NODE_MEANINGS } from '../compile/flow-kinds.js';
import { MOVEMENT_KINDS } from '../compile/movements/kinds.js';
import { OUTSIDE } from '../network/network.js';
import { STRANDED } from '../results/flow-tables.js';
import { type Flow, flowsOf } from '../results/flows.js';
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
  /** The side on which all of it stands as one element, and that element's code: an order, where steps are carried combined. */
  readonly asOne: { readonly side: Side; readonly element: number } | undefined;
}

/** The element that an amount of one is on a side of a move, by codes. */
export function elementOn(side: Side, { asOne }: Move, element: number): number {
  return asOne?.side === side ? asOne.element : element;
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
    const { from: credit, to: debit } = ends(standings, { from, to }, movement, of === 'item' ? ref : 0);
    const asOne = kind === 'movement' ? carriedAsOne(outcome, { from, to, kind, ref, amounts, at }) : undefined;
    yield { event, from, to, credit, debit, movement, amounts, at, asOne };
  }
  for (const { node, reason, amounts } of settled.stranded) {
    const event = EVENT.get(STRANDED[reason]) as number;
    const credit = standings.at(node);
    const debit = standings.outside(node, -1);
    yield { event, from: node, to: OUTSIDE, credit, debit, movement: -1, amounts, at: 0, asOne: undefined };
  }
}

/** What is issued to an order, or comes back from it, is there what it is carried as. */
function carriedAsOne({ facts, scope, compiled, settled }: Outcome, flow: Flow): Move['asOne'] {
  const { network, carried } = settled;
  const { type } = MOVEMENT_KINDS[facts.movement.type[flow.ref]];
  if (type !== 'issue' && type !== 'issue_return') return undefined;
  const isStage = (node: number) => {
    const kind = node === OUTSIDE ? -1 : compiled.plan.nodeKind[node];
    return kind === NODE.step || kind === NODE.step_opening || NODE_MEANINGS[kind]?.isStage === true;
  };
  const side = isStage(flow.to) ? 'debit' : isStage(flow.from) ? 'credit' : undefined;
  const isShare = flow.amounts === carried;
  const place = isShare
    ? network.arrivesAs.get(flow.at / network.elementCount)
    : compiled.carriedAs(facts.movement.item[flow.ref]);
  return side === undefined || place === undefined ? undefined : { side, element: scope.elements[place] };
}

/** Categories of the proof that are balances, carried on from one period to the next. */
export const CARRIED: ReadonlySet<string> = new Set(FLOWS.filter((kind) => flowMeaning(kind).unposted === 'carried'));
