import { expect, test } from 'vitest';
import { Month } from '../factory/month.js';

/** So many departments in a ring, each of which gives half of 20 to the next one and half to the shop. */
function ring(count: number) {
  const month = new Month().order('O1', 'BOX', '1').report('O1', '1').complete('BOX', '1', 'O1');
  const name = (place: number) => `D${String(place % count).padStart(2, '0')}`;
  for (let place = 0; place < count; place++) {
    const given = {
      period: '2026-09',
      from_centre: name(place),
      to_kind: 'centre',
      quantity: '10',
      status: 'approved',
    } as const;
    month
      .add('cost_centre', { centre: name(place), plant: 'P1', kind: 'service' })
      .pool(`cost of ${name(place)}`, `${100 + place}.01`, { centre: name(place), driver: null })
      .add('department_service', { ...given, to: name(place + 1) }, { ...given, to: 'C1' });
  }
  const closed = month.close({
    centre_overhead_driver: { C1: 'hours_machine' },
    service_departments: { method: 'algebraic', order: [], basis: 'services', difference: 'expense' },
  });
  expect(closed.findings).toEqual(['loop_was_solved']);
  return closed.version.rows('service_rate').map(({ rate }) => Number(rate));
}

// Beyond 16 departments a loop is solved to a bound instead of in fractions.
test.each([3, 16, 17, 40])('the rates of %i departments that serve each other are those of the solution', (count) => {
  const rates = ring(count);
  expect(rates.length).toBe(count);
  for (const [place, rate] of rates.entries()) {
    const before = rates[(place + count - 1) % count];
    // 20 units at the rate are its own cost and 10 units of the one before, to the ninth decimal.
    expect(Math.abs(20 * rate - (100.01 + place) - 10 * before)).toBeLessThan(2e-8);
  }
});
