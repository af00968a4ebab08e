import { describe, expect, test } from 'vitest';
import {
  amount,
  brokenRule,
  type Column,
  cellSchema,
  choice,
  date,
  decimal,
  flag,
  instant,
  integer,
  optional,
  period,
  quantity,
  text,
} from './column.js';

const CELLS: readonly (readonly [
  name: string,
  column: Column,
  good: readonly string[],
  bad: Record<string, string>,
])[] = [
  [
    'text',
    text(),
    ['P1', 'a b', '工厂', 'a,"b"\nc', '0'],
    {
      ' P1': 'text_must_not_begin_or_end_with_blanks',
      'P1\u3000': 'text_must_not_begin_or_end_with_blanks',
      'P\u00001': 'text_must_be_of_characters',
      'P\ud8001': 'text_must_be_of_characters',
      ['P'.repeat(201)]: 'text_must_not_be_too_long',
    },
  ],
  ['choice', choice('made', 'both'), ['made'], { Made: 'choice_must_be_known', '0': 'choice_must_be_known' }],
  ['flag', flag(), ['true', 'false'], { TRUE: 'flag_must_be_true_or_false', '1': 'flag_must_be_true_or_false' }],
  ['integer', integer(), ['0', '-12'], { '1.0': 'number_must_fit_its_decimals', '1e3': 'number_must_be_plain' }],
  [
    'decimal',
    decimal(2),
    ['0', '-0.07', '90071992547409.91'],
    {
      '1.234': 'number_must_fit_its_decimals',
      '1.230': 'number_must_fit_its_decimals',
      '90071992547409.92': 'number_must_be_within_range',
      '1,234': 'number_must_be_plain',
      '1200*3': 'number_must_be_plain',
      '=1+1': 'number_must_be_plain',
      '１２': 'number_must_be_plain',
      '.5': 'number_must_be_plain',
      '5.': 'number_must_be_plain',
      '+5': 'number_must_be_plain',
      '0x10': 'number_must_be_plain',
      ' 5': 'number_must_be_plain',
      '--5': 'number_must_be_plain',
    },
  ],
  ['quantity', quantity(), ['0', '0.000001'], { '-0.000001': 'number_must_not_be_negative' }],
  ['date', date(), ['2026-10-31'], { '2026-10-32': 'date_must_be_a_calendar_date' }],
  ['period', period(), ['2026-10'], { '2026-13': 'period_must_be_a_year_and_month' }],
  [
    'instant',
    instant(),
    ['2026-10-31T18:30:00+08:00'],
    { '2026-10-31T18:30:00': 'instant_must_have_date_time_and_offset' },
  ],
];

describe.each(CELLS)('a cell of kind %s', (_, column, good, bad) => {
  test.each(good)('may be %j', (cell) => {
    expect(brokenRule(column, cell)).toBeUndefined();
    expect(cellSchema(column).safeParse(cell).success).toBe(true);
  });

  test.each(Object.entries(bad))('may not be %j: %s', (cell, rule) => {
    expect(brokenRule(column, cell)).toBe(rule);
    expect(
      cellSchema(column)
        .safeParse(cell)
        .error?.issues.map(({ message }) => message),
    ).toEqual([rule]);
  });
});

test('an empty cell is good only where the column may be empty', () => {
  const schema = cellSchema(date());
  expect(schema.safeParse('').error?.issues.map(({ message }) => message)).toEqual(['cell_must_not_be_empty']);
  for (const empty of ['', null, undefined]) expect(cellSchema(optional(date())).parse(empty)).toBe('');
});

test('whole numbers and truth values may stand as such; other numbers must be text', () => {
  expect(cellSchema(integer()).parse(7)).toBe('7');
  expect(cellSchema(flag()).parse(true)).toBe('true');
  for (const cell of [0.1, 2 ** 53, Number.NaN, {}, []])
    expect(cellSchema(decimal(2)).safeParse(cell).success).toBe(false);
});

test('how large an amount may be is left to the ledger that reads it', () => {
  expect(cellSchema(amount()).safeParse('90071992547409.91').success).toBe(true);
});
