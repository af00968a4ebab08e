import { COLUMN_MEANINGS, TABLE_MEANINGS } from './0008-meanings.js';
import { publishedViews } from './0008-published-views.js';

/** Views for analysts, and in the database itself what each table, view and column of results is. */
export const sql = `
${publishedViews}
do $do$
declare
  tables constant jsonb := $meanings$${JSON.stringify(TABLE_MEANINGS)}$meanings$;
  columns constant jsonb := $meanings$${JSON.stringify(COLUMN_MEANINGS)}$meanings$;
  its record;
begin
  for its in
    select c.relname as name, case c.relkind when 'v' then 'view' else 'table' end as kind
    from pg_class c where c.relnamespace = 'millrace'::regnamespace and tables ? c.relname::text
  loop
    execute format('comment on %s millrace.%I is %L', its.kind, its.name, tables ->> its.name);
  end loop;
  for its in
    select c.relname as name, a.attname as column,
      coalesce(columns ->> (c.relname || '.' || a.attname), columns ->> a.attname::text) as meaning
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'millrace'::regnamespace and tables ? c.relname::text
  loop
    execute format('comment on column millrace.%I.%I is %L', its.name, its.column, its.meaning);
  end loop;
end $do$;
`;
