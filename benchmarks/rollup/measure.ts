/** What one pass of a contender took, phase by phase, and what it came to. */
export interface Measured {
  readonly seconds: Readonly<Record<string, number>>;
  readonly figures: Readonly<Record<string, string>>;
}

/** A pass repeated: the median of every phase, the figures of all passes (they must agree), the peak memory. */
export interface Summary extends Measured {
  readonly peakMegabytes: number;
}

/** Times functions by name. */
export function stopwatch() {
  const seconds: Record<string, number> = {};
  const time = <Result>(phase: string, run: () => Result): Result => {
    const start = performance.now();
    const result = run();
    seconds[phase] = (performance.now() - start) / 1000;
    return result;
  };
  return Object.assign(time, { seconds });
}

export async function repeat(times: number, pass: () => Measured | Promise<Measured>): Promise<Summary> {
  const passes: Measured[] = [];
  for (let i = 0; i < times; i++) passes.push(await pass());
  const phases = Object.keys(passes[0].seconds);
  const seconds = Object.fromEntries(phases.map((phase) => [phase, median(passes.map((of) => of.seconds[phase]))]));
  for (const { figures } of passes) {
    if (JSON.stringify(figures) !== JSON.stringify(passes[0].figures))
      throw new Error('two passes came to different figures');
  }
  return { seconds, figures: passes[0].figures, peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024) };
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
