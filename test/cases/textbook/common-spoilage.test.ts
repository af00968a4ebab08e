import type { Row } from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { Month } from '../../factory/month.js';

/** Spoilage that is normal for a whole shop and not for one job, as published problems set it. */

describe('what is lost as a rule by all jobs is overhead of all (the same: Manufacturing Overhead Control 7,000)', () => {
  /** Two jobs in the shop with as many hours; five of 50 parts of the first are spoiled, worth 600.00 each. */
  const shop = (lost: Partial<Row<'normal_loss'>>) =>
    new Month()
      .add('cost_centre', { centre: 'SHOP', plant: 'P1', kind: 'production' })
      .add('work_centre', { work_centre: 'BENCH', centre: 'SHOP' })
      .order('JOB', 'PART', '50', { closed_on: '2026-09-30' })
      .order('JOB 2', 'LID', '10', { closed_on: '2026-09-30' })
      .open('RAW', '1', '100000.00')
      .issue('RAW', '1', 'JOB')
      .report('JOB', '1', { quantity_good: '45', quantity_scrap: '5' })
      .report('JOB 2', '1', { work_centre: 'BENCH' })
      .complete('PART', '45', 'JOB', { movement: 'made' })
      .complete('LID', '10', 'JOB 2', { movement: 'made 2' })
      .move('salvage_receipt', 'SECONDS', '5', { order: 'JOB' })
      .add('normal_loss', {
        plant: 'P1',
        item: 'PART',
        valid_from: '2026-01-01',
        rate: '5',
        basis: 'units',
        scrap_item: 'SECONDS',
        scrap_price: '600',
        ...lost,
      });
  const policy = { centre_overhead_driver: { C1: 'hours_machine', SHOP: 'hours_machine' } };

  test('in a centre whose overhead others bear', () => {
    const closed = shop({ centre: 'SHOP' }).close(policy);
    // The centre in which the first job was worked on has no cost here.
    expect(closed.findings).toEqual(['hours_must_have_a_pool']);
    expect([closed.cost('made'), closed.cost('made 2')]).toEqual(['90000.00', '7000.00']);
    const account = ({ bearer, units_normal, irreparable, salvage, net }: Record<string, string>) => {
      return [bearer, units_normal, irreparable, salvage, net];
    };
    expect(closed.version.rows('spoilage').map(account)).toEqual([
      ['expense', '0.000000', '0.00', '3000.00', '0.00'],
      ['overhead', '5.000000', '10000.00', '3000.00', '7000.00'],
    ]);
  });

  test('in its own centre: it bears a part of it, which its spoiled pieces do too', () => {
    const closed = shop({ centre: 'C1' }).report('JOB 2', '1').close(policy);
    // x = (100,000 + x / 2) / 10 − 3,000 = 7,368.42, half of which the job bears in 45 of its pieces.
    expect([closed.cost('made'), closed.cost('made 2')]).toEqual(['93315.79', '3684.21']);
  });

  test('of more than the rule the rest is a loss, of fewer all is overhead', () => {
    const more = shop({ centre: 'SHOP', rate: '3' }).close(policy);
    expect([more.cost('made 2'), more.proof()['out scrap_loss']]).toEqual(['4200.00', '2800.00']);
    const fewer = shop({ centre: 'SHOP', rate: '8' }).close(policy);
    expect([fewer.cost('made 2'), fewer.proof()['out scrap_loss']]).toEqual(['7000.00', undefined]);
  });

  test('a rule in units is one of the item in the month, shared by what its orders inspected', () => {
    const closed = shop({ rate: '4' })
      .order('JOB 3', 'PART', '30', { closed_on: '2026-09-30' })
      .report('JOB 3', '1', { quantity_good: '30' })
      .complete('PART', '30', 'JOB 3')
      .close();
    const units = closed.version
      .rows('spoilage_by_operation')
      .map((row) => [row.order, row.units_normal, row.units_abnormal]);
    // 50 and 30 inspected.
    expect(units).toEqual([
      ['JOB', '2.500000', '2.500000'],
      ['JOB 3', '1.500000', '-1.500000'],
    ]);
  });
});
