import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { TextDecoder } from 'node:util';
import { parseJson } from './parse-json.js';

/**
 * The JSON of a small file: a config, assumptions.
 *
 * @throws Error that says why it can't be read: no regular file (a pipe would be waited for, a device has no end), too large,
 * not in UTF-8, no JSON.
 */
export function jsonOfFile(path: string): unknown {
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const found = fstatSync(file);
    if (!found.isFile()) throw new Error(found.isDirectory() ? 'it is a folder' : 'it is no regular file');
    if (found.size > LARGEST) throw new Error(`it is larger than ${LARGEST / 1_000_000} MB`);
    return parseJson(textOf(readFileSync(file)));
  } finally {
    closeSync(file);
  }
}

const LARGEST = 10_000_000;

/** Bytes in another encoding would come out as other characters without a word. A byte order mark is left out. */
export function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new SyntaxError('it is not in UTF-8', { cause: error });
  }
}
