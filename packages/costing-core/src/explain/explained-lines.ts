import { add, divRound, type Fraction, multiply, ONE, ZERO } from '@millrace/exact';
import { NODE } from '../compile/flow-kinds.js';
import { MOVEMENT_KINDS } from '../compile/movements/kinds.js';
import { OUTSIDE } from '../network/network.js';
import { bucketOfNode } from '../results/bucket-of-node.js';
import { nodeName } from '../results/flow-tables.js';
import { type Flow, flowsOf } from '../results/flows.js';
import type { Outcome } from '../results/outcome.js';
import { isNotShared } from '../results/stock-tables.js';
import { type Inflow, Inflows } from './inflows.js';

/** What a line of an explanation stands for. */
export type ExplainedKind =
  /** An item that was taken from stock. */
  | 'component'
  /** A layer of an item's stock. */
  | 'layer'
  /** What orders completed of the item above. */
  | 'made'
  | 'opening_stock'
  | 'opening_wip'
  /** What a centre had absorbed too little before. */
  | 'opening_absorption'
  | 'pool'
  | 'centre'
  /** A document that brought its own amount: a receipt, a fee, an adjustment. */
  | 'document'
  /** What an order gave back to stock. */
  | 'returned'
  /** What an item is made of, as the one element as which it came, less by its elements. It adds up to 0. */
  | 'reclassified'
  /** An item that stands further up on the same way: value that goes round in a loop. */
  | 'circulating'
  /** Value that nothing brought: stock below zero at an assumed price. */
  | 'assumed'
  /** What left stock past its price: at a value known beforehand, or to expense. Below zero. */
  | 'left'
  /** Lines too small to be shown. */
  | 'others';

/** A line while it is being made: what it holds of which nodes, and once it is spread, the lines below it. */
export interface Line {
  readonly kind: ExplainedKind;
  readonly key: string;
  /** The items on the way to here. */
  readonly path: ReadonlySet<string>;
  /** By element, in the ledger's smallest unit. */
  readonly amounts: bigint[];
  quantity: Fraction | undefined;
  readonly holdings: Map<number, Holding>;
  /** What came as one element, less by its elements. */
  readonly reclassified: bigint[];
  lines: Line[];
}

/** A part of what a node handed on. */
interface Holding {
  readonly amounts: bigint[];
  /** Undefined where it was fixed beforehand, and says nothing of quantities. */
  part: Fraction | undefined;
}

/** Makes lines, level by level. */
export class LineBuilder {
  readonly #outcome: Outcome;
  readonly #inflows: Inflows;

  /** @param movement the row of a movement that is asked for. */
  constructor(outcome: Outcome, movement?: number) {
    this.#outcome = outcome;
    this.#inflows = new Inflows(outcome, movement);
  }

  /**
   * An item with the lines of what came into its stock from elsewhere, less what left it past its price; of completions
   * alone where it was made. So they add up to the unit cost that is told of it (rules.md 36).
   */
  root(plant: string, item: string, made: boolean): Line {
    const key = placeText(plant, item);
    const root = this.#line('component', key, new Set([key]));
    const { plan, events } = this.#outcome.compiled;
    const bucketAt = (node: number) => {
      // What closing stock alone bears is in no unit cost of what there was to be used.
      const bucket = plan.nodeKind[node] === NODE.stock_balance ? -1 : bucketOfNode(plan, node);
      return bucket >= 0 && this.#groupOf(node) === key && events.buckets[bucket].inTransit === 0 ? bucket : -1;
    };
    for (let node = 0; node < plan.nodeKind.length; node++) {
      const bucket = bucketAt(node);
      if (bucket < 0) continue;
      for (const flow of this.#inflows.into(node)) {
        if (bucketOfNode(plan, flow.from) === bucket || (made && !this.#isCompletion(flow))) continue;
        this.#add(root, flow, vector(flow, root.amounts.length), ONE);
      }
    }
    if (!made) this.#takeOffWhatLeft(root, bucketAt);
    for (const { amounts } of root.lines) addTo(root.amounts, amounts);
    return root;
  }

  #takeOffWhatLeft(root: Line, bucketAt: (node: number) => number): void {
    const { plan } = this.#outcome.compiled;
    const takeOff = (key: string, amounts: readonly bigint[]) => {
      const less = amounts.map((amount) => -amount);
      if (!isNothing(less)) addTo(this.#below(root, 'left', key).amounts, less);
    };
    for (const flow of flowsOf(plan, this.#outcome.settled)) {
      if (flow.from === OUTSIDE || !isNotShared(this.#outcome, flow)) continue;
      const bucket = bucketAt(flow.from);
      if (bucket < 0 || (flow.to !== OUTSIDE && bucket === bucketAt(flow.to))) continue;
      const { symbols, movement } = this.#outcome.facts;
      const key = flow.kind === 'movement' ? symbols.text(movement.movement[flow.ref]) : flow.kind;
      takeOff(key, vector(flow, root.amounts.length));
    }
    for (const { node, reason, amounts } of this.#outcome.settled.stranded) {
      if (bucketAt(node) < 0) continue;
      takeOff(reason === 'trapped' ? reason : 'zero_quantity', amounts.map(BigInt));
    }
  }

  /**
   * A movement with a line for each layer of stock or order that it took its value from, and none where it brought it all
   * itself. Undefined where it moved nothing.
   */
  rootOfMovement(key: string): Line | undefined {
    if (this.#inflows.ofMovement.length === 0) return undefined;
    const root = this.#line('document', key, new Set());
    for (const flow of this.#inflows.ofMovement) {
      const amounts = vector(flow, root.amounts.length);
      addTo(root.amounts, amounts);
      const piece = flow.from === OUTSIDE ? -1 : this.#outcome.compiled.pieceOfNode[flow.from];
      if (piece === undefined || piece < 0) {
        this.#add(root, flow, amounts, ONE);
        continue;
      }
      const [item, name] = [this.#groupOf(flow.from), this.#nameOf(flow.from)];
      const line = this.#below(root, name === item ? 'component' : 'layer', name, item);
      addTo(line.amounts, amounts);
      if (flow.moved !== undefined) line.quantity = add(line.quantity ?? ZERO, flow.moved);
      hold(line, flow.from, amounts, flow.part);
    }
    if (this.#inflows.ofMovement.every(({ from }) => from === OUTSIDE)) root.lines = [];
    return root;
  }

  /**
   * Spreads what a line holds over what entered its nodes. Nodes of the line's own item or order are passed through, so
   * that pieces of stock and stages of orders don't show.
   */
  spread(line: Line): void {
    const visits = new Map<number, number>();
    if (!isNothing(line.reclassified)) addTo(this.#below(line, 'reclassified', '').amounts, line.reclassified);
    for (const [node, holding] of line.holdings) {
      // Taken out, so that what comes to the node later is taken as well: the iteration sees it again.
      line.holdings.delete(node);
      visits.set(node, (visits.get(node) ?? 0) + 1);
      const inflows = this.#inflows.into(node);
      const { parts, left } = spreadOver(holding.amounts, inflows);
      if (!isNothing(left)) addTo(this.#below(line, 'assumed', this.#nameOf(node)).amounts, left);
      for (const [i, flow] of inflows.entries()) {
        if (isNothing(parts[i])) continue;
        if (flow.from === OUTSIDE || this.#groupOf(flow.from) !== this.#groupOf(node)) {
          this.#add(line, flow, parts[i], holding.part);
        } else if ((visits.get(flow.from) ?? 0) < ROUNDS) hold(line, flow.from, parts[i], partOf(flow, holding.part));
        else addTo(this.#below(line, 'circulating', this.#nameOf(flow.from)).amounts, parts[i]);
      }
    }
  }

  /** The orders that a line is made by. */
  ordersOf(line: Line): string[] {
    return [...line.holdings.keys()].map((node) => this.#groupOf(node));
  }

  /** Adds a part of a flow to the line where it belongs. */
  #add(above: Line, flow: Inflow, amounts: bigint[], part: Fraction | undefined): void {
    const [kind, key] = this.#beginningOf(flow);
    const circles = kind === 'component' && above.path.has(key);
    const line = this.#below(above, circles ? 'circulating' : kind, key);
    addTo(line.amounts, amounts);
    const { moved } = flow;
    if (moved !== undefined && part !== undefined) line.quantity = add(line.quantity ?? ZERO, multiply(part, moved));
    if (flow.from === OUTSIDE || kind === 'pool' || circles) return;
    const byElement = flow.before === undefined ? amounts : inProportion(amounts, flow.before);
    for (const [e, amount] of amounts.entries()) line.reclassified[e] += amount - byElement[e];
    hold(line, flow.from, byElement, partOf(flow, part));
  }

  /** What stands at the beginning of a flow. */
  #beginningOf({ from, to, kind, ref }: Inflow): [ExplainedKind, string] {
    const { symbols, opening_stock, opening_wip, movement } = this.#outcome.facts;
    if (from !== OUTSIDE) {
      switch (this.#inflows.kindOf(from)) {
        case 'completed':
          return ['made', ''];
        case 'order':
        case 'opening':
        case 'loss':
          return ['returned', this.#groupOf(from)];
        case 'step':
        case 'step_opening':
          return ['component', this.#groupOf(from)];
        case 'pool':
          return ['pool', this.#nameOf(from)];
        case 'centre':
        case 'department':
        case 'received':
        case 'rate':
        case 'item_difference':
          return ['centre', this.#nameOf(from)];
        default:
          return ['component', this.#groupOf(from)];
      }
    }
    if (kind === 'opening_stock') return ['opening_stock', symbols.text(opening_stock.layer[ref])];
    if (kind === 'opening_wip') return ['opening_wip', symbols.text(opening_wip.order[ref] || opening_wip.item[ref])];
    if (kind === 'opening_absorption') return ['opening_absorption', this.#nameOf(to)];
    return ['document', kind === 'movement' ? symbols.text(movement.movement[ref]) : kind];
  }

  #isCompletion({ kind, ref }: Inflow): boolean {
    return kind === 'movement' && MOVEMENT_KINDS[this.#outcome.facts.movement.type[ref]].type === 'completion';
  }

  /** What a node belongs to: the item in its plant, the order, the pool, the cost centre. */
  #groupOf(node: number): string {
    const { facts, compiled } = this.#outcome;
    const ref = compiled.plan.nodeRef[node];
    switch (this.#inflows.kindOf(node)) {
      case 'completed':
      case 'order':
      case 'opening':
      case 'loss':
        return facts.symbols.text(facts.production_order.order[ref]);
      case 'step':
      case 'step_opening':
        return facts.symbols.text(ref);
      case 'pool':
      case 'centre':
      case 'department':
      case 'received':
      case 'rate':
      case 'item_difference':
        return this.#nameOf(node);
      default: {
        const { plant, item } = compiled.events.buckets[ref];
        return placeText(facts.symbols.text(plant), facts.symbols.text(item));
      }
    }
  }

  #nameOf(node: number): string {
    return nodeName(this.#outcome, node)[1];
  }

  /** @param item of a component or a layer: what goes round in a loop where it comes again. */
  #below(above: Line, kind: ExplainedKind, key: string, item = kind === 'component' ? key : undefined): Line {
    const present = above.lines.find((line) => line.kind === kind && line.key === key);
    if (present !== undefined) return present;
    const line = this.#line(kind, key, item === undefined ? above.path : new Set([...above.path, item]));
    above.lines.push(line);
    return line;
  }

  #line(kind: ExplainedKind, key: string, path: ReadonlySet<string>): Line {
    const amounts = this.#outcome.scope.elements.map(() => 0n);
    const reclassified = amounts.map(() => 0n);
    return { kind, key, path, amounts, quantity: undefined, holdings: new Map(), reclassified, lines: [] };
  }
}

/** How often value may pass a node within one item or order before what is left of it counts as going round. */
const ROUNDS = 20;

/** Amounts over inflows, in their proportions, by cumulative rounding; left is what nothing entered for. */
function spreadOver(amounts: readonly bigint[], inflows: readonly Inflow[]): { parts: bigint[][]; left: bigint[] } {
  const parts = inflows.map(() => amounts.map(() => 0n));
  const left = amounts.map((amount, e) => {
    const total = inflows.reduce((sum, flow) => sum + BigInt(flow.amounts[flow.at + e]), 0n);
    if (total === 0n) return amount;
    let cumulative = 0n;
    let before = 0n;
    for (const [i, flow] of inflows.entries()) {
      cumulative += BigInt(flow.amounts[flow.at + e]);
      const upTo = divRound(amount * cumulative, total);
      parts[i][e] = upTo - before;
      before = upTo;
    }
    return 0n;
  });
  return { parts, left };
}

/** The total of amounts by the elements of others, in their proportions, by cumulative rounding. */
function inProportion(amounts: readonly bigint[], others: readonly bigint[]): bigint[] {
  const whole = amounts.reduce((sum, amount) => sum + amount, 0n);
  const total = others.reduce((sum, amount) => sum + amount, 0n);
  if (total === 0n) return [...amounts];
  let cumulative = 0n;
  let before = 0n;
  return others.map((amount) => {
    cumulative += amount;
    const upTo = divRound(whole * cumulative, total);
    const part = upTo - before;
    before = upTo;
    return part;
  });
}

function hold(line: Line, node: number, amounts: readonly bigint[], part: Fraction | undefined): void {
  const present = line.holdings.get(node);
  if (present === undefined) {
    line.holdings.set(node, { amounts: [...amounts], part });
    return;
  }
  addTo(present.amounts, amounts);
  present.part = present.part === undefined || part === undefined ? undefined : add(present.part, part);
}

/** The part of its beginning that a part of a flow is. */
function partOf(flow: Inflow, part: Fraction | undefined): Fraction | undefined {
  return part === undefined || flow.part === undefined ? undefined : multiply(part, flow.part);
}

function placeText(plant: string, item: string): string {
  return plant === '' ? item : `${plant} · ${item}`;
}

function vector({ amounts, at }: Flow, width: number): bigint[] {
  return Array.from({ length: width }, (_, e) => BigInt(amounts[at + e]));
}

function addTo(total: bigint[], amounts: readonly bigint[]): void {
  for (const [e, amount] of amounts.entries()) total[e] += amount;
}

function isNothing(amounts: readonly bigint[]): boolean {
  return amounts.every((amount) => amount === 0n);
}
