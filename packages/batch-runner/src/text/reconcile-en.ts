/** What `millrace reconcile` says, in English. */
export const reconcileEn = {
  help: 'compare the stock ledger of a period with the general ledger and with the documents, account by account',
  account: 'show what stands on this account, and each document behind its lines',
  title: (period: string, currency: string) => `Stock ledger and general ledger at the end of ${period} (${currency})`,
  head: ['account', 'stock ledger', 'general ledger', 'difference', ''],
  result: {
    equal: 'equal',
    differs: 'differs',
    not_in_general_ledger: 'gl_balance has no row of it',
    not_in_stock_ledger: 'not compared: no stock stands on it',
  },
  noAccount: '(no rule)',
  nothing: (period: string) =>
    `gl_balance has no row of ${period}, so nothing was compared\n  → import what the general ledger says at the period’s end, an account a row`,
  documentsTitle: 'Documents and what the calculation took in',
  documentsHead: ['table', 'rows', 'element', 'documents', 'departures', 'taken in'],
  kept: 'kept by',
  accountTitle: (account: string) => `What stands on ${account}`,
  accountHead: ['kept by', 'opening', 'debit', 'credit', 'posted elsewhere', 'closing'],
  sourcesTitle: (account: string) => `Documents behind the lines of ${account}`,
  sourcesHead: ['event', 'kept by', 'document', 'of', 'debit', 'credit'],
  balanced: 'stock ledger and general ledger agree',
  differ: (count: number) => `accounts that differ: ${count}; see what is behind one with --account`,
  trouble: {
    account_is_not_known: [
      'no value of {period} stands on account {account}',
      'use one of: {expected}; see account_rule',
    ],
  },
} as const;
