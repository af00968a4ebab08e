import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Trouble } from '../trouble.js';
import { syncFolder, syncTree } from './durable-files.js';
import { FolderLock } from './folder-lock.js';
import { makeFolder } from './make-folder.js';
import { preparedFile, unpack } from './prepared.js';
import { startPostgres } from './start-postgres.js';

/** Where Postgres keeps its files, beside the lock. */
const FILES = 'postgres';

/** What they are called until they are whole. */
const HALF_MADE = 'postgres.half-made';

/** The Postgres that PGlite is: its files fit no other. */
const POSTGRES_VERSION = '18';

/** Where the files of a folder's database are. */
export function filesIn(folder: string): string {
  return join(folder, FILES);
}

/** Whether a folder holds an embedded database, whole or not. Only looks: nothing is locked or made. */
export function isEmbedded(folder: string): boolean {
  return existsSync(filesIn(resolve(folder)));
}

/**
 * Makes an empty database in a folder, out of the prepared one where the build left one, which is set up already. It is made under
 * another name, renamed when all of it is on the disk: what is called `postgres` is whole whenever the process is killed or the
 * power cut, and what was left half-made is made anew. Does nothing where a database is there already.
 *
 * @throws Trouble where another process holds the folder.
 */
export async function makeEmbedded(folder: string, purpose: string): Promise<void> {
  const place = resolve(folder);
  await makeFolder(place);
  const lock = await FolderLock.take(place, purpose);
  try {
    if (isEmbedded(place)) return;
    const halfMade = join(place, HALF_MADE);
    rmSync(halfMade, { recursive: true, force: true });
    const prepared = preparedFile();
    if (prepared !== undefined) unpack(prepared, halfMade);
    else await (await startPostgres(halfMade, place)).close();
    await syncTree(halfMade);
    renameSync(halfMade, filesIn(place));
    await syncFolder(place);
    await syncFolder(dirname(place));
  } finally {
    lock.release();
  }
}

/**
 * What can be seen of a folder before it is opened, which must never be left to PGlite: without PG_VERSION it takes the
 * folder for an empty one and makes a new database over the old.
 *
 * @throws Trouble for a database that lacks files, or is of another Postgres.
 */
export function mustBeOpenable(place: string): void {
  const damaged = (says: string) => new Trouble('folder_is_damaged', { folder: place, says });
  const missing = NEEDED.find((name) => !existsSync(join(filesIn(place), name)));
  if (missing !== undefined) throw damaged(`${join(FILES, missing)} is missing`);
  const version = versionIn(place);
  if (version === POSTGRES_VERSION) return;
  if (version === undefined) throw damaged(`${join(FILES, 'PG_VERSION')} does not name a version`);
  throw new Trouble('folder_is_of_another_postgres', { folder: place, found: version, own: POSTGRES_VERSION });
}

/**
 * Removes what a power cut left of a start: a lock file of Postgres that is empty or names no process, which it would give up
 * over. Whoever calls holds the folder's own lock; a lock file that does name a process stays for Postgres to judge.
 */
export function clearHalfStarted(place: string): void {
  const lockFile = join(filesIn(place), 'postmaster.pid');
  if (existsSync(lockFile) && !/^-?\d+\r?\n/.test(readFileSync(lockFile, 'utf8'))) rmSync(lockFile);
}

function versionIn(place: string): string | undefined {
  try {
    return /^\s*(\d+(?:\.\d+)?)\s*$/.exec(readFileSync(join(filesIn(place), 'PG_VERSION'), 'utf8'))?.[1];
  } catch {
    return undefined;
  }
}

/** Without these Postgres doesn't start, or starts with something else than the data that was there. */
const NEEDED = ['PG_VERSION', 'global/pg_control', 'base', 'pg_wal', 'pg_xact', 'postgresql.conf'];
