import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A line of the history: when, on what, and ratios by name, beside what else was measured. */
export interface Run {
  readonly day: string;
  readonly commit: string;
  readonly machine: string;
  /** How busy the machine was, in processes that wanted a core. */
  readonly load?: number;
  readonly scale?: number;
  readonly ratios: Readonly<Record<string, number>>;
}

/** The runs of each benchmark, in the order in which they were kept. */
export function keptRuns(): Map<string, Run[]> {
  const folder = fileURLToPath(new URL('.', import.meta.url));
  const files = readdirSync(folder).filter((file) => file.endsWith('.jsonl'));
  return new Map(
    files.sort().map((file) => {
      const lines = readFileSync(`${folder}/${file}`, 'utf8').trim().split('\n');
      return [file.replace('.jsonl', ''), lines.map((line) => JSON.parse(line) as Run)];
    }),
  );
}

/** A page that plots them: a chart per benchmark, scale and ratio, one bar a run; below it the runs as a table. */
export function historyPage(history: ReadonlyMap<string, readonly Run[]>): string {
  const sections = Array.from(history, ([benchmark, runs]) => {
    const scales = [...new Set(runs.map(({ scale }) => scale))];
    return `<h2>${escaped(benchmark)}</h2>\n${scales.map((scale) => charts(scale, runs)).join('\n')}\n${table(runs)}`;
  });
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Millrace: benchmarks over time</title>
<style>
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }
figure { display: inline-block; margin: 0 1.5rem 1.5rem 0; }
td, th { padding: 0.1rem 0.8rem 0.1rem 0; text-align: left; }
rect { fill: #2b6cb0; }
text { font: 11px system-ui, sans-serif; }
</style>
<h1>Benchmarks over time</h1>
<p>Ratios of one run, which can be compared over machines; on a busy one they are rough.</p>
${sections.join('\n')}
</html>
`;
}

function charts(scale: number | undefined, all: readonly Run[]): string {
  const runs = all.filter((run) => run.scale === scale);
  const names = [...new Set(runs.flatMap(({ ratios }) => Object.keys(ratios)))];
  return names
    .map((name) => {
      const caption = `${escaped(name)}${scale === undefined ? '' : `, scale ${scale}`}`;
      return `<figure>${chart(runs, name)}<figcaption>${caption}</figcaption></figure>`;
    })
    .join('\n');
}

function chart(runs: readonly Run[], name: string): string {
  const most = Math.max(...runs.map(({ ratios }) => ratios[name] ?? 0));
  const bars = runs.flatMap(({ ratios: { [name]: ratio }, day, commit }, place) => {
    if (ratio === undefined) return [];
    const height = Math.max(1, Math.round((ratio / most) * HEIGHT));
    const [x, y] = [place * STEP, TOP + HEIGHT - height];
    const title = `<title>${escaped(`${day} ${commit}: ${ratio.toFixed(2)}`)}</title>`;
    return `<rect x="${x}" y="${y}" width="${STEP - 8}" height="${height}">${title}</rect><text x="${x}" y="${y - 3}">${ratio.toFixed(1)}</text>`;
  });
  return `<svg width="${Math.max(1, runs.length) * STEP}" height="${TOP + HEIGHT}" role="img" aria-label="${escaped(name)}"><title>${escaped(name)}</title>${bars.join('')}</svg>`;
}

function table(runs: readonly Run[]): string {
  const rows = runs.map(({ day, commit, machine, load, scale, ratios }) => {
    const printed = Object.entries(ratios).map(([name, ratio]) => `${name} ${ratio.toFixed(2)}`);
    const cells = [day, commit, String(scale ?? ''), printed.join(', '), machine, String(load ?? '')];
    return `<tr>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`;
  });
  const head = ['day', 'commit', 'scale', 'ratios', 'machine', 'load'].map((name) => `<th>${name}</th>`).join('');
  return `<table>\n<tr>${head}</tr>\n${rows.join('\n')}\n</table>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

const TOP = 16;
const HEIGHT = 120;
const STEP = 40;
