import { conserve, settle } from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { bigInt, decimalJs, engine } from '../benchmarks/allocation/contenders.js';
import { checksum, departments, knownChecksum, knownLoop, workload } from '../benchmarks/allocation/workload.js';
import { hasC, inC } from '../benchmarks/measure/in-c.js';

describe.each(['cumulative', 'largest_remainder'] as const)('the allocation benchmark by %s', (method) => {
  test('comes to the published checksum at a million rows', () => {
    expect(checksum(engine(workload(1_000_000), method)())).toBe(knownChecksum(1_000_000, method));
  });

  test('comes to one checksum in all contenders', () => {
    const work = workload(20_000);
    const [own, ...others] = [engine, bigInt, decimalJs].map((contender) => checksum(contender(work, method)()));
    expect(others).toEqual([own, own]);
  });

  const note = hasC() ? '' : ' (skipped: no C compiler; install the Debian package gcc)';

  test.skipIf(!hasC())(`comes to the same in C${note}`, () => {
    const found = inC<{ checksum: string }>('allocation/allocation.c', ['20000', method, '1']);
    expect(found.checksum).toBe(checksum(engine(workload(20_000), method)()));
  });
});

test.each([
  [300, 5],
  [100, 99],
])('%d departments, each serving %d others, come to the known checksum', (count, receivers) => {
  const settled = settle(departments(count, receivers));
  expect(conserve(settled).imbalances).toEqual([]);
  expect(settled.loops.map(({ nodes }) => nodes.length)).toEqual([count]);
  expect(checksum(settled.carried)).toBe(knownLoop(count, receivers));
});
