import { beforeAll, describe, expect, test } from 'vitest';
import { EMBEDDED, SERVER } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { millrace, millraceJson } from './millrace.js';
import { query } from './postgres.js';
import { accountedFactory } from './small-factory.js';

interface AuditJson {
  readonly entries: number;
  readonly head: string;
  readonly faults: readonly { readonly fault: string; readonly at: string }[];
}

/** What somebody who may do anything does behind the guards, and what is found of it. */
const TAMPERED: readonly (readonly [what: string, statement: string, found: readonly string[]])[] = [
  [
    'an entry that says another name',
    `update millrace.audit set said_by = 'nobody' where entry = 2`,
    ['entry_was_changed 2'],
  ],
  [
    'an entry with a hash that fits',
    `update millrace.audit set said_by = 'x', hash = millrace.audit_hash(array[ledger, entry::text,
       to_char(happened_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'x', done_as, done_from, action, version::text, details, previous])
     where entry = 2`,
    ['chain_is_broken 3'],
  ],
  ['an entry that is gone', 'delete from millrace.audit where entry = 2', ['entry_is_missing 2']],
  [
    'the last entry that is gone',
    'delete from millrace.audit where entry = (select max(entry) from millrace.audit)',
    ['head_is_not_there'],
  ],
  ['all of it that is gone', 'delete from millrace.audit', ['head_is_not_there', 'version_is_unknown 1']],
  [
    'an entry that was put in',
    `insert into millrace.audit select ledger, 99, happened_at, said_by, done_as, done_from, action, version, details, previous, hash from millrace.audit where entry = 1`,
    ['entry_is_missing 12', 'entry_was_changed 99'],
  ],
  ['a state', `update millrace.version set state = 'published'`, ['version_differs 1']],
  ['a hash', `update millrace.version set hash = 'other'`, ['version_differs 1']],
  ['what it was computed from', `update millrace.version set input_parts = 'other'`, ['version_differs 1']],
  ['an approval that is gone', `delete from millrace.approval where action = 'withdraw'`, ['approvals_differ CN01']],
  ['who approved', `update millrace.approval set approved_by = 'other'`, ['approvals_differ CN01']],
  ['when it was approved', `update millrace.approval set approved_at = '2026-01-01'`, ['approvals_differ CN01']],
  ['which waivers', `update millrace.approval set waivers = '{7}'`, ['approvals_differ CN01']],
  ['who set a state', `update millrace.period_state set set_by = 'other'`, ['periods_differ CN01']],
  ['who computed a version', `update millrace.version set created_by = 'other'`, ['version_differs 1']],
  ['when it was published', `update millrace.version set ended_at = '2026-01-01'`, ['version_differs 1']],
  ['a waiver that is gone', 'delete from millrace.waiver', ['waivers_differ CN01']],
  ['a policy', `update millrace.policy set content = '{}'`, ['policies_differ CN01']],
  ['who recorded a policy', `update millrace.policy set recorded_by = 'other'`, ['policies_differ CN01']],
  ['a posted journal', `update millrace.journal_posting set document = 'other'`, ['postings_differ CN01']],
  ['a posted journal that is gone', 'delete from millrace.journal_posting', ['postings_differ CN01']],
  ['a reason', `update millrace.approval set reason = 'other'`, ['approvals_differ CN01']],
];

describe.runIf(SERVER.present)(`the audit log, on ${SERVER.name}`, () => {
  let folder: string;
  beforeAll(async () => {
    folder = await factsFolder(accountedFactory);
  });

  test('is whole while a version is a draft', async () => {
    const address = await SERVER.create();
    for (const command of [
      ['import', folder],
      ['close', '2026-09'],
    ]) {
      expect((await millrace([...command, '--database', address])).code).toBe(0);
    }
    expect((await audited(address)).json.faults).toEqual([]);
  });

  test('is whole after ordinary work, and tells who did what, from where and why', async () => {
    const address = await withHistory(await SERVER.create(), folder);
    const { code, json } = await audited(address);
    expect([code, json.faults]).toEqual([0, []]);
    const entries = await query<Record<string, string>>(
      address,
      `select action, version, said_by, done_as, done_from, details from millrace.audit order by entry`,
    );
    expect(entries.map(({ action, version }) => `${action} ${version}`)).toEqual([
      'policy 0',
      'period open 1',
      'draft 1',
      'published 1',
      'period closed 1',
      'approve publish 1',
      'post journal 1',
      'withdrawn 1',
      'period open 1',
      'approve withdraw 1',
      'waive 0',
    ]);
    expect(entries[9]).toMatchObject({ said_by: 'Li Na', done_as: 'postgres', details: 'late invoice' });
    expect(entries[9].done_from).toMatch(/millrace reopen 2026-09 \(\d+@/);
    expect((await audited(address, json.head)).code).toBe(0);
    expect((await millrace(['audit', 'verify', '--lang', 'zh', '--database', address])).stdout).toContain(
      '审计日志完整：11 条',
    );
  });

  test.each(TAMPERED)('finds %s', async (_, statement, found) => {
    const address = await withHistory(await SERVER.create(), folder);
    const { head } = (await audited(address)).json;
    const table = /millrace\.\w+/.exec(statement)?.[0] ?? '';
    await query(
      address,
      `alter table ${table} disable trigger user; ${statement}; alter table ${table} enable trigger user`,
    );
    const { code, json } = await audited(address, head);
    expect(code).toBe(1);
    const told = json.faults.map(({ fault, at }) => `${fault} ${at}`);
    for (const one of found)
      expect(
        told.some((fault) => fault.startsWith(one)),
        `${one} in ${told}`,
      ).toBe(true);
  });
});

test('the audit log of an embedded database is whole, too', async () => {
  const address = await withHistory(await EMBEDDED.create(), await factsFolder(accountedFactory));
  const { code, json } = await audited(address);
  expect([code, json.faults, json.entries]).toEqual([0, [], 11]);
});

async function withHistory(address: string, folder: string): Promise<string> {
  const commands = [
    ['import', folder],
    ['close', '2026-09', '--by', 'Zhang Wei'],
    ['publish', '1', '--by', 'Li Na', '--reason', 'reviewed'],
    ['journal', '1', '--post', '--document', 'JV-1', '--by', 'Wang Fang'],
    ['reopen', '2026-09', '--by', 'Li Na', '--reason', 'late invoice'],
    ['waive', 'pool_must_have_a_driver', '--until', '2099-12-31', '--reason', 'strike'],
  ];
  for (const command of commands) {
    const { code, stderr } = await millrace([...command, '--database', address]);
    expect(code, stderr).toBe(0);
  }
  return address;
}

function audited(address: string, head?: string) {
  const kept = head === undefined ? [] : ['--head', head];
  return millraceJson<AuditJson>(['audit', 'verify', ...kept, '--database', address]);
}
