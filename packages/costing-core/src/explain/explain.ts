import { printFixed, QUANTITY_SCALE, roundFraction } from '@millrace/exact';
import { compareText } from '@millrace/facts';
import { itemCosts, itemKey } from '../results/item-costs.js';
import { quantitiesMoved } from '../results/movement-cost.js';
import type { Outcome } from '../results/outcome.js';
import { unitCost } from '../results/unit-cost.js';
import { unitsOf } from '../results/units-of.js';
import type { VersionRows } from '../results/version.js';
import { type ExplainedKind, type Line, LineBuilder } from './explained-lines.js';

/** A line: an amount, and the lines that it consists of, which add up to it element by element. */
export interface Explained {
  readonly kind: ExplainedKind;
  /** Which item, orders, pool or document; of `others` how many. */
  readonly key: string;
  /** Empty where it has none of its own. */
  readonly quantity: string;
  readonly amount: string;
  /** The amount over the quantity of the item that is explained. */
  readonly unit_cost: string;
  /** What the unit costs of the lines below differ by from this one, since each is rounded by itself. */
  readonly rounding: string;
  readonly elements: Readonly<Record<string, string>>;
  readonly lines: readonly Explained[];
}

export interface ExplainOptions {
  /** How many levels of lines; all of them by default. */
  readonly depth?: number;
  /** Lines below this part of the whole, in thousandths, are taken together as `others`; none by default. */
  readonly smallest?: number;
}

/**
 * What the unit cost of an item in a plant consists of, level by level down to documents: of what was made in the period
 * where anything was, else of what there was to be used (rules.md 36). Undefined where it has no cost.
 *
 * A node is a mixing tank: what leaves it is made up as what entered. So each line is spread over what entered its nodes,
 * element by element, by cumulative rounding, and nothing is lost on the way down: 10.00 from a stock that took in 20.00
 * and 10.00 consists of 6.67 and 3.33.
 */
export function explain(
  outcome: Outcome,
  version: VersionRows,
  plant: string,
  item: string,
  { depth = Number.POSITIVE_INFINITY, smallest = 0 }: ExplainOptions = {},
): Explained | undefined {
  const own = Iterator.from(version.unitCosts()).filter((row) => row.plant === plant && row.item === item);
  const cost = itemCosts(own, outcome.scope.amountScale).get(itemKey({ plant, item }));
  if (cost === undefined || cost.quantity === 0n) return undefined;

  const builder = new LineBuilder(outcome);
  const root = builder.root(plant, item, cost.basis === 'produced');
  return tellAll(outcome, builder, root, cost.quantity, { depth, smallest });
}

/**
 * What a movement cost and where that came from: the layers of stock, orders and documents it took its value from, each
 * traced further like any cost. Net of what was returned within the period. Undefined where the period has no such
 * movement.
 *
 * 15 are sold under FIFO: 10 of the layer R1 at 10.00, 5 of R2 at 20.00: lines of 100.00 and 100.00.
 */
export function explainMovement(
  outcome: Outcome,
  movement: string,
  { depth = Number.POSITIVE_INFINITY, smallest = 0 }: ExplainOptions = {},
): Explained | undefined {
  const { facts } = outcome;
  const row = facts.movement.movement.indexOf(facts.symbols.find(movement) ?? -1);
  if (row < 0) return undefined;
  const builder = new LineBuilder(outcome, row);
  const root = builder.rootOfMovement(movement);
  if (root === undefined) return undefined;
  return tellAll(outcome, builder, root, BigInt(quantitiesMoved(outcome)[row]), { depth, smallest });
}

function tellAll(
  outcome: Outcome,
  builder: LineBuilder,
  root: Line,
  quantity: bigint,
  { depth, smallest }: Required<ExplainOptions>,
): Explained {
  const least = (abs(totalOf(root)) * BigInt(smallest)) / 1000n;
  root.lines = inOrder(root.lines, least);
  const told = new Teller(outcome, builder, quantity);
  const open = [{ line: root, level: 0 }];
  for (const { line, level } of open) {
    if (level >= depth) continue;
    if (line !== root) {
      told.name(line);
      builder.spread(line);
      line.lines = inOrder(line.lines, least);
    }
    for (const below of line.lines) if (below.holdings.size > 0) open.push({ line: below, level: level + 1 });
  }
  // Lines follow the line above them: from the end, every line is printed after those below it.
  for (const { line } of open.reverse()) told.tell(line);
  return { ...told.tell(root), quantity: printFixed(quantity, QUANTITY_SCALE) };
}

/** The largest first; what is below `least` together. Where all of it is, the line above says enough. */
function inOrder(lines: readonly Line[], least: bigint): Line[] {
  const sorted = [...lines].sort(
    (a, b) => compareSizes(b, a) || compareText(a.kind, b.kind) || compareText(a.key, b.key),
  );
  const shown = sorted.filter((line) => abs(totalOf(line)) >= least);
  const small = sorted.slice(shown.length);
  if (shown.length === 0) return [];
  if (small.length < 2) return sorted;
  const amounts = small[0].amounts.map((_, e) => small.reduce((sum, line) => sum + line.amounts[e], 0n));
  const kept = { kind: 'others' as const, key: String(small.length), path: new Set<string>() };
  const nothing = amounts.map(() => 0n);
  return [...shown, { ...kept, amounts, quantity: undefined, holdings: new Map(), reclassified: nothing, lines: [] }];
}

/** Turns lines into their printed form. */
class Teller {
  readonly #outcome: Outcome;
  readonly #builder: LineBuilder;
  readonly #quantity: bigint;
  readonly #names = new Map<Line, string>();
  readonly #told = new Map<Line, Explained>();

  constructor(outcome: Outcome, builder: LineBuilder, quantity: bigint) {
    this.#outcome = outcome;
    this.#builder = builder;
    this.#quantity = quantity;
  }

  /** Notes which orders a line is made by, before it is spread. */
  name(line: Line): void {
    if (line.kind === 'made' && !this.#names.has(line))
      this.#names.set(line, this.#builder.ordersOf(line).sort(compareText).join(', '));
  }

  tell(line: Line): Explained {
    const present = this.#told.get(line);
    if (present !== undefined) return present;
    this.name(line);
    const { facts, scope, policy } = this.#outcome;
    const lines = line.lines.map((below) => this.tell(below));
    const unit = this.#unit(line);
    const units = (text: string) => unitsOf(text, policy.unit_cost_scale);
    const rounding = lines.reduce((rest, below) => rest - units(below.unit_cost), units(unit));
    const told: Explained = {
      kind: line.kind,
      key: this.#names.get(line) || line.key,
      quantity:
        line.quantity === undefined ? '' : printFixed(roundFraction(line.quantity, QUANTITY_SCALE), QUANTITY_SCALE),
      amount: printFixed(totalOf(line), scope.amountScale),
      unit_cost: unit,
      rounding: printFixed(lines.length === 0 ? 0n : rounding, policy.unit_cost_scale),
      elements: Object.fromEntries(
        scope.elements
          .map((code, e) => [facts.symbols.text(code), line.amounts[e]] as const)
          .filter(([, amount]) => amount !== 0n)
          .map(([element, amount]) => [element, printFixed(amount, scope.amountScale)]),
      ),
      lines,
    };
    this.#told.set(line, told);
    return told;
  }

  #unit(line: Line): string {
    const { scope, policy } = this.#outcome;
    return unitCost(totalOf(line), this.#quantity, scope.amountScale, policy.unit_cost_scale);
  }
}

function totalOf({ amounts }: Line): bigint {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}

function compareSizes(a: Line, b: Line): number {
  const [x, y] = [abs(totalOf(a)), abs(totalOf(b))];
  return x < y ? -1 : x > y ? 1 : 0;
}

function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}
