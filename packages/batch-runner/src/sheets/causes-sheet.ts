import type { CauseOfChange, LargestCauses, RootCauses } from '@millrace/costing-core';
import { columns, type ElementOfColumn, perElement, type Sheet } from '@millrace/report/sheets';

/** A change whose causes are listed. */
export interface ChangeOf extends RootCauses {
  readonly of: string;
}

/**
 * Every cause of some changes, a row each: the parts of a change add up to it.
 *
 * @param inWords what a cause is, for people.
 */
export function causesSheet(
  changes: readonly ChangeOf[],
  elements: readonly ElementOfColumn[],
  inWords: (cause: CauseOfChange) => string,
): Sheet {
  return sheetOf(
    changes.flatMap(({ of, causes }) => causes.map((cause) => causeRow(of, cause, inWords(cause), elements))),
    elements,
  );
}

/**
 * The largest causes of some changes and the sum of the others, a row each: they add up to the change. What only one version has is a
 * row, too.
 */
export function largestCausesSheet(
  changes: readonly LargestCauses[],
  elements: readonly ElementOfColumn[],
  inWords: (cause: CauseOfChange) => string,
  said: { readonly rest: string; isNew(cost: string): string; isGone(cost: string): string },
): Sheet {
  const rows = changes.flatMap(({ plant, item, before, after, causes, others }) => {
    const of = `${plant}/${item}`;
    if (before === '') return [causeRow(of, { kind: 'new' }, said.isNew(after), elements)];
    if (after === '') return [causeRow(of, { kind: 'gone' }, said.isGone(before), elements)];
    const told = causes.map((cause) => causeRow(of, cause, inWords(cause), elements));
    return others === undefined ? told : [...told, causeRow(of, { kind: 'others', ...others }, said.rest, elements)];
  });
  return sheetOf(rows, elements);
}

type RowOfCause = Partial<Omit<CauseOfChange, 'kind'>> & { readonly kind: string };

function causeRow(
  of: string,
  cause: RowOfCause,
  text: string,
  elements: readonly ElementOfColumn[],
): readonly string[] {
  return [
    of,
    ...TEXTS.map((column) => cause[column] ?? ''),
    text,
    cause.part ?? '',
    cause.percent ?? '',
    ...elements.map(({ code }) => cause.elements?.find(({ element }) => element === code)?.part ?? ''),
  ];
}

function sheetOf(rows: Sheet['rows'], elements: readonly ElementOfColumn[]): Sheet {
  return {
    name: 'causes',
    columns: [
      ...columns('text', 'of', ...TEXTS, 'cause'),
      ...columns('number', 'part', 'percent'),
      ...perElement('part', elements),
    ],
    rows,
  };
}

const TEXTS = ['kind', 'subject_plant', 'subject', 'driver', 'user_plant', 'user'] as const;
