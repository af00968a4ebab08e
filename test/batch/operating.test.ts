import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrate, mustBeMigrated } from '@millrace/store';
import { describe, expect, test } from 'vitest';
import { Database } from '../../packages/store/src/index.js';
import { ROOT } from '../docs/blocks.js';
import { SERVER } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { temporaryFolder } from './folders.js';
import { millrace, millraceJson } from './millrace.js';
import { emptyDatabase, migrateTo, STEPS } from './older-schema.js';
import { query } from './postgres.js';
import { smallFactory } from './small-factory.js';

/** What docs/operating.md says, tried on a real server. */
describe.runIf(SERVER.present)(`a database that is kept (${SERVER.name})`, () => {
  test('comes back from pg_dump with its versions, its log and the way on', async () => {
    const address = await SERVER.create();
    const on = ['--database', address];
    await millrace(['import', await factsFolder(smallFactory), ...on]);
    expect((await millrace(['close', '2026-09', ...on])).code).toBe(0);
    expect((await millrace(['publish', '2026-09', ...on])).code).toBe(0);
    const head = (await millraceJson<{ head: string }>(['audit', 'verify', ...on])).json;
    const hashes = await query(address, 'select version, hash from millrace.version order by version');

    const file = join(await temporaryFolder(), 'factory.dump');
    execFileSync('pg_dump', ['--format=custom', '--schema=millrace*', `--file=${file}`, address]);
    const restored = await emptyDatabase(address);
    execFileSync('pg_restore', ['--exit-on-error', '--no-owner', `--dbname=${restored}`, file]);

    const there = ['--database', restored];
    expect(await query(restored, 'select version, hash from millrace.version order by version')).toEqual(hashes);
    expect((await millrace(['verify', '--all', ...there])).code).toBe(0);
    expect((await millraceJson(['audit', 'verify', ...there])).json).toEqual(head);
    // The guards came along: a published version is still not to be changed.
    await expect(query(restored, 'delete from millrace.unit_cost')).rejects.toThrow();
    expect((await millrace(['close', '2026-09', ...there])).code).toBe(0);
    expect(await query(restored, 'select distinct hash from millrace.version')).toHaveLength(1);
  });
});

describe.runIf(SERVER.present)(`an older schema (${SERVER.name})`, () => {
  test.each(STEPS.map((step, taken) => [taken, step] as const))('after %i steps goes on with %s', async (taken) => {
    const address = await emptyDatabase(await SERVER.create());
    await migrateTo(address, taken);
    const { code, stdout } = await millrace(['migrate', '--database', address]);
    expect([code, stdout]).toEqual([0, expect.stringContaining(STEPS.slice(taken).join(', '))]);
    const database = await Database.open(address, 'test');
    await mustBeMigrated(database);
    expect(await migrate(database)).toEqual([]);
    await database.close();
    await millrace(['import', await factsFolder(smallFactory), '--database', address]);
    expect((await millrace(['close', '2026-09', '--database', address])).code).toBe(0);
  });

  test('stays as it is where a step fails', async () => {
    const address = await emptyDatabase(await SERVER.create());
    await migrateTo(address, 2);
    const before = await tablesOf(address);
    // In the way of a table of a later step.
    await query(address, 'create table millrace.period_state (mine text)');
    expect((await millrace(['migrate', '--database', address])).code).toBe(3);
    await query(address, 'drop table millrace.period_state');
    expect(await tablesOf(address)).toEqual(before);
    expect((await millrace(['migrate', '--database', address])).code).toBe(0);
  });

  async function tablesOf(address: string): Promise<readonly object[]> {
    return query(
      address,
      `select relname from pg_class where relnamespace = 'millrace'::regnamespace order by relname`,
    );
  }
});

test('the nightly unit runs a command that there is', async () => {
  const unit = readFileSync(join(ROOT, 'docs/operate/millrace-check.service'), 'utf8');
  const [, command] = /^ExecStart=\/bin\/sh -c '\S+\/millrace (.*)'$/m.exec(unit) ?? [];
  const args = command.replace('$(date +%%Y-%%m)', '2026-09').split(' ');
  const { code, stderr } = await millrace([...args, '--from', await factsFolder(smallFactory)]);
  // The month has a warning, which is what it is asked to fail on.
  expect([code, stderr]).toEqual([1, expect.not.stringContaining('millrace:')]);
});
