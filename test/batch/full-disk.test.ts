import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SERVER } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { millrace, millraceJson } from './millrace.js';
import { databaseOf, type OwnServer, query, startOwnServer } from './postgres.js';
import { movement, smallFactory } from './small-factory.js';
import { stateOf } from './state-of.js';

/** A month of more rows than there is room for. */
const COUNT = 30_000;
const receipts = Array.from({ length: COUNT }, (_, at) => `B${at}`);
const facts = {
  ...smallFactory,
  movement: [
    ...smallFactory.movement,
    ...receipts.map((receipt) => movement(receipt, '2026-09-05', 'purchase_receipt', 'RAW', '1')),
  ],
  movement_amount: [
    ...smallFactory.movement_amount,
    ...receipts.map((receipt) => ({ movement: receipt, ledger: 'CN01', element: 'material', amount: '10.00' })),
  ],
};

/** What the server's files may grow to: all that an empty database has, and not what the month needs. */
const ROOM = 1_200_000;

describe.runIf(SERVER.present)(`a server whose files can grow no more, on ${SERVER.name}`, () => {
  let server: OwnServer;
  beforeAll(async () => {
    server = (await startOwnServer()) as OwnServer;
  });
  afterAll(() => server.stop());

  test('is told, leaves nothing, and goes on once there is room', async () => {
    await query(server.address, 'create database crowded');
    const on = ['--database', databaseOf(server.address, 'crowded')];
    expect((await millrace(['migrate', ...on])).code).toBe(0);
    const commands = [
      ['import', await factsFolder(facts)],
      ['close', '2026-09'],
    ];
    for (const command of commands) {
      const before = await stateOf(on[1]);
      server.limitFiles(ROOM);
      for (const [lang, says] of [
        ['en', 'there is no space left: could not extend file'],
        ['zh', '磁盘空间不足'],
      ]) {
        const full = await millrace([...command, '--lang', lang, ...on]);
        expect([command[0], full.code, full.stderr]).toEqual([command[0], 3, expect.stringContaining(says)]);
      }
      server.limitFiles('unlimited');
      expect(await stateOf(on[1]), command[0]).toEqual(before);
      const { code, stderr } = await millrace([...command, ...on]);
      expect([command[0], code, stderr]).toEqual([command[0], 0, expect.any(String)]);
    }
    const states = await query(on[1], 'select state from millrace.run order by run');
    expect(states).toEqual(['failed', 'failed', 'done'].map((state) => ({ state })));
    const trial = await millraceJson<{ hash: string }>(['close', '2026-09', '--trial', ...on]);
    expect(await query(on[1], 'select hash from millrace.version')).toEqual([{ hash: trial.json.hash }]);
    expect((await millrace(['verify', '1', ...on])).code).toBe(0);
    expect((await millrace(['audit', 'verify', ...on])).code).toBe(0);
  });
});
