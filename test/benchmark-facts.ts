import { createHash } from 'node:crypto';
import type { FactRows } from '@millrace/costing-core';
import type { Take } from '../benchmarks/factory/plant.js';

/** What a benchmark closes, as rows, and a hash of its lines: the same on every machine. */
export function benchmarkFacts(make: (take: Take) => void): { readonly facts: FactRows; readonly hash: string } {
  const hash = createHash('sha256');
  const header = new Map<string, readonly string[]>();
  const facts: Record<string, Record<string, string>[]> = {};
  make((table, line) => {
    hash.update(`${table},${line.join(',')}\n`);
    const columns = header.get(table);
    if (columns === undefined) {
      header.set(table, line.map(String));
      facts[table] = [];
    } else facts[table].push(Object.fromEntries(columns.map((column, c) => [column, String(line[c])])));
  });
  return { facts: facts as unknown as FactRows, hash: hash.digest('hex').slice(0, 16) };
}
