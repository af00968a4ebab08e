/**
 * Text from data as it may be shown on a terminal, in CSV or in a report: characters that are not seen but do something
 * are written as escapes, so that a name can't clear the screen, set the window's title, begin a line of its own, or
 * reverse the text beside it.
 *
 * Escaped are control characters (C0, DEL, C1), format characters (among them those that change the direction of text),
 * the separators of lines and paragraphs, and halves of surrogate pairs. The joiners U+200C and U+200D stay: Persian, Indic
 * scripts and emoji are written with them.
 *
 * @example
 * visible('Bolt\u001b[2J\u202egnp') // 'Bolt\\u001b[2J\\u202egnp'
 */
export function visible(text: string): string {
  return UNSEEN.test(text)
    ? text.replace(ALL_UNSEEN, (character) => escapeOf(character.codePointAt(0) as number))
    : text;
}

const UNSEEN = /(?![\u200c-\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
const ALL_UNSEEN = new RegExp(UNSEEN, 'gu');

const SHORT: Readonly<Record<number, string>> = { 9: '\\t', 10: '\\n', 13: '\\r' };

function escapeOf(point: number): string {
  const short = SHORT[point];
  if (short !== undefined) return short;
  return point > 0xffff ? `\\u{${point.toString(16)}}` : `\\u${point.toString(16).padStart(4, '0')}`;
}
