import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { millrace } from './millrace.js';
import { databaseOf, query, startServer } from './postgres.js';

declare module 'vitest' {
  interface ProvidedContext {
    databases: Templates;
  }
}

/** What new databases are copied from: set up and empty. */
export interface Templates {
  /** A folder that holds an embedded database. */
  readonly embedded: string;
  /** A database of a server; undefined where there is no server. */
  readonly server?: { readonly address: string; readonly template: string };
}

/** Starts the server and sets up both templates: once for all files of tests. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-templates-'));
  const embedded = join(folder, 'embedded');
  const config = join(folder, 'millrace.config.json');
  await setUp(embedded, config);
  const server = await startServer();
  if (server === undefined) {
    project.provide('databases', { embedded });
    return () => rm(folder, { recursive: true, force: true });
  }
  const { address } = server;
  const template = `millrace_template_${process.pid}`;
  await query(address, `drop database if exists ${template}`);
  await query(address, `create database ${template}`);
  await setUp(databaseOf(address, template), config);
  project.provide('databases', { embedded, server: { address, template } });
  return async () => {
    await query(address, `drop database if exists ${template} with (force)`);
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

async function setUp(database: string, config: string): Promise<void> {
  const { code, stderr } = await millrace(['init', '--force', '--config', config, '--database', database]);
  if (code !== 0) throw new Error(stderr);
}
