import { expect, test } from 'vitest';
import { ANY, SERVER } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { millrace, millraceJson, started } from './millrace.js';
import { query } from './postgres.js';
import { smallFactory } from './small-factory.js';

type Line = Readonly<Record<string, unknown>>;

function linesOf({ stderr }: { readonly stderr: string }): Line[] {
  return stderr
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}

async function filled(address: string): Promise<string> {
  expect((await millrace(['import', await factsFolder(smallFactory), '--database', address])).code).toBe(0);
  return address;
}

test('close --log json tells each step with its run, the ledger and the period, also beside --json', async () => {
  const on = ['--database', await filled(await ANY.create())];
  const ran = await millraceJson<{ hash: string }>(['close', '2026-09', '--log', 'json', ...on]);
  expect(ran.code).toBe(0);
  expect(ran.json.hash).toMatch(/^[0-9a-f]{64}$/);
  const lines = linesOf(ran);
  const steps = lines.map(({ step }) => step);
  expect(steps).toEqual(expect.arrayContaining(['run', 'read:movement', 'compute', 'write:proof', 'committed']));
  expect(lines.find(({ step }) => step === 'read:movement')).toMatchObject({ level: 'info', event: 'step', rows: 4 });
  const [first, ...others] = lines;
  expect(first).not.toHaveProperty('run');
  for (const line of others) {
    expect(line).toMatchObject({ command: 'close', run: 1, ledger: 'CN01', period: '2026-09', pid: process.pid });
    expect(new Date(String(line.time)).getTime()).toBeGreaterThan(Date.now() - 3_600_000);
  }
});

test('trouble is a line with its code and fields, and below msg in the reader’s language', async () => {
  const ran = await millrace(['close', '2026-9', '--log', 'json', '--lang', 'zh', '--database', await ANY.create()]);
  expect(ran.code).toBe(2);
  const [line, ...others] = linesOf(ran);
  expect(others).toEqual([]);
  expect(line).toMatchObject({ level: 'error', event: 'trouble', code: 'period_is_not_a_month', command: 'close' });
  expect(String(line.msg)).toMatch(/\p{Script=Han}/u);
});

test('another form of log is refused', async () => {
  const { code, stderr } = await millrace(['close', '2026-09', '--log', 'xml']);
  expect([code, stderr]).toEqual([2, expect.stringContaining('text, json')]);
});

test.runIf(SERVER.present)(`a worker tells which job, and the run that came of it, on ${SERVER.name}`, async () => {
  const address = await filled(await SERVER.create());
  const worker = started(['worker', '--log', 'json', '--database', address]);
  const all = await started(['close-all', '2026-09', '--workers', '--by', 'li.na', '--database', address]).ended;
  expect(all.code, all.stderr).toBe(0);
  worker.interrupt();
  const lines = linesOf(await worker.ended);
  const [{ id }] = await query<{ id: string }>(address, 'select id from millrace_queue.job');
  const place = { job: id, ledger: 'CN01', period: '2026-09', command: 'worker' };
  expect(lines.filter(({ event }) => event !== 'step')).toEqual([
    expect.objectContaining({ ...place, event: 'took', by: 'li.na' }),
    expect.objectContaining({ ...place, event: 'closed', ms: expect.any(Number) }),
  ]);
  expect(lines.find(({ step }) => step === 'compute')).toMatchObject({ run: 1, ledger: 'CN01', period: '2026-09' });
});
