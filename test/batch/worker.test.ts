import { RIGHTS } from '@millrace/store';
import { describe, expect, test } from 'vitest';
import { IS_LONG } from '../budget.js';
import { configFile } from './config-file.js';
import { EMBEDDED, SERVER } from './databases.js';
import type { Right } from './every-command.js';
import { factsFolder } from './facts-folder.js';
import { fiveLedgers, LEDGERS, type ToldOfLedgers } from './five-ledgers.js';
import { millrace, millraceJson, type Ran, type Started, started } from './millrace.js';
import { query } from './postgres.js';

/** Where a worker is killed. */
const PLACES = IS_LONG
  ? ['after:run', 'before:compute', 'during:write:proof', 'after:write:run', 'after:committed']
  : ['during:write:proof', 'after:committed'];

/** How many workers there are: two meet nothing that three do not. */
const COUNTS = IS_LONG ? [1, 2, 3] : [1, 3];

/** Ledgers with methods of their own, which the workers' machines know nothing of. */
const METHODS = { B: { method: 'fifo' }, D: { method: 'moving_average' } } as const;

async function filled(): Promise<string> {
  const address = await SERVER.create();
  const imported = await millrace(['import', await factsFolder(fiveLedgers()), '--database', address]);
  expect(imported.code, imported.stderr).toBe(0);
  return address;
}

async function worker(address: string, env: Readonly<Record<string, string>> = {}): Promise<Started> {
  const own = started(['worker', '--database', address], { env });
  await own.prints('waiting for jobs');
  return own;
}

async function stop(workers: readonly Started[]): Promise<Ran[]> {
  for (const one of workers) one.interrupt();
  return Promise.all(workers.map(({ ended }) => ended));
}

function closeAll(address: string, ...more: readonly string[]): Started {
  return started(['close-all', '2026-09', '--workers', '--json', '--database', address, ...more]);
}

function toldBy({ stdout }: Ran): ToldOfLedgers['ledgers'] {
  return (JSON.parse(stdout) as ToldOfLedgers).ledgers;
}

/** What one process comes to by itself. */
async function hashesOfOne(...more: readonly string[]): Promise<unknown[]> {
  const all = ['close-all', '2026-09', '--database', await filled(), ...more];
  const { json } = await millraceJson<ToldOfLedgers>(all);
  return json.ledgers.map(({ hash }) => hash);
}

async function states(address: string): Promise<string[]> {
  const rows = await query<{ state: string }>(address, 'select distinct state from millrace.run order by state');
  return rows.map(({ state }) => state);
}

async function mustHoldTogether(address: string): Promise<void> {
  for (const ledger of LEDGERS) {
    const on = ['--ledger', ledger, '--database', address];
    expect((await millrace(['audit', 'verify', ...on])).code).toBe(0);
    expect((await millrace(['verify', '1', ...on])).code).toBe(0);
  }
  // Of this database: those of others are other tests'. The server takes a moment to notice that a process is gone.
  const locks = `select from pg_locks l join pg_database d on d.oid = l.database
    where l.locktype = 'advisory' and d.datname = current_database()`;
  await expect.poll(() => query(address, locks)).toEqual([]);
}

describe.runIf(SERVER.present)(`millrace worker, on ${SERVER.name}`, () => {
  test('comes to the same bytes as one process, however many there are, by the policies of who asked', async () => {
    const config = ['--config', await configFile(METHODS)];
    const expected = await hashesOfOne(...config);
    expect(new Set(expected).size).toBe(LEDGERS.length);
    expect(await hashesOfOne()).not.toEqual(expected);
    for (const count of COUNTS) {
      const address = await filled();
      const workers = await Promise.all(Array.from({ length: count }, () => worker(address)));
      const asked = closeAll(address, ...config, '--by', 'li.na');
      const ran = await asked.ended;
      expect(ran.code, ran.stderr).toBe(0);
      expect(toldBy(ran).map(({ ledger }) => ledger)).toEqual(LEDGERS);
      expect(toldBy(ran).map(({ hash }) => hash)).toEqual(expected);
      const again = await closeAll(address, ...config).ended;
      expect(toldBy(again).map(({ is_new }) => is_new)).toEqual(LEDGERS.map(() => false));
      // By the default policy now, which takes the place of those of all but who had it before.
      const other = toldBy(await closeAll(address).ended).map(({ policy, policy_before: before }) => [policy, before]);
      expect(new Set(other.map(String))).toEqual(new Set(['2,1', '1,']));
      const ended = await stop(workers);
      expect(ended.map(({ code }) => code)).toEqual(workers.map(() => 0));
      const said = ended.flatMap(({ stderr }) => stderr.match(/^2026-09 of ledger \w: done, \d+ ms$/gm) ?? []);
      expect(said.length).toBe(3 * LEDGERS.length);
      const by = await query<{ by: string }>(
        address,
        `select distinct started_by as by from millrace.run where run <= 5`,
      );
      expect(by).toEqual([{ by: 'li.na' }]);
      await mustHoldTogether(address);
    }
  });

  test('a worker that is killed while three run loses its ledger to another', async () => {
    const expected = await hashesOfOne();
    for (const place of PLACES) {
      const address = await filled();
      const victim = await worker(address, { MILLRACE_PAUSE_AT: place });
      const asked = closeAll(address);
      await victim.says(`paused at ${place}`);
      const others = [await worker(address), await worker(address)];
      victim.kill();
      const ran = await asked.ended;
      expect(ran.code, ran.stderr).toBe(0);
      expect(toldBy(ran).map(({ hash }) => hash)).toEqual(expected);
      await stop(others);
      expect(await states(address), place).toEqual(place === 'after:committed' ? ['done'] : ['cancelled', 'done']);
      await mustHoldTogether(address);
    }
  });

  test('asked to stop, it gives its ledger back before the next step and ends well', async () => {
    const address = await filled();
    const first = await worker(address, { MILLRACE_PAUSE_AT: 'before:write:proof' });
    const asked = closeAll(address);
    await first.says('paused at');
    first.interrupt();
    first.resume();
    const { code, stderr } = await first.ended;
    expect([code, stderr]).toEqual([0, expect.stringMatching(/^2026-09 of ledger \w: given back to the queue$/m)]);
    expect(await states(address)).toEqual(['failed']);
    const second = await worker(address);
    const ran = await asked.ended;
    expect(ran.code, ran.stderr).toBe(0);
    expect(toldBy(ran).map(({ hash }) => hash)).toEqual(await hashesOfOne());
    await stop([second]);
    await mustHoldTogether(address);
  });

  test('a ledger that ends every worker is given up after three, and stops no other', async () => {
    const address = await filled();
    const asked = closeAll(address);
    let last = '';
    for (let deaths = 0; deaths < 3; deaths++) {
      const victim = await worker(address, { MILLRACE_PAUSE_AT: 'before:compute' });
      await victim.says('paused at');
      victim.kill();
      const [, ledger] = /of ledger (\w), for/.exec((await victim.ended).stderr) ?? [];
      last = ledger;
      if (deaths === 0)
        await query(
          address,
          `update millrace_queue.job set start_after = now() + interval '1 day' where data->>'ledger' <> '${ledger}'`,
        );
      await untilGone(address, deaths);
    }
    await query(address, `update millrace_queue.job set start_after = now()`);
    const sound = await worker(address);
    const ran = await asked.ended;
    expect(ran.code).toBe(3);
    const troubles = toldBy(ran).map(({ ledger, trouble }) => [ledger, trouble?.code]);
    expect(troubles).toEqual(LEDGERS.map((ledger) => [ledger, ledger === last ? 'workers_ended' : undefined]));
    await stop([sound]);
  });

  test('what somebody else closes meanwhile is closed after that', async () => {
    const address = await filled();
    const other = started(['close', '2026-09', '--ledger', 'B', '--database', address], {
      env: { MILLRACE_PAUSE_AT: 'before:compute' },
    });
    await other.says('paused at');
    const own = await worker(address);
    const asked = closeAll(address);
    await own.says('2026-09 of ledger B: given back to the queue');
    other.resume();
    const ran = await asked.ended;
    expect(ran.code, ran.stderr).toBe(0);
    expect(toldBy(ran).map(({ is_new }) => is_new)).toEqual([true, false, true, true, true]);
    await stop([own]);
  });

  test('a job of another release is refused', async () => {
    const address = await filled();
    const asked = closeAll(address);
    await asked.says('no worker has taken anything yet');
    await query(
      address,
      `update millrace_queue.job set data = jsonb_set(data, '{engine}', '"millrace 9"') where data->>'ledger' = 'A'`,
    );
    await query(
      address,
      // A choice that this release doesn't know is one that the hash on record has, and what is read of it has not.
      `insert into millrace.policy select ledger, 0, kind, content, 'other', 'another release', now(), '', '' from millrace.policy
         where ledger = 'B';
       update millrace_queue.job set data = jsonb_set(data, '{policy}', '2') where data->>'ledger' = 'B'`,
    );
    const own = await worker(address);
    const ran = await asked.ended;
    expect(ran.code).toBe(3);
    const refused = 'worker_is_of_another_release';
    expect(toldBy(ran).map(({ trouble }) => trouble?.code)).toEqual([
      refused,
      refused,
      undefined,
      undefined,
      undefined,
    ]);
    await stop([own]);
  });

  test('who asked and does not want to wait takes out of the queue what none has begun', async () => {
    const address = await filled();
    const asked = closeAll(address);
    await asked.says('no worker has taken anything yet: start millrace worker');
    asked.interrupt();
    const ran = await asked.ended;
    expect(ran.code).toBe(1);
    expect(toldBy(ran).map(({ trouble }) => trouble?.code)).toEqual(LEDGERS.map(() => 'close_was_cancelled'));
    const own = await worker(address);
    const trial = await closeAll(address, '--trial').ended;
    expect(toldBy(trial).map(({ version, exit }) => [version, exit])).toEqual(LEDGERS.map(() => [undefined, 0]));
    await stop([own]);
    expect(await states(address)).toEqual([]);
  });

  test('waits for a server that drops its sessions', async () => {
    const address = await filled();
    const own = await worker(address);
    await query(
      address,
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'millrace worker%' and datname = current_database()`,
    );
    await own.says('trying again');
    const ran = await closeAll(address).ended;
    expect(ran.code, ran.stderr).toBe(0);
    expect((await stop([own]))[0].code).toBe(0);
  });

  test('the right to close is enough for worker and who asks, and holds nothing that they do without', async () => {
    const address = await filled();
    const own = `w${process.pid}_${Date.now() % 100_000}`;
    const as = (right: Right) => {
      const url = new URL(address);
      url.username = `${own}_${right}`;
      return url.href;
    };
    for (const right of RIGHTS) {
      await query(address, `create role ${own}_${right} login`);
      expect((await millrace(['grant', right, `${own}_${right}`, '--database', address])).code).toBe(0);
    }
    try {
      for (const right of RIGHTS.filter((one) => one !== 'close')) {
        for (const command of [['worker'], ['close-all', '2026-09', '--workers']]) {
          const { code, stderr } = await millrace([...command, '--database', as(right)]);
          expect([right, code, stderr]).toEqual([right, 3, expect.stringContaining('a permission is missing')]);
        }
      }
      const able = await worker(as('close'));
      const ran = await closeAll(as('close')).ended;
      expect(ran.code, ran.stderr).toBe(0);
      await stop([able]);
      const asks = ['close-all', '2026-09', '--workers'];
      const needed = [
        ['usage on schema millrace_queue', asks],
        ['usage on schema millrace_queue', ['worker']],
        ['delete on millrace_queue.job, millrace_queue.job_common', asks],
        ['insert on millrace_queue.job, millrace_queue.job_common', asks],
        ['update on millrace_queue.job, millrace_queue.job_common', ['worker']],
      ] as const;
      // Something for a worker to take.
      await query(address, `update millrace_queue.job set state = 'created', output = null, completed_on = null`);
      for (const [privilege, command] of needed) {
        await query(address, `revoke ${privilege} from ${own}_close`);
        const { code, stderr } = await started([...command, '--database', as('close')]).ended;
        expect([privilege, code, stderr]).toEqual([privilege, 3, expect.stringContaining('a permission is missing')]);
        await query(address, `grant ${privilege} to ${own}_close`);
      }
    } finally {
      for (const right of RIGHTS) await query(address, `drop owned by ${own}_${right}; drop role ${own}_${right}`);
    }
  });
});

test('a folder has no workers, since one process has it to itself', async () => {
  const on = ['--database', await EMBEDDED.create()];
  await millrace(['import', await factsFolder(fiveLedgers()), ...on]);
  for (const command of [['worker'], ['close-all', '2026-09', '--workers']]) {
    const { code, stderr } = await millrace([...command, ...on]);
    expect([code, stderr]).toEqual([3, expect.stringContaining('embedded database')]);
  }
});

/** Waits until the queue has the job back of a worker that is gone. */
async function untilGone(address: string, deaths: number): Promise<void> {
  const back = `select from millrace_queue.job where (output->>'deaths')::int > ${deaths} or output->>'trouble' is not null`;
  await expect.poll(() => query(address, back)).toHaveLength(1);
}
