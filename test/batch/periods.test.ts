import type { FactRows } from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { ANY, KINDS, type Kind, SERVER } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { millrace, millraceJson } from './millrace.js';
import { query } from './postgres.js';
import { movement, smallFactory } from './small-factory.js';

interface Listed {
  readonly period: string;
  readonly state: string;
  readonly version: number | null;
  readonly held: number;
}

interface Told {
  readonly version?: number;
  readonly hash?: string;
  readonly held?: number;
  readonly findings: readonly { code: string; table: string; key: string; fields: Record<string, string> }[];
}

const HELD = 'fact_is_held_out_of_its_period';
const LATE = 'fact_came_after_its_period_was_published';
const WHY = ['--reason', 'the count begins'];

async function statesOf(on: readonly string[]): Promise<string[]> {
  const { json } = await millraceJson<Listed[]>(['periods', ...on]);
  return json
    .filter(({ state }) => state !== 'never_opened')
    .map(({ period, state, version, held }) => [period, state, version ?? '-', held].join(' '));
}

async function filled(kind: Kind = ANY): Promise<string[]> {
  const on = ['--database', await kind.create()];
  const { code, stderr } = await millrace(['import', await factsFolder(smallFactory), ...on]);
  expect([code, stderr]).toEqual([0, expect.any(String)]);
  return on;
}

async function done(on: readonly string[], ...commands: readonly (readonly string[])[]): Promise<void> {
  for (const command of commands) {
    const { code, stdout, stderr } = await millrace([...command, ...on]);
    expect([command, code, stdout, stderr]).toEqual([command, 0, expect.any(String), expect.any(String)]);
  }
}

/** A receipt of September with its amount, a report, a pool: what comes late. */
const late: FactRows = {
  movement: [movement('M8', '2026-09-28', 'purchase_receipt', 'RAW', '20')],
  movement_amount: [{ movement: 'M8', ledger: 'CN01', element: 'material', amount: '300.00' }],
  cost_pool: [{ ...smallFactory.cost_pool[0], pool: 'LATE' }],
  work_report: [{ ...smallFactory.work_report[0], report: 'W9' }],
};

describe.each(KINDS)('periods on $name', (kind: Kind) => {
  test.runIf(kind.present)('go from never opened to permanently closed', async () => {
    const on = await filled(kind);
    expect(await statesOf(on)).toEqual([]);
    await done(on, ['close', '2026-09']);
    expect(await statesOf(on)).toEqual(['2026-09 open - 0']);
    await done(on, ['publish', '1'], ['close', '2026-10']);
    expect(await statesOf(on)).toEqual(['2026-09 closed 1 0', '2026-10 open - 0']);
    await done(on, ['publish', '2']);

    // The newest first, and with a reason.
    expect((await millrace(['reopen', '2026-09', '--reason', 'x', ...on])).code).toBe(1);
    expect((await millrace(['reopen', '2026-10', ...on])).stderr).toContain('needs a reason');
    await done(on, ['reopen', '2026-10', '--reason', 'an invoice came']);
    expect(await statesOf(on)).toEqual(['2026-09 closed 1 0', '2026-10 open - 0']);
    await done(on, ['close', '2026-10'], ['publish', '3']);

    // What is closed for good closes what is before it, too, and nothing opens it again.
    await done(on, ['period-state', '2026-10', 'permanently_closed', '--reason', 'audited']);
    expect(await statesOf(on)).toEqual(['2026-09 permanently_closed 1 0', '2026-10 permanently_closed 3 0']);
    for (const command of [
      ['reopen', '2026-10', '--reason', 'x'],
      ['close', '2026-10'],
      ['period-state', '2026-10', 'open', '--reason', 'x'],
    ]) {
      const { code, stderr } = await millrace([...command, ...on]);
      expect([command, code, stderr]).toEqual([command, 1, expect.stringContaining('permanently closed')]);
    }
    const imported = await millrace(['import', await factsFolder(late), ...on]);
    expect([imported.code, imported.stderr]).toEqual([1, expect.stringContaining('permanently closed')]);
    expect((await millrace(['check', '2026-10', ...on])).code).toBe(0);
    await done(on, ['close', '2026-10', '--trial'], ['audit', 'verify'], ['verify', '1'], ['periods']);
    const chinese = await millrace(['periods', '--lang', 'zh', ...on]);
    expect(chinese.stdout).toContain('永久关闭');
  });

  test.runIf(kind.present)('hold rows out while they are pending, and tell them everywhere', async () => {
    const on = await filled(kind);
    const first = await millraceJson<Told>(['close', '2026-09', ...on]);
    await done(on, ['period-state', '2026-09', 'pending_close', ...WHY]);
    const imported = await millraceJson<Told>(['import', await factsFolder(late), ...on]);
    const held = imported.json.findings.filter(({ code }) => code === HELD);
    expect(held.map(({ table, key, fields }) => `${table} ${key} ${fields.count} ${fields.keys}`).sort()).toEqual([
      'cost_pool 2026-09 1 CN01 · 2026-09 · LATE',
      'movement 2026-09 1 M8',
      'movement_amount 2026-09 1 M8 · CN01 · material',
      'work_report 2026-09 1 W9',
    ]);
    expect(await statesOf(on)).toEqual(['2026-09 pending_close - 4']);

    // Neither digests nor rows see them: the close comes to the very same version.
    const again = await millraceJson<Told>(['close', '2026-09', ...on]);
    expect([again.json.version, again.json.hash]).toEqual([1, first.json.hash]);
    expect(again.json.findings.filter(({ code }) => code === HELD)).toHaveLength(4);

    // Every row counts in one place: these not in the period, though they are dated in it.
    const counted = await millraceJson<{ counts: readonly { table: string; held_out: number; this_period: number }[] }>(
      ['check', '2026-09', ...on],
    );
    const heldOut = counted.json.counts.filter(({ held_out }) => held_out > 0);
    expect(heldOut.map(({ table, held_out }) => `${table} ${held_out}`).sort()).toEqual([
      'cost_pool 1',
      'movement 1',
      'work_report 1',
    ]);
    expect((await millrace(['check', '2026-09', ...on])).stdout).toContain('held out');

    const published = await millraceJson<Told>(['publish', '1', ...on]);
    expect([published.code, published.json.held]).toEqual([0, 4]);
    expect(await statesOf(on)).toEqual(['2026-09 closed 1 0']);
    const october = await millraceJson<Told>(['check', '2026-10', ...on]);
    expect(
      october.json.findings
        .filter(({ code }) => code === LATE)
        .map(({ table }) => table)
        .sort(),
    ).toEqual(['cost_pool', 'movement', 'work_report']);
    await done(on, ['audit', 'verify']);
  });

  test.runIf(kind.present)('take rows in that were held out once they are open again', async () => {
    const on = await filled(kind);
    await done(on, ['period-state', '2026-09', 'pending_close', ...WHY], ['import', await factsFolder(late)]);
    const without = await millraceJson<Told>(['close', '2026-09', ...on]);
    expect((await millrace(['period-state', '2026-09', 'open', ...on])).code).toBe(2);
    await done(on, ['period-state', '2026-09', 'open', '--reason', 'it belongs to the month']);
    const { json } = await millraceJson<Told>(['close', '2026-09', ...on]);
    expect(json.hash).not.toBe(without.json.hash);
    expect(json.findings.filter(({ code }) => code === HELD)).toEqual([]);
    // The same as where nothing was ever held.
    const plain = await filled(kind);
    await done(plain, ['import', await factsFolder(late)]);
    expect((await millraceJson<Told>(['close', '2026-09', ...plain])).json.hash).toBe(json.hash);
  });

  test.runIf(kind.present)('keep the rows that they had while they are pending', async () => {
    const on = await filled(kind);
    await done(on, ['period-state', '2026-09', 'pending_close', ...WHY], ['import', await factsFolder(smallFactory)]);
    const changed = smallFactory.movement.map((row) => (row.movement === 'M4' ? { ...row, quantity: '1' } : row));
    const refused = await millrace(['import', await factsFolder({ movement: changed }), ...on]);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('M4 of movement belongs to 2026-09')]);
    const chinese = await millrace(['import', await factsFolder({ movement: changed }), '--lang', 'zh', ...on]);
    expect(chinese.stderr).toContain('该期间待结');
    // What is held out already may be corrected, and taken back.
    const other = { ...late, movement: [movement('M8', '2026-09-28', 'purchase_receipt', 'RAW', '21')] };
    await done(on, ['import', await factsFolder(late)], ['import', await factsFolder(other)]);
    expect(await statesOf(on)).toEqual(['2026-09 pending_close - 4']);
    await done(on, ['import', '--undo', '4'], ['import', '--undo', '3']);
    expect(await statesOf(on)).toEqual(['2026-09 pending_close - 0']);
    // Rows of the month after it come as ever.
    const next = { movement: [movement('M9', '2026-10-09', 'sale', 'BOX', '1')] };
    const told = await millraceJson<Told>(['import', await factsFolder(next), ...on]);
    expect([told.code, told.json.findings]).toEqual([0, []]);
  });
});

describe.runIf(SERVER.present)('the database itself', () => {
  test('holds to the states, whoever asks', async () => {
    const on = await filled(SERVER);
    const address = on[1];
    await done(on, ['close', '2026-09'], ['publish', '1']);
    const mark = (state: string, reason = 'x', period = '2026-09') =>
      query(
        address,
        `insert into millrace.period_state values ('CN01', '${period}', 0, '${state}', null, 0, '${reason}', now(), '', '')`,
      );
    await expect(mark('open')).rejects.toThrow('period_can_not_become');
    await expect(mark('pending_close')).rejects.toThrow('period_can_not_become');
    await expect(mark('closed')).rejects.toThrow('period_can_not_become');
    await expect(mark('permanently_closed', ' ')).rejects.toThrow('reason_is_missing');
    await expect(mark('closed', 'x', '2026-10')).rejects.toThrow('period_can_not_become');
    await expect(mark('open', 'x', '1999-01')).rejects.toThrow('period_is_not_known');
    await expect(query(address, `update millrace.version set state = 'withdrawn'`)).rejects.toThrow(
      'reason_is_missing',
    );
    await expect(query(address, `update millrace.period_state set reason = 'y'`)).rejects.toThrow('kept for good');
    await expect(query(address, 'delete from millrace.period_state')).rejects.toThrow('kept for good');
    await expect(query(address, 'truncate millrace.period_state')).rejects.toThrow('kept for good');
    await mark('permanently_closed');
    await expect(
      query(address, `set millrace.reason = 'x'; update millrace.version set state = 'withdrawn'`),
    ).rejects.toThrow('period_is_closed_for_good');
    await expect(query(address, 'delete from millrace.movement')).rejects.toThrow('period_takes_no_changes');
    await expect(query(address, `update millrace.cost_pool set amount = 1 where period = '2026-09'`)).rejects.toThrow(
      'period_takes_no_changes',
    );
    await expect(
      query(address, `set session_replication_role = replica; delete from millrace.movement_amount`),
    ).rejects.toThrow('period_takes_no_changes');
    await done(on, ['audit', 'verify']);
  });

  test('notices a state that was changed behind its guards', async () => {
    const on = await filled(SERVER);
    await done(on, ['period-state', '2026-09', 'pending_close', ...WHY]);
    await query(
      on[1],
      `alter table millrace.period_state disable trigger user; update millrace.period_state set set_by = 'x', reason = 'y'`,
    );
    const { code, stdout } = await millrace(['audit', 'verify', ...on]);
    expect([code, stdout]).toEqual([1, expect.stringContaining('states of periods')]);
  });

  test('holds rows of one ledger out and takes those of another', async () => {
    const two: FactRows = {
      ...smallFactory,
      plant: [...smallFactory.plant, { plant: 'P9' }],
      ledger: [
        ...smallFactory.ledger,
        { ledger: 'US01', currency: 'USD', amount_scale: '2', time_zone: 'America/New_York' },
      ],
      ledger_plant: [...smallFactory.ledger_plant, { ledger: 'US01', plant: 'P9' }],
      period: [
        ...smallFactory.period,
        { ledger: 'US01', period: '2026-09', starts_on: '2026-09-01', ends_on: '2026-09-30' },
      ],
    };
    const on = ['--database', await SERVER.create()];
    await done(on, ['import', await factsFolder(two)]);
    await done([...on, '--ledger', 'CN01'], ['period-state', '2026-09', 'pending_close', ...WHY]);
    const rows = {
      movement: [
        movement('A1', '2026-09-28', 'purchase_receipt', 'RAW', '1', { plant: 'P9' }),
        movement('A2', '2026-09-28', 'purchase_receipt', 'RAW', '1'),
        // September has begun in Shanghai, and has not ended there.
        movement('A3', '2026-08-31', 'sale', 'RAW', '1', { posted_at: '2026-08-31T17:00:00Z' }),
        movement('A4', '2026-09-30', 'sale', 'RAW', '1', { posted_at: '2026-09-30T16:00:00Z' }),
      ],
    };
    const { json } = await millraceJson<Told>(['import', await factsFolder(rows), ...on]);
    const held = json.findings.filter(({ code }) => code === HELD);
    expect(held.map(({ fields }) => fields.keys)).toEqual(['A2, A3']);

    // Each ledger by its own clocks, which is said where there are several.
    const listed = await millrace(['periods', '--all', ...on]);
    expect(listed.stdout).toMatch(/CN01 +2026-09 .*\d\d:\d\d Asia\/Shanghai/);
    const [one] = (await millrace(['periods', '--ledger', 'CN01', ...on])).stdout.split('\n');
    expect(one).toContain('since (Asia/Shanghai)');
  });
});
