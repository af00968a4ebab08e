import { csvLine } from '@millrace/report/sheets';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CsvRows, type RowEnd } from './csv-rows.js';

/** Reads a text in pieces of some length. */
function read(text: string, separator: string, length: number, end: RowEnd = '\n') {
  const rows: string[][] = [];
  const lines: (string | undefined)[] = [];
  const reader = new CsvRows(
    separator,
    (cells, _, line) => {
      rows.push(cells);
      lines.push(line);
    },
    end,
  );
  for (let from = 0; from < text.length; from += length) reader.add(text.slice(from, from + length));
  reader.end();
  return { rows, lines };
}

const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\t', '\n', '\r\n', '\\', ' ', '工', '😀') });

test('what is written is read again, wherever the pieces of the file end', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 8 }),
      fc.constantFrom(',', ';', '\t'),
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.integer({ min: 1, max: 40 }),
      fc.boolean(),
      (rows, separator, end, length, isEnded) => {
        const text = rows.map((row) => csvLine(row, separator)).join(end) + (isEnded ? end : '');
        const { rows: again, lines } = read(text, separator, length, end === '\r' ? '\r' : '\n');
        expect(again).toEqual(rows);
        // A line is handed on only where it is its cells and nothing else.
        for (const [i, line] of lines.entries()) if (line !== undefined) expect(line).toBe(rows[i].join(separator));
      },
    ),
    { numRuns: 2000 },
  );
});

test('any text is either read or refused, the same in one piece as in many', () => {
  const came = (text: string, length: number, end: RowEnd) => {
    try {
      return read(text, ',', length, end).rows;
    } catch (error) {
      return error instanceof Error ? error.message : error;
    }
  };
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r') }),
      fc.integer({ min: 1, max: 5 }),
      fc.constantFrom<RowEnd>('\n', '\r'),
      (text, length, end) => {
        expect(came(text, length, end)).toEqual(came(text, 1000, end));
      },
    ),
    { numRuns: 5000 },
  );
});
