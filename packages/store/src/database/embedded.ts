import { resolve } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import type { Answer, Connection } from './connection.js';
import { clearHalfStarted, filesIn, mustBeOpenable } from './embedded-folder.js';
import { FolderLock } from './folder-lock.js';
import { startPostgres } from './start-postgres.js';

/**
 * A Postgres within this process (PGlite), its files in a folder: one process at a time.
 *
 * What was committed is on the disk: a killed process loses nothing, nor does a power cut.
 *
 * @throws Trouble for a folder that another process holds, or that can't be opened.
 */
export async function openEmbedded(folder: string, purpose: string): Promise<Connection> {
  const place = resolve(folder);
  const lock = await FolderLock.take(place, purpose);
  try {
    mustBeOpenable(place);
    clearHalfStarted(place);
    const { database, meaning, close } = await startPostgres(filesIn(place), place);
    const telling = async <T>(work: () => Promise<T>) => {
      try {
        return await work();
      } catch (error) {
        throw meaning(error);
      }
    };
    return connectionTo(database, place, telling, async () => {
      try {
        await close();
      } finally {
        lock.release();
      }
    });
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Runs work, and turns its errors into what they mean. */
type Telling = <T>(work: () => Promise<T>) => Promise<T>;

function connectionTo(database: PGlite, place: string, telling: Telling, close: () => Promise<void>): Connection {
  return {
    kind: 'embedded',
    place,
    isPlainToAnotherHost: false,
    query<R>(sql: string, parameters: readonly unknown[] = []): Promise<Answer<R>> {
      return telling(async () => {
        const { rows, affectedRows } = await database.query<R>(sql, [...parameters]);
        return { rows, count: affectedRows ?? rows.length };
      });
    },
    async script(sql) {
      await telling(() => database.exec(sql));
    },
    async *copyOut(copy) {
      const { blob } = await telling(() => database.query(copy(DEVICE)));
      if (blob !== undefined) yield* blob.stream();
    },
    async copyIn(copy, pieces) {
      for await (const piece of inBlobs(pieces)) {
        await telling(() => database.query(copy(DEVICE), [], { blob: new Blob(piece) }));
      }
    },
    close,
  };
}

/** PGlite's way to give a COPY something to read from and write to. */
const DEVICE = `'/dev/blob'`;

type Piece = string | Uint8Array;

/** Gathers pieces until they are worth a statement. */
async function* inBlobs(pieces: AsyncIterable<Piece>): AsyncGenerator<Piece[]> {
  let gathered: Piece[] = [];
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
