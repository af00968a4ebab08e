import { describe, expect, test } from 'vitest';
import { policyFile } from './config-file.js';
import { ANY, EMBEDDED, SERVER } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { fiveLedgers, LEDGERS, type ToldOfLedgers } from './five-ledgers.js';
import { millrace, millraceJson, started } from './millrace.js';

async function closeAll(address: string, ...more: readonly string[]) {
  return millraceJson<ToldOfLedgers>(['close-all', '2026-09', '--database', address, ...more]);
}

describe('millrace close-all', () => {
  test('comes to the same however many are closed at once, and to what each comes to by itself', async () => {
    const folder = await factsFolder(fiveLedgers());
    const hashes = new Set<string>();
    for (const atOnce of ['1', '2', '3']) {
      const address = await ANY.create();
      expect((await millrace(['import', folder, '--database', address])).code).toBe(0);
      const { code, json } = await closeAll(address, '--at-once', atOnce);
      expect(code, JSON.stringify(json)).toBe(0);
      expect(json.ledgers.map(({ ledger }) => ledger)).toEqual(LEDGERS);
      expect(json.ledgers.every(({ is_new, difference }) => is_new === true && difference === '0.00')).toBe(true);
      hashes.add(JSON.stringify(json.ledgers.map(({ hash }) => hash)));
      const again = await closeAll(address, '--at-once', atOnce);
      expect(again.json.ledgers.map(({ is_new }) => is_new)).toEqual(LEDGERS.map(() => false));
      for (const { ledger, hash, version } of json.ledgers) {
        const alone = await millraceJson<{ hash: string; version: number }>([
          ...['close', '2026-09', '--ledger', ledger, '--database', address],
        ]);
        expect([alone.json.hash, alone.json.version]).toEqual([hash, version]);
      }
    }
    expect(hashes.size).toBe(1);
  });

  test('in a folder one follows the other, and on trial nothing is written', async () => {
    const address = await EMBEDDED.create();
    await millrace(['import', await factsFolder(fiveLedgers()), '--database', address]);
    const { code, stdout, stderr } = await millrace(['close-all', '2026-09', '--trial', '--database', address]);
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('5 of 5 ledgers can be published');
    expect(stdout).toMatch(/^ {2}A .* 1,750\.00 CNY +0\.00 .*trial: nothing written$/m);
    expect(stderr).toMatch(/^close E, \d+ ms$/m);
    expect((await millrace(['versions', '--ledger', 'A', '--database', address])).stdout).toContain('no versions yet');
  });

  test('another policy than the newest on record is told', async () => {
    const address = await ANY.create();
    await millrace(['import', await factsFolder(fiveLedgers()), '--database', address]);
    const first = await millrace(['close-all', '2026-09', '--database', address]);
    expect(first.stdout).not.toContain('policy');
    const other = ['--config', await policyFile({ unit_cost_scale: 4 })];
    const { stdout } = await millrace(['close-all', '2026-09', '--database', address, ...other]);
    for (const ledger of LEDGERS) {
      expect(stdout).toContain(
        `${ledger}: its policy is another than policy 1, the newest on record, and is policy 2 now`,
      );
    }
    const { json } = await closeAll(address);
    expect(json.ledgers.map(({ policy, policy_before: before }) => [policy, before])).toEqual(
      LEDGERS.map(() => [3, 2]),
    );
  });

  test('what stops one ledger stops no other, and is told', async () => {
    const address = await ANY.create();
    const { period = [], ...facts } = fiveLedgers();
    const without = { ...facts, period: period.filter(({ ledger }) => ledger !== 'C') };
    await millrace(['import', await factsFolder(without), '--database', address]);
    const { code, json } = await closeAll(address);
    expect(code).toBe(2);
    expect(json.ledgers.map(({ version }) => version !== undefined)).toEqual([true, true, false, true, true]);
    const { stdout } = await millrace(['close-all', '2026-09', '--database', address, '--lang', 'zh']);
    expect(stdout).toContain('5 个账套中有 4 个可以发布');
  });

  test.runIf(SERVER.present)(`a ledger that somebody else closes is left to them, on ${SERVER.name}`, async () => {
    const address = await SERVER.create();
    await millrace(['import', await factsFolder(fiveLedgers()), '--database', address]);
    const other = started(['close', '2026-09', '--ledger', 'B', '--database', address], {
      env: { MILLRACE_PAUSE_AT: 'before:compute' },
    });
    await other.says('paused at');
    const { code, json } = await closeAll(address);
    other.resume();
    expect((await other.ended).code).toBe(0);
    expect(code).toBe(3);
    expect(json.ledgers.map(({ trouble }) => trouble?.code)).toEqual([
      undefined,
      'close_is_running',
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('how many workers there are it does not say', async () => {
    const { code, stderr } = await millrace(['close-all', '2026-09', '--workers', '--at-once', '2']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('--at-once')]);
  });

  test.each(['0', '-1', 'two', '1.5', '100000'])('at once can not be %s', async (number) => {
    const { code, stderr } = await millrace(['close-all', '2026-09', '--at-once', number]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('--at-once')]);
  });
});
