import { expect, test } from 'vitest';
import { SERVER } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { millrace } from './millrace.js';
import { query } from './postgres.js';
import { smallFactory } from './small-factory.js';

test.runIf(SERVER.present)('causes are told of no version whose stored costs do not come of its facts', async () => {
  const address = await SERVER.create();
  const on = ['--database', address];
  await millrace(['import', await factsFolder(smallFactory), ...on]);
  for (const period of ['2026-09', '2026-10']) {
    expect((await millrace(['close', period, ...on])).code).toBe(0);
    expect((await millrace(['publish', period, ...on])).code).toBe(0);
  }
  const why = () => millrace(['compare', '1', '2', '--why', 'P1/BOX', ...on]);
  expect((await why()).code).toBe(0);

  // Each has the facts of the other, which have a hash that is right.
  const unguarded = (table: string, change: string) =>
    query(address, `alter table ${table} disable trigger all; ${change}; alter table ${table} enable trigger all`);
  await unguarded(
    'millrace.version',
    `update millrace.version a set input_parts = b.input_parts from millrace.version b where a.version <> b.version`,
  );
  await unguarded(
    'millrace.version_input',
    `update millrace.version_input set version = 5 - version; update millrace.version_input set version = version - 2`,
  );
  const { code, stderr } = await why();
  expect(code).toBe(1);
  expect(stderr).toContain('computed again from its inputs, comes out differently');
});
