import type { Identity, Language, ResultRow, ResultTableName, Waiver, WholeUnitCost } from '@millrace/costing-core';
import type { FactRows, Row } from '@millrace/facts';
import type { Bilingual } from './page/say.js';

/**
 * What a report is made of. A `Version` in memory fits `tables` as it is; rows read back from a database fit it too,
 * as text, in the order of their keys.
 *
 * @example
 * renderReport({ version: { tables: version }, masters: facts, language: 'zh' });
 */
export interface ReportInput {
  readonly version: ReportedVersion;
  /** The version that the figures are compared with, as a rule the one of the period before. */
  readonly previous?: ReportedVersion;
  /** The masters, for names and units: rows as in the facts. What is left out is shown by its code. */
  readonly masters: ReportMasters;
  /** Shown first; the reader can switch. */
  readonly language: Language;
  /** What the reader must know before the figures, as assumptions that the input rests on. */
  readonly notes?: readonly Bilingual[];
}

/** A version with what a database knows about it. Without number and state it is a trial. */
export interface ReportedVersion {
  readonly tables: VersionTables;
  readonly number?: number;
  readonly state?: VersionState;
  /** Shown as it is given. */
  readonly publishedAt?: string;
  /** What may stand today: findings that fall under one are shown as waived. */
  readonly waivers?: readonly Waiver[];
}

export type VersionState = 'draft' | 'published' | 'superseded' | 'withdrawn';

export interface VersionTables {
  readonly identity: Identity;
  readonly hash: string;
  rows<T extends ReportTable>(name: T): Iterable<ResultRow<T>>;
  unitCosts(): Iterable<WholeUnitCost>;
}

/** The tables of a version that a report reads. */
export const REPORT_TABLES = [
  'version_element',
  'unit_cost',
  'unit_cost_element',
  'unit_cost_component',
  'stock',
  'late_cost',
  'order_cost',
  'residual',
  'finding',
  'control_total',
  'proof',
] as const satisfies readonly ResultTableName[];

export type ReportTable = (typeof REPORT_TABLES)[number];

export interface ReportMasters extends Pick<FactRows, 'ledger' | 'plant' | 'cost_element'> {
  readonly item?: readonly Pick<Row<'item'>, 'item' | 'name' | 'name_zh' | 'unit' | 'category'>[];
  readonly production_order?: readonly Pick<Row<'production_order'>, 'order' | 'item'>[];
}
