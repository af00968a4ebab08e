import { expect, test } from 'vitest';
import { bigInt, decimalJs, engine } from '../benchmarks/settle/contenders.js';
import { checksum, workload } from '../benchmarks/settle/workload.js';

test.each([false, true])('the settle benchmark comes to one checksum in all contenders (shuffled: %s)', (shuffled) => {
  const work = workload(5_000, shuffled);
  const [own, ...others] = [engine, bigInt, decimalJs].map((contender) => checksum(contender(work)));
  expect(others).toEqual([own, own]);
});
