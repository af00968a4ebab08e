import { mkdirSync, readFileSync, renameSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a process did to its files, as `record-writes.js` wrote it down. */
export interface Deed {
  readonly does: 'open' | 'write' | 'truncate' | 'mkdir' | 'rmdir' | 'unlink' | 'rename' | 'sync' | 'exit';
  readonly path: string;
  readonly to?: string;
  readonly at?: number | null;
  readonly size?: number;
  readonly empties?: boolean;
  readonly code?: number;
  readonly content: Buffer;
}

export function readDeeds(file: string): Deed[] {
  const all = readFileSync(file);
  const deeds: Deed[] = [];
  for (let at = 0; at < all.length; ) {
    const end = all.indexOf('\n', at);
    const { bytes, ...deed } = JSON.parse(all.subarray(at, end).toString());
    deeds.push({ ...deed, content: all.subarray(end + 1, end + 1 + bytes) });
    at = end + 1 + bytes;
  }
  return deeds;
}

/** What a disk writes whole or not at all. */
const SECTOR = 512;

interface File {
  /** What the process reads. */
  now: Buffer;
  /** What is on the disk for sure. */
  safe: Buffer;
}

/** A change of names, and the file that it is about. */
interface NameChange {
  readonly deed: Deed;
  readonly file?: File | undefined;
}

/**
 * A disk under a process, as ext4 and XFS keep it. Names change in their order, and all changes before a sync are on the
 * disk with it. Of the bytes of a file, what was written since its last sync may be on the disk or not, sector by sector.
 */
export class Disk {
  /** A copy of what was there at first; it is read, and never changed. */
  readonly #first: string;
  /** Files that were there at first and were touched, by the name that they had. */
  readonly #touched = new Map<string, File>();
  /** Files by their names as the process sees them; undefined for one of the first that is no longer there. */
  readonly #named = new Map<string, File | undefined>();
  readonly #changes: NameChange[] = [];
  #safeChanges = 0;

  constructor(first: string) {
    this.#first = first;
  }

  do(deed: Deed): void {
    const { does, path, to = '', at, size = 0, empties = false, content } = deed;
    if (does === 'exit') return;
    if (does === 'mkdir' || does === 'rmdir') this.#changes.push({ deed });
    if (does === 'open') {
      const file = this.#file(path);
      if (file === undefined) this.#create(deed);
      else if (empties) file.now = Buffer.alloc(0);
    }
    if (does === 'unlink') {
      this.#changes.push({ deed });
      this.#named.set(path, undefined);
    }
    if (does === 'rename') {
      this.#changes.push({ deed });
      moved(this.#named, path, to, this.#file(path));
    }
    const file = this.#file(path);
    if (does === 'sync') {
      if (file !== undefined) file.safe = file.now;
      this.#safeChanges = this.#changes.length;
    }
    if (file === undefined) return;
    if (does === 'write') write(file, content, at ?? file.now.length);
    if (does === 'truncate')
      file.now = Buffer.concat([file.now.subarray(0, size), Buffer.alloc(Math.max(0, size - file.now.length))]);
  }

  /** Files that would lose something if the power were cut now. */
  unsafe(): string[] {
    return [...this.#named]
      .filter(([, file]) => file !== undefined && !file.now.equals(file.safe))
      .map(([path]) => path);
  }

  /**
   * Makes of a copy of what was there at first what a power cut leaves.
   *
   * @param random draws a number from 0 up to, and not including, the one that it is given.
   */
  cut(folder: string, random: (below: number) => number): void {
    const kept = this.#safeChanges + random(this.#changes.length - this.#safeChanges + 1);
    const named = new Map<string, File | undefined>(this.#touched);
    for (const { deed, file } of this.#changes.slice(0, kept)) {
      const { does, path, to = '' } = deed;
      if (does === 'mkdir') mkdirSync(join(folder, path), { recursive: true });
      if (does === 'rmdir') rmSync(join(folder, path), { recursive: true });
      if (does === 'open') writeFileSync(join(folder, path), '');
      if (does === 'open') named.set(path, file);
      if (does === 'unlink') unlinkSync(join(folder, path));
      if (does === 'unlink') named.set(path, undefined);
      if (does === 'rename') renameSync(join(folder, path), join(folder, to));
      if (does === 'rename') moved(named, path, to, named.get(path));
    }
    for (const [path, file] of named) {
      if (file === undefined) continue;
      const { now, safe } = file;
      writeFileSync(join(folder, path), now.equals(safe) ? now : torn(now, safe, () => random(2) === 1));
    }
  }

  #file(path: string): File | undefined {
    if (!this.#named.has(path) && isFile(join(this.#first, path))) {
      const content = readFileSync(join(this.#first, path));
      const file = { now: content, safe: content };
      this.#touched.set(path, file);
      this.#named.set(path, file);
    }
    return this.#named.get(path);
  }

  #create(deed: Deed): void {
    const file = { now: Buffer.alloc(0), safe: Buffer.alloc(0) };
    this.#changes.push({ deed, file });
    this.#named.set(deed.path, file);
  }
}

/** Gives a file another name; a folder takes along what is in it. */
function moved(named: Map<string, File | undefined>, path: string, to: string, file: File | undefined): void {
  if (file !== undefined) {
    named.set(to, file);
    named.set(path, undefined);
  }
  for (const [name, inside] of [...named]) {
    if (!name.startsWith(`${path}/`)) continue;
    named.set(to + name.slice(path.length), inside);
    named.delete(name);
  }
}

function write(file: File, content: Buffer, from: number): void {
  const end = from + content.length;
  // What is safe is never written to; a log of 16 MB isn't copied for each of its pages either.
  if (file.now === file.safe || end > file.now.length) {
    const after = Buffer.alloc(Math.max(file.now.length, end));
    file.now.copy(after);
    file.now = after;
  }
  content.copy(file.now, from);
}

function torn(now: Buffer, safe: Buffer, keeps: () => boolean): Buffer {
  const disk = Buffer.alloc(Math.max(now.length, safe.length));
  safe.copy(disk);
  // What was cut off is gone: that is a change of names.
  let end = Math.min(now.length, safe.length);
  for (let at = 0; at < now.length; at += SECTOR) {
    const sector = now.subarray(at, at + SECTOR);
    if (sector.equals(disk.subarray(at, at + sector.length)) || !keeps()) continue;
    sector.copy(disk, at);
    end = Math.max(end, at + sector.length);
  }
  return disk.subarray(0, end);
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
