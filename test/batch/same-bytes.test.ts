import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sampleFactory } from '@millrace/batch-runner';
import type { FactRows } from '@millrace/costing-core';
import { expect, test } from 'vitest';
import { factsFolder } from './facts-folder.js';
import { temporaryFolder } from './folders.js';
import { millrace } from './millrace.js';

/** The rows of every table in another order, the same every time for one seed. */
function shuffled(facts: FactRows, seed: number): FactRows {
  let state = seed;
  const next = (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % below;
  };
  return Object.fromEntries(
    Object.entries(facts).map(([table, rows]) => {
      const mixed = [...rows];
      for (let i = mixed.length - 1; i > 0; i--) {
        const j = next(i + 1);
        [mixed[i], mixed[j]] = [mixed[j], mixed[i]];
      }
      return [table, mixed];
    }),
  );
}

test('a close from files prints the same bytes for the same rows in any order, flows included', async () => {
  const { september } = sampleFactory();
  const outputs: string[] = [];
  for (const facts of [september, shuffled(september, 1), shuffled(september, 2)]) {
    const args = ['close', '2026-09', '--from', await factsFolder(facts), '--edges', '--json'];
    const { code, stdout } = await millrace(args);
    expect(code).toBe(0);
    outputs.push(stdout);
  }
  expect(outputs[1]).toBe(outputs[0]);
  expect(outputs[2]).toBe(outputs[0]);
  const { edges } = JSON.parse(outputs[0]) as { edges: unknown[] };
  expect(edges.length).toBeGreaterThan(1000);
});

test('rows in one JSON file give the same version as in CSV files', async () => {
  const { september } = sampleFactory();
  const file = join(await temporaryFolder(), 'september.json');
  await writeFile(file, JSON.stringify(september));
  const fromJson = await millrace(['close', '2026-09', '--from', file, '--json']);
  const fromCsv = await millrace(['close', '2026-09', '--from', await factsFolder(september), '--json']);
  expect(fromJson.stdout).toBe(fromCsv.stdout);
});
