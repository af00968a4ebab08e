import { spawnSync } from 'node:child_process';
import { add, compare, divide, type Fraction, fraction, multiply, parseFraction } from '@millrace/exact';
import { beforeAll, describe, expect, test } from 'vitest';
import { type ByDriver, byDriver } from '../../examples/4tu/by-driver.ts';
import { jobShop } from '../../examples/4tu/facts.ts';
import type { Example } from '../../examples/example.ts';
import { missingNote, sharedFile } from '../cases/published.js';

const folder = sharedFile('data', '4tu-production');
const root = new URL('../..', import.meta.url);

describe.skipIf(folder === undefined)(
  `The job shop by machine hours and by labour hours${missingNote('data', '4tu-production')}`,
  () => {
    let example: Example;
    let parts: ByDriver[];

    beforeAll(() => {
      example = jobShop(folder ?? '');
      parts = byDriver(example);
    });

    test('what one part costs more others cost less, to the cent', () => {
      const total = (of: 'machine' | 'labour') => parts.reduce((sum, part) => sum + part[of], 0n);
      expect(total('labour')).toBe(total('machine'));
      expect(parts.filter(({ machine, labour }) => machine !== labour).length).toBeGreaterThan(30);
    });

    test('the centres account for the whole difference of each part', () => {
      for (const { machine, labour, causes } of parts)
        expect(causes.reduce((sum, { difference }) => sum + difference, 0n)).toBe(labour - machine);
    });

    test.each(['machine', 'labour'] as const)('each part bears pools by the %s hours of its reports', (kind) => {
      const { charged, pairs } = byReports(example, kind);
      for (const part of parts) {
        const exact = charged.get(part.item) ?? fraction(0n);
        const off = part[kind] - (100n * exact.numerator) / exact.denominator;
        // Each pool is rounded to the cent on each order.
        expect(Number(off < 0n ? -off : off), part.item).toBeLessThanOrEqual(pairs.get(part.item) ?? 0);
      }
    });

    test('the command prints a line per part; without a folder it says how it is called', () => {
      const call = (...args: string[]) =>
        spawnSync(process.execPath, ['examples/4tu/compare-drivers.ts', ...args], { cwd: root, encoding: 'utf8' });
      const { status, stdout } = call(folder ?? '');
      expect(status).toBe(0);
      expect(stdout).toMatch(
        /^ {2}Drill +9336\.40 +6849\.07 +-2487\.33 +-26\.6 +Grinding -2141\.49: 3\.2 % of its machine hours/m,
      );
      expect(call()).toMatchObject({ status: 2, stderr: expect.stringContaining('example:4tu-drivers -- DIR') });
    });
  },
);

/** The same in fractions, from the reports alone. */
function byReports(example: Example, kind: 'machine' | 'labour') {
  const charged = new Map<string, Fraction>();
  const pairs = new Map<string, number>();
  for (const month of example.months) {
    const facts = example.factsOf(month);
    const itemOf = new Map(facts.production_order?.map(({ order, item }) => [order, String(item)]));
    const centreOf = new Map(facts.work_centre?.map(({ work_centre, centre }) => [work_centre, centre]));
    const reports = (facts.work_report ?? []).filter(
      ({ reported_at, status }) => String(reported_at).startsWith(month.period) && status === 'approved',
    );
    const pools = facts.cost_pool ?? [];
    for (const pool of pools) {
      const others = pools.filter(({ centre, amount }) => centre === pool.centre && Number(amount) > 0);
      const byEither = ['hours_machine', 'hours_labour'].every((driver) => others.some((of) => of.driver === driver));
      const driver = byEither ? (`hours_${kind}` as const) : pool.driver;
      const own = reports.filter(({ work_centre }) => centreOf.get(work_centre) === pool.centre);
      const driven = own.map(
        (report) => [report.order, parseFraction(String(report[driver as 'hours_machine'] || '0'))] as const,
      );
      const all = driven.reduce((sum, [, of]) => add(sum, of), fraction(0n));
      const normal = parseFraction(byEither ? '0' : String(pool.normal_driver || '0'));
      const over = compare(all, normal) < 0 ? normal : all;
      for (const [order, of] of driven) {
        const item = itemOf.get(order);
        if (item === undefined || over.numerator === 0n) continue;
        const part = multiply(parseFraction(String(pool.amount)), divide(of, over));
        charged.set(item, add(charged.get(item) ?? fraction(0n), part));
        pairs.set(item, (pairs.get(item) ?? 0) + 1);
      }
    }
  }
  return { charged, pairs };
}
