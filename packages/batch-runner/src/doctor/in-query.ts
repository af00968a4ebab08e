import { specOf } from '@millrace/facts';
import type { Texts } from '../text/texts.js';
import { type Alike, columnOf } from './alike.js';
import type { TableProfile } from './table-profile.js';

/** What to write in the query of a mapped table, so that every row is mended. */
export function inQuery(
  { first, values }: Alike,
  profiles: readonly TableProfile[],
  { doctor }: Texts,
): string | undefined {
  const named = first.table.replace(/^sources\./, '');
  const profile = profiles.find(({ table, origin }) => table === named && origin === 'sources');
  if (profile === undefined) return undefined;
  const query = profile.isOfDuckdb ? { ...doctor.query, ...doctor.queryOfDuckdb } : doctor.query;
  const { code, key } = first;
  if (code === 'key_must_be_unique') return query.key;
  if (code === 'column_must_be_there') return query.column(key);
  const column = columnOf(first);
  const its = profile.columns.find((each) => each.column === column);
  if (column === undefined || its === undefined) return undefined;
  const { choices, scale } = specOf(profile.table).columns[column];
  switch (code) {
    case 'instant_must_have_date_time_and_offset':
      return its.type?.toLowerCase() === 'date' ? query.day(column) : query.instant(column);
    case 'number_must_fit_its_decimals':
      return query.round(column, first.fields.expected ?? String(scale));
    case 'number_must_be_plain':
      return query.number(column);
    case 'choice_must_be_known': {
      const whens = [...values.keys()]
        .slice(0, MOST_WHENS)
        .map((value) => `when '${value.replaceAll("'", "''")}' then …`);
      return query.choice(column, whens.join(' ')) + choices.join(', ');
    }
    case 'cell_must_not_be_empty':
      return query.empty(column);
    case 'text_must_not_begin_or_end_with_blanks':
      return query.trim(column);
    case 'date_must_be_a_calendar_date':
      return query.date(column);
    case 'period_must_be_a_year_and_month':
      return query.period(column);
    case 'flag_must_be_true_or_false':
      return query.flag(column);
    case 'number_must_not_be_negative':
      return query.sign(column);
    case 'reference_must_be_known':
      return query.reference(first.fields.expected ?? '');
    default:
      return undefined;
  }
}

const MOST_WHENS = 8;
