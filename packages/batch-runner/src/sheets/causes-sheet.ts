import type { CauseOfChange, RootCauses } from '@millrace/costing-core';
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
  return {
    name: 'causes',
    columns: [
      ...columns('text', 'of', ...TEXTS, 'cause'),
      ...columns('number', 'part', 'percent'),
      ...perElement('part', elements),
    ],
    rows: changes.flatMap(({ of, causes }) =>
      causes.map((cause) => [
        of,
        ...TEXTS.map((column) => cause[column]),
        inWords(cause),
        cause.part,
        cause.percent,
        ...elements.map(({ code }) => cause.elements.find(({ element }) => element === code)?.part ?? ''),
      ]),
    ),
  };
}

const TEXTS = ['kind', 'subject_plant', 'subject', 'driver', 'user_plant', 'user'] as const;
