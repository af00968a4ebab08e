import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { Database } from '@millrace/store';
import { describe, expect, test } from 'vitest';
import { ANY, KINDS, type Kind, SERVER } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { builtCommand, millrace, millraceJson } from './millrace.js';
import { query } from './postgres.js';
import { smallFactory } from './small-factory.js';

const DONE = [
  ['close', '2026-09'],
  ['publish', '1', '--reason', 'reviewed'],
];

describe.each(KINDS)('on $name', (kind: Kind) => {
  test.runIf(kind.present)('approvals, runs and dates are only added, and written by the database', async () => {
    const address = await kind.create();
    const on = ['--database', address];
    await millrace(['import', await factsFolder(smallFactory), ...on]);
    for (const command of DONE) expect((await millrace([...command, '--by', 'Zhang Wei', ...on])).code).toBe(0);
    const database = await Database.open(address, 'test', { by: 'a test' });
    try {
      const user = await cells(database, 'select current_user');
      const written = [['Zhang Wei', user[0][0], 't']];
      const recent = (at: string) => `${at} between now() - interval '1 hour' and now() + interval '1 minute'`;
      expect(
        await cells(database, `select created_by, created_as, ${recent('published_at')} from millrace.version`),
      ).toEqual(written);
      expect(
        await cells(database, `select approved_by, approved_as, ${recent('approved_at')} from millrace.approval`),
      ).toEqual(written);
      expect(await cells(database, `select started_by, started_as, ${recent('ended_at')} from millrace.run`)).toEqual(
        written,
      );

      const refused = (sql: string) => expect(database.script(sql), sql).rejects.toMatchObject({ code: '23001' });
      for (const table of ['approval', 'run', 'audit']) {
        await refused(`delete from millrace.${table}`);
        await refused(`truncate millrace.${table}`);
      }
      await refused(`update millrace.approval set reason = 'other'`);
      await refused(`update millrace.approval set approved_by = 'other'`);
      await refused(`update millrace.audit set said_by = 'other'`);
      await refused(`update millrace.run set error = 'other'`);
      await refused(`update millrace.run set started_by = 'other'`);
      await refused(`update millrace.version set published_at = published_at - interval '1 day'`);
      await refused(`update millrace.version set ended_at = now()`);
      await refused(`update millrace.version set created_as = 'other'`);
      await refused(`update millrace.version set created_at = now()`);
      await refused(
        `insert into millrace.version (ledger, version, period, kind, state, hash, input_hash, policy_hash, engine, policy, errors, warnings)
         select ledger, 2, '2026-10', kind, 'published', hash, input_hash, policy_hash, engine, policy, 0, 0 from millrace.version`,
      );
      // What somebody claims of who and when is not what is written.
      await database.script(
        `insert into millrace.approval (ledger, version, action, reason, approved_by, approved_as, approved_at)
         values ('CN01', 1, 'publish', 'forged', 'the boss', 'postgres2', '2020-01-01')`,
      );
      expect(
        await cells(
          database,
          `select approved_by, approved_as, ${recent('approved_at')} from millrace.approval where reason = 'forged'`,
        ),
      ).toEqual([['a test', user[0][0], 't']]);
    } finally {
      await database.close();
    }
  });

  test.runIf(kind.present)('every function names its search path, and every guard works in every session', async () => {
    const database = await Database.open(await kind.create(), 'test');
    try {
      expect(
        await cells(
          database,
          `select proname from pg_proc where pronamespace = 'millrace'::regnamespace
             and not coalesce(proconfig, '{}') @> array['search_path=pg_catalog, pg_temp']`,
        ),
      ).toEqual([]);
      expect(
        await cells(
          database,
          `select tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid
           where c.relnamespace = 'millrace'::regnamespace and not tgisinternal and tgenabled <> 'A'`,
        ),
      ).toEqual([]);
    } finally {
      await database.close();
    }
  });
});

/** What a role, or a database, can set for every session; and things that are called as ours are. */
const HOSTILE = [
  ['search_path', 'evil, public, millrace'],
  ['datestyle', 'SQL, DMY'],
  ['intervalstyle', 'sql_standard'],
  ['timezone', 'Asia/Shanghai'],
  ['bytea_output', 'escape'],
  ['standard_conforming_strings', 'off'],
  ['backslash_quote', 'on'],
  ['client_encoding', 'LATIN1'],
  ['extra_float_digits', '-15'],
  ['transform_null_equals', 'on'],
  ['synchronous_commit', 'off'],
  ['idle_in_transaction_session_timeout', '1ms'],
  ['default_transaction_isolation', 'serializable'],
  ['default_transaction_read_only', 'on'],
  ['session_replication_role', 'replica'],
] as const;

const SHADOWS = [
  'create schema evil',
  'create table evil.version (ledger text, version integer, state text)',
  'create table evil.incoming_movement (movement text)',
  'create table evil.incoming_item (item text)',
  `create function evil.now() returns timestamptz language sql as $$ select timestamptz '2020-01-01' $$`,
  `create function evil.trim_scale(numeric) returns numeric language sql as $$ select 0::numeric $$`,
  `create function evil.to_char(timestamptz, text) returns text language sql as $$ select 'shadow' $$`,
  `create function evil.current_setting(text, boolean) returns text language sql as $$ select 'shadow' $$`,
  `create function evil.same(text, text) returns boolean language sql as $$ select false $$`,
  'create operator evil.= (leftarg = text, rightarg = text, function = evil.same)',
  'create domain evil.amount as text',
];

test.runIf(SERVER.present)(`what a role or database sets changes nothing, on ${SERVER.name}`, async () => {
  const facts = await factsFolder(smallFactory);
  const hashes: string[] = [];
  for (const settings of [[], HOSTILE]) {
    const address = await SERVER.create();
    const name = new URL(address).pathname.slice(1);
    for (const statement of settings.length > 0 ? SHADOWS : []) await query(address, statement);
    for (const [setting, value] of settings) {
      const list = setting === 'search_path' ? value : `'${value}'`;
      await query(address, `set transaction read write; alter database ${name} set ${setting} = ${list}`);
    }
    const on = ['--database', address];
    const imported = await millrace(['import', facts, ...on]);
    expect(imported.code, imported.stderr).toBe(0);
    for (const [period, version] of [
      ['2026-09', '1'],
      ['2026-10', '2'],
    ]) {
      const { code, json } = await millraceJson<{ hash: string }>(['close', period, ...on]);
      expect(code, JSON.stringify(json).slice(0, 500)).toBe(0);
      hashes.push(json.hash);
      expect((await millrace(['publish', version, ...on])).code).toBe(0);
      expect((await millrace(['verify', version, ...on])).code).toBe(0);
    }
    const database = await Database.open(address, 'test');
    await expect(database.script(`update millrace.version set hash = 'other'`)).rejects.toMatchObject({
      code: '23001',
    });
    await expect(database.script('delete from millrace.stock')).rejects.toMatchObject({ code: '23001' });
    const dates = await cells(
      database,
      `select count(*) from millrace.version where created_at < now() - interval '1 day'`,
    );
    expect(dates).toEqual([['0']]);
    await database.close();
  }
  expect(hashes.slice(2)).toEqual(hashes.slice(0, 2));
});

const isRoot = process.getuid?.() === 0;
test.runIf(SERVER.present && isRoot)(
  `a user without a name closes, publishes and reopens, on ${SERVER.name}${isRoot ? '' : ' (skipped: only root can be another user)'}`,
  async () => {
    const address = await SERVER.create();
    await millrace(['import', await factsFolder(smallFactory), '--database', address]);
    for (const command of [...DONE, ['reopen', '2026-09', '--reason', 'late']]) {
      const args = [builtCommand(), ...command, '--database', address];
      const { status, stderr } = spawnSync(
        'setpriv',
        ['--reuid=54321', '--regid=54321', '--clear-groups', process.execPath, ...args],
        { encoding: 'utf8', cwd: tmpdir(), env: { ...process.env, DATABASE_URL: '' } },
      );
      expect([command, status, stderr]).toEqual([command, 0, expect.any(String)]);
    }
    const recorded = await query<{ approved_by: string; approved_as: string }>(
      address,
      'select approved_by, approved_as from millrace.approval',
    );
    expect(recorded).toEqual(Array.from({ length: 2 }, () => ({ approved_by: 'uid 54321', approved_as: 'postgres' })));
  },
);

/** Where the server's disk fills: among a version's inputs, and among the rows of a table that is sent piece by piece. */
test.runIf(SERVER.present).each(['version_input', 'unit_cost', 'version_element'])(
  'a close that the server refuses at %s is told, leaves nothing, and can be made again',
  async (table) => {
    const address = await SERVER.create();
    const on = ['--database', address];
    await millrace(['import', await factsFolder(smallFactory), ...on]);
    await query(
      address,
      `create function public.full() returns trigger language plpgsql as $$
         begin raise exception 'no space left on device' using errcode = 'disk_full'; end $$;
       create trigger full_disk before insert on millrace.${table} for each statement execute function public.full()`,
    );
    const closed = spawnSync(process.execPath, [builtCommand(), 'close', '2026-09', ...on], {
      cwd: tmpdir(),
      encoding: 'utf8',
    });
    expect(closed.status, closed.stderr).toBe(3);
    expect(closed.stderr).toContain('no space left on device');
    expect(closed.stderr).not.toMatch(/defect of Millrace|unhandled/i);
    expect(await query(address, 'select 1 from millrace.version')).toEqual([]);
    expect(await query(address, `select state from millrace.run where command = 'close'`)).toEqual([
      { state: 'failed' },
    ]);
    await query(address, `drop trigger full_disk on millrace.${table}`);
    expect((await millrace(['close', '2026-09', ...on])).code).toBe(0);
    expect((await millrace(['audit', 'verify', ...on])).code).toBe(0);
  },
);

test('--by must name somebody', async () => {
  const { code, stderr } = await millrace(['versions', '--by', ' ', '--database', await ANY.create()]);
  expect([code, stderr]).toEqual([2, expect.stringContaining('--by')]);
});

async function cells(database: Database, select: string): Promise<string[][]> {
  const rows: string[][] = [];
  await database.read(select, (row) => rows.push(row));
  return rows;
}

test.runIf(SERVER.present)(`statements are not compiled, whatever the database sets, on ${SERVER.name}`, async () => {
  const address = await SERVER.create();
  await query(address, `alter database ${new URL(address).pathname.slice(1)} set jit = 'on'`);
  const database = await Database.open(address, 'test');
  try {
    expect(await cells(database, "select current_setting('jit')")).toEqual([['off']]);
  } finally {
    await database.close();
  }
});
