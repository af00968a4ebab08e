import { closeSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { Trouble } from '../trouble.js';

/**
 * One process at a time in the folder of an embedded database.
 *
 * The lock is a file `lock.N` that says who holds it, made so that only one process can make it (O_EXCL). A lock whose
 * process is gone, or that was given back, is succeeded by `lock.N+1`: numbers only grow while any file is there, and who
 * made a file looks again whether a higher one stands beside it. So two processes that find the same dead lock can't
 * both succeed it, which they could if they removed it first.
 */
export class FolderLock {
  readonly #file: string;
  readonly #letGo = (): void => this.release();

  /** @throws Trouble where another process holds the folder. */
  static take(folder: string, purpose: string): FolderLock {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const last = locksIn(folder).at(-1);
      if (last !== undefined && holds(folder, last)) break;
      const number = (last ?? 0) + 1;
      if (!make(fileOf(folder, number), purpose)) continue;
      const locks = locksIn(folder);
      if (locks.at(-1) !== number) {
        rmSync(fileOf(folder, number), { force: true });
        continue;
      }
      for (const lower of locks) if (lower < number) rmSync(fileOf(folder, lower), { force: true });
      return new FolderLock(fileOf(folder, number));
    }
    const holder = holderOf(folder, locksIn(folder).at(-1) ?? 0);
    throw new Trouble('folder_is_in_use', {
      folder,
      process: String(holder?.process ?? '?'),
      host: holder?.host ?? '?',
      purpose: holder?.purpose ?? '?',
      file: fileOf(folder, locksIn(folder).at(-1) ?? 0),
    });
  }

  private constructor(file: string) {
    this.#file = file;
    process.once('exit', this.#letGo);
  }

  /** Gives the folder back. The file stays, empty of a holder, so that numbers go on growing. */
  release(): void {
    process.off('exit', this.#letGo);
    const descriptor = openSync(this.#file, 'w');
    writeSync(descriptor, '{}');
    closeSync(descriptor);
  }
}

const ATTEMPTS = 10;

interface Holder {
  readonly process: number;
  /** When the process started, as the system counts it: a number is given to many processes in turn. */
  readonly started: string;
  readonly host: string;
  readonly purpose: string;
}

function fileOf(folder: string, number: number): string {
  return join(folder, `lock.${number}`);
}

/** Numbers of the lock files, growing. */
function locksIn(folder: string): number[] {
  return readdirSync(folder)
    .map((name) => /^lock\.(\d+)$/.exec(name)?.[1])
    .filter((number) => number !== undefined)
    .map(Number)
    .sort((a, b) => a - b);
}

/** Makes the lock file; false where it is there already. */
function make(file: string, purpose: string): boolean {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'wx');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  const holder: Holder = { process: process.pid, started: startOf(process.pid), host: hostname(), purpose };
  writeSync(descriptor, JSON.stringify(holder));
  closeSync(descriptor);
  return true;
}

/** Whether a lock is held. One of another machine counts as held: nobody here can tell. */
function holds(folder: string, number: number): boolean {
  const holder = holderOf(folder, number);
  if (holder === undefined) return isBeingWritten(fileOf(folder, number));
  if (holder.process === undefined) return false;
  if (holder.host !== hostname()) return true;
  return isAlive(holder.process) && startOf(holder.process) === holder.started;
}

function holderOf(folder: string, number: number): Partial<Holder> | undefined {
  try {
    return JSON.parse(readFileSync(fileOf(folder, number), 'utf8'));
  } catch {
    return undefined;
  }
}

/** An empty file is a lock whose maker hasn't said yet who it is, unless it died before it could. */
function isBeingWritten(file: string): boolean {
  try {
    return Date.now() - statSync(file).mtimeMs < WRITTEN_WITHIN;
  } catch {
    return false;
  }
}

const WRITTEN_WITHIN = 10_000;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The 22nd field of /proc/PID/stat on Linux; empty elsewhere, where the number alone must do. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return '';
  }
}
