import { describe, expect, test } from 'vitest';
import { Month } from '../factory/month.js';
import { ANY, KINDS, type Kind } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { millrace, millraceJson } from './millrace.js';

interface Reconciled {
  readonly accounts: readonly {
    account: string;
    stock_ledger: string;
    general_ledger: string;
    difference: string;
    result: string;
  }[];
  readonly balances: readonly {
    item: string;
    opening: string;
    debit: string;
    credit: string;
    elsewhere: string;
    closing: string;
  }[];
  readonly postings: readonly { event: string; document: string; key: string; debit: string; credit: string }[];
}

const rule = (place: 'stock' | 'outside', account: string, event = '' as const) => ({
  ledger: 'L',
  place,
  event,
  valid_from: '2026-01-01',
  account,
  dimensions: 'item',
});

/** 100 bought for 1,000.00 of which 40 are sold; purchases are posted by another system. */
const month = () =>
  new Month('2026-09')
    .buy('RAW', '100', '1000.00', { document: 'GR-1' })
    .sell('RAW', '40', { document: 'SO-1' })
    .add('account_rule', rule('stock', '1403'))
    .add('account_rule', rule('outside', '6401'))
    .add('account_rule', { ...rule('outside', ''), event: 'purchase_receipt', account: '' });

const balance = (account: string, amount: string) => ({ ledger: 'L', period: '2026-09', account, amount });

describe.each(KINDS)('on $name', (kind: Kind) => {
  test.runIf(kind.present)(
    'accounts are compared to the cent, and a difference is followed to its documents',
    async () => {
      const on = ['--database', await kind.create()];
      const load = async (...rows: object[]) =>
        expect((await millrace(['import', await factsFolder({ gl_balance: rows as never }), ...on])).code).toBe(0);
      expect((await millrace(['import', await factsFolder({ ...month().rows }), ...on])).code).toBe(0);
      const { json: before } = await millraceJson<{ hash: string }>(['close', '2026-09', ...on]);
      expect((await millrace(['publish', '1', ...on])).code).toBe(0);
      const reconcile = (...more: string[]) => millraceJson<Reconciled>(['reconcile', '2026-09', ...more, ...on]);

      const alone = await reconcile();
      expect([alone.code, alone.json.accounts]).toEqual([
        1,
        [
          {
            account: '1403',
            stock_ledger: '600.00',
            general_ledger: '',
            difference: '-600.00',
            result: 'not_in_general_ledger',
          },
        ],
      ]);
      expect((await millrace(['reconcile', ...on])).stdout).toContain('nothing was compared');

      // What the general ledger says comes into the published period, and changes nothing in it.
      await load(balance('1403', '600'), balance('6401', '400.00'));
      const equal = await reconcile();
      expect([equal.code, equal.json.accounts.map(({ account, result }) => `${account} ${result}`)]).toEqual([
        0,
        ['1403 equal', '6401 not_in_stock_ledger'],
      ]);
      expect((await millraceJson<{ hash: string }>(['close', '2026-09', '--trial', ...on])).json.hash).toBe(
        before.hash,
      );
      expect((await millrace(['check', '2026-09', '--fail-on', 'warning', ...on])).code).toBe(0);

      await load(balance('1403', '599.99'));
      const differs = await reconcile('--account', '1403');
      expect([differs.code, differs.json.accounts[0]]).toEqual([
        1,
        { account: '1403', stock_ledger: '600.00', general_ledger: '599.99', difference: '-0.01', result: 'differs' },
      ]);
      expect(differs.json.balances).toMatchObject([
        { item: 'RAW', opening: '0.00', debit: '0.00', credit: '400.00', elsewhere: '1000.00', closing: '600.00' },
      ]);
      expect(differs.json.postings).toMatchObject([{ event: 'sale', document: 'SO-1', debit: '', credit: '400.00' }]);
      const chinese = await millrace(['reconcile', '2026-09', '--lang', 'zh', ...on]);
      expect(chinese.stdout).toMatch(/1403 +600\.00 +599\.99 +-0\.01 +有差异/);
      const unknown = await millrace(['reconcile', '2026-09', '--account', '9999', ...on]);
      expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining('use one of: 1403')]);
    },
  );

  test.runIf(kind.present)('without rules for all that stands there, what is missing is told', async () => {
    const on = ['--database', await kind.create()];
    await millrace(['import', await factsFolder({ ...new Month('2026-09').buy('RAW', '1', '10.00').rows }), ...on]);
    await millrace(['close', '2026-09', ...on]);
    const { code, stdout } = await millrace(['reconcile', '2026-09', ...on]);
    expect([code, stdout]).toEqual([1, expect.stringContaining('account_must_be_known')]);
  });
});

test('from files as from a database, to the same figures, and nothing is written', async () => {
  const facts = month()
    .add('gl_balance', balance('1403', '599.99'), balance('1002', '5.00'))
    .add('gl_balance', { ...balance('1403', '1.00'), period: '2026-08' });
  const folder = await factsFolder({ ...facts.rows });
  const on = ['--database', await ANY.create()];
  expect((await millrace(['import', folder, ...on])).code).toBe(0);
  await millrace(['close', '2026-09', ...on]);
  const asked = ['reconcile', '2026-09', '--account', '1403'];
  const stored = await millraceJson<Reconciled>([...asked, ...on]);
  const { version: _, ...figures } = stored.json as Reconciled & { version: number };
  const fromFiles = await millraceJson<Reconciled>([...asked, '--from', folder]);
  expect(fromFiles).toMatchObject({ code: 1, json: figures });
  expect(Object.keys(fromFiles.json).toSorted()).toEqual(Object.keys(figures).toSorted());
  expect(figures.accounts.map(({ account, difference }) => `${account} ${difference}`)).toEqual([
    '1002 ',
    '1403 -0.01',
  ]);

  const printed = await millrace([...asked, '--from', folder]);
  expect(printed.stdout).toMatch(/1403 +600\.00 +599\.99 +-0\.01 +differs/);
  const unnamed = await millrace(['reconcile', '--from', folder]);
  expect(unnamed.code).toBe(2);

  const { gl_balance: __, ...without } = { ...facts.rows };
  const nothing = await millrace(['reconcile', '2026-09', '--from', await factsFolder(without)]);
  expect([nothing.code, nothing.stdout]).toEqual([1, expect.stringContaining('nothing was compared')]);

  const broken = new Month('2026-09').buy('RAW', '1', '10.00').add('gl_balance', balance('1403', 'much'));
  const refused = await millrace(['reconcile', '2026-09', '--from', await factsFolder({ ...broken.rows })]);
  expect([refused.code, refused.stdout]).toEqual([2, expect.stringContaining('number_must_be_plain')]);
});

test('a check names the pools that the general ledger has otherwise, and the version stays as it is', async () => {
  const on = ['--database', await ANY.create()];
  const pooled = month()
    .order('O1', 'BOX', '10')
    .report('O1', '1')
    .complete('BOX', '10', 'O1')
    .pool('P', '1000.00')
    .add('account_rule', { ...rule('outside', ''), event: 'pool', account: '' })
    .add('account_rule', { ...rule('stock', '5001'), place: 'order' }, { ...rule('stock', '5101'), place: 'overhead' });
  expect((await millrace(['import', await factsFolder({ ...pooled.rows }), ...on])).code).toBe(0);
  interface Checked {
    readonly hash?: string;
    readonly findings: readonly { readonly code: string; readonly key: string }[];
    readonly checks: readonly { readonly check: string; readonly rows: number; readonly result: string }[];
  }
  const pools = async () => {
    const { json } = await millraceJson<Checked>(['check', '2026-09', ...on]);
    const named = json.findings.filter(({ code }) => code === 'pools_must_agree_with_the_general_ledger');
    const { rows, result } = json.checks.find(({ check }) => check === 'PRE-19') ?? { rows: -1, result: '' };
    return [rows, result, ...named.map(({ key }) => key)];
  };
  expect(await pools()).toEqual([0, 'not_examined']);
  const { json: before } = await millraceJson<Checked>(['close', '2026-09', ...on]);
  for (const [amount, told] of [
    ['1000.00', [1, 'passed']],
    ['1040.00', [1, 'warning', '5101']],
  ] as const) {
    const folder = await factsFolder({ gl_balance: [balance('5101', amount)] });
    expect((await millrace(['import', folder, ...on])).code).toBe(0);
    expect(await pools()).toEqual(told);
  }
  const { json: after } = await millraceJson<Checked>(['close', '2026-09', ...on]);
  expect(after.hash).toBe(before.hash);
  expect(after.findings.map(({ code }) => code)).toContain('pools_must_agree_with_the_general_ledger');
});
