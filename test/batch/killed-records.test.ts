import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { budgeted } from '../budget.js';
import { EMBEDDED, SERVER } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { millrace, started } from './millrace.js';
import { query } from './postgres.js';
import { smallFactory } from './small-factory.js';

/** Commands that write a record beside versions, and the table that they write to. */
const COMMANDS = [
  ['period_state', ['period-state', '2026-09', 'pending_close', '--reason', 'the count begins']],
  ['waiver', ['waive', 'pool_must_have_a_driver', '--until', '2099-12-31', '--reason', 'strike']],
  ['waiver', ['waive', '--end', '1', '--reason', 'the strike is over']],
] as const;

async function prepare(address: string): Promise<string[]> {
  const on = ['--database', address];
  await millrace(['import', await factsFolder(smallFactory), ...on]);
  expect((await millrace(['close', '2026-09', ...on])).code).toBe(0);
  return on;
}

describe.runIf(SERVER.present)(`killed on ${SERVER.name}`, () => {
  test('in the midst of writing, a command leaves what was there before, and the next one does it', async () => {
    const address = await SERVER.create();
    const on = await prepare(address);
    const countOf = async (table: string) =>
      (await query<{ count: string }>(address, `select count(*) from millrace.${table}`))[0].count;
    for (const [table, command] of COMMANDS) {
      const before = await countOf(table);
      // Whoever writes such a record waits for this lock in the trigger of the very row.
      const holder = new pg.Client(address);
      await holder.connect();
      await holder.query(`begin; select pg_advisory_xact_lock(hashtextextended('millrace.audit CN01', 0))`);
      const run = started([...command, ...on]);
      const waits = () =>
        query(address, `select 1 from pg_locks where locktype = 'advisory' and not granted`).then(
          ({ length }) => length,
        );
      await expect.poll(waits).toBe(1);
      run.kill();
      await run.ended;
      await holder.query('rollback');
      await holder.end();
      await expect.poll(waits).toBe(0);
      expect([command, await countOf(table)]).toEqual([command, before]);
      expect((await millrace(['audit', 'verify', ...on])).code).toBe(0);
      expect((await millrace([...command, ...on])).code).toBe(0);
      expect(await countOf(table)).toBe(String(Number(before) + 1));
    }
    expect((await millrace(['audit', 'verify', ...on])).code).toBe(0);
  });

  test('at random moments, a command has written all of its record or nothing', async () => {
    const address = await SERVER.create();
    const on = await prepare(address);
    const whole = Date.now();
    await millrace([...COMMANDS[1][1], ...on]);
    const took = Date.now() - whole;
    for (let moment = 0; moment < budgeted(3); moment++) {
      for (const [, command] of COMMANDS.slice(0, 2)) {
        const run = started([...command, ...on]);
        const delay = Math.round(took * Math.random());
        await wait(delay);
        run.kill();
        await run.ended;
        const { code, stdout } = await millrace(['audit', 'verify', ...on]);
        expect([delay, code, stdout]).toEqual([delay, 0, expect.stringContaining('is whole')]);
      }
      await millrace(['period-state', '2026-09', 'open', '--reason', 'again', ...on]);
    }
    expect((await millrace([...COMMANDS[0][1], ...on])).code).toBe(0);
    expect((await millrace([...COMMANDS[1][1], ...on])).code).toBe(0);
  });
});

test('killed at random moments in an embedded database, a command leaves it whole', async () => {
  const on = await prepare(await EMBEDDED.create());
  for (let moment = 0; moment < budgeted(2); moment++) {
    const run = started([...COMMANDS[1][1], ...on]);
    await wait(Math.round(3000 * Math.random()));
    run.kill();
    await run.ended;
    expect((await millrace(['audit', 'verify', ...on])).code).toBe(0);
  }
  expect((await millrace([...COMMANDS[1][1], ...on])).code).toBe(0);
});
