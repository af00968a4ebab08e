import { closeSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { Trouble } from '../trouble.js';

/**
 * One process at a time in the folder of an embedded database: PGlite itself lets two open it, and ruins it.
 *
 * The lock is the operating system's, on the file `lock`: it holds between containers and other name spaces, which don't
 * see each other's processes, and over network file systems that can lock; and it goes with the process that holds it, however
 * that ends. What the file says, who holds it, is for people.
 */
export class FolderLock {
  readonly #descriptor: number;

  private constructor(descriptor: number) {
    this.#descriptor = descriptor;
  }

  /** @throws Trouble where another process holds the folder, or where this system can't lock. */
  static async take(folder: string, purpose: string): Promise<FolderLock> {
    const file = join(folder, 'lock');
    const descriptor = openSync(file, 'a+');
    let locked: boolean;
    try {
      const { tryLock } = await import('fs-native-extensions');
      locked = tryLock(descriptor);
    } catch (error) {
      closeSync(descriptor);
      const says = error instanceof Error ? error.message : String(error);
      throw new Trouble('folder_can_not_be_locked', { folder, says }, error);
    }
    if (!locked) {
      closeSync(descriptor);
      throw new Trouble('folder_is_in_use', { folder, ...holderIn(file) });
    }
    ftruncateSync(descriptor);
    const holder: Holder = { process: String(process.pid), host: hostname(), purpose };
    writeSync(descriptor, JSON.stringify(holder));
    return new FolderLock(descriptor);
  }

  release(): void {
    closeSync(this.#descriptor);
  }
}

type Holder = { readonly process: string; readonly host: string; readonly purpose: string };

/** Who holds the lock, as far as it can be read: where the lock was taken just now, it isn't written yet. */
function holderIn(file: string): Holder {
  const nobody = { process: '?', host: '?', purpose: '?' };
  try {
    return { ...nobody, ...JSON.parse(readFileSync(file, 'utf8')) };
  } catch {
    return nobody;
  }
}
