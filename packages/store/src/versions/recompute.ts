import {
  type CheckResult,
  type Closed,
  type CostedVersion,
  checkResults,
  closePeriod,
  ENGINE,
  type Outcome,
  type ResultTableName,
  rollStandard,
  settleAgain,
  type Version,
} from '@millrace/costing-core';
import type { Database } from '../database/database.js';
import { readOpening } from '../facts/facts-of-period.js';
import { Trouble } from '../trouble.js';
import { mastersIn, mastersOf, type NamedMasters } from './masters.js';
import { choicesOf, closePolicyOf } from './policies.js';
import { StoredVersion, type VersionRecord } from './stored-version.js';
import { readInput } from './version-input.js';
import { type ListedVersion, versionAsked } from './versions.js';

/** Computes a version again from the inputs and the policy that are stored with it. */
export async function recompute(
  database: Database,
  record: VersionRecord,
): Promise<{ readonly version?: Version; readonly outcome?: Outcome }> {
  const { ledger, kind, effective_on } = record;
  if (kind === 'actual') return closeAgain(database, record);
  const facts = await readInput(database, record);
  return rollStandard(facts, await choicesOf(database, record), { ledger, kind, effective_on: effective_on ?? '' });
}

async function closeAgain(database: Database, record: VersionRecord): Promise<Closed> {
  const { ledger, period, opened_from } = record;
  const facts = await readInput(database, record);
  const policy = await closePolicyOf(database, record);
  if (opened_from === null) return closePeriod(facts, policy, { ledger, period });
  const before = await database.kysely
    .selectFrom('millrace.version')
    .where('ledger', '=', ledger)
    .where('version', '=', opened_from)
    .selectAll()
    .executeTakeFirstOrThrow();
  const previous = await readOpening(database, before);
  return closePeriod(facts, policy, { ledger, period, previous });
}

/**
 * Makes sure that a version is of a closed period: a standard or plan has neither movements nor flows.
 *
 * @throws Trouble for any other kind.
 */
export function mustBeActual({ version, kind }: VersionRecord): void {
  if (kind !== 'actual') throw new Trouble('version_is_of_no_period', { version: String(version), kind });
}

/** A stored version with the flows that it was read off. */
export interface Recomputed {
  readonly record: ListedVersion;
  readonly version: Version;
  readonly outcome: Outcome;
  /** Every check with what came of it. */
  readonly checks: readonly CheckResult[];
}

/**
 * The version that is meant (see `versionAsked`), computed again so that each of its figures can be followed to
 * documents.
 *
 * @throws Trouble where it doesn't come out with the hash that it was stored with, or is none of a closed period.
 */
export async function recomputeAsked(
  database: Database,
  ledger: string,
  name: string | undefined,
): Promise<Recomputed> {
  const record = await versionAsked(database, ledger, name);
  mustBeActual(record);
  const { version, outcome, examined, findings } = await closeAgain(database, record);
  if (version === undefined || outcome === undefined || version.hash !== record.hash) {
    throw new Trouble('version_comes_out_differently', { version: String(record.version) });
  }
  return { record, version, outcome, checks: checkResults(examined(), findings) };
}

/** A version of any kind, with what its costs can be followed to their causes by. */
export interface RecomputedCost {
  readonly record: ListedVersion;
  /** Its tables as they are stored, as far as causes are told by them. */
  readonly version: StoredVersion | Version;
  readonly costed: CostedVersion;
  readonly masters: () => NamedMasters;
}

/**
 * The same for any kind: a closed period is settled again, a standard, plan or simulation rolled up.
 *
 * @throws Trouble where it doesn't come out as it is stored.
 */
export async function recomputeCost(
  database: Database,
  ledger: string,
  name: string | undefined,
): Promise<RecomputedCost> {
  const record = await versionAsked(database, ledger, name);
  const { kind, effective_on } = record;
  if (kind === 'actual') return settledAgain(database, record);
  const given = await readInput(database, record);
  const choices = await choicesOf(database, record);
  const { version, rolled, facts, amountScale } = rollStandard(given, choices, {
    ledger,
    kind,
    effective_on: effective_on ?? '',
  });
  if (version === undefined || rolled === undefined || version.hash !== record.hash) {
    throw new Trouble('version_comes_out_differently', { version: String(record.version) });
  }
  return { record, version, costed: { rolled, amountScale }, masters: () => mastersIn(facts, amountScale) };
}

/**
 * A closed period whose facts have the hash that is kept of them, settled again. What it comes to is held against tables that have the
 * version's own hash: its stock and unit costs. The checks that let it be closed are not run again; `recomputeAsked` runs them.
 */
async function settledAgain(database: Database, record: ListedVersion): Promise<RecomputedCost> {
  const { ledger, period } = record;
  const version = await StoredVersion.read(database, record, CAUSES_TABLES);
  const facts = await readInput(database, record);
  const policy = await closePolicyOf(database, record);
  const again = record.engine === ENGINE ? settleAgain(facts, policy, { ledger, period }) : undefined;
  const isSame = (table: 'stock' | 'unit_cost') => again?.sums[table].hash === version.sum(table).hash;
  if (again === undefined || !isSame('stock') || !isSame('unit_cost')) {
    throw new Trouble('version_comes_out_differently', { version: String(record.version) });
  }
  const { outcome } = again;
  return { record, version, costed: { version, outcome }, masters: () => mastersOf(outcome) };
}

/** What causes are told by: unit costs, elements, and what names and decimals are found by. */
const CAUSES_TABLES: readonly ResultTableName[] = ['unit_cost', 'version_element', 'stock', 'proof'];
