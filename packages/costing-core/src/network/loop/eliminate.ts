/**
 * Solving a loop by eliminating its nodes, one after another: what reaches an eliminated node is handed straight on
 * to where that node sends it. With p_ij the part of node i's value that goes to node j, and s_k = Σ_{j≠k} p_kj + exit_k
 * what does not come straight back to k, eliminating k turns
 *
 *     p_ij into p_ij + p_ik·p_kj/s_k    and    exit_i into exit_i + p_ik·exit_k/s_k.
 *
 * Nothing is ever subtracted (W. Grassmann, M. Taksar, D. Heyman, Regenerative analysis and steady state
 * distributions for Markov chains, 1985), so doubles keep every part to nearly full relative precision even when
 * almost nothing leaves the loop. Nodes with few neighbours go first (H. Markowitz, The elimination form of the
 * inverse, 1957), which keeps the work near the number of edges for the loops that factories have.
 *
 * The arithmetic is a parameter: doubles for speed, long fixed-point numbers, or exact fractions.
 */
export interface Arithmetic<T> {
  readonly zero: T;
  readonly one: T;
  add(a: T, b: T): T;
  /** a·b/c. */
  mulDiv(a: T, b: T, c: T): T;
}

/** Where a loop's value goes: for each node its parts to other nodes of the loop, and the part that leaves it. */
export interface Transitions<T> {
  readonly next: readonly ReadonlyMap<number, T>[];
  readonly exit: readonly T[];
}

/** A loop taken apart. */
export interface Eliminated<T> {
  /** x with x = inflow + Pᵀx: what passes through each node. */
  through(inflow: readonly T[]): T[];
  /** v with v = gain + Pv: what a unit at each node gathers on its way out, `gain` at each visit. */
  gathered(gain: readonly T[]): T[];
  /** False where small parts were dropped: then the answers are approximations. */
  readonly complete: boolean;
}

/**
 * From `room` parts on, parts below `tolerance` of what their node sends on are dropped, their value following
 * the node's other parts: an incomplete elimination, for loops that would fill up.
 */
export interface Dropping<T> {
  readonly room: number;
  isSmall(part: T, of: T): boolean;
}

export function eliminate<T>(
  transitions: Transitions<T>,
  arithmetic: Arithmetic<T>,
  dropping?: Dropping<T>,
): Eliminated<T> {
  const { add, mulDiv, one } = arithmetic;
  const to = transitions.next.map((parts) => new Map(parts));
  const from = to.map(() => new Set<number>());
  to.forEach((parts, node) => {
    for (const target of parts.keys()) from[target].add(node);
  });
  const exit = [...transitions.exit];
  const steps: Step<T>[] = [];
  const queue = fewestFirst(to.length, (node) => from[node].size * to[node].size);
  let size = 0;
  let complete = true;

  for (let node = queue.take(); node !== undefined; node = queue.take()) {
    const step = takeOut(node, to, from, exit[node], add);
    steps.push(step);
    size += step.from.length + step.to.length;
    for (const [source, reaching] of step.from) {
      const parts = to[source];
      for (const [target, part] of step.to) {
        if (target === source) continue;
        const more = mulDiv(reaching, part, step.onward);
        const present = parts.get(target);
        if (present !== undefined) parts.set(target, add(present, more));
        else if (dropping !== undefined && size > dropping.room && dropping.isSmall(more, reaching)) complete = false;
        else {
          parts.set(target, more);
          from[target].add(source);
        }
      }
      exit[source] = add(exit[source], mulDiv(reaching, exit[node], step.onward));
      queue.touch(source);
    }
    for (const [target] of step.to) queue.touch(target);
  }

  return {
    complete,
    through(inflow) {
      const x = [...inflow];
      for (const { node, onward, to } of steps) {
        for (const [target, part] of to) x[target] = add(x[target], mulDiv(x[node], part, onward));
      }
      for (let k = steps.length - 1; k >= 0; k--) {
        const { node, onward, from } = steps[k];
        for (const [source, part] of from) x[node] = add(x[node], mulDiv(x[source], part, one));
        x[node] = mulDiv(x[node], one, onward);
      }
      return x;
    },
    gathered(gain) {
      const v = [...gain];
      for (const { node, onward, from } of steps) {
        for (const [source, part] of from) v[source] = add(v[source], mulDiv(part, v[node], onward));
      }
      for (let k = steps.length - 1; k >= 0; k--) {
        const { node, onward, to } = steps[k];
        for (const [target, part] of to) v[node] = add(v[node], mulDiv(part, v[target], one));
        v[node] = mulDiv(v[node], one, onward);
      }
      return v;
    },
  };
}

/** A node at the moment of its elimination: who fed it, where it sent, and what did not come straight back to it. */
interface Step<T> {
  readonly node: number;
  readonly onward: T;
  readonly from: readonly (readonly [number, T])[];
  readonly to: readonly (readonly [number, T])[];
}

function takeOut<T>(node: number, to: Map<number, T>[], from: Set<number>[], exit: T, add: (a: T, b: T) => T): Step<T> {
  let onward = exit;
  for (const [target, part] of to[node]) {
    onward = add(onward, part);
    from[target].delete(node);
  }
  const feeding: [number, T][] = [];
  for (const source of from[node]) {
    feeding.push([source, to[source].get(node) as T]);
    to[source].delete(node);
  }
  return { node, onward, from: feeding, to: [...to[node]] };
}

/** Nodes by how many parts their elimination would make, fewest first; `touch` says that a node's number changed. */
function fewestFirst(count: number, cost: (node: number) => number) {
  const buckets: number[][] = [];
  const costs = new Float64Array(count).fill(-1);
  let lowest = 0;
  const bucketOf = (parts: number) => (parts < 64 ? parts : 58 + Math.floor(Math.log2(parts)));
  const touch = (node: number) => {
    if (costs[node] === TAKEN) return;
    const bucket = bucketOf(cost(node));
    if (costs[node] === bucket) return;
    costs[node] = bucket;
    buckets[bucket] ??= [];
    buckets[bucket].push(node);
    if (bucket < lowest) lowest = bucket;
  };
  for (let node = count - 1; node >= 0; node--) touch(node);
  return {
    touch,
    take(): number | undefined {
      for (; lowest < buckets.length; lowest++) {
        const bucket = buckets[lowest];
        while (bucket !== undefined && bucket.length > 0) {
          const node = bucket.pop() as number;
          if (costs[node] !== lowest) continue;
          costs[node] = TAKEN;
          return node;
        }
      }
      return undefined;
    },
  };
}

const TAKEN = -2;
