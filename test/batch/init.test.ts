import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { defaultPolicy } from '@millrace/costing-core';
import { expect, test } from 'vitest';
import { EMBEDDED, SERVER } from './databases.js';
import { temporaryFolder } from './folders.js';
import { millrace, millraceJson } from './millrace.js';

interface InitJson {
  readonly config: string;
  readonly kept?: string;
  readonly database: string;
}

const configured = (file: string) => JSON.parse(readFileSync(file, 'utf8'));

test('init --force keeps the database and the ledger that were configured, and the config as it was', async () => {
  const database = await EMBEDDED.create();
  const file = join(dirname(database), 'config.json');
  const to = ['--config', file];
  expect((await millrace(['init', '--ledger', 'CN01', '--database', database, ...to])).code).toBe(0);
  expect((await millrace(['init', ...to])).code).toBe(2);
  // Named from where the config is.
  writeFileSync(file, JSON.stringify({ ...configured(file), database: './database', language: 'zh' }));
  const before = readFileSync(file, 'utf8');
  const { code, json } = await millraceJson<InitJson>(['init', '--force', ...to]);
  expect([code, json]).toEqual([0, expect.objectContaining({ database, kept: `${file}.before` })]);
  expect(configured(file)).toMatchObject({ database: './database', ledger: 'CN01' });
  expect(readFileSync(`${file}.before`, 'utf8')).toBe(before);

  const other = await EMBEDDED.create();
  expect((await millrace(['init', '--force', '--ledger', 'X', '--database', other, ...to])).code).toBe(0);
  expect(configured(file)).toMatchObject({ database: other, ledger: 'X' });
});

test('init --force never guesses where a config can not be read', async () => {
  const folder = await temporaryFolder();
  const file = join(folder, 'config.json');
  writeFileSync(file, '{ "database": ');
  const refused = await millrace(['init', '--force', '--config', file]);
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining(`${file} is not a whole config`)]);
  expect(readFileSync(file, 'utf8')).toBe('{ "database": ');
  const database = await EMBEDDED.create();
  expect((await millrace(['init', '--force', '--config', file, '--database', database])).code).toBe(0);
  expect(configured(file)).toMatchObject({ database });
});

test('a key that a config lacks is named as missing, with what init writes there', async () => {
  const file = join(await temporaryFolder(), 'config.json');
  const { by: _, ...absorption } = defaultPolicy.absorption;
  const policy = { ...defaultPolicy, absorption, unit_cost_scale: 99 };
  writeFileSync(file, JSON.stringify({ database: './.data', ledger: '', policy, policy_by_ledger: { L: policy } }));
  for (const [lang, missing] of [
    ['en', 'is missing; init writes "applied_of_period"'],
    ['zh', '缺少；init 写入 "applied_of_period"'],
  ]) {
    const { code, stderr } = await millrace(['versions', '--config', file, '--lang', lang]);
    expect(code).toBe(2);
    for (const where of ['policy', 'policy_by_ledger.L'])
      expect(stderr).toContain(`${where}.absorption.by: ${missing}`);
    expect(stderr).toContain(lang === 'en' ? 'language: is missing' : 'language: 缺少');
    expect(stderr).not.toContain(`unit_cost_scale: ${missing.slice(0, 2)}`);
  }
});

test('a folder is named so that the config leads to it from wherever it lies', async () => {
  const database = await EMBEDDED.create();
  const file = join(await temporaryFolder(), 'config.json');
  const fromHere = relative(tmpdir(), database);
  expect((await millrace(['init', '--config', file, '--database', fromHere])).code).toBe(0);
  expect(configured(file).database).toBe(database);
  expect(existsSync(`${file}.half-written`)).toBe(false);
});

test.runIf(SERVER.present)(`init writes no password, on ${SERVER.name}`, async () => {
  const address = new URL(await SERVER.create());
  const host = address.searchParams.get('host') ?? address.hostname;
  const port = address.searchParams.get('port') ?? '5432';
  const name = address.pathname.slice(1);
  address.password = 's3cr%40t';
  const forms = [address.href, `host=${host} port=${port} dbname=${name} user=postgres password='s3cr@t'`];
  for (const form of forms) {
    const file = join(await temporaryFolder(), 'config.json');
    const { code, stdout, stderr } = await millrace(['init', '--config', file, '--database', form]);
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('its password is not written down');
    for (const text of [readFileSync(file, 'utf8'), stdout, stderr]) expect(text).not.toMatch(/s3cr/);
    expect((await millrace(['versions', '--config', file])).stderr).toContain(`${name} holds no facts yet`);
  }
});
