import { type Cause, driverInWords, type Language } from '@millrace/costing-core';
import { grouped, groupedUnitCost, signed, type Terms, type ToldCause, toldCauses } from '@millrace/report/figures';
import type { ChangeOf } from '../sheets/causes-sheet.js';
import type { Texts } from '../text/texts.js';
import type { Terminal } from './terminal.js';

/** The largest causes of a change, with what each is per element; the others as one line, so that the column adds up. */
export function printCauses(
  terminal: Terminal,
  { of, before, after, change, causes }: ChangeOf,
  terms: Terms,
  { texts, language, all }: { readonly texts: Texts; readonly language: Language; readonly all: boolean },
): void {
  const { why } = texts;
  const isUnitCost = of.includes('/');
  const shown = (cost: string) => (isUnitCost ? groupedUnitCost(cost, DECIMALS) : grouped(cost));
  if (before === '' || after === '') {
    terminal.heading(`${of}: ${before === '' ? why.isNew(shown(after)) : why.isGone(shown(before))}`);
    return;
  }
  terminal.heading(`${of}: ${shown(before)} → ${shown(after)}, ${signed(shown(change))}`);
  if (causes.length === 0) {
    terminal.line(why.none);
    return;
  }
  const told = toldCauses(causes, all ? undefined : SHOWN);
  const { elements } = terms;
  const inWords = ({ cause, count }: ToldCause) => {
    if (cause === 'others') return why.others(count);
    return cause === 'quantities' ? why.quantities : causeText(cause, texts, terms, language);
  };
  const rows = told.map((line) => [
    signed(shown(line.part)),
    line.percent === '' ? '' : signed(line.percent),
    inWords(line),
    ...elements.map(({ code }) => signed(shown(line.elements.find(({ element }) => element === code)?.part ?? ''))),
  ]);
  const head = [...why.head, ...elements.map(({ name }) => name[language])];
  terminal.table(head, rows, [0, 1, ...elements.keys().map((e) => e + why.head.length)]);
}

const SHOWN = 10;
const DECIMALS = 4;

/** A cause in words: `purchase price of SZ/CU-WIRE Copper wire`. */
export function causeText(cause: Cause, { why }: Texts, terms: Terms, language: Language): string {
  const { kind, subject_plant, subject, driver, user_plant, user } = cause;
  const name = subject_plant === '' ? '' : terms.names.item(subject)[language];
  const about = [place(subject_plant, subject), name].filter((text) => text !== '').join(' ');
  return why.cause[kind](about, place(user_plant, user), driverInWords(driver, language));
}

function place(plant: string, key: string): string {
  return plant === '' ? key : `${plant}/${key}`;
}
