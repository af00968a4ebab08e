import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { TextDecoder } from 'node:util';
import { KeyStandsTwice, parseJson, placeOfFault } from './parse-json.js';

/** Why a small file can't be read as JSON: a reason of the catalogue of texts (or the system's own code), with its fields. */
export class NoJsonFile extends Error {
  readonly reason: string;
  readonly fields: Readonly<Record<string, string>>;

  constructor(reason: string, fields: Readonly<Record<string, string>> = {}, cause?: unknown) {
    super(reason, { cause });
    this.reason = reason;
    this.fields = fields;
  }
}

/**
 * The JSON of a small file: a config, assumptions.
 *
 * @throws NoJsonFile that says why it can't be read: no regular file (a pipe would be waited for, a device has no end), too large,
 * not in UTF-8, no JSON.
 */
export function jsonOfFile(path: string): unknown {
  let text: string | undefined;
  try {
    text = textOf(bytesOf(path));
    return parseJson(text);
  } catch (error) {
    if (error instanceof NoJsonFile) throw error;
    if (error instanceof KeyStandsTwice) throw new NoJsonFile('key_stands_twice', { key: error.key }, error);
    if (error instanceof SyntaxError && text === undefined) throw new NoJsonFile('not_utf8', {}, error);
    if (error instanceof SyntaxError)
      throw new NoJsonFile('no_json', { place: placeOfFault(error, text ?? '') }, error);
    // What the parser's stack can't hold.
    if (error instanceof RangeError) throw new NoJsonFile('nested_too_deep', {}, error);
    throw new NoJsonFile((error as NodeJS.ErrnoException).code ?? String(error), {}, error);
  }
}

function bytesOf(path: string): Uint8Array {
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const found = fstatSync(file);
    if (!found.isFile()) throw new NoJsonFile(found.isDirectory() ? 'folder' : 'no_file');
    if (found.size > LARGEST) throw new NoJsonFile('too_large');
    return readFileSync(file);
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
