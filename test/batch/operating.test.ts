import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrate, mustBeMigrated } from '@millrace/store';
import { describe, expect, test } from 'vitest';
import { MIGRATIONS } from '../../packages/store/src/database/migrations/all.js';
import { Database } from '../../packages/store/src/index.js';
import { ROOT } from '../docs/blocks.js';
import { removeAfterTests } from '../leftovers.js';
import { SERVER } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { temporaryFolder } from './folders.js';
import { millrace, millraceJson } from './millrace.js';
import { databaseOf, query } from './postgres.js';
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
  const steps = Object.keys(MIGRATIONS);

  test.each(steps.map((step, taken) => [taken, step] as const))('after %i steps goes on with %s', async (taken) => {
    const address = await emptyDatabase(await SERVER.create());
    await migrateTo(address, taken);
    const { code, stdout } = await millrace(['migrate', '--database', address]);
    expect([code, stdout]).toEqual([0, expect.stringContaining(steps.slice(taken).join(', '))]);
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

  /** As Millrace left it when there were only so many steps. */
  async function migrateTo(address: string, taken: number): Promise<void> {
    if (taken === 0) return;
    const later = steps.slice(taken).map((step) => [step, MIGRATIONS[step]] as const);
    const all = MIGRATIONS as Record<string, string>;
    for (const [step] of later) delete all[step];
    const database = await Database.open(address, 'test');
    try {
      await migrate(database);
    } finally {
      await database.close();
      for (const [step, sql] of later) all[step] = sql;
    }
  }

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

async function emptyDatabase(address: string): Promise<string> {
  const name = `millrace_empty_${process.pid}_${made++}`;
  await query(address, `create database ${name}`);
  removeAfterTests(() => query(databaseOf(address, 'postgres'), `drop database if exists ${name} with (force)`));
  return databaseOf(address, name);
}

let made = 0;
