import type { ComparedItem } from '@millrace/costing-core';
import type { Terms } from '@millrace/report/figures';
import { grouped, groupedUnitCost, signed } from '@millrace/report/figures';
import type { Spoken } from '../text/texts.js';
import type { Terminal } from './terminal.js';

/** What moved most, by percent, with the change of each element; items that didn't move are left out. */
export function printComparison(
  terminal: Terminal,
  items: readonly ComparedItem[],
  terms: Terms,
  { texts, language }: Spoken,
  all: boolean,
): void {
  const { compare } = texts;
  const moved = items.filter(({ before, after, elements }) => before !== after || elements.some(isMoved));
  if (moved.length === 0) {
    terminal.line(compare.same);
    return;
  }
  moved.sort((a, b) => Math.abs(Number(b.percent)) - Math.abs(Number(a.percent)));
  const shown = all ? moved : moved.slice(0, SHOWN);
  const rounded = shown.some(({ rounding }) => /[1-9]/.test(rounding));
  const rows = shown.map((item) => [
    item.plant,
    item.item,
    terms.names.item(item.item)[language],
    ...[item.before, item.after].map((cost) => (cost === '' ? '' : groupedUnitCost(cost, DECIMALS))),
    signed(groupedUnitCost(item.change, DECIMALS)),
    item.percent === '' ? '' : `${signed(grouped(item.percent))}`,
    ...terms.elements.map(({ code }) => changeOf(item, code)),
    ...(rounded ? [signed(item.rounding)] : []),
  ]);
  const head = [
    ...compare.head,
    ...terms.elements.map(({ name }) => name[language]),
    ...(rounded ? [compare.rounding] : []),
  ];
  terminal.table(head, rows, [...head.keys().drop(3)]);
  if (shown.length < moved.length) terminal.line(compare.more(moved.length - shown.length));
}

const SHOWN = 30;

/** Decimals of unit costs on a terminal. */
const DECIMALS = 4;

function changeOf({ elements }: ComparedItem, element: string): string {
  const found = elements.find((compared) => compared.element === element);
  return found === undefined || !isMoved(found) ? '' : signed(groupedUnitCost(found.change, DECIMALS));
}

function isMoved({ change }: { readonly change: string }): boolean {
  return /[1-9]/.test(change);
}
