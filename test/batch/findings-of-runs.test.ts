import { Database } from '@millrace/store';
import { describe, expect, test } from 'vitest';
import { Month } from '../factory/month.js';
import { KINDS, type Kind } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { millrace, millraceJson } from './millrace.js';

interface Listed {
  readonly runs: number;
  readonly open: number;
  readonly repaired: number;
  readonly recurring: number;
  readonly counts: readonly { code: string; open: number; repaired: number; recurring: number }[];
  readonly findings: readonly {
    code: string;
    key: string;
    fields: Record<string, string>;
    first: number;
    last: number;
    times: number;
    recurs: boolean;
    repaired_by: number | null;
  }[];
}

const sold = (quantity: string, more: object = {}) =>
  new Month('2026-09').buy('RAW', '10', '100.00').sell('RAW', quantity, { movement: 'S1', ...more });
const short = 'stock_must_not_fall_below_zero';

describe.each(KINDS)('on $name', (kind: Kind) => {
  test.runIf(kind.present)('a finding is open, repaired by the run that has it no more, and back again', async () => {
    const on = ['--database', await kind.create()];
    const close = async (month: Month) => {
      await millrace(['import', await factsFolder({ ...month.rows }), ...on]);
      await millrace(['close', '2026-09', ...on]);
      const { json } = await millraceJson<Listed>(['findings', '2026-09', ...on]);
      const {
        code: _,
        key: __,
        fields: ___,
        ...state
      } = json.findings.find(({ code }) => code === short) ?? {
        code: '',
        key: '',
        fields: {},
      };
      return { state, counts: [json.runs, json.open, json.repaired, json.recurring] };
    };
    const ofNoPeriod = async () => (await millrace(['findings', '2027-01', ...on])).code;
    const state = (first: number, last: number, times: number, recurs: boolean, repaired_by: number | null) =>
      expect.objectContaining({ first, last, times, recurs, repaired_by });
    expect((await close(sold('14'))).state).toEqual(state(1, 1, 1, false, null));
    // Another amount of it is the same finding.
    expect((await close(sold('15'))).state).toEqual(state(1, 2, 2, false, null));
    expect(await close(sold('5'))).toEqual({ state: state(1, 2, 2, false, 3), counts: [3, 0, 1, 0] });
    expect(await close(sold('14'))).toEqual({ state: state(1, 4, 3, true, null), counts: [4, 1, 0, 1] });
    // A run that stopped for something fatal did not look: it repairs nothing.
    const stopped = await close(sold('5').move('transfer', 'RAW', '1', { movement: 'T' }));
    expect(stopped.state).toEqual(state(1, 4, 3, true, null));
    expect(stopped.counts).toEqual([5, 2, 0, 1]);
    const mended = await close(sold('5').move('transfer', 'RAW', '1', { movement: 'T', to_plant: 'P2' }));
    expect(mended.state).toEqual(state(1, 4, 3, true, 6));
    expect(mended.counts).toEqual([6, 0, 2, 1]);

    const since = async (text: string) =>
      (await millraceJson<Listed>(['findings', '2026-09', '--since', text, ...on])).json;
    expect(await since('4')).toMatchObject({ runs: 3, open: 0, repaired: 2, recurring: 0 });
    expect(await since('6')).toMatchObject({ runs: 1, findings: [] });
    expect(await since('2020-01-01')).toMatchObject({ runs: 6, repaired: 2, recurring: 1 });
    expect(await since('2120-01-01')).toMatchObject({ runs: 0, findings: [] });
    expect((await millrace(['findings', '2026-09', '--since', 'yesterday', ...on])).code).toBe(2);

    const { stdout } = await millrace(['findings', '2026-09', ...on]);
    expect(stdout).toContain('6 runs: 0 open, 2 repaired, 1 came back after they were gone');
    expect(stdout).toMatch(/stock_must_not_fall_below_zero +.* 1 +4 +3 +repaired, run 6/);
    const chinese = await millrace(['findings', '2026-09', '--lang', 'zh', ...on]);
    expect(chinese.stdout).toContain('6 次运行：0 项未修复，2 项已修复，1 项消失后再次出现');
    // A month that the calendar doesn't have is no month without findings.
    expect(await ofNoPeriod()).toBe(2);
  });

  test.runIf(kind.present)('two findings of one code and row are two, each with what became of it', async () => {
    const on = ['--database', await kind.create()];
    const october = { ledger: 'L', period: '2026-10', starts_on: '2026-10-01', ends_on: '2026-10-31' };
    const load = async (quantity: string, reason: string) => {
      const facts = await factsFolder({ ...sold(quantity, { reason }).add('period', october).rows });
      expect((await millrace(['import', facts, '--into-published', ...on])).code).toBe(0);
    };
    await load('5', 'a');
    await millrace(['close', '2026-09', ...on]);
    expect((await millrace(['publish', '1', ...on])).code).toBe(0);
    const close = async (quantity: string, reason: string) => {
      await load(quantity, reason);
      await millrace(['close', '2026-10', ...on]);
      const { json } = await millraceJson<Listed>(['findings', '2026-10', ...on]);
      const its = json.findings.filter(({ key }) => key === 'S1');
      const states = its.map(({ fields: { column, to }, key, repaired_by }) => [key, column, to, repaired_by]);
      return { states, counts: [json.open, json.repaired] };
    };
    expect(await close('4', 'b')).toEqual({
      states: [
        ['S1', 'quantity', '4.000000', null],
        ['S1', 'reason', 'b', null],
      ],
      counts: [2, 0],
    });
    // Another value in the same column is the same finding; the other column was put back.
    expect(await close('3', 'a')).toEqual({
      states: [
        ['S1', 'quantity', '3.000000', null],
        ['S1', 'reason', 'b', 3],
      ],
      counts: [1, 1],
    });
  });

  test.runIf(kind.present)('what a run found is kept as it was, and only by a run that goes on', async () => {
    const address = await kind.create();
    const on = ['--database', address];
    await millrace(['import', await factsFolder({ ...sold('14').rows }), ...on]);
    const { json } = await millraceJson<{ findings: unknown[] }>(['close', '2026-09', ...on]);
    const database = await Database.open(address, 'test');
    try {
      const kept = await database.kysely.selectFrom('millrace.run_finding').selectAll().execute();
      expect(kept).toHaveLength(json.findings.length);
      for (const statement of [
        `insert into millrace.run_finding values (1, 99, 'error', 'x', 'x', 'x', '{}')`,
        `update millrace.run_finding set severity = 'warning'`,
        'delete from millrace.run_finding',
        'truncate millrace.run_finding',
      ]) {
        await expect(database.script(statement), statement).rejects.toMatchObject({ code: '23001' });
      }
    } finally {
      await database.close();
    }
  });

  test.runIf(kind.present)(
    'of what is found more often than is listed, nothing that is not listed counts as repaired',
    async () => {
      const on = ['--database', await kind.create()];
      const close = async (isWrong: (n: number) => boolean) => {
        const month = new Month('2026-09');
        for (let n = 0; n <= 1000; n++) {
          const physical_on = isWrong(n) ? '2026-08-31' : '2026-09-01';
          const movement = `G${String(n).padStart(4, '0')}`;
          const posted_at = `2026-09-0${1 + (n % 2)}T08:00:00+08:00`;
          month.buy('RAW', '1', '10.00', { movement, physical_on, posted_at });
        }
        await millrace(['import', await factsFolder({ ...month.rows }), ...on]);
        await millrace(['close', '2026-09', ...on]);
        const { json } = await millraceJson<Listed>(['findings', '2026-09', ...on]);
        return [json.counts, json.findings.length];
      };
      const code = 'goods_moved_in_another_period';
      expect(await close((n) => n === 1000)).toEqual([[{ code, open: 1, waived: 0, repaired: 0, recurring: 0 }], 1]);
      // It is the 1,001st now, and so not among those that are listed.
      expect(await close(() => true)).toEqual([[{ code, open: 1001, waived: 0, repaired: 0, recurring: 0 }], 1000]);
      expect(await close((n) => n === 0)).toEqual([[{ code, open: 1, waived: 0, repaired: 1000, recurring: 0 }], 1000]);
    },
  );
});
