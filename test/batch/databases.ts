import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { temporaryFolder } from './folders.js';
import { millrace } from './millrace.js';
import { databaseOf, hasServer, NO_SERVER, query, type Server, startServer } from './postgres.js';

/** A kind of database that commands are tested on. */
export interface Kind {
  readonly name: string;
  /** False where it can't be had here; its tests are skipped, and named. */
  readonly present: boolean;
  /** A new database, set up and empty. */
  create(): Promise<string>;
}

export const EMBEDDED: Kind = { name: 'an embedded database', present: true, create: async () => embeddedCopy() };

export const SERVER: Kind = {
  name: hasServer() ? 'a Postgres server' : `a Postgres server (${NO_SERVER})`,
  present: hasServer(),
  create: async () => serverCopy(),
};

/** For tests that are not about the kind of database: the one whose commands take less time. */
export const ANY: Kind = SERVER.present ? SERVER : EMBEDDED;

/** To be called once in a file of tests: makes what new databases are copied from. */
export function provide(...kinds: readonly Kind[]): void {
  beforeAll(async () => {
    if (kinds.includes(EMBEDDED)) {
      embedded = join(await temporaryFolder(), 'template');
      await migrated(embedded);
    }
    if (kinds.includes(SERVER) && SERVER.present) {
      server = await startServer();
      const address = server?.address ?? '';
      template = `millrace_template_${process.pid}`;
      await query(address, `drop database if exists ${template}`);
      await query(address, `create database ${template}`);
      await migrated(databaseOf(address, template));
    }
  }, 120_000);
  afterAll(async () => {
    for (const name of [...made, ...(server === undefined ? [] : [template])]) {
      await query(server?.address ?? '', `drop database if exists ${name} with (force)`);
    }
    await server?.stop();
  });
}

let embedded = '';
let server: Server | undefined;
let template = '';
const made: string[] = [];

async function embeddedCopy(): Promise<string> {
  const folder = join(await temporaryFolder(), 'database');
  await cp(embedded, folder, { recursive: true });
  return folder;
}

async function serverCopy(): Promise<string> {
  const name = `millrace_test_${process.pid}_${made.length}`;
  made.push(name);
  await query(server?.address ?? '', `drop database if exists ${name}`);
  await query(server?.address ?? '', `create database ${name} template ${template}`);
  return databaseOf(server?.address ?? '', name);
}

async function migrated(address: string): Promise<void> {
  const config = join(await temporaryFolder(), 'config.json');
  const { code, stderr } = await millrace(['init', '--config', config, '--database', address]);
  if (code !== 0) throw new Error(stderr);
}
