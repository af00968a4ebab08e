import type { CauseOfChange, RootCauses } from '@millrace/costing-core';
import { expect } from 'vitest';

export function units(text: string): bigint {
  return text === '' ? 0n : BigInt(text.replace('.', ''));
}

/** Judges that causes add up to the change, per element and in total. */
export function addUp({ change, elements, causes }: RootCauses): void {
  for (const { element, change: of } of elements) {
    const parts = causes.flatMap((cause) => cause.elements.filter((part) => part.element === element));
    expect(sum(parts)).toBe(units(of));
  }
  expect(sum(causes)).toBe(units(change));
}

/** Elements in the order of their names: a version has them in its own. */
export function inKeys(causes: readonly CauseOfChange[]): CauseOfChange[] {
  return causes.map((cause) => ({
    ...cause,
    elements: [...cause.elements].sort((a, b) => (a.element < b.element ? -1 : 1)),
  }));
}

function sum(parts: readonly { readonly part: string }[]): bigint {
  return parts.reduce((all, { part }) => all + units(part), 0n);
}

export function negated(part: string): string {
  if (!/[1-9]/.test(part)) return part;
  return part.startsWith('-') ? part.slice(1) : `-${part}`;
}
