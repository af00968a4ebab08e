import { describe, expect, test } from 'vitest';
import { ANY } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { millrace, millraceJson } from './millrace.js';
import { smallFactory } from './small-factory.js';

describe('millrace runs', () => {
  test('tells how runs ended and how much they did, the newest first', async () => {
    const on = ['--database', await ANY.create()];
    expect((await millrace(['runs', ...on])).stdout).toBe('nothing was run yet\n');
    await millrace(['import', await factsFolder(smallFactory), ...on]);
    await millrace(['close', '2026-09', ...on]);
    await millrace(['close', '2026-10', ...on]);
    const { json } = await millraceJson<Record<string, unknown>[]>(['runs', ...on]);
    expect(json).toMatchObject([
      { run: 2, ledger: 'CN01', place: '2026-10', command: 'close', state: 'failed', version: null, errors: 1 },
      { run: 1, ledger: 'CN01', place: '2026-09', command: 'close', state: 'done', version: 1, error: null, errors: 0 },
    ]);
    expect(json[1].startedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    const { stdout } = await millrace(['runs', ...on]);
    expect(stdout).toMatch(/^ +1 +CN01 +2026-09 +close +done +1 +\d{4}-\d\d-\d\d \d\d:\d\d +\d+\.\d +\d+ +\d+ +0 +0$/m);
    expect((await millrace(['runs', '--ledger', 'NOPE', ...on])).code).toBe(2);
  });

  test('are metrics that Prometheus reads', async () => {
    const on = ['--database', await ANY.create()];
    const named = { ...smallFactory, ledger: [{ ...smallFactory.ledger[0], ledger: 'A"\\B' }] };
    const renamed = JSON.parse(JSON.stringify(named).replaceAll('"CN01"', JSON.stringify('A"\\B')));
    await millrace(['import', await factsFolder(renamed), ...on]);
    await millrace(['close', '2026-09', ...on]);
    await millrace(['close', '2026-09', ...on]);
    const { stdout, code } = await millrace(['runs', '--prometheus', ...on]);
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    const samples = lines.filter((line) => !line.startsWith('#'));
    // https://prometheus.io/docs/instrumenting/exposition_formats: a name, labels in quotes, a number.
    for (const line of samples) expect(line).toMatch(/^[a-z_]+\{([a-z]+="([^"\\\n]|\\["\\n])*",?)+\} \d+(\.\d+)?$/);
    for (const line of lines.filter((one) => one.startsWith('#'))) expect(line).toMatch(/^# (HELP|TYPE) millrace_\w+ /);
    const ledger = String.raw`ledger="A\"\\B",command="close"`;
    expect(samples).toContain(`millrace_runs_total{${ledger},state="done"} 2`);
    expect(samples).toContain(`millrace_last_run_success{${ledger},period="2026-09"} 1`);
    expect(samples).toContain(`millrace_last_run_step_rows{${ledger},step="read"} ${await rowsRead(on)}`);
    expect(samples).toContain(`millrace_last_run_findings{${ledger},severity="warning"} 0`);
  });
});

async function rowsRead(on: readonly string[]): Promise<number> {
  const { json } = await millraceJson<{ steps: { step: string; rows: number }[] }[]>(['runs', ...on]);
  const read = json[0].steps.filter(({ step }) => step.startsWith('read:'));
  return read.reduce((sum, { rows }) => sum + rows, 0);
}
