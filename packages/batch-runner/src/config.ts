import { copyFileSync, existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import {
  defaultPolicy,
  defaultStandardPolicy,
  type Policy,
  policySchema,
  type StandardPolicy,
  standardPolicySchema,
} from '@millrace/costing-core';
import { tableNames } from '@millrace/facts';
import { folderOf, Trouble, writeDurably } from '@millrace/store';
import { z } from 'zod';
import { jsonOfFile, NoJsonFile } from './files/whole-file.js';

/** What stands in millrace.config.json: nothing may be left out, so that nothing is chosen in silence. */
const configSchema = z.strictObject({
  /** `postgres://…`, `host=… dbname=…`, or a folder, from where the config file is. */
  database: z.string().min(1),
  /** Empty: the only one there is. */
  ledger: z.string(),
  language: z.enum(['en', 'zh']),
  policy: policySchema,
  /** Ledgers with a policy of their own, whole: one by FIFO for the law, one by average for management. */
  policy_by_ledger: z.record(z.string(), policySchema).default({}),
  /** How structures are read and standard costs are rolled up. */
  standard_policy: standardPolicySchema.default(defaultStandardPolicy),
  /** A site's own tables, which `millrace import --sources` reads. */
  sources: z
    .strictObject({
      /** Where they are; empty: on the server of `database`. */
      connection: z.string(),
      /** By table: a view with its schema, or a query, or a query of DuckDB. */
      tables: z.partialRecord(
        z.enum(tableNames()),
        z.union([z.string().min(1), z.strictObject({ duckdb: z.string().min(1) })]),
      ),
    })
    .default({ connection: '', tables: {} }),
});

type Written = z.infer<typeof configSchema>;

export type Config = Written & {
  /** With the folder that the config is in, from which a query of DuckDB names files. */
  readonly sources: { readonly folder?: string };
};

/** The policy of a ledger: its own, or the one for all, or where nothing is configured the default. */
export function policyOf(config: Config | undefined, ledger: string): Policy {
  if (config === undefined) return defaultPolicy;
  return hasOwnPolicy(config, ledger) ? config.policy_by_ledger[ledger] : config.policy;
}

export function hasOwnPolicy(config: Config | undefined, ledger: string): boolean {
  return config !== undefined && Object.hasOwn(config.policy_by_ledger, ledger);
}

/** How structures are read and standard costs rolled up: as configured, or by default. */
export function standardPolicyOf(config: Config | undefined): StandardPolicy {
  return config?.standard_policy ?? defaultStandardPolicy;
}

export const CONFIG_FILE = 'millrace.config.json';

/**
 * Reads the config; undefined where there is none and none was asked for.
 *
 * @throws Trouble for a file that isn't there or isn't whole.
 */
export function readConfig(asked: string | undefined): Config | undefined {
  const file = resolve(asked ?? CONFIG_FILE);
  if (asked === undefined && !existsSync(file)) return undefined;
  const config = readConfigAsWritten(file);
  const { connection, tables } = config.sources;
  return {
    ...config,
    database: fromFolder(dirname(file), config.database),
    sources: {
      connection: connection === '' ? '' : fromFolder(dirname(file), connection),
      tables,
      folder: dirname(file),
    },
  };
}

/** The same, with a folder named as it stands there. */
export function readConfigAsWritten(file: string): Config {
  const json = jsonIn(file);
  const result = configSchema.safeParse(json);
  if (result.success) return result.data;
  const inChinese = configSchema.safeParse(json, { error: z.locales.zhCN().localeError });
  const says = issuesOf(missingNamed(result.error, json, MISSING.en), '; ');
  const says_zh = issuesOf(missingNamed(inChinese.error, json, MISSING.zh), '；');
  throw new Trouble('config_can_not_be_read', { file, says, says_zh }, result.error);
}

/** What is missing, with what `init` writes there: nothing may be left out, so a newer Millrace asks for new keys. */
const MISSING = {
  en: (fresh: string) => (fresh === '' ? 'is missing' : `is missing; init writes ${fresh}`),
  zh: (fresh: string) => (fresh === '' ? '缺少' : `缺少；init 写入 ${fresh}`),
};

/** The issues, those of keys that aren't there as missing and not as a wrong choice. */
function missingNamed(
  error: z.ZodError | undefined,
  json: unknown,
  missing: (fresh: string) => string,
): Pick<z.ZodError, 'issues'> | undefined {
  const fresh = { policy: defaultPolicy, standard_policy: defaultStandardPolicy };
  const issues = (error?.issues ?? []).map((issue) => {
    if (issue.code === 'unrecognized_keys' || valueAt(json, issue.path) !== undefined) return issue;
    // Policies of single ledgers have the same keys.
    const path = issue.path[0] === 'policy_by_ledger' ? ['policy', ...issue.path.slice(2)] : issue.path;
    const written = JSON.stringify(valueAt(fresh, path)) ?? '';
    return { ...issue, message: missing(written.length > 80 ? '' : written) };
  });
  return error && { issues };
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((of, key) => (of as Record<PropertyKey, unknown> | undefined)?.[key], value);
}

/** What is wrong, each with where it stands: `policy.wip.method: …`. */
export function issuesOf(error: Pick<z.ZodError, 'issues'> | undefined, between: string): string {
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.') || '.'}: ${message}`).join(between);
}

export function configText(config: {
  database: string;
  ledger: string;
  language: 'en' | 'zh';
  policy: Policy;
}): string {
  const rest = { policy_by_ledger: {}, standard_policy: defaultStandardPolicy };
  return `${JSON.stringify({ ...config, ...rest }, null, 2)}\n`;
}

/**
 * Adds tables to those that a config maps, which stay as they are; all else stays as it is written.
 *
 * @param connection undefined: the one that is there.
 * @returns what the former config is called now.
 * @throws Trouble for a file that isn't there or isn't whole.
 */
export async function withSources(
  file: string,
  connection: string | undefined,
  tables: Readonly<Record<string, string>>,
): Promise<string> {
  const { sources } = readConfigAsWritten(file);
  const written = jsonIn(file) as object;
  const merged = { connection: connection ?? sources.connection, tables: { ...tables, ...sources.tables } };
  const former = keepFormer(file) ?? '';
  await writeDurably(file, `${JSON.stringify({ ...written, sources: merged }, null, 2)}\n`);
  return former;
}

/** Puts a config aside before another takes its place. Returns what it is called then. */
export function keepFormer(file: string): string | undefined {
  if (!existsSync(file)) return undefined;
  const kept = `${file}.before`;
  copyFileSync(file, kept);
  return kept;
}

/** The address of a database that is named in a folder; that of a server is the same from everywhere. */
export function fromFolder(folder: string, address: string): string {
  const path = folderOf(address);
  return path === undefined ? address : resolve(folder, path);
}

function jsonIn(file: string): unknown {
  try {
    return jsonOfFile(file);
  } catch (error) {
    if (!(error instanceof NoJsonFile)) throw error;
    const fields = { file, says: error.reason, says_zh: error.reason, ...error.fields };
    throw new Trouble('config_can_not_be_read', fields, error);
  }
}
