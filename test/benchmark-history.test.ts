import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { historyPage, keptRuns, type Run } from '../benchmarks/history/page.js';

test('the page of the history shows every run that was kept', () => {
  const page = readFileSync(new URL('../benchmarks/history/index.html', import.meta.url), 'utf8');
  const history = keptRuns();
  expect(page).toBe(historyPage(history));
  const runs = [...history.values()].flat();
  expect(runs.length).toBeGreaterThan(0);
  expect(page.split('</tr>').length - 1).toBe(runs.length + history.size);
});

test('a run is plotted by its ratios, and what a name holds can not break the page', () => {
  const run = { day: '2026-01-31', commit: 'abc1234', machine: 'A <fast> one', ratios: { floor: 2, 'a&b': 0.5 } };
  const page = historyPage(new Map([['close', [run, { ...run, ratios: { floor: 1 } }]]]));
  expect(page).toContain('A &#60;fast&#62; one');
  expect(page).toContain('a&#38;b');
  const heights = Array.from(page.matchAll(/<rect [^>]*height="(\d+)"/g), ([, height]) => Number(height));
  expect(heights).toEqual([120, 60, 120]);
});

test('what the page of benchmarks says of the close are runs of the history', () => {
  const page = readFileSync(new URL('../benchmarks/README.md', import.meta.url), 'utf8');
  const said = page.split('\n').filter((line) => /^\| .* \| [\d.]+ \| [\d.]+ \|/.test(line));
  const runs = (keptRuns().get('close') ?? []) as (Run & Readonly<Record<'cpuSeconds' | 'peakMegabytes', number>>)[];
  const kept = runs.map(({ commit, scale, ratios, cpuSeconds, peakMegabytes }) => {
    const cells = [commit, scale, ratios.floor, cpuSeconds, peakMegabytes, ratios.size];
    return `| ${cells.join(' | ')} |`;
  });
  expect(said.length).toBeGreaterThan(0);
  expect(said.filter((line) => !kept.includes(line))).toEqual([]);
});
