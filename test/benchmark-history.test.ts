import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { historyPage, keptRuns } from '../benchmarks/history/page.js';

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
