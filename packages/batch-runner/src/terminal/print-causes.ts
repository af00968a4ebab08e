import { type Cause, type CauseOfChange, driverInWords, type Language } from '@millrace/costing-core';
import { printFixed } from '@millrace/exact';
import type { Terms } from '@millrace/report/figures';
import { grouped, groupedUnitCost, signed } from '@millrace/report/figures';
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
  // How much of each item was sold or is left hides why it costs what it does.
  const isApart = ({ kind }: Cause) => kind === 'rounding' || (kind === 'quantity' && !all);
  const told = causes.filter((cause) => !isApart(cause));
  const top = all ? told : told.slice(0, SHOWN);
  const others = sumOf(told.slice(top.length));
  const quantities = sumOf(causes.filter((cause) => cause.kind === 'quantity' && isApart(cause)));
  const rounding = causes.filter(({ kind }) => kind === 'rounding');
  const { elements } = terms;
  const row = (
    { part, percent, elements: parts }: Pick<CauseOfChange, 'part' | 'percent' | 'elements'>,
    text: string,
  ) => [
    signed(shown(part)),
    percent === '' ? '' : signed(percent),
    text,
    ...elements.map(({ code }) => signed(shown(parts.find(({ element }) => element === code)?.part ?? ''))),
  ];
  const rows = [
    ...top.map((cause) => row(cause, causeText(cause, texts, terms, language))),
    ...(others === undefined ? [] : [row(others, why.others(told.length - top.length))]),
    ...(quantities === undefined ? [] : [row(quantities, why.quantities)]),
    ...rounding.map((cause) => row(cause, causeText(cause, texts, terms, language))),
  ];
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

/** Several causes as one. */
function sumOf(causes: readonly CauseOfChange[]): Pick<CauseOfChange, 'part' | 'percent' | 'elements'> | undefined {
  if (causes.length === 0) return undefined;
  const byElement = new Map<string, string[]>();
  for (const { element, part } of causes.flatMap(({ elements }) => elements)) {
    byElement.set(element, [...(byElement.get(element) ?? []), part]);
  }
  return {
    part: total(causes.map(({ part }) => part)),
    percent: total(causes.map(({ percent }) => percent)),
    elements: Array.from(byElement, ([element, parts]) => ({ element, part: total(parts) })),
  };
}

/** The sum of texts with the same decimals. */
function total(texts: readonly string[]): string {
  const decimals = texts[0].split('.')[1]?.length ?? 0;
  return printFixed(
    texts.reduce((sum, text) => sum + BigInt(text.replace('.', '') || 0), 0n),
    decimals,
  );
}
