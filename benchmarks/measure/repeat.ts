/** What one pass of a contender took, phase by phase, and what it came to. */
export interface Measured {
  readonly seconds: Readonly<Record<string, number>>;
  readonly figures: Readonly<Record<string, string>>;
  /** Where the memory is another process's. */
  readonly peakMegabytes?: number;
}

/** A pass repeated: the median of every phase, the figures of all passes (they must agree), the peak memory. */
export interface Summary extends Measured {
  readonly peakMegabytes: number;
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
  const peaks = passes.map((of) => of.peakMegabytes ?? peakMegabytes());
  return { seconds, figures: passes[0].figures, peakMegabytes: Math.max(...peaks) };
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

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The most memory that this process ever held. */
export function peakMegabytes(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024);
}
