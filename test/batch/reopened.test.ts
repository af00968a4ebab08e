import type { FactRows } from '@millrace/costing-core';
import { RIGHTS } from '@millrace/store';
import { expect, test } from 'vitest';
import { ANY, SERVER } from './databases.js';
import type { Right } from './every-command.js';
import { factsFolder } from './facts-folder.js';
import { millrace, millraceJson } from './millrace.js';
import { query } from './postgres.js';
import { accountedFactory, movement } from './small-factory.js';

/** A month that is opened again after its journal was posted: in every order of commands, two at once, as the roles of `millrace grant`. */

const amountOf = (amount: string) => ({ movement: 'M8', ledger: 'CN01', element: 'material', amount });
const facts: FactRows = {
  ...accountedFactory,
  movement: [...(accountedFactory.movement ?? []), movement('M8', '2026-10-05', 'purchase_receipt', 'RAW', '20')],
  movement_amount: [...(accountedFactory.movement_amount ?? []), amountOf('300.00')],
};

interface Listed {
  readonly version: number;
  readonly hash: string;
  readonly period: string;
  readonly state: string;
}
interface Told {
  readonly against?: number;
  readonly postings: readonly { readonly version: number; readonly against?: number }[];
}

type As = (right: Right, ...command: readonly string[]) => ReturnType<typeof millrace>;

/** September and October closed and published, each with its journal posted. */
async function published(as: As): Promise<void> {
  await all(as, [
    ['import', 'import', await factsFolder(facts)],
    ['close', 'close', '2026-09'],
    ['publish', 'publish', '1'],
    ['publish', 'journal', '1', '--post'],
    ['close', 'close', '2026-10'],
    ['publish', 'publish', '2'],
    ['publish', 'journal', '2', '--post', '--document', 'JV-2'],
  ]);
}

/** The same, and October is open again. */
async function reopened(as: As): Promise<void> {
  await published(as);
  await all(as, [['publish', 'reopen', '2026-10', '--reason', 'an invoice was wrong']]);
}

async function all(as: As, commands: readonly (readonly [Right, ...string[]])[]): Promise<void> {
  for (const command of commands) {
    const { code, stdout, stderr } = await as(...command);
    expect([command, code, stdout + stderr]).toEqual([command, 0, expect.any(String)]);
  }
}

async function refused(as: As, commands: readonly (readonly [string, Right, ...string[]])[]): Promise<void> {
  for (const [says, ...command] of commands) {
    const { code, stdout, stderr } = await as(...command);
    expect([command, code === 0, stdout + stderr]).toEqual([command, false, expect.stringContaining(says)]);
  }
}

/** What must hold at the end: every version that was published, the audit log, both journals of October. */
async function holds(address: string): Promise<void> {
  const on = ['--database', address];
  for (const command of [
    ['verify', '--all'],
    ['audit', 'verify'],
  ]) {
    const { code, stdout, stderr } = await millrace([...command, ...on]);
    expect([command, code, stdout + stderr]).toEqual([command, 0, expect.any(String)]);
  }
  const { json: versions } = await millraceJson<readonly Listed[]>(['versions', ...on]);
  expect(versions.map(({ version, period, state }) => [version, period, state].join(' '))).toEqual([
    '1 2026-09 published',
    '2 2026-10 withdrawn',
    '3 2026-10 published',
    '4 2026-11 published',
  ]);
  const { json } = await millraceJson<Told>(['postings', ...on]);
  expect(json.postings.map(({ version, against }) => [version, against])).toEqual([
    [1, undefined],
    [2, undefined],
    [3, 2],
    [4, undefined],
  ]);
}

test.runIf(SERVER.present)('goes its way as the roles that may, and no other way', async () => {
  const address = await SERVER.create();
  const own = `o${process.pid}_${Date.now() % 100_000}`;
  for (const right of RIGHTS) {
    await query(address, `create role ${own}_${right} login`);
    expect((await millrace(['grant', right, `${own}_${right}`, '--database', address])).code).toBe(0);
  }
  const as: As = (right, ...command) => {
    const url = new URL(address);
    url.username = `${own}_${right}`;
    return millrace([...command, '--database', url.href]);
  };
  try {
    await reopened(as);
    // What was withdrawn is neither published nor posted again, and nothing stands on it.
    await refused(as, [
      ['withdrawn', 'publish', 'publish', '2'],
      ['posted already', 'publish', 'journal', '2', '--post'],
      ['2026-10', 'close', 'close', '2026-11'],
      ['2026-10', 'publish', 'reopen', '2026-10', '--reason', 'once more'],
      ['a permission is missing', 'close', 'reopen', '2026-09', '--reason', 'x'],
    ]);
    await all(as, [
      ['import', 'import', await factsFolder({ movement_amount: [amountOf('360.00')] })],
      ['close', 'close', '2026-10'],
    ]);
    await refused(as, [
      ['draft', 'publish', 'journal', '3', '--post'],
      ['2026-10', 'close', 'close', '2026-11'],
    ]);
    await all(as, [['publish', 'publish', '3']]);
    const difference = await millraceJson<Told>(['journal', '2026-10', '--database', address]);
    expect(difference.json.against).toBe(2);
    await all(as, [
      ['publish', 'journal', '3', '--post', '--document', 'JV-3'],
      ['close', 'close', '2026-11'],
      ['publish', 'publish', '4'],
      ['publish', 'journal', '4', '--post'],
    ]);
    await refused(as, [
      ['2026-11', 'publish', 'reopen', '2026-10', '--reason', 'too late'],
      ['posted already', 'publish', 'journal', '3', '--post'],
    ]);
    await holds(address);
  } finally {
    for (const right of RIGHTS) await query(address, `drop owned by ${own}_${right}; drop role ${own}_${right}`);
  }
});

test('two of each command at once do it once', async () => {
  const address = await ANY.create();
  const as: As = (_, ...command) => millrace([...command, '--database', address]);
  await published(as);
  const changed = await factsFolder({ movement_amount: [amountOf('360.00')] });
  // One of two does it. The other finds that it is done, or, of a close, the first one at it.
  for (const command of [
    ['reopen', '2026-10', '--reason', 'an invoice was wrong'],
    ['import', changed],
    ['close', '2026-10'],
    ['publish', '3'],
    ['journal', '3', '--post'],
    ['close', '2026-11'],
    ['publish', '4'],
    ['journal', '4', '--post'],
  ]) {
    const both = await Promise.all([as('close', ...command), as('close', ...command)]);
    const told = both.map(({ code, stderr }) => [command, code, stderr]);
    expect(both.filter(({ code }) => code === 0).length, JSON.stringify(told)).toBeGreaterThan(0);
    expect(
      both.every(({ code }) => code < 3),
      JSON.stringify(told),
    ).toBe(true);
    if (command[0] === 'reopen' || command[0] === 'journal')
      expect(both.map(({ code }) => code).sort(), JSON.stringify(told)).not.toEqual([0, 0]);
  }
  await holds(address);
});

test('a month that nobody changed is published again, as another version with the same hash and nothing to post', async () => {
  const address = await ANY.create();
  const as: As = (_, ...command) => millrace([...command, '--database', address]);
  await reopened(as);
  await all(as, [['close', 'close', '2026-10']]);
  const { json } = await millraceJson<readonly Listed[]>(['versions', '--database', address]);
  const [second, third] = json.slice(1);
  expect([second.state, third.state, third.hash]).toEqual(['withdrawn', 'draft', second.hash]);
  await all(as, [['publish', 'publish', '2026-10']]);
  expect((await as('read', 'journal', '2026-10')).stdout).toContain('no line: nothing differs');
  await all(as, [
    ['publish', 'journal', '2026-10', '--post'],
    ['close', 'close', '2026-11'],
    ['publish', 'publish', '4'],
    ['publish', 'journal', '4', '--post'],
  ]);
  await holds(address);
});

test('a draft of the next month that stood on it is not published any more', async () => {
  const address = await ANY.create();
  const as: As = (_, ...command) => millrace([...command, '--database', address]);
  await all(as, [
    ['import', 'import', await factsFolder(facts)],
    ['close', 'close', '2026-09'],
    ['publish', 'publish', '1'],
    ['close', 'close', '2026-10'],
    ['publish', 'publish', '2'],
    ['close', 'close', '2026-11'],
    ['publish', 'reopen', '2026-10', '--reason', 'an invoice was wrong'],
  ]);
  await refused(as, [['version 3 opened from', 'publish', 'publish', '3']]);
  await all(as, [
    ['import', 'import', await factsFolder({ movement_amount: [amountOf('360.00')] })],
    ['close', 'close', '2026-10'],
    ['publish', 'publish', '4'],
  ]);
  await refused(as, [['version 3 opened from', 'publish', 'publish', '3']]);
  await all(as, [
    ['close', 'close', '2026-11'],
    ['publish', 'publish', '5'],
    ['read', 'verify', '--all'],
    ['read', 'audit', 'verify'],
  ]);
});
