/** What happens to stock; the direction is in the type. */
export const MOVEMENT_TYPES = [
  'purchase_receipt',
  'purchase_estimate',
  'purchase_estimate_reversal',
  'purchase_return',
  'purchase_adjustment',
  'subcontract_fee',
  'count_gain',
  'revaluation',
  'issue',
  'issue_return',
  'transfer',
  'transfer_out',
  'transfer_in',
  'sale',
  'sale_return',
  'expense_issue',
  'count_loss',
  'stock_scrap',
  'form_change',
  'completion',
  'completion_reversal',
  'by_product_receipt',
  'salvage_receipt',
  'operation_scrap',
] as const;

export type MovementType = (typeof MOVEMENT_TYPES)[number];
