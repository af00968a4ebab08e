import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { type Answer, type Connection, PARSERS } from './connection.js';
import { FolderLock } from './folder-lock.js';
import { makeFolder } from './make-folder.js';

/**
 * A Postgres within this process (PGlite), its files in a folder: for trying out, for one user at a time, for tests.
 *
 * PGlite itself lets two processes open one folder, and ruins it; so the folder is locked for as long as the connection
 * lasts. A killed process loses nothing that was committed, since the files were written; but PGlite never calls
 * fsync, so a power cut can cost the last minutes. What must survive that belongs on a server.
 */
export async function openEmbedded(folder: string, purpose: string): Promise<Connection> {
  const place = resolve(folder);
  await makeFolder(place);
  const lock = FolderLock.take(place, purpose);
  let database: PGlite;
  try {
    database = await PGlite.create(join(place, FILES), { parsers: PARSERS });
    await database.exec(`set timezone = 'UTC'; set datestyle = 'ISO'; set client_min_messages = warning`);
  } catch (error) {
    lock.release();
    throw error;
  }
  return {
    kind: 'embedded',
    place,
    async query<R>(sql: string, parameters: readonly unknown[] = []): Promise<Answer<R>> {
      const { rows, affectedRows } = await database.query<R>(sql, [...parameters]);
      return { rows, count: affectedRows ?? rows.length };
    },
    async script(sql) {
      await database.exec(sql);
    },
    async *copyOut(copy) {
      const { blob } = await database.query(copy(DEVICE));
      if (blob !== undefined) yield* blob.stream();
    },
    async copyIn(copy, pieces) {
      for await (const piece of inBlobs(pieces)) await database.query(copy(DEVICE), [], { blob: new Blob(piece) });
    },
    async close() {
      try {
        await database.close();
      } finally {
        lock.release();
      }
    },
  };
}

/** Whether a folder holds an embedded database. Only looks: nothing is locked or made. */
export function isEmbedded(folder: string): boolean {
  return existsSync(join(resolve(folder), FILES));
}

/** Where Postgres keeps its files, beside the lock. */
const FILES = 'postgres';

/** PGlite's way to give a COPY something to read from and write to. */
const DEVICE = `'/dev/blob'`;

/** Gathers pieces until they are worth a statement. */
async function* inBlobs(pieces: AsyncIterable<string>): AsyncGenerator<string[]> {
  let gathered: string[] = [];
  let length = 0;
  for await (const piece of pieces) {
    gathered.push(piece);
    length += piece.length;
    if (length < BLOB_LENGTH) continue;
    yield gathered;
    gathered = [];
    length = 0;
  }
  if (gathered.length > 0) yield gathered;
}

const BLOB_LENGTH = 8_000_000;
