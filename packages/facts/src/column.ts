import { faultOf, QUANTITY_SCALE, RATE_SCALE, readFixed } from '@millrace/exact';
import { z } from 'zod';
import { isDate, isInstant, isPeriod } from './calendar.js';
import type { ReadingCode } from './reading-rules.js';

/**
 * The kinds of cells that facts are made of. A cell comes as text, whichever way it comes (JSON, CSV, Postgres), and is
 * stored as a number in a typed array: texts as codes, decimals as fixed-point integers, dates as days, instants as
 * microseconds since 1970.
 */
export type Kind = 'text' | 'choice' | 'flag' | 'integer' | 'decimal' | 'amount' | 'date' | 'instant' | 'period';

export interface Column<K extends Kind = Kind, O extends boolean = boolean, Choice extends string = string> {
  readonly kind: K;
  /** True: an empty cell is allowed. */
  readonly optional: O;
  /** Decimals of a `decimal`; an `amount` has those of the ledger that reads it. */
  readonly scale: number;
  /** False: below zero is refused. */
  readonly signed: boolean;
  readonly choices: readonly Choice[];
  /** How many UTF-16 units a text may have. */
  readonly longest: number;
  /** The table whose rows this text names. */
  readonly refersTo: string | undefined;
}

type Required<K extends Kind, Choice extends string = string> = Column<K, false, Choice>;

const column = <K extends Kind>(kind: K, differently: Partial<Required<K>> = {}): Required<K> => ({
  kind,
  optional: false,
  scale: 0,
  signed: true,
  choices: [],
  longest: LONGEST_CODE,
  refersTo: undefined,
  ...differently,
});

/** A code: what is looked up, sorted and put into keys. */
export const text = () => column('text');
/** What only people read. */
export const words = () => column('text', { longest: LONGEST_WORDS });
/** A text that names a row of another table. */
export const reference = (table: string) => column('text', { refersTo: table });
export const choice = <Choice extends string>(...choices: readonly Choice[]): Required<'choice', Choice> => ({
  ...column('choice'),
  choices,
});
export const flag = () => column('flag');
export const integer = () => column('integer');
export const decimal = (scale: number) => column('decimal', { scale });
export const quantity = () => column('decimal', { scale: QUANTITY_SCALE, signed: false });
/** What parts are weighed with: never below zero. */
export const weight = () => column('decimal', { scale: RATE_SCALE, signed: false });
export const rate = () => column('decimal', { scale: RATE_SCALE });
export const amount = () => column('amount', { scale: LARGEST_AMOUNT_SCALE });
export const date = () => column('date');
export const instant = () => column('instant');
export const period = () => column('period');
export const optional = <K extends Kind, Choice extends string>(
  required: Required<K, Choice>,
): Column<K, true, Choice> => ({ ...required, optional: true });

/** An index of Postgres takes 2,704 bytes of key: four such codes of Chinese characters, or a dozen of letters. */
const LONGEST_CODE = 200;

const LONGEST_WORDS = 4000;

/** The finest scale a ledger may have. */
export const LARGEST_AMOUNT_SCALE = 8;

/** The rule that `cell` breaks in this column, by name; undefined for a good cell. Empty cells are looked at elsewhere. */
export function brokenRule(column: Column, cell: string): ReadingCode | undefined {
  switch (column.kind) {
    case 'text':
      if (cell.length > column.longest) return 'text_must_not_be_too_long';
      // Half of a surrogate pair would be written as another character.
      if (cell.includes('\0') || !cell.isWellFormed()) return 'text_must_be_of_characters';
      return cell.trim() === cell ? undefined : 'text_must_not_begin_or_end_with_blanks';
    case 'choice':
      return column.choices.includes(cell) ? undefined : 'choice_must_be_known';
    case 'flag':
      return cell === 'true' || cell === 'false' ? undefined : 'flag_must_be_true_or_false';
    case 'date':
      return isDate(cell) ? undefined : 'date_must_be_a_calendar_date';
    case 'instant':
      return isInstant(cell) ? undefined : 'instant_must_have_date_time_and_offset';
    case 'period':
      return isPeriod(cell) ? undefined : 'period_must_be_a_year_and_month';
    case 'integer':
    case 'decimal':
    case 'amount': {
      const fault = faultOf(cell, column.scale);
      if (fault !== undefined) return NUMBER_RULES[fault];
      return !column.signed && readFixed(cell, column.scale) < 0 ? 'number_must_not_be_negative' : undefined;
    }
  }
}

const NUMBER_RULES = {
  not_a_plain_number: 'number_must_be_plain',
  too_many_decimals: 'number_must_fit_its_decimals',
  too_large: 'number_must_be_within_range',
} as const;

/** The same rule as a zod schema, for rows that come as objects. JSON may give integers and flags as such. */
export function cellSchema(column: Column): z.ZodType<string | undefined> {
  const cell = z
    .union([z.string(), z.int().transform(String), z.boolean().transform(String)])
    .superRefine((value, context) => {
      if (value === '' && column.optional) return;
      const rule = value === '' ? 'cell_must_not_be_empty' : brokenRule(column, value);
      // How large an amount may be is decided by the scale of the ledger that reads it.
      if (column.kind === 'amount' && rule === NUMBER_RULES.too_large) return;
      if (rule !== undefined) context.addIssue({ code: 'custom', message: rule });
    });
  return column.optional ? cell.nullish().transform((value) => value ?? '') : cell;
}

/** What an empty cell is stored as. */
export function emptyCell(kind: Kind): number {
  return EMPTY[kind];
}

const EMPTY: Record<Kind, number> = {
  text: 0,
  period: 0,
  choice: 255,
  flag: 0,
  integer: Number.NaN,
  decimal: Number.NaN,
  amount: Number.NaN,
  date: Number.NaN,
  instant: Number.NaN,
};
