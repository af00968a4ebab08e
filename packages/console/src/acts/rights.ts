import type { Database } from '@millrace/store';

/** What the console can do beside reading. */
export const ACTS = ['close', 'publish'] as const;
export type Act = (typeof ACTS)[number];

/** What the role of the session may: the rights that `millrace grant` gives for each, as the database has them. */
export async function rightsOf(database: Database): Promise<Readonly<Record<Act, boolean>>> {
  const rights = { close: false, publish: false };
  await database.read(
    `select has_table_privilege('millrace.version', 'insert') and has_table_privilege('millrace.run', 'insert'),
      has_column_privilege('millrace.version', 'state', 'update') and has_table_privilege('millrace.approval', 'insert')`,
    ([close, publish]) => {
      rights.close = close === 't';
      rights.publish = publish === 't';
    },
  );
  return rights;
}
