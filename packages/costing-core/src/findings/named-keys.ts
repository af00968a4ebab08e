import { compareText } from '@millrace/facts';

/** The first of many keys, so that one knows where to look: `M1, M2, M3, M4, M5, …`. */
export function namedKeys(keys: Iterable<string>): string {
  const sorted = [...keys].sort(compareText);
  return sorted.slice(0, NAMED).join(', ') + (sorted.length > NAMED ? ', …' : '');
}

const NAMED = 5;
