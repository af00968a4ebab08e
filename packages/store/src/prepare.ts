import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Database } from './database/database.js';
import { filesIn } from './database/embedded-folder.js';
import { migrate } from './database/migrate.js';
import { prepare, preparedFile } from './database/prepared.js';

// A step of the build: an embedded database as `millrace init` leaves it, packed beside the built files.
if (preparedFile() === undefined) {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-prepared-'));
  try {
    const database = await Database.openOrMake(folder, 'build');
    await migrate(database);
    await database.close();
    const prepared = fileURLToPath(new URL('../prepared', import.meta.url));
    await rm(prepared, { recursive: true, force: true });
    await prepare(filesIn(folder), prepared);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
