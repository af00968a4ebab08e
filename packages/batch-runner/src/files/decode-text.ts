import { isAscii } from 'node:buffer';
import { TextDecoder } from 'node:util';

/** Encodings that can be asked for. */
export const ENCODINGS = ['utf-8', 'gb18030', 'utf-16le'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/**
 * Bytes of a file as text: UTF-8, GB18030 as Chinese spreadsheets save it, or UTF-16 where its mark says so. Bytes in another encoding would come out as
 * other characters without a word, so what is neither is refused.
 *
 * Which of the two it is decides the first piece that isn't plain ASCII: what is UTF-8 is hardly ever anything else. GB18030
 * gives a character to nearly any bytes, those of Western or Russian text too; so it is taken only where they look like
 * Chinese: pairs as GB 2312 has them (an odd number of
 * Russian letters is not), nearly all of them the common characters of its first level.
 *
 * @param encoding the one that it is in; undefined: found out.
 * @throws NotText
 */
export async function* decoded(pieces: AsyncIterable<Uint8Array>, encoding?: Encoding): AsyncGenerator<string> {
  let decoder = encoding === undefined ? undefined : decoderOf(encoding);
  let isFirst = true;
  for await (const piece of pieces) {
    if (isFirst && decoder === undefined) decoder = decoderByMark(piece);
    if (decoder === undefined && !isAscii(piece)) decoder = decoderFor(piece);
    const text = decoder === undefined ? ascii(piece) : decodedBy(decoder, piece);
    yield isFirst && text.startsWith('\ufeff') ? text.slice(1) : text;
    isFirst = false;
  }
  if (decoder !== undefined) yield decodedBy(decoder);
}

/** UTF-16 by its mark; without it every other byte of names that are plain ASCII is none of a text. */
function decoderByMark(piece: Uint8Array): TextDecoder | undefined {
  if (piece[0] === 0xff && piece[1] === 0xfe) return decoderOf('utf-16le');
  if (piece[0] === 0xfe && piece[1] === 0xff) return decoderOf('utf-16be');
  if (piece.subarray(0, 100).includes(0)) throw new NotText();
  return undefined;
}

/** Bytes that are no text in an encoding that is read. */
export class NotText extends Error {}

function decodedBy(decoder: TextDecoder, piece?: Uint8Array): string {
  try {
    return piece === undefined ? decoder.decode() : decoder.decode(piece, { stream: true });
  } catch (error) {
    throw error instanceof TypeError ? new NotText() : error;
  }
}

function decoderFor(piece: Uint8Array): TextDecoder {
  try {
    decoderOf('utf-8').decode(piece, { stream: true });
    return decoderOf('utf-8');
  } catch {
    return decoderOf(looksChinese(piece) ? 'gb18030' : 'utf-8');
  }
}

function decoderOf(encoding: Encoding | 'utf-16be'): TextDecoder {
  return new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
}

function looksChinese(piece: Uint8Array): boolean {
  let [pairs, common] = [0, 0];
  for (let i = 0; i < piece.length; i++) {
    const lead = piece[i];
    if (lead < 0x80) continue;
    i++;
    // The piece may end within a pair.
    if (i === piece.length) break;
    if (lead < 0xa1 || lead > 0xf7 || piece[i] < 0xa1) return false;
    // Punctuation and letters of full width.
    if (lead <= 0xa3) continue;
    pairs++;
    if (lead >= 0xb0 && lead <= 0xd7) common++;
  }
  return pairs > 0 && common >= 0.8 * pairs;
}

function ascii(piece: Uint8Array): string {
  return Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength).toString('latin1');
}
