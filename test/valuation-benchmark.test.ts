import { expect, test } from 'vitest';
import { hasC, inC } from '../benchmarks/measure/in-c.js';
import { hasPostgres } from '../benchmarks/postgres/server.js';
import { bigInt } from '../benchmarks/valuation/big-int.js';
import type { Contender, Method } from '../benchmarks/valuation/contender.js';
import { decimalJs } from '../benchmarks/valuation/decimal-js.js';
import { millrace } from '../benchmarks/valuation/millrace.js';
import { postgres } from '../benchmarks/valuation/postgres.js';
import { knownChecksum, type StockColumns, workload } from '../benchmarks/valuation/workload.js';

const METHODS: readonly Method[] = ['fifo', 'moving_average'];

async function comesTo(contender: Contender, columns: StockColumns, method: Method): Promise<string> {
  const loaded = await contender(columns, method);
  try {
    await loaded.value();
    return String(await loaded.checksum());
  } finally {
    loaded.close?.();
  }
}

test.each(METHODS)('the small size of the valuation benchmark comes to the known checksums by %s', async (method) => {
  for (const scale of [7, 2] as const) {
    const columns = workload(100_000, scale);
    const known = knownChecksum(100_000, scale, method);
    expect(await comesTo(millrace, columns, method)).toBe(known);
    expect(await comesTo(bigInt, columns, method)).toBe(known);
  }
});

test.each(METHODS)('decimal.js comes to the same by %s', async (method) => {
  for (const scale of [7, 2] as const) {
    const columns = workload(20_000, scale);
    expect(await comesTo(decimalJs, columns, method)).toBe(await comesTo(bigInt, columns, method));
  }
});

const noC = hasC() ? '' : ' (skipped: no C compiler; install the Debian package gcc)';

test.skipIf(!hasC()).each(METHODS)(`C comes to the same by %s${noC}`, async (method) => {
  for (const scale of [7, 2] as const) {
    const found = inC<{ checksum: string }>('valuation/valuation.c', ['20000', method, String(scale), '1']);
    expect(found.checksum).toBe(await comesTo(bigInt, workload(20_000, scale), method));
  }
});

const note = hasPostgres() ? '' : ' (skipped: no Postgres server; install the Debian package postgresql)';

test.skipIf(!hasPostgres()).each(METHODS)(`Postgres comes to the same by %s${note}`, async (method) => {
  const columns = workload(20_000, 7);
  expect(await comesTo(postgres, columns, method)).toBe(await comesTo(bigInt, columns, method));
});
