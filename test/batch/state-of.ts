import { Database } from '@millrace/store';

/**
 * What a database holds, so that two of them are the same or not: a digest of each table, less the times at which things were
 * done, and less the runs, which tell of those as well that were ended.
 */
export async function stateOf(address: string): Promise<Readonly<Record<string, string>>> {
  const database = await Database.open(address, 'test');
  try {
    const tables: string[] = [];
    await database.read(
      `select relname from pg_class where relnamespace = 'millrace'::regnamespace and relkind = 'r' order by relname`,
      ([table]) => tables.push(table),
    );
    const digests = tables
      .filter((name) => !name.startsWith('run'))
      .map((table) => {
        // Entries of the log have times, and hashes of those.
        const row = table === 'audit' ? `''` : `(to_jsonb(t) - '{${PASSING}}'::text[])::text`;
        return `select '${table}', count(*) || ' ' || md5(coalesce(string_agg(${row}, ' ' order by ${row} collate "C"), ''))
          from millrace."${table}" t`;
      });
    const state: Record<string, string> = {};
    await database.read(digests.join(' union all '), ([table, digest]) => {
      state[table] = digest;
    });
    return state;
  } finally {
    await database.close();
  }
}

/** Columns that tell when something was done, in which run, or as the how manieth that was tried. */
const PASSING = [
  'approval',
  'approved_at',
  'came_at',
  'created_at',
  'ended_at',
  'imported_at',
  'posted_at',
  'published_at',
  'recorded_at',
  'run',
  'set_at',
  'timestamp',
  'waived_at',
].join(',');
