import { createHash } from 'node:crypto';
import { cellsOf, cellText, columnsOf, specOf } from './cells.js';
import type { Facts } from './read-facts.js';
import { type TableName, tableNames } from './tables.js';

/** The rows of a table in the order of their keys, as text cells: the same for the same rows in any order. */
export function* canonicalRows(facts: Facts, name: TableName, amountScale: number): Generator<string[]> {
  const columns = columnsOf(name).map(([column]) => column);
  for (const row of rowsByKey(facts, name)) {
    yield columns.map((column) => cellText(facts, name, column, row, amountScale));
  }
}

/** SHA-256 of all facts in canonical form. */
export function hashFacts(facts: Facts, amountScale: number): string {
  const hash = createHash('sha256');
  for (const name of tableNames()) {
    if (facts[name].rowCount === 0) continue;
    hash.update(`${name}\n`);
    for (const cells of canonicalRows(facts, name, amountScale)) {
      // Empty cells at the end don't count: a table that gets a column hashes its old rows as before.
      hash.update(`${JSON.stringify(cells.slice(0, 1 + cells.findLastIndex((cell) => cell !== '')))}\n`);
    }
  }
  return hash.digest('hex');
}

function rowsByKey(facts: Facts, name: TableName): Int32Array {
  const { columns, key } = specOf(name);
  const parts = key.map((column) => {
    const cells = cellsOf(facts, name, column);
    const { kind } = columns[column];
    return kind === 'text' || kind === 'period'
      ? (a: number, b: number) => facts.symbols.compare(cells[a], cells[b])
      : (a: number, b: number) => cells[a] - cells[b];
  });
  return Int32Array.from({ length: facts[name].rowCount }, (_, row) => row).sort((a, b) => {
    for (const compare of parts) {
      const order = compare(a, b);
      if (order !== 0) return order;
    }
    return 0;
  });
}
