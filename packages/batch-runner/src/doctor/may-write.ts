import type { Database } from '@millrace/store';

/** What the role that a site's tables are read by could do besides reading. */
export interface MayWrite {
  readonly role: string;
  /** It may do anything, whatever is granted. */
  readonly isSuperuser: boolean;
  /** How many tables and views it could change rows of, Millrace's own left out. */
  readonly count: number;
  /** The first of them. */
  readonly tables: readonly string[];
}

export async function mayWrite(reading: Database): Promise<MayWrite> {
  let found: MayWrite = { role: '', isSuperuser: false, count: 0, tables: [] };
  await reading.read(
    `select current_user, coalesce((select rolsuper from pg_roles where rolname = current_user), false)`,
    ([role, isSuperuser]) => {
      found = { ...found, role, isSuperuser: isSuperuser === 't' };
    },
  );
  const tables: string[] = [];
  await reading.read(
    `select format('%I.%I', n.nspname, c.relname), count(*) over () from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p', 'v', 'f') and n.nspname not in ('information_schema', 'millrace', 'millrace_queue') and n.nspname !~ '^pg_'
       and has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'insert, update, delete, truncate')
     order by 1 limit ${NAMED}`,
    ([table, count]) => {
      tables.push(table);
      found = { ...found, count: Number(count) };
    },
  );
  return { ...found, tables };
}

const NAMED = 5;
