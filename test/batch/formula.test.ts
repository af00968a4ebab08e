import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FactRows } from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { factsFolder } from './facts-folder.js';
import { temporaryFolder } from './folders.js';
import { millrace, millraceJson } from './millrace.js';
import { smallFactory } from './small-factory.js';

interface Tried {
  readonly value?: string;
  readonly findings: readonly { readonly code: string; readonly fields: Readonly<Record<string, string>> }[];
  readonly orders?: readonly Readonly<Record<string, unknown>>[];
}

const VALUES = ['--with', 'cost=60000,shots=1250,life=400000,none=0'];

/** A mould that cost 60,000.00 and lasts 400,000 shots, of which O1 took 1,250. */
function moulded(formula: string): FactRows {
  const [wages] = smallFactory.cost_pool;
  return {
    ...smallFactory,
    driver: [
      { driver: 'shots', kind: 'statistic' },
      { driver: 'mould', kind: 'formula', formula },
    ],
    driver_quantity: [
      {
        period: '2026-09',
        driver: 'shots',
        centre: 'C1',
        target_kind: 'order',
        target: 'O1',
        quantity: '1250',
        status: 'approved',
      },
    ],
    attribute: [
      { owner_kind: 'item', owner: 'BOX', name: 'mould_cost', value: '60000' },
      { owner_kind: 'order', owner: 'O1', name: 'life_shots', value: '400000' },
    ],
    cost_pool: [...smallFactory.cost_pool, { ...wages, pool: 'MOULDS', driver: 'mould' }],
  };
}

describe('millrace formula test', () => {
  test('computes a formula with values for its names', async () => {
    const { code, stdout } = await millrace(['formula', 'test', 'cost * shots / life', ...VALUES]);
    expect([code, stdout.trim()]).toEqual([0, '187.500000']);
  });

  test.each([
    ['cost * shotz', 'Unknown variable: shotz', '8'],
    ['cost / (none * shots)', 'it divides by zero', '9'],
    ['process.exit(1)', 'Unknown variable: process', '1'],
    ['cost.constructor.constructor("return 1")()', undefined, undefined],
    ['1+'.repeat(5000), 'it is longer than 1000 characters', '1001'],
    ['', undefined, undefined],
  ])('says what is wrong with %s, and where', async (formula, what, position) => {
    const { code, json } = await millraceJson<Tried>(['formula', 'test', formula, ...VALUES]);
    expect([code, json.value, json.findings.map((found) => found.code)]).toEqual([
      1,
      undefined,
      ['formula_must_be_readable'],
    ]);
    if (what !== undefined) expect(json.findings[0].fields).toMatchObject({ what, position });
  });

  test('shows what a driver comes to for each order of a period, and what it read', async () => {
    const folder = await factsFolder(moulded('mould_cost * shots / life_shots'));
    const { code, json } = await millraceJson<Tried>(['formula', 'test', 'mould', '2026-09', '--from', folder]);
    expect([code, json.findings]).toEqual([0, []]);
    expect(json.orders).toEqual([
      {
        centre: 'C1',
        order: 'O1',
        inputs: { mould_cost: '60000.000000000', shots: '1250.000000000', life_shots: '400000.000000000' },
        value: '187.500000',
        fault: '',
        position: '',
      },
    ]);
    for (const language of ['en', 'zh']) {
      const { stdout } = await millrace(['formula', 'test', 'mould', '2026-09', '--from', folder, '--lang', language]);
      expect(stdout).toContain('life_shots = 400000, mould_cost = 60000, shots = 1250');
    }
  });

  test.each([
    ['mould_cost / (shots - 1250)', 'formula_must_give_a_number', '15'],
    ['mould_cost / shoots', 'formula_must_be_readable', '14'],
  ])('finds what is wrong with %s of a driver', async (formula, found, position) => {
    const folder = await factsFolder(moulded(formula));
    const { code, json } = await millraceJson<Tried>(['formula', 'test', 'mould', '2026-09', '--from', folder]);
    expect(code).toBe(1);
    expect(json.findings.map((one) => one.code)).toContain(found);
    expect(json.findings.find((one) => one.code === found)?.fields).toMatchObject({ position });
  });

  /** A box of as much sheet as its sizes ask for; O1 has sizes of its own. */
  function sized(formula: string): FactRows {
    const attribute = (owner_kind: 'item' | 'order', owner: string, name: string, value: string) =>
      ({ owner_kind, owner, name, value }) as const;
    return {
      ...smallFactory,
      bom: [{ plant: 'P1', parent: 'BOX', valid_from: '2026-01-01', base_quantity: '1', active: true }],
      bom_line: [
        {
          plant: 'P1',
          parent: 'BOX',
          valid_from: '2026-01-01',
          line: 10,
          component: 'RAW',
          quantity: '1',
          formula,
          kind: 'component',
          fixed: false,
        },
      ],
      attribute: [
        attribute('item', 'BOX', 'length', '0.5'),
        attribute('item', 'BOX', 'width', '0.3'),
        attribute('order', 'O1', 'width', '0.4'),
      ],
    };
  }

  test('shows what lines of an item come to, for an order with sizes of its own and for any other', async () => {
    const folder = await factsFolder(sized('12 * length * width'));
    const args = ['formula', 'test', 'BOX', '2026-09', '--from', folder];
    const { code, json } = await millraceJson<Tried & { readonly lines: readonly object[] }>(args);
    expect([code, json.findings]).toEqual([0, []]);
    const line = { line: 'P1 · BOX ·  · 2026-01-01 · 10', component: 'RAW', fault: '', position: '' };
    expect(json.lines).toEqual([
      { ...line, order: '', value: '1.800000000', inputs: { length: '0.500000000', width: '0.300000000' } },
      { ...line, order: 'O1', value: '2.400000000', inputs: { length: '0.500000000', width: '0.400000000' } },
    ]);
    for (const language of ['en', 'zh']) {
      const { stdout } = await millrace([...args, '--lang', language]);
      expect(stdout).toContain('length = 0.5, width = 0.4');
    }
  });

  test.each([
    ['12 * length / (width - 0.4)', 'line_formula_must_give_a_quantity', '16'],
    ['12 * lenght', 'line_formula_must_be_readable', '6'],
  ])('finds what is wrong with %s of a line', async (formula, found, position) => {
    const folder = await factsFolder(sized(formula));
    const { code, json } = await millraceJson<Tried>(['formula', 'test', 'BOX', '2026-09', '--from', folder]);
    expect(code).toBe(1);
    expect(json.findings.find((one) => one.code === found)?.fields).toMatchObject({ position });
  });

  test('a driver that is none by formula, and values that are none, are told', async () => {
    const folder = await factsFolder(moulded('shots'));
    for (const [args, told] of [
      [['shots', '2026-09', '--from', folder], 'of the kind formula'],
      [['shots', '--with', 'shots'], '--with'],
    ] as const) {
      const { code, stderr } = await millrace(['formula', 'test', ...args]);
      expect(code).toBe(2);
      expect(stderr).toContain(told);
    }
  });

  test('a config that names an unknown centre is refused, with where it stands and what was meant', async () => {
    const folder = await factsFolder(smallFactory);
    const config = join(await temporaryFolder(), 'millrace.config.json');
    await millrace(['init', '--config', config, '--database', join(await temporaryFolder(), 'data')]);
    const written = JSON.parse(await readFile(config, 'utf8'));
    written.policy.wip_by_centre = { C11: { method: 'fifo' } };
    written.policy.wip.elements = { labor: { method: 'none' } };
    await writeFile(config, JSON.stringify(written));
    const { code, json } = await millraceJson<{
      findings: readonly { code: string; key: string; wrong: string }[];
    }>(['close', '2026-09', '--from', folder, '--config', config]);
    expect(code).toBe(2);
    const refused = json.findings.filter(({ code }) => code === 'policy_must_name_what_is_known');
    expect(refused.map(({ key, wrong }) => [key, wrong])).toEqual([
      ['wip.elements', 'the policy names the cost element "labor", which is not known; did you mean "labour"?'],
      ['wip_by_centre', 'the policy names the cost centre "C11", which is not known; did you mean "C1"?'],
    ]);
  });
});
