import { execFileSync } from 'node:child_process';
import { cp, mkdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FactRows } from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { ANY, SERVER } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { temporaryFolder } from './folders.js';
import { millrace, millraceJson, started } from './millrace.js';
import { query } from './postgres.js';
import { smallFactory } from './small-factory.js';

interface Told {
  readonly findings: readonly { code: string; table: string; key: string; fields: Record<string, string> }[];
}

const REPORTED = fileURLToPath(new URL('../reports/robustness/', import.meta.url));

describe('a file that is written anew while it is imported', () => {
  const changes: readonly (readonly [what: string, place: string, change: (file: string) => Promise<void>])[] = [
    ['another table, before it is read', 'before:check:cost_element', (file) => writeFile(file, 'foo,bar\n1,2\n')],
    ['half of it', 'before:import:cost_element', (file) => truncate(file, 250)],
    [
      'in another encoding',
      'before:import:cost_element',
      async (file) => writeFile(file, Buffer.from(await readFile(file, 'utf8'), 'utf16le')),
    ],
    ['removed', 'after:import:plant', (file) => rm(file)],
    ['the same rows', 'after:import:plant', async (file) => writeFile(file, await readFile(file))],
  ];

  test.each(changes)('is refused and nothing is written: %s, %s', async (_what, place, change) => {
    const folder = join(await temporaryFolder(), 'facts');
    await cp(join(REPORTED, 'import-changed-file/facts'), folder, { recursive: true });
    const file = join(folder, 'movement.csv');
    const database = await ANY.create();
    const ran = started(['import', folder, '--database', database], { env: { MILLRACE_PAUSE_AT: place } });
    await ran.says('paused at');
    const content = await readFile(file);
    await change(file);
    ran.resume();
    const { code, stdout, stderr } = await ran.ended;
    expect(code).toBe(2);
    expect(`${stdout}${stderr}`).toMatch(/movement\.csv was changed while it was read|nothing was imported/);
    await writeFile(file, content);
    const { json } = await millraceJson<{ tables: { rows: number; added: number }[] }>([
      'import',
      folder,
      '--database',
      database,
    ]);
    for (const { rows, added } of json.tables) expect(added).toBe(rows);
  });
});

describe('what stands in the place of a file', () => {
  const places: readonly (readonly [what: string, make: (path: string) => Promise<void>])[] = [
    ['a folder', async (path) => void (await mkdir(path))],
    ['a link to nothing', (path) => symlink('/nowhere/at/all', path)],
    ['a link to itself', (path) => symlink(path, path)],
    ['a pipe', async (path) => void execFileSync('sh', ['-c', 'mkfifo "$0"', path])],
    ['a device', (path) => symlink('/dev/zero', path)],
  ];

  test.each(places)('is told with exit code 2: %s', async (_what, make) => {
    const folder = await factsFolder(smallFactory);
    await rm(join(folder, 'movement.csv'));
    await make(join(folder, 'movement.csv'));
    const database = await ANY.create();
    for (const command of [
      ['close', '2026-09', '--from', folder],
      ['import', folder, '--database', database],
    ]) {
      const { code, json } = await millraceJson<Told>(command);
      expect(code).toBe(2);
      expect(json.findings).toContainEqual(
        expect.objectContaining({ code: 'file_must_be_readable', table: 'movement.csv' }),
      );
    }
    const alone = join(await temporaryFolder(), 'facts.json');
    await make(alone);
    for (const command of [
      ['close', '2026-09', '--from', alone],
      ['close', '2026-09', '--config', alone, '--from', folder],
      ['standard', 'roll', '--on', '2026-10-01', '--from', folder, '--assume', alone],
    ]) {
      const { code, stderr } = await millrace(command);
      expect([command[0], code]).toEqual([command[0], 2]);
      expect(stderr).not.toContain('defect');
    }
  });
});

describe('cells and rows of any size', () => {
  const closed = async (facts: unknown) => {
    const file = join(await temporaryFolder(), 'facts.json');
    await writeFile(file, typeof facts === 'string' ? facts : JSON.stringify(facts));
    return millraceJson<Told>(['close', '2026-09', '--from', file]);
  };

  test.each(['[', '{"a":'])('a cell nested 10,000 and a hundred thousand deep in %s is a finding', async (open) => {
    const given = await readFile(join(REPORTED, 'json-deep-cell/facts.json'), 'utf8');
    for (const depth of [10_000, 100_000]) {
      const cell = open === '[' ? '['.repeat(depth) + ']'.repeat(depth) : `${open.repeat(depth)}1${'}'.repeat(depth)}`;
      const { code, json, stderr } = await closed(given.replace('"DEEP"', cell));
      expect(code).toBe(2);
      expect(stderr).not.toContain('defect');
      if ('findings' in json) {
        expect(json.findings).toContainEqual(
          expect.objectContaining({
            code: 'cell_must_be_text',
            key: 'A',
            fields: expect.objectContaining({ column: 'name' }),
          }),
        );
      }
    }
  });

  test('a cell of 100 MB is a finding that can be read', async () => {
    const long = 'x'.repeat(100_000_000);
    const facts: FactRows = { ...smallFactory, plant: [{ plant: 'P1', name: long }] };
    const { code, json, stdout } = await closed(facts);
    expect(code).toBe(2);
    expect(json.findings).toContainEqual(expect.objectContaining({ code: 'text_must_not_be_too_long', key: 'P1' }));
    expect(stdout.length).toBeLessThan(10_000);
    const folder = await factsFolder(smallFactory);
    await writeFile(join(folder, 'plant.csv'), `plant,name\nP1,${long}\n`);
    const csv = await millraceJson<Told>(['close', '2026-09', '--from', folder]);
    expect(csv.code).toBe(2);
    expect(csv.json.findings).toContainEqual(
      expect.objectContaining({ code: 'file_must_be_well_formed', key: 'row 2' }),
    );
  });

  test('tens of thousands of rows with faults are counted, and the first thousand listed', async () => {
    const folder = await factsFolder(smallFactory);
    const count = 50_000;
    const rows = Array.from({ length: count }, (_, n) => `M${n},A,issue\n`);
    await writeFile(join(folder, 'movement_amount.csv'), `movement,element,amount,ledger\n${rows.join('')}`);
    const short = await millraceJson<Told>(['close', '2026-09', '--from', folder]);
    expect(short.code).toBe(2);
    const bad = Array.from({ length: count }, (_, n) => `M${n},CN01,material,1.234.5\n`);
    await writeFile(join(folder, 'movement_amount.csv'), `movement,ledger,element,amount\n${bad.join('')}`);
    const database = await ANY.create();
    for (const command of [
      ['close', '2026-09', '--from', folder],
      ['import', folder, '--database', database],
    ]) {
      const { code, json } = await millraceJson<Told>(command);
      expect(code).toBe(2);
      expect(json.findings.filter((found) => found.code === 'number_must_be_plain')).toHaveLength(1000);
      expect(json.findings).toContainEqual(
        expect.objectContaining({
          code: 'more_was_found_than_is_listed',
          fields: { value: 'number_must_be_plain', count: String(count), expected: '1000' },
        }),
      );
    }
  });
});

test.runIf(SERVER.present)('an import that is refused leaves what was there, and nothing of its own', async () => {
  const database = await SERVER.create();
  const folder = await factsFolder(smallFactory);
  await millrace(['import', folder, '--database', database]);
  await writeFile(join(folder, 'movement.csv'), 'movement\nM1\n');
  expect((await millrace(['import', folder, '--database', database])).code).toBe(2);
  const left = await query(database, `select count(*)::int as n from millrace.movement`);
  expect(left).toEqual([{ n: smallFactory.movement?.length }]);
});
