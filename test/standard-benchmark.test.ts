import path from 'node:path';
import { expect, test } from 'vitest';
import { checksum, PUBLISHED } from '../benchmarks/rollup/workload.js';
import { DAY, writeCatalogue } from '../benchmarks/rollup/write-catalogue.js';
import { temporaryFolder } from './batch/folders.js';
import { millraceJson } from './batch/millrace.js';

interface Rolled {
  readonly items: number;
  readonly without_cost: number;
  readonly tables: { readonly unit_cost: readonly { readonly unit_cost: string }[] };
}

test('the catalogue of the roll-up comes to the published checksum by the command, too', async () => {
  const items = 10_000;
  const folder = path.join(await temporaryFolder(), 'facts');
  expect(writeCatalogue(folder, items).get('bom_line')).toBe(PUBLISHED[items].lines);
  const { json } = await millraceJson<Rolled>(['standard', 'roll', '--on', DAY, '--trial', '--from', folder]);
  expect(json).toMatchObject({ items, without_cost: 0 });
  const costs = json.tables.unit_cost.map(({ unit_cost }) => Number(unit_cost.replace('.', '')));
  expect(checksum(costs)).toBe(PUBLISHED[items].rollUp);
});
