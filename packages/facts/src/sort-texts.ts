import type { Symbols } from './texts.js';

/**
 * Sorts the codes of different texts by their bytes. Texts that come in order cost one look at each; else eight bytes of
 * each text are moved together with its code, and only texts that agree in them are looked at again, those that are in
 * order no more.
 */
export function sortTexts(symbols: Symbols, codes: Int32Array): void {
  const room = { moved: new Int32Array(codes.length), words: new Uint32Array(4 * codes.length) };
  /** Ranges of codes whose texts agree in the bytes before `at`. */
  const open: Range[] = [{ from: 0, to: codes.length, at: 0 }];
  for (let range = open.pop(); range !== undefined; range = open.pop()) {
    const own = codes.subarray(range.from, range.to);
    if (isInOrder(symbols, own)) continue;
    if (own.length <= FEW) own.sort(symbols.compare);
    else sortByNextBytes(symbols, codes, range, room, open);
  }
}

interface Range {
  readonly from: number;
  readonly to: number;
  readonly at: number;
}

/** So few are compared with each other: counting bytes would take longer. */
const FEW = 1000;

const WORD = 8;

function isInOrder({ compare }: Symbols, codes: Int32Array): boolean {
  for (let i = 1; i < codes.length; i++) if (compare(codes[i - 1], codes[i]) > 0) return false;
  return true;
}

function sortByNextBytes(
  symbols: Symbols,
  codes: Int32Array,
  { from, to, at }: Range,
  room: { moved: Int32Array; words: Uint32Array },
  open: Range[],
): void {
  const count = to - from;
  let [own, other] = [codes.subarray(from, to), room.moved.subarray(0, count)];
  let [high, low] = [room.words.subarray(0, count), room.words.subarray(count, 2 * count)];
  let [otherHigh, otherLow] = [room.words.subarray(2 * count, 3 * count), room.words.subarray(3 * count, 4 * count)];
  const counts = new Int32Array(WORD * 256);
  for (let i = 0; i < count; i++) {
    const start = symbols.start(own[i]) + at;
    const end = symbols.end(own[i]);
    high[i] = wordAt(symbols.bytes, start, end);
    low[i] = wordAt(symbols.bytes, start + 4, end);
    for (let digit = 0; digit < 4; digit++) {
      counts[digit * 256 + ((low[i] >>> (8 * digit)) & 255)]++;
      counts[(4 + digit) * 256 + ((high[i] >>> (8 * digit)) & 255)]++;
    }
  }
  for (let digit = 0; digit < WORD; digit++) {
    const word = digit < 4 ? low : high;
    const shift = 8 * (digit & 3);
    const places = counts.subarray(digit * 256, digit * 256 + 256);
    if (places[(word[0] >>> shift) & 255] === count) continue;
    let before = 0;
    for (let value = 0; value < 256; value++) {
      before += places[value];
      places[value] = before - places[value];
    }
    for (let i = 0; i < count; i++) {
      const place = places[(word[i] >>> shift) & 255]++;
      other[place] = own[i];
      otherHigh[place] = high[i];
      otherLow[place] = low[i];
    }
    [own, other, high, otherHigh, low, otherLow] = [other, own, otherHigh, high, otherLow, low];
  }
  if (own.buffer !== codes.buffer) codes.set(own, from);
  for (let i = 0; i < count; ) {
    let end = i + 1;
    while (end < count && high[end] === high[i] && low[end] === low[i]) end++;
    if (end - i > 1) open.push({ from: from + i, to: from + end, at: at + WORD });
    i = end;
  }
}

/** Four bytes of a text, the first the highest; 0 beyond its end. */
function wordAt(bytes: Uint8Array, start: number, end: number): number {
  let word = 0;
  for (let i = 0; i < 4; i++) word = (word << 8) | (start + i < end ? bytes[start + i] : 0);
  return word >>> 0;
}
