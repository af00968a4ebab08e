import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CopiedRow, copyRows, inBatches, readCopied } from './copy-text.js';

/** Bytes in pieces that may end within a row, or within a character. */
async function* cut(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function written(rows: readonly CopiedRow[]): Promise<string> {
  let text = '';
  for await (const piece of copyRows(inBatches(rows), () => {})) text += piece;
  return text;
}

const cell = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('', '\\', '\\N', '\t', '\n', '\r\n', 'a\\tb', '电机 "0.75" kW', '\\\\n'),
);

test('what is written for COPY is read back as it was, wherever it is cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { maxLength: 20 }),
      fc.integer({ min: 1, max: 40 }),
      async (rows, size) => {
        const read: string[][] = [];
        const count = await readCopied(cut(await written(rows), size), (cells) => read.push(cells));
        expect(read).toEqual(rows);
        expect(count).toBe(rows.length);
      },
    ),
  );
});

test('null is told apart from empty text', async () => {
  expect(await written([[null, '', '\\N']])).toBe('\\N\t\t\\\\N\n');
});
