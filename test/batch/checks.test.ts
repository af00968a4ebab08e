import { CHECKS } from '@millrace/costing-core';
import { expect, test } from 'vitest';
import { Month } from '../factory/month.js';
import { ANY } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { millrace, millraceJson } from './millrace.js';

interface Checked {
  readonly checks: readonly {
    readonly check: string;
    readonly phase: string;
    readonly looks_at: string;
    readonly rows: number;
    readonly findings: number;
    readonly result: string;
  }[];
}

const clean = new Month('2026-09').buy('RAW', '10', '100.00').sell('RAW', '4');
const warned = new Month('2026-09').buy('RAW', '10', '100.00').buy('RAW', '1', '10.00', { status: 'draft' });
const blocked = new Month('2026-09').buy('RAW', '10', '100.00').sell('RAW', '14');
const refused = new Month('2026-09').buy('RAW', '10', '100.00').move('purchase_receipt', 'RAW', '1200*3');

test.each([
  ['a clean month', clean, [0, 0, 0, 0]],
  ['a warning', warned, [0, 1, 0, 0]],
  ['an error', blocked, [1, 1, 1, 0]],
  ['something fatal', refused, [2, 2, 2, 2]],
] as const)('check exits by what --fail-on asks for: %s', async (_, month, expected) => {
  const from = ['--from', await factsFolder({ ...month.rows })];
  const exits: number[] = [];
  for (const failOn of [[], ['--fail-on', 'warning'], ['--fail-on', 'error'], ['--fail-on', 'fatal']]) {
    exits.push((await millrace(['check', '2026-09', ...from, ...failOn])).code);
  }
  expect(exits).toEqual(expected);
});

test('another severity than these is refused', async () => {
  const { code, stderr } = await millrace(['check', '2026-09', '--fail-on', 'warnings']);
  expect(code).toBe(2);
  expect(stderr).toContain('warning, error, fatal');
});

test('every check is listed with the rows that it looked at; where there are none, it did not pass', async () => {
  const on = ['--database', await ANY.create()];
  await millrace(['import', await factsFolder({ ...warned.rows }), ...on]);
  for (const from of [['--from', await factsFolder({ ...warned.rows })], on]) {
    const { json } = await millraceJson<Checked>(['check', '2026-09', ...from]);
    expect(json.checks.map(({ check }) => check)).toEqual(Object.keys(CHECKS));
    const of = (id: string) => json.checks.find(({ check }) => check === id);
    expect(of('PRE-03')).toEqual({
      check: 'PRE-03',
      phase: 'before',
      looks_at: 'documents of the period are approved',
      rows: 2,
      findings: 1,
      result: 'warning',
    });
    expect(of('PRE-23')).toMatchObject({ rows: 2, findings: 0, result: 'passed' });
    expect(of('POST-03')).toMatchObject({ phase: 'after', rows: 1, findings: 0, result: 'passed' });
    for (const id of ['PRE-04', 'PRE-15', 'PRE-18', 'MID-06', 'MID-12', 'POST-05', 'POST-12', 'POST-14', 'POST-20']) {
      expect(of(id)).toMatchObject({ rows: 0, findings: 0, result: 'not_examined' });
    }
  }
});

test('what the run did not come to has not passed', async () => {
  const from = ['--from', await factsFolder({ ...refused.rows })];
  const { json } = await millraceJson<Checked>(['check', '2026-09', ...from]);
  expect(new Set(json.checks.map(({ result }) => result))).toEqual(new Set(['fatal', 'not_reached']));
});

test('the terminal says how many passed, and with --all which, in English and Chinese', async () => {
  const from = ['--from', await factsFolder({ ...warned.rows })];
  const short = await millrace(['check', '2026-09', ...from]);
  expect(short.stdout).toMatch(
    /Checks\n\d+ passed, 1 found something, \d+ had nothing to examine\neach of them: --all/,
  );
  const whole = await millrace(['check', '2026-09', ...from, '--all']);
  for (const [id, { en }] of Object.entries(CHECKS))
    expect(whole.stdout).toMatch(new RegExp(`${id} .*${en.slice(0, 20)}`));
  expect(whole.stdout).toMatch(/PRE-03 +2 +1 +warning /);
  expect(whole.stdout).toMatch(/PRE-04 +0 +nothing to examine /);
  const chinese = await millrace(['check', '2026-09', ...from, '--all', '--lang', 'zh']);
  expect(chinese.stdout).toMatch(/PRE-03 +2 +1 +警告 +本期单据均已审核/);
  expect(chinese.stdout).toMatch(/PRE-04 +0 +无可检查数据 /);
});

test('what changed in a published period is counted by the tables that were compared', async () => {
  const on = ['--database', await ANY.create()];
  const two = new Month('2026-09')
    .buy('RAW', '10', '100.00')
    .add('period', { ledger: 'L', period: '2026-10', starts_on: '2026-10-01', ends_on: '2026-10-31' });
  await millrace(['import', await factsFolder({ ...two.rows }), ...on]);
  await millrace(['close', '2026-09', ...on]);
  await millrace(['publish', '2026-09', ...on]);
  const { json } = await millraceJson<Checked>(['check', '2026-10', ...on]);
  const since = json.checks.find(({ check }) => check === 'POST-20');
  expect(since?.result).toBe('passed');
  expect(since?.rows).toBeGreaterThan(10);
});
