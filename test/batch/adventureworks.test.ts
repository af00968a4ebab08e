import { join } from 'node:path';
import { CHECKS, type Journal, type Row } from '@millrace/costing-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { adventureWorks } from '../../examples/adventureworks/facts.ts';
import { ELEMENTS, LEDGER } from '../../examples/adventureworks/ledger.ts';
import type { Example } from '../../examples/example.ts';
import { monthsFrom } from '../../examples/months.ts';
import { writeFacts } from '../../examples/write-facts.ts';
import { budgeted, IS_LONG } from '../budget.js';
import { missingNote, sharedFile } from '../cases/published.js';
import { SERVER } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { temporaryFolder } from './folders.js';
import { millrace, millraceJson } from './millrace.js';
import { query } from './postgres.js';

const source = sharedFile('data', 'adventureworks');

/** All 36 months that there are, in the long lane at its own sizes; a year at smaller ones, a quarter where people wait. */
const MONTHS = budgeted(1) >= 5 ? monthsFrom('2011-06', 36) : monthsFrom('2012-06', IS_LONG ? 12 : 3);

/** What the tables lack (docs/adventureworks.md): no price, or a unit that nobody can convert. */
const WAIVED = ['stock_must_have_a_value', 'unit_must_have_a_conversion'];

const RULES: readonly (readonly [place: Row<'account_rule'>['place'], event: string, account: string])[] = [
  ['stock', '', '1405'],
  ['order', '', '5001'],
  ['overhead', '', '5101'],
  ['outside', 'purchase_receipt', '1402'],
  ['outside', 'sale', '6401'],
  ['outside', 'pool', ''],
  ['outside', 'zero_quantity', '6602'],
  ['outside', 'no_driver', '6602'],
  ['outside', 'negative_stock', '6401'],
];

interface Checked {
  readonly checks: readonly { readonly result: string; readonly rows: number }[];
}

interface ProofRow {
  readonly period: string;
  readonly side: 'in' | 'out';
  readonly category: string;
  readonly element: string;
  readonly amount: string;
}

describe.runIf(source !== undefined && SERVER.present)(
  `AdventureWorks, month after month through ${SERVER.name}${missingNote('data', 'adventureworks')}`,
  () => {
    let example: Example;
    let address: string;
    let periods: readonly string[];
    let proof: readonly ProofRow[];
    /** The first from the middle on in which something was bought. */
    let reopened = '';
    let folder: string;
    let rules: readonly Row<'account_rule'>[];
    const checked = new Map<string, Checked>();

    async function run(...args: readonly string[]): Promise<void> {
      const { code, stdout, stderr } = await millrace([...args, '--database', address]);
      expect([args, code, code === 0 ? '' : stderr + stdout]).toEqual([args, 0, '']);
    }

    /** Findings make a close end with 1; what is in the way of publishing shows when it is published. */
    async function closeAndPublish(period: string): Promise<void> {
      const { code, stderr } = await millrace(['close', period, '--database', address]);
      expect(code, stderr).toBeLessThan(2);
      await run('publish', period);
    }

    beforeAll(async () => {
      example = adventureWorks(source ?? '', MONTHS);
      periods = example.months.map(({ period }) => period);
      address = await SERVER.create();
      folder = await temporaryFolder();
      rules = RULES.map(([place, event, account]) => ({
        ledger: LEDGER,
        place,
        ...(event === '' ? {} : { event: event as NonNullable<Row<'account_rule'>['event']> }),
        valid_from: '2011-01-01',
        account,
        dimensions: place === 'outside' ? '' : 'element',
      }));
    });

    // A test each, so that none takes longer than a test may.
    test.each(MONTHS.map(({ period }, at) => ({ period, at })))(
      '$period is imported, checked, closed and published',
      async ({ period, at }) => {
        const month = example.months[at];
        const facts = example.factsOf(month);
        writeFacts(folder, { month, facts: at === 0 ? { ...facts, account_rule: rules } : facts }, example);
        await run('import', join(folder, period));
        if (at === 0) {
          for (const code of WAIVED) await run('waive', code, '--until', '2099-12-31', '--reason', 'not in the tables');
        }
        checked.set(period, (await millraceJson<Checked>(['check', period, '--database', address])).json);
        await closeAndPublish(period);
        const late = facts.movement_amount?.find(({ element }) => element === ELEMENTS.material);
        if (at < MONTHS.length / 2 - 1 || reopened !== '' || late === undefined) return;
        reopened = period;
        const amount = `${Number(String(late.amount).split('.')[0]) + 100}.00`;
        await run('reopen', period, '--reason', 'an invoice came late');
        await run('import', await factsFolder({ movement_amount: [{ ...late, amount }] }));
        await closeAndPublish(period);
      },
    );

    test('all months have a proof', async () => {
      proof = await query(
        address,
        `select v.period, p.side, p.category, p.element, p.amount::text from millrace.version v
         join millrace.proof_element p using (ledger, version) where v.state = 'published' order by v.period`,
      );
      expect(new Set(proof.map(({ period }) => period))).toEqual(new Set(periods));
    });

    test('every month is published, the one in the middle twice, and each opened from the one before', async () => {
      const versions = await query<{ period: string; state: string; opened_from: number | null; version: number }>(
        address,
        'select version, period, state, opened_from from millrace.version order by version',
      );
      expect(versions.map(({ period, state }) => `${period} ${state}`)).toEqual(
        periods.flatMap((period) => [...(period === reopened ? [`${period} withdrawn`] : []), `${period} published`]),
      );
      const published = versions.filter(({ state }) => state === 'published');
      expect(published.map(({ opened_from }) => opened_from)).toEqual([
        null,
        ...published.slice(0, -1).map(({ version }) => version),
      ]);
    });

    test('every check of the catalogue is counted in every month, and none is out of reach', () => {
      for (const period of periods) {
        const { checks } = checked.get(period) as Checked;
        expect(checks.length, period).toBe(Object.keys(CHECKS).length);
        expect(checks.filter(({ result }) => result === 'not_reached')).toEqual([]);
        const passed = checks.filter(({ result }) => result === 'passed');
        expect(passed.length, period).toBeGreaterThan(checks.length / 4);
        expect(passed.every(({ rows }) => rows > 0)).toBe(true);
      }
    });

    test('every month is proved, per element, and opens with what the one before closed with', () => {
      for (const [at, period] of periods.entries()) {
        for (const element of Object.values(ELEMENTS)) {
          const of = (side: string) =>
            sum(proof, (row) => row.period === period && row.side === side && row.element === element);
          expect([period, element, of('in')]).toEqual([period, element, of('out')]);
          for (const what of ['stock', 'wip']) {
            const before = periods[at - 1];
            if (before === undefined) continue;
            expect([
              period,
              element,
              what,
              sum(
                proof,
                (row) => row.period === period && row.category === `opening_${what}` && row.element === element,
              ),
            ]).toEqual([
              period,
              element,
              what,
              sum(
                proof,
                (row) => row.period === before && row.category === `closing_${what}` && row.element === element,
              ),
            ]);
          }
        }
      }
    });

    test('the journal of every month is its proof', async () => {
      for (const period of periods) {
        const { json, code, stderr } = await millraceJson<Journal>(['journal', period, '--database', address]);
        expect(code, stderr + JSON.stringify(json).slice(0, 500)).toBe(0);
        expect(json.debit).toBe(json.credit);
        for (const { side, category, amount, posted, elsewhere, stays } of json.proof) {
          const proved = sum(proof, (row) => row.period === period && row.side === side && row.category === category);
          expect([period, category, cents(amount)]).toEqual([period, category, proved]);
          expect(cents(posted) + cents(elsewhere) + cents(stays)).toBe(proved);
        }
        const told = new Set(json.proof.map(({ category }) => category));
        expect(
          proof.filter((row) => row.period === period && cents(row.amount) !== 0n && !told.has(row.category)),
        ).toEqual([]);
      }
    });

    test('every version comes out again, and the audit log is whole', async () => {
      await run('verify', '--all');
      await run('audit', 'verify');
    });
  },
);

function cents(amount: string): bigint {
  return BigInt(amount.replace('.', ''));
}

function sum(rows: readonly ProofRow[], wanted: (row: ProofRow) => boolean): bigint {
  return rows.filter(wanted).reduce((all, { amount }) => all + cents(amount), 0n);
}
