import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { inject } from 'vitest';
import { IS_LONG } from '../budget.js';
import { removeAfterTests } from '../leftovers.js';
import { temporaryFolder } from './folders.js';
import { databaseOf, hasServer, NO_SERVER, query } from './postgres.js';
import type { Templates } from './start-databases.js';

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

/** For tests of what the database itself does: both kinds in the long lane, one of them in the short. */
export const KINDS: readonly Kind[] = IS_LONG ? [EMBEDDED, SERVER] : [ANY];

async function embeddedCopy(): Promise<string> {
  const folder = join(await temporaryFolder(), 'database');
  await cp(templates().embedded, folder, { recursive: true });
  return folder;
}

async function serverCopy(): Promise<string> {
  const { server } = templates();
  if (server === undefined) throw new Error(NO_SERVER);
  return copyOf(databaseOf(server.address, server.template), server.address);
}

/** A copy of a database of a server, in which nobody is at work. */
export async function copyOf(original: string, server = databaseOf(original, 'postgres')): Promise<string> {
  const name = `millrace_test_${process.pid}_${made++}`;
  const drop = `drop database if exists ${name} with (force)`;
  removeAfterTests(() => query(server, drop));
  await query(server, drop);
  await query(server, `create database ${name} template ${nameOf(original)}`);
  return databaseOf(original, name);
}

/** Of many databases, one that is no longer needed. */
export async function dropped(address: string): Promise<void> {
  await query(databaseOf(address, 'postgres'), `drop database ${nameOf(address)} with (force)`);
}

function nameOf(address: string): string {
  return new URL(address).pathname.slice(1);
}

let made = 0;

function templates(): Templates {
  const found = inject('databases');
  if (found === undefined) throw new Error('name this folder of tests under "database" in vitest.config.ts');
  return found;
}
