import { FLOW, NODE } from '../compile/flow-kinds.js';
import type { Report } from '../findings.js';
import { OUTSIDE } from '../network/network.js';
import type { Outcome } from '../results/outcome.js';

/**
 * What is carried combined (综合结转) has an element of its level: none of its own cost stands in the element as which it is carried,
 * not by way of other such elements either, else nobody could tell the levels apart again; nor does a pool bring cost in it. In a
 * loop nothing is combined.
 */
export function semisAreOfOneLevel(outcome: Outcome, report: Report): void {
  const { facts, scope, compiled, settled } = outcome;
  const { network, carried, notCombined } = settled;
  const { symbols } = facts;
  const itemOf = (node: number) => symbols.text(compiled.events.buckets[compiled.plan.nodeRef[node]].item);
  for (const item of new Set(notCombined.map(itemOf))) report('semi_in_a_loop_is_not_combined', 'item', item);

  const width = network.elementCount;
  const { sources } = compiled.plan;
  const semis = new Set(network.arrivesAs.values());
  for (let s = 0; s < network.sourceNode.length; s++) {
    if (sources.kind[s] !== FLOW.pool) continue;
    for (const element of semis) {
      if (network.sourceAmount[s * width + element] === 0) continue;
      const name = symbols.text(scope.elements[element]);
      const pool = symbols.text(facts.cost_pool.pool[sources.ref[s]]);
      report('pool_must_not_be_in_the_element_of_a_semi', 'cost_pool', pool, { element: name });
    }
  }
  /** By element: those that what is carried as it consists of. */
  const consistsOf = new Map<number, Set<number>>();
  const itemsOf = new Map<number, Set<string>>();
  for (const [edge, element] of network.arrivesAs) {
    const below = consistsOf.get(element) ?? new Set<number>();
    consistsOf.set(element, below);
    for (let e = 0; e < width; e++) if (carried[edge * width + e] !== 0) below.add(e);
  }
  for (let node = 0; node < network.nodeCount; node++) {
    if (compiled.plan.nodeKind[node] !== NODE.stock) continue;
    for (let edge = network.firstEdge[node]; edge < network.firstEdge[node + 1]; edge++) {
      const element = network.arrivesAs.get(edge);
      if (element === undefined || network.edgeTo[edge] === OUTSIDE) continue;
      const items = itemsOf.get(element) ?? new Set<string>();
      itemsOf.set(element, items.add(itemOf(node)));
    }
  }
  for (const [element, items] of itemsOf) {
    const reached = new Set(consistsOf.get(element));
    for (const below of reached) for (const next of consistsOf.get(below) ?? []) reached.add(next);
    if (!reached.has(element)) continue;
    const name = symbols.text(scope.elements[element]);
    for (const item of items) report('semi_must_not_carry_its_own_element', 'item', item, { element: name });
  }
}
