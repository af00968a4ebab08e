import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Language } from '@millrace/costing-core';
import { expect } from 'vitest';
import { CsvRows } from '../../packages/batch-runner/src/files/csv-rows.js';
import { ANY } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { temporaryFolder } from './folders.js';
import { millrace, millraceJson } from './millrace.js';
import type { smallFactory } from './small-factory.js';

type Rows = readonly Readonly<Record<string, string>>[];

/** Two published months of a factory, and the workbook and folder of its second. */
export async function reported(facts: typeof smallFactory, language: Language) {
  const database = await ANY.create();
  const on = ['--database', database];
  await millrace(['import', await factsFolder(facts), ...on]);
  for (const period of ['2026-09', '2026-10']) {
    expect((await millrace(['close', period, ...on])).code).toBe(0);
    await millrace(['publish', period, ...on]);
  }
  const folder = await temporaryFolder();
  const [workbook, csv] = [join(folder, 'october.xlsx'), join(folder, 'october')];
  const ran = await millraceJson<{ workbook: { sheets: { title: string; rows: number }[] }; csv: { files: Rows } }>([
    ...['report', '2026-10', '--xlsx', workbook, '--csv', csv, '--lang', language],
    ...on,
  ]);
  expect([ran.code, ran.stderr]).toEqual([0, '']);
  return { on, workbook, csv, json: ran.json };
}

export async function csvRecords(file: string): Promise<string[][]> {
  const records: string[][] = [];
  const rows = new CsvRows(',', (cells) => records.push([...cells]));
  rows.add((await readFile(file, 'utf8')).replace(/^\ufeff/, ''));
  rows.end();
  return records;
}
