import { compareText } from '@millrace/facts';

/**
 * The name that was probably meant: the one that the fewest letters put in, left out or changed lead to, if they are no more than a
 * third of it; empty where none is so near. `hours_machin` is near `hours_machine`, `C9` near `C1`.
 */
export function nearestName(name: string, names: readonly string[]): string {
  let nearest = '';
  let least = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const known of [...names].sort(compareText)) {
    // Only letters of their difference in length apart, they could still be too far.
    if (Math.abs(known.length - name.length) >= least) continue;
    const changes = changesBetween(name.toLowerCase(), known.toLowerCase());
    if (changes < least) [nearest, least] = [known, changes];
  }
  return nearest;
}

/** Letters put in, left out or changed (Levenshtein). */
function changesBetween(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    above = row;
  }
  return above[b.length];
}
