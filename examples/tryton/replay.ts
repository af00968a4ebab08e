import { add, compare, divide, type Fraction, fraction, multiply, subtract, ZERO } from '@millrace/exact';
import type { Tryton, TrytonCycle, TrytonMove } from './read.ts';

/**
 * Tryton's own costing of its moves, computed again: as it does, every price rounded to four decimals, or without
 * rounding. The two differ by what its rounding comes to; the first must be what Tryton has stored.
 */
export interface Replayed {
  /** By move, its cost price: of what came in the price after it, of what went out that at which it went. */
  readonly costPrices: ReadonlyMap<string, Fraction>;
  /** An item's cost price and what was on hand, at the end of a day. */
  readonly at: (item: string, day: string) => { readonly price: Fraction; readonly quantity: Fraction };
}

export interface Rules {
  readonly round: (value: Fraction) => Fraction;
  /** What a receipt from a supplier costs a unit. */
  readonly receiptPrice: (move: TrytonMove) => Fraction;
  readonly cycleCost: (cycle: TrytonCycle) => Fraction;
}

/** As Tryton rounds a price: to four decimals, a half to the even one. */
export function toFourDecimals(value: Fraction): Fraction {
  const scaled = value.numerator * 10_000n;
  const floor = scaled / value.denominator - (scaled % value.denominator < 0n ? 1n : 0n);
  const twice = 2n * (scaled - floor * value.denominator);
  const up = twice > value.denominator || (twice === value.denominator && floor % 2n !== 0n);
  return fraction(up ? floor + 1n : floor, 10_000n);
}

export function replay(tryton: Tryton, rules: Rules): Replayed {
  const costPrices = new Map<string, Fraction>();
  const unitPrices = new Map<string, Fraction>();
  const movesOf = (item: string) => tryton.moves.filter((move) => move.item === item);
  for (const item of componentsFirst(tryton)) {
    const moves = movesOf(item);
    for (const move of moves.filter(({ isPriced }) => isPriced)) {
      const price = move.outputOf === '' ? rules.receiptPrice(move) : outputPrice(move, tryton, costPrices, rules);
      unitPrices.set(move.id, price);
    }
    for (const [id, price] of valued(moves, item, tryton, unitPrices, rules).prices) costPrices.set(id, price);
  }
  return {
    costPrices,
    at: (item, day) => {
      const until = movesOf(item).filter((move) => move.day <= day);
      return valued(until, item, tryton, unitPrices, rules).closing;
    },
  };
}

/** Items in an order in which what goes into productions comes before what comes out of them. */
function componentsFirst({ moves, products }: Tryton): string[] {
  const inputs = (item: string) => {
    const orders = new Set(moves.filter((move) => move.item === item && move.outputOf !== '').map((m) => m.outputOf));
    return moves.filter(({ inputOf }) => inputOf !== '' && orders.has(inputOf)).map((move) => move.item);
  };
  const ordered = new Set<string>();
  const visit = (item: string): void => {
    if (ordered.has(item)) return;
    for (const component of inputs(item)) visit(component);
    ordered.add(item);
  };
  for (const item of products.keys()) visit(item);
  return [...ordered];
}

/** What a production cost, over what it made: its inputs at their cost prices, and its cycles. */
function outputPrice(
  output: TrytonMove,
  { moves, cycles }: Tryton,
  costPrices: ReadonlyMap<string, Fraction>,
  { round, cycleCost }: Rules,
): Fraction {
  const inputs = moves.filter(({ inputOf }) => inputOf === output.outputOf);
  const material = sum(inputs.map(({ id, quantity }) => multiply(quantity, costPrices.get(id) ?? ZERO)));
  const work = sum(cycles.filter(({ order }) => order === output.outputOf).map(cycleCost));
  return round(divide(round(add(round(material), work)), output.quantity));
}

interface Valued {
  readonly prices: ReadonlyMap<string, Fraction>;
  readonly closing: { readonly price: Fraction; readonly quantity: Fraction };
}

function valued(
  moves: readonly TrytonMove[],
  item: string,
  { products }: Tryton,
  unitPrices: ReadonlyMap<string, Fraction>,
  { round }: Rules,
): Valued {
  const isFifo = products.get(item)?.method === 'fifo';
  const state = new Stock(round, unitPrices);
  const days = [...new Set(moves.map(({ day }) => day))].sort();
  for (const [d, day] of days.entries()) {
    const ofDay = moves.filter((move) => move.day === day).sort((a, b) => Number(a.id) - Number(b.id));
    if (isFifo) state.fifoDay(ofDay, d === days.length - 1);
    else state.averageDay(ofDay);
  }
  return { prices: state.prices, closing: { price: round(state.price), quantity: state.quantity } };
}

/** An item's stock as its moves are gone through day by day. */
class Stock {
  readonly prices = new Map<string, Fraction>();
  price: Fraction = ZERO;
  quantity: Fraction = ZERO;
  /** The price that is written to moves; `price` itself goes on unrounded. */
  #written: Fraction = ZERO;
  readonly #layers: TrytonMove[] = [];
  readonly #round: (value: Fraction) => Fraction;
  readonly #unitPrices: ReadonlyMap<string, Fraction>;

  constructor(round: (value: Fraction) => Fraction, unitPrices: ReadonlyMap<string, Fraction>) {
    this.#round = round;
    this.#unitPrices = unitPrices;
  }

  /** All moves of a day have the price at its end. */
  averageDay(moves: readonly TrytonMove[]): void {
    for (const move of moves) {
      if (move.isIn) this.#receive(move);
      else this.quantity = subtract(this.quantity, move.quantity);
    }
    for (const { id } of moves) this.prices.set(id, this.#written);
  }

  /** What came in on the day is there before what goes out, and what goes out has one price. */
  fifoDay(moves: readonly TrytonMove[], isLast: boolean): void {
    const received = moves.filter(({ isIn }) => isIn);
    for (const move of received) {
      this.#receive(move);
      this.#layers.push(move);
    }
    for (const { id } of received) this.prices.set(id, this.#written);
    const issued = moves.filter(({ isIn }) => !isIn);
    if (issued.length === 0) return;
    const out = sum(issued.map(({ quantity }) => quantity));
    const before = this.quantity;
    this.quantity = subtract(before, out);
    const cost = this.#oldest(out) ?? this.#written;
    for (const { id } of issued) this.prices.set(id, cost);
    // Tryton goes on from the price that it wrote; on the last day from the one that it has not rounded.
    const from = isLast ? this.price : this.#written;
    if (this.quantity.numerator === 0n) this.price = from;
    else this.price = divide(subtract(multiply(from, before), multiply(cost, out)), this.quantity);
    this.#written = this.#round(this.price);
  }

  #receive(move: TrytonMove): void {
    const unit = this.#unitPrice(move) ?? this.price;
    const after = add(this.quantity, move.quantity);
    const had = compare(this.quantity, ZERO) > 0 ? this.quantity : ZERO;
    this.price = divide(add(multiply(this.price, had), multiply(unit, move.quantity)), add(had, move.quantity));
    this.#written = this.#round(this.price);
    this.quantity = after;
  }

  /** What a move brings with it: its own price; of a customer's return, what the sale cost. */
  #unitPrice(move: TrytonMove): Fraction | undefined {
    return move.isPriced ? this.#unitPrices.get(move.id) : this.prices.get(move.takesBack);
  }

  /** What the oldest units on hand cost, per unit: found from the youngest receipt back. */
  #oldest(out: Fraction): Fraction | undefined {
    let left = add(this.quantity, out);
    let cost = ZERO;
    let taken = ZERO;
    for (const layer of this.#layers.toReversed()) {
      left = subtract(left, layer.quantity);
      if (compare(left, out) > 0) continue;
      const isOldest = compare(left, ZERO) <= 0;
      const part = isOldest ? least(out, add(layer.quantity, left)) : least(layer.quantity, subtract(out, left));
      const price = this.#unitPrice(layer) ?? this.prices.get(layer.id) ?? ZERO;
      cost = add(cost, multiply(price, part));
      taken = add(taken, part);
      if (isOldest) break;
    }
    return taken.numerator === 0n ? undefined : this.#round(divide(cost, taken));
  }
}

const least = (a: Fraction, b: Fraction) => (compare(a, b) < 0 ? a : b);

export function sum(values: readonly Fraction[]): Fraction {
  return values.reduce(add, ZERO);
}
