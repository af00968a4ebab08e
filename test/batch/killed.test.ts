import { setTimeout as wait } from 'node:timers/promises';
import { sampleFactory } from '@millrace/batch-runner';
import { type FactRows, storedTableNames } from '@millrace/costing-core';
import { Database, hashOfRows, versionsOf } from '@millrace/store';
import { describe, expect, test } from 'vitest';
import { IS_LONG, MOMENTS } from '../budget.js';
import { EMBEDDED, SERVER } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { millrace, millraceJson, started } from './millrace.js';
import { query } from './postgres.js';
import { smallFactory } from './small-factory.js';

interface ClosedJson {
  readonly hash: string;
  readonly version: number;
}

/** The steps of the write path, in their order. What is after `write:run` is committed. */
const STEPS = [
  'run',
  'compute',
  'write:version',
  'write:version_input',
  ...storedTableNames().map((name) => `write:${name}`),
  'write:run',
];

/** Steps that send rows or parts one after the other. */
const LONG = ['write:version_input', 'write:unit_cost', 'write:stock', 'write:movement_cost', 'write:proof'];

/** The long lane looks before, during and after each; the short one where a transaction begins, in its midst and at its end. */
const UNCOMMITTED = IS_LONG
  ? [...STEPS.flatMap((step) => [`before:${step}`, `after:${step}`]), ...LONG.map((step) => `during:${step}`)]
  : ['before:run', 'after:compute', 'before:write:version', 'during:write:unit_cost', 'after:write:run'];
const COMMITTED = ['before:committed', 'after:committed'];

describe('a killed close leaves what was there before, and the next one comes to the same', () => {
  test.runIf(SERVER.present)(`before, during and after each step of writing, on ${SERVER.name}`, async () => {
    const address = await SERVER.create();
    const expected = await prepare(address, [smallFactory]);
    for (const place of [...UNCOMMITTED, ...COMMITTED]) {
      const run = started(['close', '2026-10', '--database', address], { env: { MILLRACE_PAUSE_AT: place } });
      await run.says(`paused at ${place}`);
      run.kill();
      await run.ended;
      expect(await draftsLeft(address, place), place).toBe(COMMITTED.includes(place) ? 1 : 0);
      await removeDraft(address);
    }
    expect((await close(address)).hash).toBe(expected);
    const states = await query<{ state: string }>(address, 'select distinct state from millrace.run order by state');
    expect(states.map(({ state }) => state)).toEqual(['cancelled', 'done']);
  });

  test.runIf(SERVER.present)(`at random moments, on ${SERVER.name}`, async () => {
    const address = await SERVER.create();
    const { september, october } = sampleFactory();
    const expected = await prepare(address, [september, october]);
    const whole = await millrace(['close', '2026-10', '--database', address]);
    const steps = whole.stderr.split('\n').length - 1;
    await removeDraft(address);
    for (let moment = 0; moment < MOMENTS; moment++) {
      // A little after one of the steps that it tells of, however long they take here.
      const step = 1 + Math.floor((steps - 1) * Math.random());
      const delay = Math.round(20 * Math.random());
      const run = started(['close', '2026-10', '--database', address]);
      await run.tells(step);
      await wait(delay);
      run.kill();
      const { code } = await run.ended;
      await draftsLeft(address, `${delay} ms after step ${step} of ${steps}, code ${code}`);
      expect((await close(address)).hash).toBe(expected);
      await removeDraft(address);
    }
  });

  test('in an embedded database as well', async () => {
    const folder = await EMBEDDED.create();
    const expected = await prepare(folder, [smallFactory]);
    for (const place of ['during:write:version_input', 'after:write:run', 'after:committed']) {
      const run = started(['close', '2026-10', '--database', folder], { env: { MILLRACE_PAUSE_AT: place } });
      await run.says(`paused at ${place}`);
      run.kill();
      await run.ended;
      const versions = await millraceJson<unknown[]>(['versions', '--database', folder]);
      expect(versions.json.length, place).toBe(place === 'after:committed' ? 2 : 1);
    }
    expect(await close(folder)).toMatchObject({ hash: expected, version: 2 });
    expect((await millrace(['verify', '2', '--database', folder])).code).toBe(0);
  });
});

/** Imports, publishes September, and tells the hash that a close of October comes to. */
async function prepare(address: string, folders: readonly FactRows[]): Promise<string> {
  const on = ['--database', address];
  for (const facts of folders) expect((await millrace(['import', await factsFolder(facts), ...on])).code).toBe(0);
  expect((await millrace(['close', '2026-09', ...on])).code).toBe(0);
  expect((await millrace(['publish', '1', ...on])).code).toBe(0);
  return (await millraceJson<ClosedJson>(['close', '2026-10', '--trial', ...on])).json.hash;
}

async function close(address: string): Promise<ClosedJson> {
  const { code, json } = await millraceJson<ClosedJson>(['close', '2026-10', '--database', address]);
  expect(code).toBe(0);
  expect(json.version).toBe(2);
  return json;
}

/**
 * What a killed close left: nothing half-written. September is published as it was; of October there is no version and
 * not a row of one, or one with the very rows that its hash is of. Returns how many.
 */
async function draftsLeft(address: string, when: string): Promise<number> {
  const database = await Database.open(address, 'test');
  const versions = await versionsOf(database, 'CN01');
  expect(versions[0], when).toMatchObject({ version: 1, state: 'published' });
  for (const record of versions) {
    expect(await hashOfRows(database, record), `${when}: version ${record.version}`).toBe(record.hash);
  }
  await database.close();
  const numbers = versions.map(({ version }) => version).join(', ');
  for (const table of TABLES_OF_A_VERSION) {
    const strays = await query(address, `select 1 from millrace."${table}" where version not in (${numbers}) limit 1`);
    expect(strays.length, `${when}: ${table}`).toBe(0);
  }
  return versions.length - 1;
}

/** Takes the draft away, which no command does: so that every run begins anew. */
async function removeDraft(address: string): Promise<void> {
  const rows = TABLES_OF_A_VERSION.map((table) => `delete from millrace."${table}" where version = 2`);
  const record = [
    'alter table millrace.version disable trigger guard',
    'delete from millrace.version where version = 2',
    'alter table millrace.version enable trigger guard',
  ];
  await query(address, [...rows, ...record].join('; '));
}

const TABLES_OF_A_VERSION = [...storedTableNames(), 'version_table', 'version_input', 'version_documents'];
