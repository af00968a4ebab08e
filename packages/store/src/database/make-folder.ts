import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder with all those above it; one that is there stays as it is.
 *
 * Node's own `recursive` never ends where the folder above is there, takes no folders and says ENOENT, as /proc does (seen
 * with Node 20 and 24): it goes back and forth between the two. Here each is tried once.
 *
 * @throws what the system says of the first that can't be made.
 */
export async function makeFolder(path: string): Promise<void> {
  const missing: string[] = [];
  for (let folder = resolve(path); !(await isThere(folder)); folder = dirname(folder)) {
    missing.push(folder);
    // The root itself may be missing: a drive that isn't there.
    if (folder === dirname(folder)) break;
  }
  for (const folder of missing.reverse()) {
    await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
      // Another process may have made it meanwhile. Where it is a file, whoever uses the folder gets an error that says so.
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
