/** What `millrace stock --late` says, in English. */
export const lateEn = {
  option: 'show the costs that came after their receipts: which part of each stock bears, and which is expense',
  title: (period: string, currency: string) => `Costs that came after their receipts, ${period}, ${currency}`,
  head: [
    'document',
    'what',
    'item',
    'receipt',
    'came on',
    'quantity',
    'still there',
    'amount',
    'to stock',
    'to expense',
  ],
  kind: {
    adjustment: 'adjustment',
    invoice: 'invoice of an estimate',
    vendor_return: 'back to the vendor',
    estimate_reversal: 'estimate reversed',
  },
  total: 'total',
  none: 'none: all costs came with their receipts',
} as const;
