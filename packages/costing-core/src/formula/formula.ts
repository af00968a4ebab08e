import { type ASTNode, Environment, serialize } from '@marcbachmann/cel-js';
import { add, compare, divide, type Fraction, fraction, multiply, parseFraction, subtract } from '@millrace/exact';

/**
 * Formulas of users (CEL, the Common Expression Language) over exact fractions: `mould_cost * shots / life_shots`.
 *
 * A formula knows named numbers, + − * /, comparisons, `a ? b : c`, `&&`, `||`, `!`, and min, max, ceil, floor. It is checked for
 * names and types before anything is computed, has no side effects, no loops, and a bounded size; nothing of it is ever run as
 * JavaScript. Numbers are what they say: 0.1 is a tenth, 1 / 3 a third.
 */
export interface Formula {
  /** The names that it uses. */
  readonly names: readonly string[];
  /** @throws FormulaError where it divides by zero. */
  evaluate(read: (name: string) => Fraction): Fraction;
}

/** What is wrong with a formula, and at which character, from 1. */
export class FormulaError extends Error {
  readonly position: number;

  constructor(message: string, position: number) {
    super(message);
    this.name = 'FormulaError';
    this.position = position;
  }
}

/**
 * @param names all that a formula may use.
 * @throws FormulaError with what is wrong and where.
 *
 * @example
 * const formula = readFormula('60000 * shots / life', ['shots', 'life']);
 * formula.evaluate((name) => fraction(name === 'shots' ? 1250 : 400000)) // 375/2
 */
export function readFormula(text: string, names: readonly string[]): Formula {
  if (text.length > LONGEST) throw new FormulaError(`it is longer than ${LONGEST} characters`, LONGEST + 1);
  const used = new Set(text.match(/[A-Za-z_][A-Za-z0-9_]*/g) ?? []);
  const own = names.filter((name) => used.has(name));
  const literals = new Map<string, Exactly>();
  const { source, originalOf } = withoutLiterals(text, (digits) => {
    const name = `literal_${literals.size}`;
    literals.set(name, new Exactly(parseFraction(digits)));
    return name;
  });
  const environment = arithmetic.clone();
  for (const name of [...own, ...literals.keys()]) environment.registerVariable(name, 'number');
  const checked = attempt(() => environment.check(source));
  if (!checked.valid) {
    const { message = 'it can not be read', range } = (checked.error ?? {}) as Partial<Failure>;
    throw new FormulaError(plain(message), originalOf(range?.start ?? 0) + 1);
  }
  if (checked.type !== 'number') throw new FormulaError(`it gives a ${checked.type}, not a number`, 1);
  const run = attempt(() => environment.parse(source));
  return {
    names: own,
    evaluate: (read) => {
      const context: Record<string, Exactly> = Object.fromEntries(literals);
      for (const name of own) context[name] = new Exactly(read(name));
      const computed = (node: ASTNode): unknown => environment.parse(serialize(node))(context);
      const result: unknown = attempt(() => {
        try {
          return run(context);
        } catch (error) {
          if (!(error instanceof DivisionByZero)) throw error;
          throw new FormulaError('it divides by zero', originalOf(divisorAt(run.ast, computed)) + 1);
        }
      });
      if (!(result instanceof Exactly)) throw new FormulaError('it gives no number', 1);
      return result.value;
    },
  };
}

/** A fraction as a type of its own, so that nothing but what is registered here can be done with it. */
class Exactly {
  readonly value: Fraction;

  constructor(value: Fraction) {
    this.value = value;
  }
}

class DivisionByZero extends Error {}

/** Where the divisor begins that is 0: down from the whole to the part that fails by itself, along the branches taken. */
function divisorAt(whole: ASTNode, computed: (node: ASTNode) => unknown): number {
  const fails = (node: ASTNode) => {
    try {
      computed(node);
      return false;
    } catch (error) {
      if (error instanceof DivisionByZero) return true;
      throw error;
    }
  };
  let node = whole;
  for (let part: ASTNode | undefined = whole; part !== undefined; ) {
    node = part;
    const parts: ASTNode[] = (Array.isArray(node.args) ? node.args.flat() : [node.args]).filter(isNode);
    if (node.op === '?:' && !fails(parts[0])) parts.splice(0, 3, computed(parts[0]) === true ? parts[1] : parts[2]);
    part = parts.find(fails);
    if (part === undefined && node.op === '/') return parts[1].start;
  }
  return node.start;
}

function isNode(part: unknown): part is ASTNode {
  return typeof part === 'object' && part !== null && 'op' in part && 'start' in part;
}

interface Failure {
  readonly message: string;
  readonly range: { readonly start: number };
}

const LONGEST = 1000;

const arithmetic = new Environment({
  unlistedVariablesAreDyn: false,
  limits: { maxAstNodes: 300, maxDepth: 50, maxListElements: 0, maxMapEntries: 0, maxCallArguments: 8 },
}).registerType('number', { ctor: Exactly, fields: {} });

const calculate =
  (compute: (a: Fraction, b: Fraction) => Fraction) =>
  (a: Exactly, b: Exactly): Exactly =>
    new Exactly(compute(a.value, b.value));
arithmetic.registerOperator('number + number: number', calculate(add));
arithmetic.registerOperator('number - number: number', calculate(subtract));
arithmetic.registerOperator('number * number: number', calculate(multiply));
arithmetic.registerOperator(
  'number / number: number',
  calculate((a, b) => {
    if (b.numerator === 0n) throw new DivisionByZero();
    return divide(a, b);
  }),
);
arithmetic.registerOperator('-number: number', (a: Exactly) => new Exactly(multiply(a.value, fraction(-1))));
const holds = (is: (order: number) => boolean) => (a: Exactly, b: Exactly) => is(compare(a.value, b.value));
arithmetic.registerOperator(
  'number < number: bool',
  holds((order) => order < 0),
);
arithmetic.registerOperator(
  'number <= number: bool',
  holds((order) => order <= 0),
);
arithmetic.registerOperator(
  'number > number: bool',
  holds((order) => order > 0),
);
arithmetic.registerOperator(
  'number >= number: bool',
  holds((order) => order >= 0),
);
arithmetic.registerOperator(
  'number == number: bool',
  holds((order) => order === 0),
);
arithmetic.registerFunction('min(number, number): number', (a: Exactly, b: Exactly) =>
  compare(a.value, b.value) <= 0 ? a : b,
);
arithmetic.registerFunction('max(number, number): number', (a: Exactly, b: Exactly) =>
  compare(a.value, b.value) >= 0 ? a : b,
);
arithmetic.registerFunction('floor(number): number', (a: Exactly) => new Exactly(fraction(floorOf(a.value))));
arithmetic.registerFunction(
  'ceil(number): number',
  (a: Exactly) => new Exactly(fraction(-floorOf(multiply(a.value, fraction(-1))))),
);

function floorOf({ numerator, denominator }: Fraction): bigint {
  const quotient = numerator / denominator;
  return numerator < 0n && quotient * denominator !== numerator ? quotient - 1n : quotient;
}

/** Numbers as names, since CEL would read 0.1 as a float; `originalOf` leads from a place in the new text to the old one. */
function withoutLiterals(text: string, nameOf: (digits: string) => string) {
  const moves: { readonly at: number; readonly by: number }[] = [];
  let shift = 0;
  const source = text.replace(/(?<![\w.])\d+(?:\.\d+)?(?![\w.])/g, (digits, at: number) => {
    const name = nameOf(digits);
    shift += name.length - digits.length;
    moves.push({ at: at + digits.length + shift, by: shift });
    return name;
  });
  return { source, originalOf: (place: number) => place - (moves.findLast(({ at }) => at <= place)?.by ?? 0) };
}

/** What goes wrong in the language is a fault of the formula. */
function attempt<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof FormulaError) throw error;
    throw new FormulaError(plain(error instanceof Error ? error.message : String(error)), 1);
  }
}

/** The first line of what the parser says; the rest draws the place. */
function plain(message: string): string {
  return message.split('\n')[0];
}
