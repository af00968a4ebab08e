import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { MIGRATIONS } from './migrations/all.js';

/**
 * A set-up and empty embedded database as one file, made when the package is built, since Postgres takes long to make one and to
 * migrate it. It is called after the migrations that it has, so that one of others is never taken.
 */
const NAME = `${createHash('sha256').update(JSON.stringify(MIGRATIONS)).digest('hex').slice(0, 16)}.zst`;

/** Where it is; undefined where none was made. */
export function preparedFile(): string | undefined {
  try {
    return createRequire(import.meta.url).resolve(`#prepared/${NAME}`);
  } catch {
    return undefined;
  }
}

/** Packs the files of a database that is closed; returns where they are packed. */
export async function prepare(files: string, folder: string): Promise<string> {
  const entries = await readdir(files, { withFileTypes: true, recursive: true });
  const paths = entries.map((entry) => [entry, join(entry.parentPath, entry.name)] as const);
  // One after the other: a system that lets a process open a thousand files at once has fewer than these.
  const bytes = paths.filter(([entry]) => entry.isFile()).map(([, path]) => readFileSync(path));
  const listed: Listed = {
    folders: paths.filter(([entry]) => entry.isDirectory()).map(([, path]) => relative(files, path)),
    files: paths
      .filter(([entry]) => entry.isFile())
      .map(([, path], at) => ({ path: relative(files, path), length: bytes[at].length })),
  };
  const list = Buffer.from(JSON.stringify(listed));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(list.length);
  const file = join(folder, NAME);
  const packed = zstdCompressSync(Buffer.concat([length, list, ...bytes]), SMALL);
  await mkdir(folder, { recursive: true });
  await writeFile(`${file}.half-written`, packed);
  await rename(`${file}.half-written`, file);
  return file;
}

/** Writes the files of a prepared database into a folder, which is made. */
export function unpack(file: string, into: string): void {
  const bytes = zstdDecompressSync(readFileSync(file));
  let at = 4 + bytes.readUInt32LE(0);
  const { folders, files }: Listed = JSON.parse(bytes.toString('utf8', 4, at));
  for (const folder of ['', ...folders.sort()]) mkdirSync(join(into, folder), { mode: 0o700 });
  for (const { path, length } of files) {
    writeFileSync(join(into, path), bytes.subarray(at, at + length), { mode: 0o600 });
    at += length;
  }
}

/** What stands before the contents of the files. */
interface Listed {
  readonly folders: string[];
  readonly files: readonly { readonly path: string; readonly length: number }[];
}

const SMALL = { params: { [constants.ZSTD_c_compressionLevel]: 19 } };
