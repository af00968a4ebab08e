import { distance } from 'fastest-levenshtein';
import { compareText } from './compare-text.js';

/**
 * The word that is most probably meant: the fewest letters to change, the first of several in the order of texts; undefined
 * where none is near. Of a short word one letter may be wrong, of a longer one a third, but no more than three; of two
 * letters none, but of two Chinese ones one. Two neighbours that changed places are one letter. Whether letters are small or
 * large doesn't count.
 *
 * @example
 * nearest('BOTL-8', ['BOLT-8', 'NUT-8']) // 'BOLT-8'
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const small = word.normalize('NFKC').trim().toLowerCase();
  let best: string | undefined;
  let least = lettersWrong(word);
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) > least || candidate === word) continue;
    const known = candidate.toLowerCase();
    const apart = isSwapped(small, known) ? 1 : distance(small, known);
    if (apart < least || (apart === least && (best === undefined || compareText(candidate, best) < 0))) {
      least = apart;
      best = candidate;
    }
  }
  return best;
}

function lettersWrong(word: string): number {
  if (word.length < 3) return /^\p{Script=Han}{2}$/u.test(word) ? 1 : 0;
  return word.length < 5 ? 1 : Math.min(3, Math.floor(word.length / 3) + 1);
}

/** Whether one is the other with two neighbours in each other's place. */
function isSwapped(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  if (at + 1 >= one.length) return false;
  return one[at] === other[at + 1] && one[at + 1] === other[at] && one.slice(at + 2) === other.slice(at + 2);
}
