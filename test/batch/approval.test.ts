import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { KINDS, type Kind, SERVER } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { temporaryFolder } from './folders.js';
import { millrace } from './millrace.js';
import { query } from './postgres.js';
import { smallFactory } from './small-factory.js';

/** A database with a month, and a config whose policy says who may publish. */
async function under(kind: Kind, approval: string): Promise<{ address: string; config: readonly string[] }> {
  const address = await kind.create();
  const file = join(await temporaryFolder(), 'millrace.config.json');
  await millrace(['init', '--database', address, '--config', file, '--ledger', 'CN01']);
  const written = JSON.parse(await readFile(file, 'utf8'));
  written.policy.approval = approval;
  await writeFile(file, JSON.stringify(written));
  const config = ['--config', file];
  expect((await millrace(['import', await factsFolder(smallFactory), ...config])).code).toBe(0);
  return { address, config };
}

describe.each(KINDS)('on $name', (kind: Kind) => {
  test.runIf(kind.present)('who computed a version does not publish it, where the policy says so', async () => {
    const { config } = await under(kind, 'another_person');
    expect((await millrace(['close', '2026-09', '--by', 'Zhang Wei', ...config])).code).toBe(0);
    const own = await millrace(['publish', '1', '--by', 'Zhang Wei', ...config]);
    expect([own.code, own.stderr]).toEqual([1, expect.stringContaining('version 1 was computed by Zhang Wei')]);
    const chinese = await millrace(['publish', '1', '--by', 'Zhang Wei', '--lang', 'zh', ...config]);
    expect(chinese.stderr).toContain('由 Zhang Wei 计算');
    const versions = await millrace(['versions', ...config]);
    expect(versions.stdout).toContain('draft');
    expect((await millrace(['publish', '1', '--by', 'Li Na', ...config])).code).toBe(0);
    expect((await millrace(['audit', 'verify', ...config])).code).toBe(0);
  });

  test.runIf(kind.present)('anyone publishes where the policy asks for nobody else', async () => {
    const { config } = await under(kind, 'anyone');
    await millrace(['close', '2026-09', '--by', 'Zhang Wei', ...config]);
    expect((await millrace(['publish', '1', '--by', 'Zhang Wei', ...config])).code).toBe(0);
  });
});

test.runIf(SERVER.present)('another user of the database is not one who says another name', async () => {
  const { address, config } = await under(SERVER, 'another_user');
  const own = `a${process.pid}_${Date.now() % 100_000}`;
  const [runner, approver] = [`${own}_runner`, `${own}_approver`];
  const as = (role: string) => {
    const url = new URL(address);
    url.username = role;
    return ['--database', url.href, ...config];
  };
  try {
    for (const role of [runner, approver]) {
      await query(address, `create role ${role} login`);
      for (const right of ['close', 'publish']) {
        expect((await millrace(['grant', right, role, '--database', address])).code).toBe(0);
      }
    }
    expect((await millrace(['close', '2026-09', '--by', 'Zhang Wei', ...as(runner)])).code).toBe(0);
    // The name is claimed, the user is not.
    expect((await millrace(['publish', '1', '--by', 'Li Na', ...as(runner)])).code).toBe(1);
    const url = new URL(address);
    url.username = runner;
    await expect(query(url.href, `update millrace.version set state = 'published'`)).rejects.toThrow('by another');
    expect((await millrace(['publish', '1', '--by', 'Zhang Wei', ...as(approver)])).code).toBe(1);
    expect((await millrace(['publish', '1', '--by', 'Li Na', ...as(approver)])).code).toBe(0);
  } finally {
    for (const role of [runner, approver]) await query(address, `drop owned by ${role}; drop role ${role}`);
  }
});
