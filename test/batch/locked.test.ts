import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EMBEDDED, SERVER } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { temporaryFolder } from './folders.js';
import { builtCommand, millrace, started } from './millrace.js';
import { smallFactory } from './small-factory.js';

/** Holds a close where it would begin to compute. */
const HELD = { env: { MILLRACE_PAUSE_AT: 'before:compute' } };

describe('two closes at once', () => {
  test.runIf(SERVER.present)(`on ${SERVER.name}: the second is told who holds the period`, async () => {
    const on = ['--database', await SERVER.create()];
    await millrace(['import', await factsFolder(smallFactory), ...on]);
    const first = started(['close', '2026-09', ...on], HELD);
    await first.says('paused at before:compute');

    const second = await millrace(['close', '2026-09', ...on]);
    expect(second.code).toBe(3);
    expect(second.stderr).toMatch(/2026-09 of ledger CN01 is being closed or published: millrace close 2026-09 \(\d+@/);
    expect(second.stderr).toContain('→ wait for it to end; nothing was written here');

    // The lock is per period, and goes with the process.
    const other = await millrace(['close', '2026-10', '--json', ...on]);
    expect(other.code).toBe(1);
    first.kill();
    await first.ended;
    expect((await millrace(['close', '2026-09', ...on])).code).toBe(0);
  });

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
  });
});

describe('the lock of a folder', () => {
  test('lets one of many through', async () => {
    const folder = await EMBEDDED.create();
    const args = ['close', '2026-09', '--ledger', 'CN01', '--database', folder];
    const runs = Array.from({ length: 4 }, () => started(args, { env: { MILLRACE_PAUSE_AT: 'before:run' } }));
    await Promise.any(runs.map((run) => run.says('paused at before:run')));
    const refused: string[] = [];
    for (const { ended } of runs) ended.then(({ stderr }) => refused.push(stderr));
    await expect.poll(() => refused.length).toBe(3);
    for (const stderr of refused) expect(stderr).toContain('is in use by process');
    for (const run of runs) run.kill();
    await Promise.all(runs.map(({ ended }) => ended));
  });

  test.runIf(canUnshare())(
    `holds between containers that share it${canUnshare() ? '' : ' (skipped: no name spaces can be made here)'}`,
    async () => {
      const folder = await EMBEDDED.create();
      await millrace(['import', await factsFolder(smallFactory), '--database', folder]);
      const first = started(['close', '2026-09', '--database', folder], {
        env: { MILLRACE_PAUSE_AT: 'before:write:stock' },
      });
      await first.says('paused at before:write:stock');

      // Process ids that mean nothing here, the same host name, and the folder mounted under another name.
      const other = await temporaryFolder();
      const inContainer = `mount --bind "$0" "$1" && exec "$2" "$3" versions --database "$1"`;
      const args = ['-c', inContainer, folder, other, process.execPath, builtCommand()];
      const second = spawnSync('unshare', ['--pid', '--mount', '--fork', '--mount-proc', 'sh', ...args], {
        encoding: 'utf8',
      });
      expect(second.stderr).toContain(`${other} is in use by process`);
      expect(second.stderr).toContain('millrace close 2026-09');
      expect(second.status).toBe(3);

      first.resume();
      expect((await first.ended).code).toBe(0);
      expect((await millrace(['verify', '1', '--database', folder])).code).toBe(0);
    },
  );

  test('is not in the way where what it says is broken, or is of long ago', async () => {
    const folder = await EMBEDDED.create();
    for (const text of ['', '{"process":', '{"process":1,"host":"elsewhere"}']) {
      writeFileSync(join(folder, 'lock'), text);
      const { stderr } = await millrace(['versions', '--ledger', 'X', '--database', folder]);
      expect(stderr).toContain('there is no ledger X');
    }
  });
});

/** Whether name spaces of processes and mounts can be made here, as containers have them. */
function canUnshare(): boolean {
  return spawnSync('unshare', ['--pid', '--mount', '--fork', '--mount-proc', 'true']).status === 0;
}
