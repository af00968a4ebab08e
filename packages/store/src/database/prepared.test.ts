import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { prepare, unpack } from './prepared.js';

test('what is packed is unpacked as it was, with empty files and folders', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-prepared-'));
  const files = join(folder, 'postgres');
  await mkdir(join(files, 'base', '1'), { recursive: true });
  await mkdir(join(files, 'pg_notify'));
  await writeFile(join(files, 'PG_VERSION'), '18\n');
  await writeFile(join(files, 'base', '1', '2619'), Buffer.from([0, 255, 10, 128]));
  await writeFile(join(files, 'base', '1', '2619_vm'), '');
  const copy = join(folder, 'copy');
  unpack(await prepare(files, join(folder, 'packed')), copy);
  expect(await held(copy)).toEqual(await held(files));
  expect(Object.keys(await held(copy))).toHaveLength(6);
  await rm(folder, { recursive: true });
});

/** What a folder holds: files by their contents, folders by nothing. */
async function held(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const all: Record<string, string> = {};
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    all[relative(folder, path)] = entry.isFile() ? (await readFile(path)).toString('hex') : 'folder';
  }
  return all;
}
