import { storedTableNames } from '@millrace/costing-core';
import { tableNames } from '@millrace/facts';
import { QUEUE_SCHEMA } from '../queue/boss.js';
import { type Database, quoted } from './database.js';

/** What a user of the database may be allowed, each with all that its commands need and nothing else. */
export const RIGHTS = ['read', 'import', 'close', 'publish'] as const;
export type Right = (typeof RIGHTS)[number];

/** Tables that are neither facts nor rows of a version. */
const RECORDS = [
  'policy',
  'version',
  'run',
  'run_finding',
  'approval',
  'audit',
  'import',
  'import_row',
  'source_part',
  'period_state',
  'waiver',
  'journal_posting',
  'held_row',
  'migration',
  'migration_lock',
];

/**
 * Grants a right to a role: every one of them reads all; `import` writes facts and the record of imports, `close` policies, versions, runs and the queue of jobs, `publish` the
 * states of versions and periods, approvals, waivers, which journals are posted and which drafts go. None owns a table, and the audit log is written by nobody but the database.
 *
 * To be done by the owner of the tables, and again after a migration that made new ones. Returns what was granted.
 */
export async function grant(database: Database, right: Right, role: string): Promise<string[]> {
  const to = `to ${quoted([role])}`;
  const written = await writtenTables(database);
  const on = (tables: readonly string[]) => `on ${tables.map((table) => `millrace."${table}"`).join(', ')}`;
  const grants = {
    read: [],
    import: [
      `grant insert, update, delete ${on(tableNames())} ${to}`,
      `grant insert ${on(['import', 'import_row', 'source_part'])} ${to}`,
      `grant delete ${on(['source_part'])} ${to}`,
    ],
    close: [
      `grant insert ${on([...written, 'policy', 'version', 'run', 'run_finding'])} ${to}`,
      `grant update (state, version, steps, error, ended_at) ${on(['run'])} ${to}`,
      `grant update (hash, input_hash, input_parts, errors, warnings) ${on(['version'])} ${to}`,
    ],
    publish: [
      `grant update (state) ${on(['version'])} ${to}`,
      `grant insert ${on(['approval', 'period_state', 'waiver', 'journal_posting'])} ${to}`,
      `grant delete ${on([...storedTableNames(), 'version_input'])} ${to}`,
    ],
  } satisfies Record<Right, readonly string[]>;
  const statements = [
    `grant usage on schema millrace ${to}`,
    `grant select on all tables in schema millrace ${to}`,
    ...grants[right],
    ...(right === 'close' && database.kind === 'server' ? onTheQueue(to) : []),
  ];
  await database.transaction('writing', () => database.script(statements.join(';\n')));
  return statements;
}

/** Who closes may ask workers to, and be one. */
function onTheQueue(to: string): string[] {
  return [
    `grant usage on schema ${QUEUE_SCHEMA} ${to}`,
    `grant select on all tables in schema ${QUEUE_SCHEMA} ${to}`,
    `grant insert, update, delete on ${QUEUE_SCHEMA}.job, ${QUEUE_SCHEMA}.job_common ${to}`,
  ];
}

/** The tables that hold what versions were computed from, and their rows. */
async function writtenTables(database: Database): Promise<string[]> {
  const known = new Set<string>([...tableNames(), ...RECORDS]);
  const tables: string[] = [];
  await database.read(
    `select relname from pg_class where relnamespace = 'millrace'::regnamespace and relkind in ('r', 'p') order by relname`,
    ([table]) => {
      if (!known.has(table)) tables.push(table);
    },
  );
  return tables;
}
