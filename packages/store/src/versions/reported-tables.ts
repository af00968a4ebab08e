import {
  type CheckResult,
  type Outcome,
  resultTableNames,
  type Version,
  type VersionRows,
  type Waiver,
} from '@millrace/costing-core';
import type { Database } from '../database/database.js';
import { earlierInYear } from './earlier-in-year.js';
import { mastersOf, type NamedMasters, readMasters } from './masters.js';
import type { Recomputed } from './recompute.js';
import { StoredVersion, type VersionRecord } from './stored-version.js';
import { waiversOfVersion } from './waivers.js';

/** What all tables and views of a version are made of. */
export interface ReportedTables {
  readonly version: Pick<Version, 'rows' | 'unitCosts' | 'identity' | 'hash'>;
  /** What it is compared with: its unit costs. */
  readonly previous: VersionRows | undefined;
  readonly masters: NamedMasters;
  /** What may stand in it today. */
  readonly waivers: readonly Waiver[];
  /** Of a closed period, which is computed again, as its ledgers are flows; a standard has no movements. */
  readonly closed:
    | {
        readonly outcome: Outcome;
        /** The published months before it in its year. */
        readonly earlier: readonly VersionRows[];
        readonly checks: readonly CheckResult[];
      }
    | undefined;
}

/**
 * What all tables and views of a stored version are made of.
 *
 * @param closed a closed period, computed again; undefined for a standard, plan or simulation.
 */
export async function reportedTables(
  database: Database,
  record: VersionRecord,
  against: VersionRecord | undefined,
  closed: Recomputed | undefined,
): Promise<ReportedTables> {
  const previous = against && (await StoredVersion.read(database, against, COMPARED));
  if (closed === undefined) {
    const version = await StoredVersion.read(database, record, resultTableNames());
    return { version, previous, masters: await readMasters(database, record), waivers: [], closed: undefined };
  }
  const { version, outcome, checks } = closed;
  const earlier = await earlierInYear(database, version.identity);
  const waivers = await waiversOfVersion(database, record);
  return { version, previous, masters: mastersOf(outcome), waivers, closed: { outcome, earlier, checks } };
}

const COMPARED = ['version_element', 'unit_cost', 'unit_cost_element'] as const;
