import { fsyncSync } from 'node:fs';
import { open, readdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

/**
 * The files of an embedded database, with an fsync that reaches the disk.
 *
 * Postgres survives a power cut by the order of its writes: a change is in the log before it is in a table, and all is on
 * the disk before the control file says so. It asks for that order by fsync. PGlite turns fsync off and its file system has
 * none, so the kernel writes in any order, and a power cut can find one that nothing repairs. Here fsync is on and handed
 * to the disk; the rest is Postgres' own recovery.
 */
export class DurableFiles extends NodeFS {
  readonly #whyGivenUp: () => Error;

  /** @param whyGivenUp what every call fails with once Postgres has given up. */
  constructor(folder: string, whyGivenUp: () => Error) {
    super(folder);
    this.#whyGivenUp = whyGivenUp;
  }

  override async init(...[pg, options]: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(pg, options);
    const prepare = (module: unknown) => {
      handOnFsync((module as { readonly NODEFS: MountedFiles }).NODEFS);
      failOnceGivenUp(module as Running, this.#whyGivenUp);
    };
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), prepare] } };
  }
}

/**
 * PGlite's own parameters less `-F`, which turns fsync off; what durability rests on is set, whatever the folder's
 * configuration says. Of all ways to sync the log, only fsync is handed on.
 */
export function durableParameters({ defaultStartParams }: typeof PGlite): string[] {
  const settings = ['fsync=on', 'full_page_writes=on', 'wal_sync_method=fsync', 'synchronous_commit=on'];
  return [
    ...defaultStartParams.filter((parameter) => parameter !== '-F'),
    ...settings.flatMap((setting) => ['-c', setting]),
  ];
}

/** Emscripten's file system over Node's, as far as it matters here. */
interface MountedFiles {
  readonly stream_ops: { fsync?: (stream: { readonly nfd: number }) => number };
  /** Turns errors of Node into those that Postgres understands. */
  tryFSOperation<T>(operation: () => T): T;
}

function handOnFsync(files: MountedFiles): void {
  files.stream_ops.fsync = ({ nfd }) => {
    files.tryFSOperation(() => fsyncSync(nfd));
    return 0;
  };
}

/** Postgres, as PGlite calls it for a message of its protocol. */
interface Running {
  onAbort?: () => void;
  _PostgresMainLoopOnce: () => void;
  _PostgresSendReadyForQueryIfNecessary: () => void;
  /** Called where a message ended in an exception, which PGlite would pass over. */
  stackRestore: () => void;
}

/**
 * Where what has to be on the disk can't be brought there, Postgres ends itself (PANIC), and on a server it starts anew. PGlite goes
 * on with what is left, which holds its locks for good: a statement ends as if nothing had been, or never. So every call fails from then on.
 */
function failOnceGivenUp(postgres: Running, why: () => Error): void {
  postgres.onAbort = () => {
    const fail = () => {
      throw why();
    };
    postgres._PostgresMainLoopOnce = fail;
    postgres._PostgresSendReadyForQueryIfNecessary = fail;
    postgres.stackRestore = fail;
  };
}

/** Brings a folder to the disk, with all that it holds: many at a time, since each waits for the disk. */
export async function syncTree(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ parentPath, name }) => join(parentPath, name));
  for (let at = 0; at < files.length; at += AT_A_TIME) {
    await Promise.all(files.slice(at, at + AT_A_TIME).map(syncPath));
  }
  for (const path of [...folders, folder]) await syncFolder(path);
}

const AT_A_TIME = 64;

/** Brings the names in a folder to the disk, as a rename needs it. Windows does that by itself, and syncs no folders. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform !== 'win32') await syncPath(folder);
}

async function syncPath(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Writes a file whole or not at all, whenever the process is killed or the power cut. */
export async function writeDurably(file: string, text: string): Promise<void> {
  const halfWritten = `${file}.half-written`;
  const handle = await open(halfWritten, 'w');
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(halfWritten, file);
  await syncFolder(dirname(file));
}
