import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Trouble } from '@millrace/store';

/** What is read once, piece by piece: a file, or the rows of a query. */
export interface ReadOnce {
  /** What findings call it. */
  readonly name: string;
  /** SHA-256 of its bytes, once they have been read. */
  readonly sha256: string;
  pieces(): AsyncIterable<Uint8Array>;
  /** @throws Trouble where it is no longer what was read. */
  mustBeUnchanged(): Promise<void>;
}

/**
 * A file that is read once, from its beginning to its end. Whoever acts on what was read asks `mustBeUnchanged` first: a
 * file that somebody writes meanwhile may have been read by half.
 */
export class InputFile implements ReadOnce {
  readonly path: string;
  readonly name: string;
  #seen: string | undefined;
  #sha256: string | undefined;

  constructor(path: string) {
    this.path = path;
    this.name = basename(path);
  }

  /** SHA-256 of its bytes, once they have been read. */
  get sha256(): string {
    if (this.#sha256 === undefined) throw new Error(`${this.name} has not been read.`);
    return this.#sha256;
  }

  /**
   * Its bytes, piece by piece.
   *
   * @throws Unreadable where it isn't a file, or can't be read; Trouble where it changed meanwhile.
   */
  async *pieces(): AsyncGenerator<Uint8Array> {
    const hash = createHash('sha256');
    const handle = await opened(this.path);
    try {
      this.#seen = await stateOf(handle);
      for await (const piece of handle.createReadStream({ highWaterMark: PIECE, autoClose: false })) {
        hash.update(piece);
        yield piece;
      }
      if ((await stateOf(handle)) !== this.#seen) throw new Trouble('input_has_changed', { file: this.name });
      this.#sha256 = hash.digest('hex');
    } catch (error) {
      throw isOfTheSystem(error) ? new Unreadable(error.code ?? error.message, error) : error;
    } finally {
      await handle.close().catch(() => {});
    }
  }

  /** SHA-256 of its bytes as they are now: what was read before is another reading. */
  async hash(): Promise<string> {
    for await (const _ of this.pieces());
    return this.sha256;
  }

  /** All its bytes, where there are no more than `most`. */
  async whole(most: number): Promise<Uint8Array> {
    const pieces: Uint8Array[] = [];
    let length = 0;
    for await (const piece of this.pieces()) {
      pieces.push(piece);
      length += piece.length;
      if (length > most) throw new Unreadable('too_large');
    }
    return Buffer.concat(pieces, length);
  }

  /** @throws Trouble where the file is no longer what was read: written anew, cut, replaced, removed. */
  async mustBeUnchanged(): Promise<void> {
    const now = await stat(this.path, { bigint: true }).then(textOf, () => '');
    if (now !== this.#seen) throw new Trouble('input_has_changed', { file: this.name });
  }
}

/** A file that can't be read as such: a folder, a device, a link to nothing, one without permission. */
export class Unreadable extends Error {
  /** A code of the system, or of ours. */
  readonly reason: string;

  constructor(reason: string, cause?: unknown) {
    super(reason, { cause });
    this.name = 'Unreadable';
    this.reason = reason;
  }
}

const PIECE = 65_536;

/** Opens a regular file. A pipe would be waited for, and a device has no end. */
async function opened(path: string): Promise<FileHandle> {
  try {
    const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const found = await handle.stat();
    if (found.isFile()) return handle;
    await handle.close();
    throw new Unreadable(found.isDirectory() ? 'folder' : 'no_file');
  } catch (error) {
    throw isOfTheSystem(error) ? new Unreadable(error.code ?? error.message, error) : error;
  }
}

async function stateOf(handle: FileHandle): Promise<string> {
  return textOf(await handle.stat({ bigint: true }));
}

/** What is another where a file was written to, or is another file. */
function textOf({
  dev,
  ino,
  size,
  mtimeNs,
  ctimeNs,
}: Record<'dev' | 'ino' | 'size' | 'mtimeNs' | 'ctimeNs', bigint>): string {
  return [dev, ino, size, mtimeNs, ctimeNs].join(' ');
}

function isOfTheSystem(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}
