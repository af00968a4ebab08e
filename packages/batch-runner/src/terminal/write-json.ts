import { once } from 'node:events';

/**
 * Writes a value as one JSON document. Objects and arrays of the first levels take a line per member, rows below them
 * one line each; an iterable is an array, written as it comes, however long.
 */
export async function writeJson(out: NodeJS.WritableStream, value: unknown): Promise<void> {
  let text = '';
  for (const piece of pieces(value, '')) {
    text += piece;
    if (text.length < PIECE) continue;
    if (!out.write(text)) await once(out, 'drain');
    text = '';
  }
  out.write(`${text}\n`);
}

const PIECE = 65_536;

function* pieces(value: unknown, indent: string): Generator<string> {
  const inner = `${indent}  `;
  if (isIterable(value)) {
    yield '[';
    let separator = '\n';
    for (const element of value) {
      yield `${separator}${inner}${JSON.stringify(element)}`;
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

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}
