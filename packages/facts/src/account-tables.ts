import { amount, choice, date, optional, period, reference, text, words } from './column.js';
import { table } from './table-spec.js';

/** Where value stands in the books: what has an account. */
export const PLACES = [
  'stock',
  'in_transit',
  'order',
  'loss',
  'overhead',
  'service',
  'administration',
  'outside',
] as const;

export type Place = (typeof PLACES)[number];

/**
 * Why value moves from one account to another: a movement by its type, else what moves it. These are the categories of the proof,
 * and what moves within the ledger; in the order of a journal's entries.
 */
export const JOURNAL_EVENTS = [
  'purchase_receipt',
  'purchase_estimate',
  'purchase_estimate_reversal',
  'purchase_return',
  'purchase_adjustment',
  'return_difference',
  'pool',
  'issue',
  'issue_return',
  'subcontract_fee',
  'transfer',
  'transfer_out',
  'transfer_in',
  'form_change',
  'served',
  'service_expense',
  'service_difference',
  'driven',
  'absorption_difference',
  'sales_difference',
  'idle_capacity',
  'unabsorbed',
  'no_driver',
  'administration_expense',
  'operation_scrap',
  'irreparable',
  'repair',
  'normal_salvage',
  'scrap_value',
  'salvage_receipt',
  'compensation',
  'spoilage',
  'scrap_loss',
  'completed',
  'completion',
  'completion_reversal',
  'by_product_receipt',
  'order_without_output',
  'disassembly_difference',
  'price_difference',
  'late_difference',
  'negative_stock',
  'zero_quantity',
  'trapped',
  'revaluation',
  'count_gain',
  'count_loss',
  'stock_scrap',
  'expense_issue',
  'sale',
  'sale_return',
] as const;

export type JournalEvent = (typeof JOURNAL_EVENTS)[number];

/** Which account value stands on, and by what its lines are told apart (科目对应). */
export const ACCOUNT_TABLES = {
  account_rule: table(['ledger', 'place', 'event', 'category', 'centre', 'element', 'valid_from'], {
    ledger: reference('ledger'),
    place: choice(...PLACES),
    /** Empty, as category, centre and element may be: for all that no rule names more closely. */
    event: optional(choice(...JOURNAL_EVENTS)),
    category: optional(text()),
    centre: optional(reference('cost_centre')),
    element: optional(reference('cost_element')),
    valid_from: date(),
    valid_to: optional(date()),
    /** Empty: what comes from or goes to the outside by this event is posted by another system. */
    account: optional(text()),
    /** Names of what the account is kept by (辅助核算), with blanks between them: `item order`. */
    dimensions: optional(words()),
  }),
  /** What the general ledger says an account's balance is at the period's end. No close looks at it: `reconcile` does. */
  gl_balance: table(['ledger', 'period', 'account'], {
    ledger: reference('ledger'),
    period: period(),
    account: text(),
    amount: amount(),
  }),
} as const;
