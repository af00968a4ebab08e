import type { Language, LargestCauses } from '@millrace/costing-core';
import { decimalsOf, groupedUnitCost, signed, type Terms, unitsOf } from '@millrace/report/figures';
import type { Texts } from '../text/texts.js';
import { causeText } from './print-causes.js';
import type { Terminal } from './terminal.js';

/** A few causes of each item, the one that moved most first; what others come to is a line of its own, so that the column adds up. */
export function printLargestCauses(
  terminal: Terminal,
  changes: readonly LargestCauses[],
  terms: Terms,
  { texts, language, all }: { readonly texts: Texts; readonly language: Language; readonly all: boolean },
): void {
  const { why } = texts;
  const moved = changes.filter(({ change, causes }) => change === '' || /[1-9]/.test(change) || causes.length > 0);
  if (moved.length === 0) {
    terminal.line(texts.compare.same);
    return;
  }
  moved.sort((a, b) => Number(sizeOf(b) - sizeOf(a)));
  const shown = all ? moved : moved.slice(0, SHOWN);
  const unit = (cost: string) => groupedUnitCost(cost, DECIMALS);
  const rows = shown.flatMap(({ plant, item, before, after, change, causes, others }) => {
    const of = [plant, item, terms.names.item(item)[language]];
    if (before === '') return [[...of, '', '', '', why.isNew(unit(after))]];
    if (after === '') return [[...of, '', '', '', why.isGone(unit(before))]];
    const told = causes.map((cause) => ({ ...cause, text: causeText(cause, texts, terms, language) }));
    const lines = others === undefined ? told : [...told, { ...others, text: why.rest }];
    return lines.map(({ part, percent, text }, i) => [
      ...(i === 0 ? [...of, signed(unit(change))] : ['', '', '', '']),
      signed(unit(part)),
      percent === '' ? '' : signed(percent),
      text,
    ]);
  });
  terminal.table(why.eachHead, rows, [3, 4, 5]);
  if (shown.length < moved.length) terminal.line(texts.compare.more(moved.length - shown.length));
}

const SHOWN = 30;
const DECIMALS = 4;

/** What is new or gone didn't move: it stands last. */
function sizeOf({ change }: LargestCauses): bigint {
  if (change === '') return -1n;
  const size = unitsOf(change, decimalsOf(change));
  return size < 0n ? -size : size;
}
