/** What `millrace table --restored` says (成本还原). */
export const restoredEn = {
  option: {
    restored: 'show what was made by original elements, where steps are carried combined (cost restoration)',
    restore_by: 'the structure to restore by: this_month, available, standard',
    levels: 'restore so many levels, from the last step back; all of them by default',
    residue: 'the element that takes what rounding leaves; the last one by default',
    rate_decimals: 'decimals that the rate keeps before it is used; exact by default',
  },
  title: (period: string) => `unit costs of ${period} by original elements`,
  head: ['plant', 'item', 'name', 'quantity', 'element', 'as carried', 'restored', 'unit cost'],
  total: 'total',
  steps: 'restoration, from the last step back',
  stepHead: ['plant', 'item', 'level', 'carried as', 'by', 'rate', 'element', 'share %', 'amount'],
  by: {
    this_month: 'made this month',
    available: 'opening stock and made',
    standard: 'standard prices',
  },
  none: 'nothing was made in the period',
  notCombined: 'no cost was carried combined: it stands by original elements already',
  left: (item: string, elements: string) => `${item}: ${elements} stays as it is; nothing of it was made or in stock`,
} as const;
