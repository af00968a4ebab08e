import { userInfo } from 'node:os';

/**
 * What every session sets for itself, whatever a role, a database or an environment sets (ALTER ROLE … SET, PGOPTIONS):
 * how values are written and read, where names lead, that a commit waits for the disk, that no session is ended because this
 * process computes for a while within a transaction, and that statements are not compiled: those that take digests of many published
 * months have thousands of expressions, which takes minutes to compile and seconds to run.
 *
 * With this search path a name without a schema is one of Postgres' own, whatever else is called so; temporary tables are
 * last, and named `pg_temp` where they are meant.
 */
const SETTINGS: Readonly<Record<string, string>> = {
  search_path: 'pg_catalog, pg_temp',
  client_encoding: 'UTF8',
  standard_conforming_strings: 'on',
  backslash_quote: 'safe_encoding',
  datestyle: 'ISO, YMD',
  intervalstyle: 'postgres',
  timezone: 'UTC',
  bytea_output: 'hex',
  extra_float_digits: '1',
  transform_null_equals: 'off',
  array_nulls: 'on',
  row_security: 'off',
  synchronous_commit: 'on',
  idle_in_transaction_session_timeout: '0',
  jit: 'off',
  default_transaction_isolation: 'read committed',
  default_transaction_read_only: 'off',
  default_transaction_deferrable: 'off',
  default_tablespace: '',
  client_min_messages: 'warning',
};

/** The statements that set them. Names and values are ours: nothing needs escaping. */
export const SESSION = [
  ...Object.entries(SETTINGS).map(([name, value]) => `set ${name} = ${name === 'search_path' ? value : `'${value}'`};`),
  // Older servers don't know it.
  `select set_config(name, '0', false) from pg_settings where name = 'idle_session_timeout';`,
].join('\n');

/** The system's name of who runs this; in a container a user may have a number only. */
export function systemUser(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? '?'}`;
  }
}
