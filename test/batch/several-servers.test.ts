import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FactRows } from '@millrace/costing-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { blocksIn, ROOT } from '../docs/blocks.js';
import { SERVER } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { fiveLedgers, LEDGERS, type ToldOfLedgers } from './five-ledgers.js';
import { millrace, millraceJson, started } from './millrace.js';
import { query, type Server, startOwnServer } from './postgres.js';

/** Where the ledgers live, by the names that docs/operating.md gives the servers; the first one reads the others. */
const HOMES = { here: ['A', 'B'], east: ['C', 'D'], west: ['E'] } as const;

/** The facts that concern some of the ledgers. */
function factsOf(ledgers: readonly string[]): FactRows {
  const its = ({ ledger }: { readonly ledger: string | number }) => ledgers.includes(String(ledger));
  const { ledger = [], ledger_plant = [], period = [], movement_amount = [], cost_pool = [], ...rest } = fiveLedgers();
  return {
    ...rest,
    ledger: ledger.filter(its),
    ledger_plant: ledger_plant.filter(its),
    period: period.filter(its),
    movement_amount: movement_amount.filter(its),
    cost_pool: cost_pool.filter(its),
  };
}

/** Imports, closes by a worker, and publishes; the hash of each ledger's version. */
async function closedAt(address: string, ledgers: readonly string[]): Promise<(string | undefined)[]> {
  const on = ['--database', address];
  const imported = await millrace(['import', await factsFolder(factsOf(ledgers)), ...on]);
  expect(imported.code, imported.stderr).toBe(0);
  const worker = started(['worker', ...on]);
  await worker.prints('waiting for jobs');
  const { json } = await millraceJson<ToldOfLedgers>(['close-all', '2026-09', '--workers', ...on]);
  worker.interrupt();
  await worker.ended;
  expect(json.ledgers.map(({ ledger }) => ledger)).toEqual(ledgers);
  for (const ledger of ledgers) {
    const published = await millrace(['publish', '2026-09', '--ledger', ledger, ...on]);
    expect(published.code, published.stderr).toBe(0);
  }
  expect((await millrace(['audit', 'verify', '--ledger', ledgers[0], ...on])).code).toBe(0);
  return json.ledgers.map(({ hash }) => hash);
}

/** The statements that the manual shows, with the servers' addresses of this test. */
function shownStatements(ports: Readonly<Record<string, number>>): string {
  const blocks = blocksIn(readFileSync(join(ROOT, 'docs/operating.md'), 'utf8'));
  const sql = blocks.find(({ lines }) => lines.includes('create extension postgres_fdw;'))?.lines.join('\n') ?? '';
  return Object.entries(ports)
    .reduce(
      (text, [name, port]) => text.replace(`host '${name}.example', port '5432'`, `host 'localhost', port '${port}'`),
      sql,
    )
    .replaceAll("dbname 'factory'", "dbname 'postgres'")
    .replaceAll('millrace_read', 'postgres');
}

describe.runIf(SERVER.present)(`five ledgers on three servers (${SERVER.name})`, () => {
  const addresses = new Map<string, string>();
  const ports: Record<string, number> = {};
  beforeAll(async () => {
    const servers: Server[] = [];
    for (const [at, name] of Object.keys(HOMES).entries()) {
      const port = 40_000 + ((process.pid + 100 + at) % 20_000);
      const server = (await startOwnServer(port)) as Server;
      servers.push(server);
      addresses.set(name, server.address);
      if (name !== 'here') ports[name] = port;
      expect((await millrace(['migrate', '--database', server.address])).code).toBe(0);
    }
    return () => Promise.all(servers.map((server) => server.stop()));
  });

  test('each version is what it is on one server, and all are read on one', async () => {
    const together = await SERVER.create();
    const expected = new Map((await closedAt(together, LEDGERS)).map((hash, at) => [LEDGERS[at], hash]));
    for (const [name, ledgers] of Object.entries(HOMES)) {
      const hashes = await closedAt(addresses.get(name) as string, ledgers);
      expect(hashes).toEqual(ledgers.map((ledger) => expected.get(ledger)));
    }
    const here = addresses.get('here') as string;
    await query(here, shownStatements(ports));
    const order = 'order by ledger, plant, item, basis';
    const rows = await query(here, `select * from every_unit_cost ${order}`);
    expect(rows).toEqual(await query(together, `select * from millrace.published_unit_cost ${order}`));
    expect(new Set(rows.map((row) => (row as { ledger: string }).ledger))).toEqual(new Set(LEDGERS));
    // Why ledgers aren't partitions that live elsewhere: a table with a key takes none.
    await query(
      here,
      'create table kept (ledger text, item text, primary key (ledger, item)) partition by list (ledger)',
    );
    const attached = "create foreign table kept_east partition of kept for values in ('C') server east";
    await expect(query(here, attached)).rejects.toThrow(/foreign/);
  });
});
