import { expect, test } from 'vitest';
import { Month } from '../factory/month.js';

/** 70 h for O1 and 110 h for O2. */
function worked(): Month {
  const month = new Month();
  for (const [order, hours] of [
    ['O1', '70'],
    ['O2', '110'],
  ]) {
    month.order(order, 'BOX', '1').report(order, hours, { quantity_good: '1' });
  }
  return month;
}

test('a normal capacity of what varies, or of 0, counts for nothing and is told', () => {
  for (const more of [{ normal_driver: '300' }, { behaviour: 'fixed', normal_driver: '0' }] as const) {
    const closed = worked().pool('OH', '1000.00', more).close();
    expect(closed.version.rows('pool_allocation').map(({ amount }) => amount)).toEqual(['388.89', '611.11']);
    expect(closed.findings).toContain('normal_capacity_counts_for_nothing');
  }
  const fixed = worked().pool('OH', '1000.00', { behaviour: 'fixed', normal_driver: '300' }).close();
  expect(fixed.findings).not.toContain('normal_capacity_counts_for_nothing');
});
