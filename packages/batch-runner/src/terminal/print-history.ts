import { grouped, groupedQuantity, groupedUnitCost, signed, type Terms } from '@millrace/report/figures';
import type { ElementOfColumn } from '@millrace/report/sheets';
import type { MonthOfItem } from '../sheets/history-sheet.js';
import type { Spoken } from '../text/texts.js';
import type { Terminal } from './terminal.js';

/** What an item cost in each published period, with the unit cost of the elements that it ever had. */
export function printHistory(
  terminal: Terminal,
  { place: { plant, item }, months, elements }: HistoryShown,
  terms: Terms,
  { texts: { why, unitCosts }, language }: Spoken,
): void {
  const unitOf = ({ compared }: MonthOfItem, code: string) =>
    compared?.elements.find(({ element }) => element === code)?.after ?? '';
  const present = elements.filter(({ code }) => months.some((month) => /[1-9]/.test(unitOf(month, code))));
  const unit = (cost: string) => (cost === '' ? '' : groupedUnitCost(cost, SHOWN));
  const signedUnlessEmpty = (text: string) => (text === '' ? '' : signed(text));
  const rows = months.map((month) => {
    const { record, compared } = month;
    return [
      record.period,
      `${record.version}${record.outdated ? ` ${why.history.outdated}` : ''}`,
      compared === undefined || compared.basis_after === '' ? '' : unitCosts.basis[basisOf(compared.basis_after)],
      groupedQuantity(compared?.quantity_after ?? ''),
      terms.names.unit(item),
      unit(compared?.after ?? ''),
      signedUnlessEmpty(unit(compared?.change ?? '')),
      signedUnlessEmpty(grouped(compared?.percent ?? '')),
      ...present.map(({ code }) => unit(unitOf(month, code))),
    ];
  });
  terminal.line([`${plant}/${item}`, terms.names.item(item)[language]].filter((text) => text !== '').join(' '));
  const head = [...why.history.head, ...present.map(({ name }) => name)];
  terminal.table(head, rows, [3, ...head.keys().drop(5)]);
}

interface HistoryShown {
  readonly place: { readonly plant: string; readonly item: string };
  readonly months: readonly MonthOfItem[];
  readonly elements: readonly ElementOfColumn[];
}

/** Decimals of unit costs on a terminal. */
const SHOWN = 4;

function basisOf(basis: string): 'produced' | 'available' {
  return basis === 'produced' ? 'produced' : 'available';
}
