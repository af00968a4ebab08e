import type { Database } from '@millrace/store';

/** A table or view of a site's database. */
export interface SiteTable {
  readonly schema: string;
  readonly name: string;
  /** What its maker says of it; empty: nothing. */
  readonly comment: string;
  readonly columns: readonly SiteColumn[];
  /** By column: the table and column that it refers to. */
  readonly refers: ReadonlyMap<string, { readonly schema: string; readonly table: string; readonly column: string }>;
}

export interface SiteColumn {
  readonly name: string;
  /** As Postgres prints it: `numeric(18,4)`. */
  readonly type: string;
  readonly comment: string;
  readonly isKey: boolean;
}

/** The tables and views that the role may read, those of Postgres and Millrace left out. */
export async function readCatalog(database: Database): Promise<SiteTable[]> {
  const tables = new Map<string, Omit<SiteTable, 'columns' | 'refers'> & { readonly columns: SiteColumn[] }>();
  const refers = new Map<string, Map<string, { schema: string; table: string; column: string }>>();
  await database.read(
    `select n.nspname, c.relname, coalesce(obj_description(c.oid, 'pg_class'), ''), a.attname, format_type(a.atttypid, a.atttypmod),
       coalesce(col_description(c.oid, a.attnum), ''),
       exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary and a.attnum = any(i.indkey) and i.indnatts = 1)
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition
       and n.nspname not in ('information_schema', 'millrace', 'millrace_queue') and n.nspname !~ '^pg_'
       and has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select')
     order by n.nspname, c.relname, a.attnum`,
    ([schema, name, comment, column, type, says, isKey]) => {
      const key = `${schema}.${name}`;
      const table = tables.get(key) ?? { schema, name, comment, columns: [] };
      tables.set(key, table);
      table.columns.push({ name: column, type, comment: says, isKey: isKey === 't' });
    },
  );
  await database.read(
    `select n.nspname, c.relname, a.attname, fn.nspname, f.relname, fa.attname
     from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
       join pg_class f on f.oid = k.confrelid join pg_namespace fn on fn.oid = f.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attnum = k.conkey[1]
       join pg_attribute fa on fa.attrelid = f.oid and fa.attnum = k.confkey[1]
     where k.contype = 'f' and array_length(k.conkey, 1) = 1`,
    ([schema, name, column, toSchema, toTable, toColumn]) => {
      const of = refers.get(`${schema}.${name}`) ?? new Map();
      refers.set(`${schema}.${name}`, of.set(column, { schema: toSchema, table: toTable, column: toColumn }));
    },
  );
  return Array.from(tables, ([key, table]) => ({ ...table, refers: refers.get(key) ?? new Map() }));
}
