import { setTimeout as wait } from 'node:timers/promises';
import { Database } from '@millrace/store';
import { describe, expect, test } from 'vitest';
import { SERVER } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { millrace, started } from './millrace.js';
import { query } from './postgres.js';
import { smallFactory } from './small-factory.js';

describe.runIf(SERVER.present)(`how long a command waits, on ${SERVER.name}`, () => {
  test('the address says of locks and of statements; what gives up leaves nothing', async () => {
    const address = await SERVER.create();
    const facts = await factsFolder(smallFactory);
    const first = started(['import', facts, '--database', address], {
      env: { MILLRACE_PAUSE_AT: 'after:check:facts' },
    });
    await first.says('paused at');
    for (const [lang, says] of [
      ['en', 'the database gave up: canceling statement due to lock timeout'],
      ['zh', '数据库已放弃等待'],
    ]) {
      const second = ['import', facts, '--lang', lang, '--database', within(address, 'lock_timeout=100ms')];
      const { code, stderr } = await millrace(second);
      expect([code, stderr]).toEqual([3, expect.stringContaining(says)]);
    }
    first.resume();
    expect((await first.ended).code).toBe(0);
    expect(await query(address, 'select import from millrace.import')).toHaveLength(1);

    const hurried = await millrace(['close', '2026-09', '--database', within(address, 'statement_timeout=1ms')]);
    expect([hurried.code, hurried.stderr]).toEqual([3, expect.stringContaining('due to statement timeout')]);
    expect(await query(address, 'select 1 from millrace.version')).toEqual([]);
    expect((await millrace(['close', '2026-09', '--database', address])).code).toBe(0);
  });

  test('no session is ended because it is idle, whatever the database sets', async () => {
    const address = await SERVER.create();
    const name = new URL(address).pathname.slice(1);
    for (const setting of ['idle_session_timeout', 'idle_in_transaction_session_timeout']) {
      await query(address, `alter database ${name} set ${setting} = '50ms'`);
    }
    const database = await Database.open(address, 'test');
    try {
      await wait(500);
      await database.transaction('snapshot', () => wait(500));
      expect(await database.read('select 1', () => {})).toBe(1);
    } finally {
      await database.close();
    }
  });
});

function within(address: string, setting: string): string {
  const url = new URL(address);
  // Spaces as libpq reads them: %20, and not a plus.
  return `${address}${url.search === '' ? '?' : '&'}options=-c%20${encodeURIComponent(setting)}`;
}
