import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeAfterTests } from '../leftovers.js';

/** A new folder that is gone when the file's tests are through. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-test-'));
  removeAfterTests(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
