import { printFixed } from '@millrace/exact';
import { flowMeaning } from '../compile/flow-kinds.js';
import { OUTSIDE } from '../network/network.js';
import { nodeName } from './flow-tables.js';
import { type Flow, flowsOf } from './flows.js';
import type { Outcome } from './outcome.js';

/** One flow of value by names: what every figure of a version is made of, and what each node can be judged by. */
export interface Edge {
  /** `stock P1 · RAW`, `order O1 · material`, `pool LAB`, `centre C1`; empty for the outside. */
  readonly from: string;
  readonly to: string;
  /** Why it flows: `movement`, `opening_stock`, `closing_wip` … */
  readonly kind: string;
  /** The movement, where one is behind it. */
  readonly movement: string;
  /** The item, where it is of one and no movement says of which. */
  readonly item?: string;
  /** Known before anything was settled; else a part of what `from` held. */
  readonly known: boolean;
  /** By element, plain decimals. */
  readonly amounts: Readonly<Record<string, string>>;
}

/** All flows of a settled period. */
export function* edgesOf(outcome: Outcome): Generator<Edge> {
  const { facts, scope, compiled, settled } = outcome;
  const nameOf = (node: number) => (node === OUTSIDE ? '' : nodeName(outcome, node).join(' '));
  const amountsOf = ({ amounts, at }: Flow) =>
    Object.fromEntries(
      scope.elements.map((code, e) => [facts.symbols.text(code), printFixed(amounts[at + e], scope.amountScale)]),
    );
  for (const flow of flowsOf(compiled.plan, settled)) {
    yield {
      from: nameOf(flow.from),
      to: nameOf(flow.to),
      kind: flow.kind,
      movement: flowMeaning(flow.kind).of === 'movement' ? facts.symbols.text(facts.movement.movement[flow.ref]) : '',
      ...(flowMeaning(flow.kind).of === 'item' && { item: facts.symbols.text(flow.ref) }),
      known: flow.amounts !== settled.carried,
      amounts: amountsOf(flow),
    };
  }
}
