import type { Archive } from './archive.js';
import { readXml } from './xml.js';

/** The texts that cells share, in their order; how they are read aloud, which Japanese and Chinese texts have beside them, left out. */
export async function readSharedStrings(archive: Archive, part: string | undefined): Promise<readonly string[]> {
  const texts: string[] = [];
  if (part === undefined || !archive.has(part)) return texts;
  let text = '';
  let isText = false;
  let isAloud = false;
  await readXml(archive.text(part, LARGEST_STRINGS), {
    open(name) {
      if (name === 'si') text = '';
      else if (name === 'rPh') isAloud = true;
      else if (name === 't') isText = !isAloud;
    },
    close(name) {
      if (name === 'si') texts.push(unescaped(text));
      else if (name === 'rPh') isAloud = false;
      else if (name === 't') isText = false;
    },
    text(piece) {
      if (isText) text += piece;
    },
  });
  return texts;
}

/** Characters that XML can't hold are written as `_x000D_`. */
export function unescaped(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;
}

/** They are held whole. */
const LARGEST_STRINGS = 256_000_000;
