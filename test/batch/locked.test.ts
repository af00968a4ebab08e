import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EMBEDDED, provide, SERVER } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { temporaryFolder } from './folders.js';
import { millrace, started } from './millrace.js';
import { smallFactory } from './small-factory.js';

provide(EMBEDDED, SERVER);

/** Holds a close where it would begin to compute. */
const HELD = { env: { MILLRACE_PAUSE_AT: 'before:compute' } };

describe('two closes at once', () => {
  test.runIf(SERVER.present)(
    `on ${SERVER.name}: the second is told who holds the period`,
    async () => {
      const on = ['--database', await SERVER.create()];
      await millrace(['import', await factsFolder(smallFactory), ...on]);
      const first = started(['close', '2026-09', ...on], HELD);
      await first.says('paused at before:compute');

      const second = await millrace(['close', '2026-09', ...on]);
      expect(second.code).toBe(3);
      expect(second.stderr).toMatch(
        /2026-09 of ledger CN01 is being closed or published: millrace close 2026-09 \(\d+@/,
      );
      expect(second.stderr).toContain('→ wait for it to end; nothing was written here');

      // The lock is per period, and goes with the process.
      const other = await millrace(['close', '2026-10', '--json', ...on]);
      expect(other.code).toBe(1);
      first.kill();
      await first.ended;
      expect((await millrace(['close', '2026-09', ...on])).code).toBe(0);
    },
    120_000,
  );

  test('in one folder: the second is told which process has it, and a killed one leaves no lock', async () => {
    const folder = await EMBEDDED.create();
    const on = ['--database', folder];
    await millrace(['import', await factsFolder(smallFactory), ...on]);
    const first = started(['close', '2026-09', ...on], HELD);
    await first.says('paused at before:compute');

    const second = await millrace(['versions', '--lang', 'zh', ...on]);
    expect(second.code).toBe(3);
    expect(second.stderr).toMatch(/正被 .* 上的进程 \d+ 使用（millrace close 2026-09/);
    first.kill();
    await first.ended;
    expect((await millrace(['close', '2026-09', ...on])).code).toBe(0);
  }, 120_000);
});

describe('the lock of a folder', () => {
  test('is succeeded where its process is gone, or its number was given to another', async () => {
    const folder = await EMBEDDED.create();
    const cases = [
      { process: 2 ** 22 + 1, started: '1', host: hostname(), purpose: 'a process that is gone' },
      { process: process.pid, started: '1', host: hostname(), purpose: 'a process that had our number' },
    ];
    for (const holder of cases) {
      hold(folder, holder);
      expect((await millrace(['versions', '--ledger', 'X', '--database', folder])).stderr, holder.purpose).toContain(
        'there is no ledger X',
      );
    }
  });

  test('is respected where its process lives, or is on another machine', async () => {
    const folder = await temporaryFolder();
    const started = readFileSync(`/proc/${process.pid}/stat`, 'utf8').split(') ')[1].split(' ')[19];
    const cases = [
      { process: process.pid, started, host: hostname(), purpose: 'this test' },
      { process: 1, started: '', host: 'another-machine', purpose: 'somebody else' },
    ];
    for (const holder of cases) {
      hold(folder, holder);
      const { code, stderr } = await millrace(['migrate', '--database', folder]);
      expect(code).toBe(3);
      expect(stderr).toContain(`is in use by process ${holder.process} on ${holder.host} (${holder.purpose})`);
    }
  });

  test('lets one of many through that find it dead at once', async () => {
    const folder = await EMBEDDED.create();
    hold(folder, { process: 2 ** 22 + 1, started: '1', host: hostname(), purpose: 'gone' });
    const args = ['close', '2026-09', '--ledger', 'CN01', '--database', folder];
    const runs = Array.from({ length: 4 }, () => started(args, { env: { MILLRACE_PAUSE_AT: 'before:run' } }));
    await Promise.any(runs.map((run) => run.says('paused at before:run')));
    const refused: string[] = [];
    for (const { ended } of runs) ended.then(({ stderr }) => refused.push(stderr));
    await expect.poll(() => refused.length, { timeout: 30_000 }).toBe(3);
    for (const stderr of refused) expect(stderr).toContain('is in use by process');
    for (const run of runs) run.kill();
    await Promise.all(runs.map(({ ended }) => ended));
  }, 120_000);
});

/** Puts a lock of somebody into a folder, above those that are there. */
function hold(folder: string, holder: object): void {
  const numbers = readdirSync(folder).map((name) => Number(/^lock\.(\d+)$/.exec(name)?.[1] ?? 0));
  writeFileSync(join(folder, `lock.${Math.max(0, ...numbers) + 1}`), JSON.stringify(holder));
}
