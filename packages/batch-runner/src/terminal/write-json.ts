import { once } from 'node:events';

/**
 * Writes a value as one JSON document: the same value to a program, and harmless on a terminal. Objects and arrays of the first levels take a line per member, rows below them
 * one line each; an iterable is an array, written as it comes, however long.
 */
export async function writeJson(out: NodeJS.WritableStream, value: unknown): Promise<void> {
  let text = '';
  for (const piece of pieces(value, '')) {
    text += harmless(piece);
    if (text.length < PIECE) continue;
    if (!out.write(text)) await once(out, 'drain');
    text = '';
  }
  out.write(`${text}\n`);
}

const PIECE = 65_536;

/** JSON escapes C0 and halves of pairs by itself; the other characters that act unseen are escaped here, as `visible` does. */
function harmless(piece: string): string {
  return NOT_ASCII.test(piece) && UNSEEN.test(piece) ? piece.replace(ALL_UNSEEN, escaped) : piece;
}

/** Most pieces are plain, which is seen at once. */
const NOT_ASCII = /[^\n -~]/;
const UNSEEN = /(?![\u200c-\u200d\n])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
const ALL_UNSEEN = new RegExp(UNSEEN, 'gu');

/** In the only form that JSON knows: per half of a pair. */
function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, i) => unit(character.charCodeAt(i))).join('');
}

function unit(code: number): string {
  return `\\u${code.toString(16).padStart(4, '0')}`;
}

function* pieces(value: unknown, indent: string): Generator<string> {
  const inner = `${indent}  `;
  if (isIterable(value)) {
    yield '[';
    let separator = '\n';
    for (const element of value) {
      yield `${separator}${inner}`;
      if (holdsStream(element)) yield* pieces(element, inner);
      else yield JSON.stringify(element);
      separator = ',\n';
    }
    yield separator === '\n' ? ']' : `\n${indent}]`;
  } else if (typeof value === 'object' && value !== null) {
    yield '{';
    let separator = '\n';
    for (const [key, member] of Object.entries(value)) {
      if (member === undefined) continue;
      yield `${separator}${inner}${JSON.stringify(key)}: `;
      yield* pieces(member, inner);
      separator = ',\n';
    }
    yield separator === '\n' ? '}' : `\n${indent}}`;
  } else yield JSON.stringify(value);
}

/** True for what has rows in it that are made as they are written: JSON.stringify would leave them out. */
function holdsStream(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (isIterable(value) && !Array.isArray(value)) return true;
  return Object.values(value).some(holdsStream);
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}
