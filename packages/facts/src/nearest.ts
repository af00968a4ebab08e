import { distance } from 'fastest-levenshtein';
import { compareText } from './compare-text.js';

/**
 * The word that is most probably meant: the fewest letters to change, the first of several in the order of texts; undefined
 * where none is near. Of a short word one letter may be wrong, of a longer one a third, but no more than three; of two
 * letters none. Whether letters are small or large doesn't count.
 *
 * @example
 * nearest('BOTL-8', ['BOLT-8', 'NUT-8']) // 'BOLT-8'
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const small = word.toLowerCase();
  let best: string | undefined;
  let least = word.length < 3 ? 0 : word.length < 5 ? 1 : Math.min(3, Math.floor(word.length / 3) + 1);
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) > least || candidate === word) continue;
    const apart = distance(small, candidate.toLowerCase());
    if (apart < least || (apart === least && (best === undefined || compareText(candidate, best) < 0))) {
      least = apart;
      best = candidate;
    }
  }
  return best;
}
