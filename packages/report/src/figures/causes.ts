import type { CauseOfChange } from '@millrace/costing-core';
import { printFixed } from '@millrace/exact';

/** A line of a list of causes: one of them, or several as one. */
export interface ToldCause extends Pick<CauseOfChange, 'part' | 'percent' | 'elements'> {
  /** `others`: causes smaller than those that are named; `quantities`: more or less of each item. */
  readonly cause: CauseOfChange | 'others' | 'quantities';
  /** How many causes it stands for. */
  readonly count: number;
}

/**
 * The largest causes of a change, the others as one line, and rounding last: the parts still add up to the change.
 *
 * @param most how many are named; undefined names them all. Else quantities are one line, since how much of each item was sold or
 * is left hides why it costs what it does.
 */
export function toldCauses(causes: readonly CauseOfChange[], most: number | undefined): ToldCause[] {
  const isApart = ({ kind }: CauseOfChange) => kind === 'rounding' || (kind === 'quantity' && most !== undefined);
  const own = causes.filter((cause) => !isApart(cause));
  const named = most === undefined ? own : own.slice(0, most);
  const one = (cause: CauseOfChange): ToldCause => ({ ...cause, cause, count: 1 });
  return [
    ...named.map(one),
    ...asOne('others', own.slice(named.length)),
    ...asOne(
      'quantities',
      causes.filter((cause) => cause.kind === 'quantity' && isApart(cause)),
    ),
    ...causes.filter(({ kind }) => kind === 'rounding').map(one),
  ];
}

function asOne(cause: 'others' | 'quantities', causes: readonly CauseOfChange[]): ToldCause[] {
  if (causes.length === 0) return [];
  const byElement = new Map<string, string[]>();
  for (const { element, part } of causes.flatMap(({ elements }) => elements)) {
    const parts = byElement.get(element);
    if (parts === undefined) byElement.set(element, [part]);
    else parts.push(part);
  }
  return [
    {
      cause,
      count: causes.length,
      part: sumOf(causes.map(({ part }) => part)),
      percent: sumOf(causes.map(({ percent }) => percent)),
      elements: Array.from(byElement, ([element, parts]) => ({ element, part: sumOf(parts) })),
    },
  ];
}

/** The sum of texts with the same decimals; empty where they are. */
function sumOf(texts: readonly string[]): string {
  if (texts[0] === '') return '';
  const decimals = texts[0].split('.')[1]?.length ?? 0;
  return printFixed(
    texts.reduce((sum, text) => sum + BigInt(text.replace('.', '')), 0n),
    decimals,
  );
}
