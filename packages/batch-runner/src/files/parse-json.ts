/**
 * JSON as `JSON.parse` reads it, but a key that stands twice in an object is refused: of `{"quantity": "1", "quantity": "2"}`
 * JSON.parse keeps the last and drops the first in silence. Reading it costs one more pass over the text.
 *
 * @throws SyntaxError for what is no JSON, or names the key that stands twice.
 */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  const twice = keyThatStandsTwice(text);
  if (twice !== undefined) throw new KeyStandsTwice(twice);
  return value;
}

/** A key that stands twice in one object. */
export class KeyStandsTwice extends SyntaxError {
  readonly key: string;

  constructor(key: string) {
    super(`the key ${key} stands twice in one object`);
    this.key = key;
  }
}

/** The way to the first such key, as `movement.quantity`. The text is JSON. */
function keyThatStandsTwice(text: string): string | undefined {
  /** Of every object that is open, its keys so far; of every array none. */
  const open: (Set<string> | undefined)[] = [];
  for (const [token, inQuotes, colon] of text.matchAll(TOKENS)) {
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(undefined);
    else if (token === '}' || token === ']') open.pop();
    else if (colon !== undefined) {
      const keys = open.at(-1);
      const key: string = inQuotes.includes('\\') ? JSON.parse(`"${inQuotes}"`) : inQuotes;
      if (keys?.has(key)) return [...open.slice(0, -1).map(lastOf), key].filter((part) => part !== undefined).join('.');
      keys?.add(key);
    }
  }
  return undefined;
}

/** Brackets, and strings with the colon that makes a key of them. */
const TOKENS = /[{}[\]]|"([^"\\]*(?:\\.[^"\\]*)*)"(\s*:)?/g;

/** The key whose value is being read. */
function lastOf(keys: Set<string> | undefined): string | undefined {
  return keys === undefined ? undefined : [...keys].at(-1);
}

/** Where a parser stopped, as line:column; at the end, where it doesn't say. */
export function placeOfFault({ message }: SyntaxError, text: string): string {
  const position = /position (\d+)/.exec(message)?.[1];
  const before = text.slice(0, position === undefined ? text.length : Number(position)).split('\n');
  return `${before.length}:${before[before.length - 1].length + 1}`;
}
