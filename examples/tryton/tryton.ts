import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';

const PYTHON = '/usr/bin/python3';
const PACKAGES = '/usr/lib/python3/dist-packages';
const MODULES = ['production_work', 'stock_lot', 'purchase', 'sale', 'account_stock_landed_cost', 'product_cost_fifo'];

/** Whether Debian's packages of Tryton are installed, the client library among them. */
export function hasTryton(): boolean {
  const places = ['proteus', ...MODULES.map((name) => `trytond/modules/${name}`)];
  return existsSync('/usr/bin/trytond-admin') && places.every((place) => existsSync(join(PACKAGES, place)));
}

/** What to install where it is missing. */
export const DEBIAN_PACKAGES =
  'tryton-server tryton-proteus python3-psycopg2 tryton-modules-production-work tryton-modules-stock-lot tryton-modules-purchase tryton-modules-sale tryton-modules-account-stock-landed-cost tryton-modules-product-cost-fifo';

/** A database of Tryton with a company in it, and Millrace's views, which a role of its own may read. */
export interface FilledTryton {
  /** As Millrace's role, which may read the views and nothing else. */
  readonly reader: string;
  /** As who made it, who may read Tryton's own tables. */
  readonly owner: string;
  remove(): Promise<void>;
}

/**
 * Sets Tryton up in a new database of a server, fills it through its own client library and makes the views.
 *
 * @param server the address of a database of the server where databases may be made.
 */
export async function fillTryton(server: string, name: string): Promise<FilledTryton> {
  const reader = `${name}_reader`;
  const remove = async () => {
    await query(server, `drop database if exists ${name} with (force)`);
    await query(server, `drop role if exists ${reader}`);
  };
  try {
    await remove();
    await query(server, `create database ${name}`);
    const at = databaseOf(server, name);
    await setUp(server, name, at);
    await query(at, await readFile(new URL('./views.sql', import.meta.url), 'utf8'));
    const password = randomBytes(12).toString('hex');
    await query(
      at,
      `create role ${reader} login password '${password}'; grant usage on schema to_millrace to ${reader};
       grant select on all tables in schema to_millrace to ${reader}`,
    );
    return { reader: asRole(at, reader, password), owner: at, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function setUp(server: string, name: string, at: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-tryton-'));
  const settings = { config: join(folder, 'trytond.conf'), password: join(folder, 'password') };
  await writeFile(settings.config, `[database]\nuri = ${forPython(databaseOf(server, ''))}\n`);
  await writeFile(settings.password, randomBytes(12).toString('hex'));
  const env = { ...process.env, TRYTOND_CONFIG: settings.config, TRYTONPASSFILE: settings.password };
  const run = async (...args: string[]) => {
    await promisify(execFile)(PYTHON, ['-B', '-W', 'ignore', ...args], { env, maxBuffer: 1 << 26 });
  };
  const admin = ['--activate-dependencies', '--email', 'admin@localhost'];
  try {
    await run('/usr/bin/trytond-admin', '-d', name, '-u', ...MODULES, ...admin);
    await run(fileURLToPath(new URL('./fill.py', import.meta.url)), forPython(at));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Its driver goes by the name of the scheme. */
const forPython = (address: string) => address.replace(/^postgres:/, 'postgresql:');

export function databaseOf(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

function asRole(address: string, user: string, password: string): string {
  const url = new URL(address);
  url.username = user;
  url.password = password;
  return url.href;
}

export async function query(address: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
