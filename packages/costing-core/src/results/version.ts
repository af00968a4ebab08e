import { createHash } from 'node:crypto';
import type { Finding } from '../findings.js';
import { orderQuantity } from './order-quantity.js';
import type { Outcome } from './outcome.js';
import type { Summary } from './summary.js';
import { type Cells, type ResultRow, type ResultTableName, resultColumns, resultTableNames } from './tables.js';
import { valuations } from './valuations.js';

/**
 * `actual`: what a period cost. `standard`: what things should cost from a day on; `plan`: what they are planned to;
 * `simulation`: what they would, under assumptions.
 */
export type VersionKind = 'actual' | 'standard' | 'plan' | 'simulation';

/** What identifies a version: same identity, same bytes. */
export interface Identity {
  readonly ledger: string;
  /** The period that was closed; of a standard or plan the month in which it comes into force. */
  readonly period: string;
  readonly kind: VersionKind;
  /** The day from which a standard, plan or simulation counts; an actual has its period. */
  readonly effective_on?: string;
  readonly inputHash: string;
  readonly policyHash: string;
  readonly engine: string;
}

/** What a closing can be opened from, compared with, reported on: a `Version`, or one read back from a database. */
export interface VersionRows {
  readonly identity: Pick<Identity, 'ledger' | 'period'>;
  rows<T extends ResultTableName>(name: T): ResultRow<T>[];
}

/** The result of a closing: identity, tables, hash. */
export class Version {
  readonly identity: Identity;
  /** SHA-256 of identity and tables. No clock, no version number, no machine goes into it. */
  readonly hash: string;
  readonly #tables: ReadonlyMap<ResultTableName, () => Iterable<Cells>>;

  constructor(identity: Identity, tables: ReadonlyMap<ResultTableName, () => Iterable<Cells>>) {
    this.identity = identity;
    this.#tables = tables;
    this.hash = this.#hashed();
  }

  /** The rows of a table as cells, in the order of `resultColumns(name)`. */
  cells(name: ResultTableName): Iterable<Cells> {
    return this.#tables.get(name)?.() ?? [];
  }

  /** The rows of a table as objects. */
  rows<T extends ResultTableName>(name: T): ResultRow<T>[] {
    const columns = resultColumns(name);
    return Array.from(this.cells(name), (cells) => {
      return Object.fromEntries(columns.map((column, c) => [column, cells[c]])) as ResultRow<T>;
    });
  }

  #hashed(): string {
    const hash = createHash('sha256');
    hash.update(JSON.stringify(this.identity));
    for (const name of resultTableNames()) {
      hash.update(`\n${name}\n`);
      for (const cells of this.cells(name)) hash.update(`${JSON.stringify(cells)}\n`);
    }
    return hash.digest('hex');
  }
}

/** The tables of a version. */
export function buildVersion(
  outcome: Outcome,
  { stock, orders, components, pools, services, movements, residuals, control, proof }: Summary,
  identity: Identity,
  findings: readonly Finding[],
): Version {
  return new Version(
    identity,
    new Map<ResultTableName, () => Iterable<Cells>>([
      ['unit_cost', () => stock.unitCost()],
      ['unit_cost_element', () => stock.unitCostElement()],
      ['unit_cost_component', () => components.rows()],
      ['stock', () => stock.stock()],
      ['stock_element', () => stock.stockElement()],
      ['layer', () => stock.layer()],
      ['layer_element', () => stock.layerElement()],
      ['order_cost', () => orders.orderCost()],
      ['order_quantity', () => orderQuantity(outcome)],
      ['pool_allocation', () => pools.rows()],
      ['service_rate', () => services.rates()],
      ['service_allocation', () => services.allocation()],
      ['movement_cost', () => movements.rows()],
      ['valuation', () => valuations(outcome)],
      ['residual', () => residuals.rows()],
      ['finding', () => findings.map((f) => [f.severity, f.code, f.table, f.key, JSON.stringify(f.fields)])],
      ['control_total', () => control.rows()],
      ['proof', () => proof.rows()],
    ]),
  );
}
