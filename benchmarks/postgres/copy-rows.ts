import path from 'node:path';
import type { PostgresServer } from './server.js';

/** Loads a CSV file into a table of facts. */
export async function loadFacts(server: PostgresServer, table: string, file: string): Promise<void> {
  const columns = await server.sql(`\\! head -1 '${file}'`);
  const quoted = columns
    .trim()
    .split(',')
    .map((column) => `"${column}"`);
  await server.sql(`\\copy millrace.${table}(${quoted.join(',')}) from '${file}' csv header`);
}

/** Seconds for all rows of these tables of facts by `\copy`. */
export async function copyFactsOut(server: PostgresServer, tables: Iterable<string>): Promise<number> {
  return timed(async () => {
    for (const table of tables) await server.sql(`\\copy millrace.${table} to '/dev/null'`);
  });
}

/** The tables that hold rows of the first version, with how many. */
export async function resultTables(server: PostgresServer): Promise<Map<string, number>> {
  const names = await server.sql(`
    select c.table_name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'millrace' and c.column_name = 'version' and t.table_type = 'BASE TABLE'
      and c.table_name not in ('version', 'run', 'approval') order by 1`);
  const tables = new Map<string, number>();
  for (const name of names.trim().split('\n')) {
    const rows = Number(await server.sql(`select count(*) from millrace."${name}" where version = 1`));
    if (rows > 0) tables.set(name, rows);
  }
  return tables;
}

/** Seconds for the very rows of the first version into empty tables with the same keys. */
export async function copyResultsIn(server: PostgresServer, tables: Iterable<string>, folder: string): Promise<number> {
  const names = [...tables];
  for (const name of names) {
    await server.sql(`\\copy (select * from millrace."${name}" where version = 1) to '${path.join(folder, name)}'`);
    await server.sql(`create table public."${name}" (like millrace."${name}" including all)`);
  }
  return timed(async () => {
    for (const name of names) await server.sql(`\\copy public."${name}" from '${path.join(folder, name)}'`);
  });
}

/** Seconds of the steps of the last run of a command, those of many tables added up. */
export async function stepsOf(server: PostgresServer, command: string): Promise<Map<string, number>> {
  const text = await server.sql(
    `select steps from millrace.run where command = '${command}' order by run desc limit 1`,
  );
  const seconds = new Map<string, number>();
  for (const { step, ms } of JSON.parse(text) as { step: string; ms: number }[]) {
    const [name] = step.split(':');
    seconds.set(name, (seconds.get(name) ?? 0) + ms / 1000);
  }
  return seconds;
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
