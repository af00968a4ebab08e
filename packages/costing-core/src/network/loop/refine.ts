import { divRound } from '@millrace/exact';
import { doubles, fixedPoint } from './arithmetic.js';
import { denseImage, type Image } from './dense-image.js';
import { type Eliminated, eliminate, type Transitions } from './eliminate.js';
import { eliminateDense, isDense } from './eliminate-dense.js';
import { exactly, type Weights } from './sent.js';

/**
 * Solves a large loop to a proven error bound, without exact fractions (whose digits would grow with its size).
 *
 * With weights w_ij, W_i their sum at node i, and y_i = x_i/W_i what passes per unit of weight, the equations
 *
 *     W_j·y_j − Σ_i w_ij·y_i = b_j
 *
 * have integer coefficients, so the residual r of any fixed-point guess is known exactly. The loop is eliminated once
 * in doubles, and each round adds the correction for the residual, some 12 digits a round (a loop that would fill up is
 * eliminated incompletely, and the correction found by `descend`).
 *
 * The bound: for any v ≥ 0 with v − Pv ≥ ½ in every component, ‖(I − Pᵀ)⁻¹‖₁ ≤ 2·max v, because (I − P)⁻¹ ≥ 0
 * takes ½ to at most v. So ‖x − x*‖₁ ≤ 2·max v·‖r‖₁. v is approximated (the visits a unit still makes) and the inequality
 * then checked in integers. Where doubles can't reach the bound (hardly anything leaves the loop), the same is done in
 * fixed-point numbers of more and more bits, which reach it in the end.
 */
export interface LoopEquations extends Weights {
  /** Per element and node: what enters from outside the loop. */
  readonly inflow: readonly (readonly bigint[])[];
}

export interface Refined {
  /** Per element and node y, in units of 2^-bits. */
  readonly perWeight: readonly (readonly bigint[])[];
  readonly bits: number;
}

/** All x together are within 2^-ERROR_BITS of the solution. */
export const ERROR_BITS = 170;

export function refine(equations: LoopEquations): Refined {
  for (let room = 4 * equations.sent.nodeCount; ; room *= 8) {
    const solver = inDoubles(equations, room);
    const refined = refineBy(equations, solver);
    if (refined !== undefined) return refined;
    if (solver.complete) break;
  }
  for (let precision = 512; ; precision *= 2) {
    const refined = refineBy(equations, inFixedPoint(equations, precision));
    if (refined !== undefined) return refined;
  }
}

/** An approximate inverse of the loop's equations. */
interface Solver {
  /** The nodes that a unit still visits, in units of 2^-VISIT_BITS. */
  readonly visits: readonly bigint[];
  /** d with W_j·d_j − Σ w_ij·d_i ≈ r_j. */
  correct(residual: readonly bigint[]): bigint[];
  readonly complete: boolean;
}

function refineBy(equations: LoopEquations, solver: Solver): Refined | undefined {
  const visits = certify(equations, solver.visits);
  if (visits === undefined) return undefined;
  const { onward, inflow } = equations;
  // y is whole in units of 2^-bits, so a residual of half a weight at each node is the least that can be reached.
  const least = onward.reduce((sum, weight) => sum + weight, 0n);
  const bits = ERROR_BITS + bitLength(2n * visits) + bitLength(least) + 1;
  const perWeight: bigint[][] = [];
  const exact = exactImage(equations);
  const dense = isDense(equations.sent) ? denseImage(equations) : undefined;
  const allowed = (1n << BigInt(bits - ERROR_BITS)) / (2n * visits);
  for (const b of inflow) {
    const right = b.map((amount) => amount << BigInt(bits));
    const y =
      (dense && corrected(right, allowed, dense, solver.correct)) ?? corrected(right, allowed, exact, solver.correct);
    if (y === undefined) return undefined;
    perWeight.push(y);
  }
  return { perWeight, bits };
}

/** Adds corrections until the residual is as small as is allowed; undefined where they stop helping. */
function corrected(
  right: readonly bigint[],
  allowed: bigint,
  imageOf: Image,
  correct: Solver['correct'],
): bigint[] | undefined {
  let y = right.map(() => 0n);
  let residual = [...right];
  let norm = norm1(residual);
  while (norm > allowed) {
    const { applied, image } = imageOf(correct(residual));
    y = y.map((value, node) => value + applied[node]);
    residual = residual.map((value, node) => value - image[node]);
    const before = norm;
    norm = norm1(residual);
    if (norm > allowed && 2n * norm > before) return undefined;
  }
  return y;
}

function exactImage({ sent, onward }: LoopEquations): Image {
  return (correction) => {
    const image = correction.map((of, node) => onward[node] * of);
    correction.forEach((of, node) => {
      for (let at = sent.firstAt[node]; at < sent.firstAt[node + 1]; at++) image[sent.to[at]] -= exactly(sent, at) * of;
    });
    return { applied: correction, image };
  };
}

/** The largest of `visits` if they prove the bound: onward·v − Σ w·v ≥ onward/2 at every node. In units of 2^-20. */
function certify({ sent, onward }: LoopEquations, visits: readonly bigint[]): bigint | undefined {
  let largest = 0n;
  for (let node = 0; node < sent.nodeCount; node++) {
    let surplus = onward[node] * visits[node];
    for (let at = sent.firstAt[node]; at < sent.firstAt[node + 1]; at++)
      surplus -= exactly(sent, at) * visits[sent.to[at]];
    if (visits[node] < 0n || 2n * surplus < onward[node] << BigInt(VISIT_BITS)) return undefined;
    if (visits[node] > largest) largest = visits[node];
  }
  return (largest >> BigInt(VISIT_BITS)) + 1n;
}

const VISIT_BITS = 20;

function inDoubles(equations: LoopEquations, room: number): Solver {
  const { through, gathered, complete } = isDense(equations.sent)
    ? eliminateDense(equations)
    : eliminateSparse(equations, room);
  const onward = equations.onward.map(Number);
  return {
    complete,
    visits: gathered(onward.map(() => 1)).map((visits) => toInteger(visits * 2 ** VISIT_BITS)),
    correct(residual) {
      const right = residual.map(Number);
      const size = right.reduce((largest, r) => Math.max(largest, Math.abs(r)), 0);
      return through(right.map((r) => r / size)).map((x, node) => toInteger((x / onward[node]) * size));
    },
  };
}

function eliminateSparse(equations: LoopEquations, room: number): Eliminated<number> {
  const transitions = partsOf(equations, (part, whole) => Number(part) / Number(whole));
  const loop = eliminate(transitions, doubles, { room, isSmall: (part, of) => part < DROP_BELOW * of });
  if (loop.complete) return loop;
  return {
    complete: false,
    through: descend((x) => withoutInflow(transitions.next, x), loop.through),
    gathered: descend((v) => withoutGain(transitions.next, v), loop.gathered),
  };
}

function inFixedPoint(equations: LoopEquations, precision: number): Solver {
  const arithmetic = fixedPoint(precision);
  const transitions = partsOf(equations, (part, whole) => arithmetic.mulDiv(part, arithmetic.one, whole));
  const loop = eliminate(transitions, arithmetic);
  const ones = transitions.exit.map(() => arithmetic.one);
  return {
    complete: true,
    visits: loop.gathered(ones).map((visits) => visits >> BigInt(precision - VISIT_BITS)),
    correct: (residual) => loop.through(residual).map((x, node) => divRound(x, equations.onward[node])),
  };
}

/** The parts of what each node sends on: to other nodes of the loop, and out of it. */
export function partsOf<T>({ sent, onward }: LoopEquations, ratio: (part: bigint, whole: bigint) => T): Transitions<T> {
  const exit: T[] = [];
  const next = onward.map((whole, node) => {
    let leaving = whole;
    const result = new Map<number, T>();
    for (let at = sent.firstAt[node]; at < sent.firstAt[node + 1]; at++) {
      const weight = exactly(sent, at);
      leaving -= weight;
      result.set(sent.to[at], ratio(weight, whole));
    }
    exit.push(ratio(leaving, whole));
    return result;
  });
  return { next, exit };
}

/** x − Pᵀx. */
function withoutInflow(next: readonly ReadonlyMap<number, number>[], x: readonly number[]): number[] {
  const result = [...x];
  next.forEach((parts, node) => {
    for (const [target, part] of parts) result[target] -= part * x[node];
  });
  return result;
}

/** v − Pv. */
function withoutGain(next: readonly ReadonlyMap<number, number>[], v: readonly number[]): number[] {
  return v.map((value, node) => {
    let result = value;
    for (const [target, part] of next[node]) result -= part * v[target];
    return result;
  });
}

type Apply = (values: readonly number[]) => number[];

/**
 * Solves M·d = r, given an approximate inverse of M, by generalised conjugate residuals
 * (S. Eisenstat, H. Elman, M. Schultz, Variational iterative methods for nonsymmetric systems, 1983): each direction is
 * the approximate correction, made orthogonal to what the directions before it already explain.
 */
function descend(multiply: Apply, approximateInverse: Apply): Apply {
  return (right) => {
    const solution = right.map(() => 0);
    const residual = [...right];
    const goal = 1e-11 * length(residual);
    const directions: { direction: number[]; image: number[] }[] = [];
    for (let round = 0; round < 300 && length(residual) > goal; round++) {
      const direction = approximateInverse(residual);
      const image = multiply(direction);
      for (const earlier of directions) {
        const overlap = dot(image, earlier.image);
        subtract(image, overlap, earlier.image);
        subtract(direction, overlap, earlier.direction);
      }
      const norm = length(image);
      if (!(norm > 0)) break;
      scale(image, 1 / norm);
      scale(direction, 1 / norm);
      directions.push({ direction, image });
      const step = dot(residual, image);
      subtract(residual, step, image);
      subtract(solution, -step, direction);
      if (directions.length > 40) directions.shift();
    }
    return solution;
  };
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function length(a: readonly number[]): number {
  return Math.sqrt(dot(a, a));
}

function subtract(a: number[], factor: number, b: readonly number[]): void {
  for (let i = 0; i < a.length; i++) a[i] -= factor * b[i];
}

function scale(a: number[], factor: number): void {
  for (let i = 0; i < a.length; i++) a[i] *= factor;
}

function bitLength(value: bigint): number {
  return value.toString(2).length;
}

function norm1(values: readonly bigint[]): bigint {
  let sum = 0n;
  for (const value of values) sum += value < 0n ? -value : value;
  return sum;
}

/** The integer nearest to a double of any size. */
function toInteger(value: number): bigint {
  return Number.isFinite(value) ? BigInt(Math.round(value)) : 0n;
}

const DROP_BELOW = 0.1;
