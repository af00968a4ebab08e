import type { Edge } from '@millrace/costing-core';
import { shareOverBalances } from './balances.js';
import { asOne } from './carried.js';
import { Fraction, sum, ZERO } from './fraction.js';
import { type Node, OUTSIDE, ReferenceNetwork, type ShareEdge, type Vector } from './network.js';
import { loopsOf, passThrough, totalWeight } from './solve.js';

/** What the judge found: nothing to say where the engine is right. */
export interface Verdict {
  /** Where the engine departs from the reference, a sentence each. */
  readonly disagreements: readonly string[];
  /** Value that can't move on, by node: what the version must show as a residual. */
  readonly stranded: ReadonlyMap<string, Vector>;
}

/**
 * Judges the engine's edges by the reference's network, every node by itself, given what the engine let it receive
 * (rules.md 30): the same nodes and edges; known amounts equal; outside loops every edge equal to the unit; inside
 * loops every edge at the floor or ceiling of the exact solution, edges to itself rounded by R, every node balanced.
 */
export function judge(given: ReferenceNetwork, edges: Iterable<Edge>, amountScale: number): Verdict {
  const network = copied(given);
  const disagreements: string[] = [];
  const stranded = new Map<string, Vector>();
  const carried = new Map<string, Fraction[]>();
  const none = network.elements.map(() => ZERO);
  const say = (sentence: string) => disagreements.push(sentence);

  const scale = new Fraction(10n ** BigInt(amountScale));
  for (const edge of edges) {
    const key = keyOf(edge.from, { ...edge, movement: edge.item ?? edge.movement });
    const amounts = network.elements.map((element) => Fraction.of(edge.amounts[element]).times(scale));
    carried.set(key, plus(carried.get(key) ?? none, amounts));
  }
  const carriedBy = (from: string, edge: Key) => carried.get(keyOf(from, edge)) ?? none;

  // Balances are currency, by what the engine let them come to.
  shareOverBalances(network, (from, edge, elements = network.elements) => {
    const all = plus(carriedBy(from, edge), carriedBy(from, { ...edge, known: true }));
    return sum(all.filter((_, e) => elements.includes(network.elements[e]))).over(scale);
  });

  // What arrives as one element is less than nothing of what it was, by what the engine let the edge carry.
  for (const { name, shares } of given.nodes.values()) {
    for (const edge of unique(shares)) {
      if (edge.arrivesAs === undefined) continue;
      const amounts = carriedBy(name, edge).map(({ rounded }) => rounded);
      const more = asOne(network.elements, edge.arrivesAs, amounts).map((amount, e) => amount - amounts[e]);
      network.source(edge.to, 'reclassified', edge.movement, more);
    }
  }

  // The same edges, known amounts equal.
  const known = new Map<string, Fraction[]>();
  const shared = new Set<string>();
  for (const { name, sources, fixed, shares } of network.sorted) {
    for (const source of sources) addKnown(keyOf(OUTSIDE, { to: name, known: true, ...source }), source.amounts);
    for (const edge of fixed) addKnown(keyOf(name, { ...edge, known: true }), edge.amounts);
    for (const edge of shares) shared.add(keyOf(name, edge));
  }
  for (const [key, amounts] of known) {
    const found = carried.get(key) ?? none;
    if (!equal(amounts, found)) say(`${key} is known to be ${amounts}, the engine has ${found}`);
  }
  for (const [key, amounts] of carried) {
    if (known.has(key) || shared.has(key)) continue;
    if (!equal(amounts, none)) say(`${key} carries ${amounts} in the engine and is not in the reference`);
  }
  for (const key of shared) {
    if (!carried.has(key)) say(`${key} is not in the engine`);
  }

  const loops = loopsOf(network);
  const received = (node: Node, from: (name: string) => boolean): Fraction[] => {
    let total = none;
    for (const { sources, name } of [node]) {
      for (const source of unique(sources))
        total = plus(total, carriedBy(OUTSIDE, { to: name, known: true, ...source }));
    }
    for (const other of network.nodes.values()) {
      for (const edge of unique(other.fixed)) {
        if (edge.to === node.name) total = plus(total, carriedBy(other.name, { ...edge, known: true }));
      }
      for (const edge of unique(other.shares)) {
        if (edge.to === node.name && from(other.name)) total = plus(total, carriedBy(other.name, edge));
      }
    }
    for (const edge of unique(node.fixed)) total = minus(total, carriedBy(node.name, { ...edge, known: true }));
    return total;
  };
  for (const node of network.sorted) {
    if (loops.some((loop) => loop.has(node.name))) continue;
    const amounts = received(node, () => true);
    if (node.shares.length === 0) strand(node, amounts);
    for (const [e, amount] of amounts.entries()) judgeSplit(node, amount, e);
  }
  for (const loop of loops) judgeLoop([...loop].sort().map((name) => network.node(name)));
  return { disagreements, stranded };

  function addKnown(key: string, amounts: Vector): void {
    known.set(
      key,
      plus(
        known.get(key) ?? none,
        amounts.map((amount) => new Fraction(amount)),
      ),
    );
  }

  function strand({ name }: Node, amounts: readonly Fraction[]): void {
    if (amounts.some(({ sign }) => sign !== 0))
      stranded.set(
        name,
        amounts.map(({ rounded }) => rounded),
      );
  }

  /** Cumulative rounding: R(A·(w_1+…+w_i)/W) − R(A·(w_1+…+w_{i−1})/W). */
  function judgeSplit(node: Node, amount: Fraction, e: number): void {
    const whole = totalWeight(node);
    const parts = new Map<string, bigint>();
    if (node.rounding !== 'exact') {
      const all =
        node.rounding === 'largest_remainder' ? byLargestRemainder(node, amount) : atRoundedRate(node, amount);
      for (const [i, edge] of node.shares.entries()) {
        const key = keyOf(node.name, edge);
        parts.set(key, (parts.get(key) ?? 0n) + all[i]);
      }
      tell(parts, e);
      return;
    }
    let cumulative = ZERO;
    let before = 0n;
    for (const edge of node.shares) {
      cumulative = cumulative.plus(edge.weight);
      const upTo = amount.times(cumulative).over(whole).rounded;
      const key = keyOf(node.name, edge);
      parts.set(key, (parts.get(key) ?? 0n) + upTo - before);
      before = upTo;
    }
    tell(parts, e);
  }

  /** A rate of so many decimals, in currency for one of the driver's own unit; the last of positive weight takes the rest. */
  function atRoundedRate({ shares, rounding }: Node, amount: Fraction): bigint[] {
    const whole = totalWeight({ shares } as Node);
    const last = shares.findLastIndex(({ weight }) => weight.sign > 0);
    const parts = shares.map(({ weight }) => {
      const part =
        typeof rounding === 'number'
          ? amount.over(scale).over(whole).roundedTo(rounding).times(weight).times(scale).rounded
          : weight
              .over(whole)
              .roundedTo((rounding as { share: number }).share)
              .times(amount).rounded;
      return new Fraction(part);
    });
    return parts.map((part, i) => (i === last ? amount.minus(sum(parts.toSpliced(last, 1))) : part).rounded);
  }

  /** Whole units, of the size of the amount; those that are missing one each to the largest fractions, of equal ones to the first. */
  function byLargestRemainder({ shares }: Node, amount: Fraction): bigint[] {
    const whole = totalWeight({ shares } as Node);
    const sign = amount.sign < 0 ? -1n : 1n;
    const exact = shares.map(({ weight }) => amount.size.times(weight).over(whole));
    const parts = exact.map(({ floor }) => floor);
    const fractions = exact.map((part, i) => part.minus(new Fraction(parts[i])));
    const missing = Number(amount.size.floor - parts.reduce((sum, part) => sum + part, 0n));
    const order = [...parts.keys()].sort((a, b) => fractions[b].compare(fractions[a]) || a - b);
    for (const i of order.slice(0, missing)) parts[i] += 1n;
    return parts.map((part) => sign * part);
  }

  function tell(parts: ReadonlyMap<string, bigint>, e: number): void {
    for (const [key, part] of parts) {
      const found = carried.get(key)?.[e] ?? ZERO;
      if (found.compare(new Fraction(part)) === 0) continue;
      say(`${key} [${network.elements[e]}] should be ${part}, the engine has ${found}`);
    }
  }

  function judgeLoop(members: readonly Node[]): void {
    const names = new Set(members.map(({ name }) => name));
    const inflow = new Map(members.map((node) => [node.name, received(node, (name) => !names.has(name))]));
    const through = passThrough(members, inflow);
    for (const node of members) {
      const whole = totalWeight(node);
      let left = received(node, () => true);
      if (through === undefined) strand(node, inflow.get(node.name) ?? none);
      for (const edge of unique(node.shares)) {
        const found = carriedBy(node.name, edge);
        left = minus(left, found);
        const alike = node.shares.filter((other) => keyOf(node.name, other) === keyOf(node.name, edge));
        for (const [e, amount] of found.entries()) {
          const held = through?.get(node.name)?.[e] ?? ZERO;
          const exact = alike.map(({ weight }) => held.times(weight).over(whole));
          if (isWhole(exact, amount, edge.to === node.name)) continue;
          const key = `${keyOf(node.name, edge)} [${network.elements[e]}]`;
          say(`${key} in a loop is exactly ${exact}, the engine has ${amount}`);
        }
      }
      if (through !== undefined && !equal(left, none)) say(`${node.name} in a loop keeps ${left}`);
    }
  }
}

/** Sources are added to it, and what hangs on settled amounts. */
function copied(given: ReferenceNetwork): ReferenceNetwork {
  const network = new ReferenceNetwork(given.elements);
  for (const [name, node] of given.nodes) {
    network.nodes.set(name, { ...node, sources: [...node.sources], shares: [...node.shares] });
  }
  network.unshared.push(...given.unshared);
  network.bearers = given.bearers;
  return network;
}

type Key = Pick<ShareEdge, 'to' | 'kind' | 'movement'> & { readonly known?: boolean };

function keyOf(from: string, { to, kind, movement, known = false }: Key): string {
  const what = `${kind}${movement && ` ${movement}`}${known ? ', known' : ''}`;
  return `${from || 'outside'} → ${to || 'outside'} (${what})`;
}

/** The floor or the ceiling, of each where several edges are told apart by nothing; half away from zero to itself. */
function isWhole(exact: readonly Fraction[], found: Fraction, toItself: boolean): boolean {
  const total = (parts: readonly bigint[]) => new Fraction(parts.reduce((sum, part) => sum + part, 0n));
  const least = total(exact.map((value) => (toItself ? value.rounded : value.floor)));
  const most = total(exact.map((value) => (toItself ? value.rounded : value.ceiling)));
  return found.d === 1n && found.compare(least) >= 0 && found.compare(most) <= 0;
}

/** One of each key: what has the same was added up. */
function unique<T extends { readonly kind: string; readonly movement: string; readonly to?: string }>(
  edges: readonly T[],
): T[] {
  return [...new Map(edges.map((edge) => [`${edge.to} ${edge.kind} ${edge.movement}`, edge])).values()];
}

function plus(a: readonly Fraction[], b: readonly Fraction[]): Fraction[] {
  return a.map((value, e) => value.plus(b[e]));
}

function minus(a: readonly Fraction[], b: readonly Fraction[]): Fraction[] {
  return a.map((value, e) => value.minus(b[e]));
}

function equal(a: readonly Fraction[], b: readonly Fraction[]): boolean {
  return a.every((value, e) => value.compare(b[e]) === 0);
}
