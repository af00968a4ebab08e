import { PLACES, type Place } from '@millrace/facts';
import { Month } from '../factory/month.js';
import type { FindingCases } from './finding-case.js';

/** Accounts that journals can't do without. */
export const ACCOUNTS = {
  pools_must_agree_with_the_general_ledger: {
    facts: withAccounts(...PLACES)
      .add('account_rule', { ...rule('outside'), event: 'pool', account: '' })
      .order('O1', 'BOX', '10')
      .report('O1', '1')
      .complete('BOX', '10', 'O1')
      .pool('P', '1000.00')
      .add('gl_balance', { ledger: 'L', period: '2026-09', account: 'overhead', amount: '1040.00' }),
    finding: {
      severity: 'warning',
      table: 'gl_balance',
      key: 'overhead',
      fields: { found: '1040.00', expected: '1000.00', left: '0.00', difference: '40.00' },
    },
    en: [
      'the general ledger has 1040.00 on account overhead, where the cost pools make it 1000.00, or 0.00 once the journal is posted: 40.00 more',
      'correct the pools or the account; millrace reconcile --account shows what is behind it',
    ],
    zh: [
      '总账科目 overhead 余额为 1040.00，按费用池应为 1000.00，凭证过账后应为 0.00：相差 40.00',
      '请更正费用池或总账科目；用 millrace reconcile --account 查看明细',
    ],
  },
  account_must_be_known: {
    facts: withAccounts('stock').open('RAW', '10', '100.00').item('RAW').sell('RAW', '4'),
    finding: {
      severity: 'error',
      table: 'account_rule',
      key: 'outside · sale',
      fields: {
        place: 'outside',
        event: 'sale',
        category: '',
        count: '1',
        amount: '40.00',
        row: 'L,outside,sale,,,,2026-09-01',
      },
    },
    en: [
      'there is no account for outside, sale: 1 amounts, together 40.00, can not be posted',
      'add a row to account_rule with the account in place of ?: L,outside,sale,,,,2026-09-01,,?,',
    ],
    zh: [
      '账外（outside），销售出库（sale） 没有科目：1 笔金额，合计 40.00，无法入账',
      '请在 account_rule 中补充一行，以科目代替 ?：L,outside,sale,,,,2026-09-01,,?,',
    ],
  },
  account_must_be_one: {
    facts: withAccounts(...PLACES)
      .add('account_rule', { ...rule('outside'), event: 'sale', account: '6401' })
      .add('account_rule', { ...rule('outside'), category: 'goods', account: '6402' })
      .item('GOODS', { category: 'goods' })
      .open('GOODS', '10', '100.00')
      .sell('GOODS', '4'),
    finding: {
      severity: 'error',
      table: 'account_rule',
      key: 'sale · outside · goods · material',
      fields: {
        event: 'sale',
        place: 'outside',
        category: 'goods',
        centre: '',
        element: 'material',
        amount: '40.00',
        first: 'L · outside ·  · goods ·  ·  · 2026-01-01',
        second: 'L · outside · sale ·  ·  ·  · 2026-01-01',
        row: 'L,outside,sale,goods,,material,2026-09-01',
      },
    },
    en: [
      'two rules hold for 40.00 of sale at outside, category goods, element material, and neither is closer: L · outside ·  · goods ·  ·  · 2026-01-01 and L · outside · sale ·  ·  ·  · 2026-01-01',
      'add a row to account_rule that names what both do, with the account in place of ?: L,outside,sale,goods,,material,2026-09-01,,?,',
    ],
    zh: [
      '销售出库（sale）的 40.00 在账外（outside），物料类别 goods，成本要素 material，同时符合两条规则，且无一更具体：L · outside ·  · goods ·  ·  · 2026-01-01 和 L · outside · sale ·  ·  ·  · 2026-01-01',
      '请在 account_rule 中补充一行同时写明两者条件，以科目代替 ?：L,outside,sale,goods,,material,2026-09-01,,?,',
    ],
  },
  account_must_be_named: {
    facts: new Month().buy('RAW', '1', '10.00').add('account_rule', rule('outside'), rule('stock'), {
      ...rule('outside'),
      account: '',
      valid_from: '2027-01-01',
    }),
    finding: {
      severity: 'error',
      table: 'account_rule',
      key: 'L · outside ·  ·  ·  ·  · 2027-01-01',
      fields: {},
    },
    en: [
      'the rule has no account',
      'name one; only what comes from outside or goes there by a named event may have none, if another system posts it',
    ],
    zh: ['规则没有科目', '请填写科目；只有写明事件的账外规则，在由其他系统记账时可以不填'],
  },
  account_rule_is_of_no_item: {
    facts: withAccounts(...PLACES)
      .item('RAW', { category: 'raw' })
      .buy('RAW', '1', '10.00')
      .add('account_rule', { ...rule('stock'), category: 'rwa' }),
    finding: {
      severity: 'warning',
      table: 'account_rule',
      key: 'L · stock ·  · rwa ·  ·  · 2026-01-01',
      fields: { value: 'rwa', nearest: '' },
    },
    en: ['no item has the category rwa', 'correct the category, or remove the rule'],
    zh: ['没有物料属于类别 rwa', '请更正类别，或删除该规则'],
  },
  dimension_must_be_known: {
    facts: new Month()
      .buy('RAW', '1', '10.00')
      .add('account_rule', rule('outside'), { ...rule('stock'), dimensions: 'item, customer' }),
    finding: {
      severity: 'error',
      table: 'account_rule',
      key: 'L · stock ·  ·  ·  ·  · 2026-01-01',
      fields: { value: 'customer', expected: 'plant, item, category, lot, project, order, centre, element' },
    },
    en: [
      'customer is nothing that an account can be kept by',
      'choose among: plant, item, category, lot, project, order, centre, element',
    ],
    zh: ['customer 不是可用的辅助核算', '请从中选择：plant, item, category, lot, project, order, centre, element'],
  },
} satisfies FindingCases;

function withAccounts(...places: readonly Place[]): Month {
  return new Month().add('account_rule', ...places.map(rule));
}

function rule(place: Place) {
  return { ledger: 'L', place, valid_from: '2026-01-01', account: place };
}
