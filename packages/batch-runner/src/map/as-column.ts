import { asWritten, type Column } from '@millrace/facts';

/** A value of a site's column as the facts want it, in SQL, and whether somebody should look at it. */
export interface Cast {
  readonly sql: string;
  /** What is to be decided; undefined: nothing. */
  readonly open?: 'time_zone' | 'choices' | 'truth' | undefined;
}

/**
 * @param sql the site's value.
 * @param type as Postgres prints it.
 * @param values those that there are, where the column is a choice or a truth value.
 * @returns undefined where a column of this type can't be what is looked for.
 */
export function castTo(column: Column, sql: string, type: string, values: readonly string[]): Cast | undefined {
  const [base] = type.split('(');
  const isText = TEXTS.has(base);
  switch (column.kind) {
    case 'text':
      if (isText) return { sql: base === 'character' ? `btrim(${sql})` : sql };
      return WHOLE.has(base) || base === 'uuid' ? { sql: `${sql}::text` } : undefined;
    case 'integer':
      return WHOLE.has(base) ? { sql } : base === 'numeric' ? { sql: `${sql}::bigint` } : undefined;
    case 'decimal':
    case 'amount': {
      const scale = column.kind === 'amount' ? 2 : column.scale;
      if (WHOLE.has(base)) return { sql };
      if (!NUMBERS.has(base)) return undefined;
      const given = /^numeric\(\d+,(\d+)\)$/.exec(type)?.[1];
      return { sql: given !== undefined && Number(given) <= scale ? sql : `round(${sql}::numeric, ${scale})` };
    }
    case 'date':
      if (base === 'date') return { sql };
      return base.startsWith('timestamp') ? { sql: `${sql}::date` } : undefined;
    case 'instant':
      if (type.endsWith('with time zone')) return { sql };
      if (base !== 'date' && !base.startsWith('timestamp')) return undefined;
      return { sql: `${sql}::timestamp at time zone 'Asia/Shanghai'`, open: 'time_zone' };
    case 'period':
      if (isText) return { sql: base === 'character' ? `btrim(${sql})` : sql };
      return base === 'date' || base.startsWith('timestamp') ? { sql: `to_char(${sql}, 'YYYY-MM')` } : undefined;
    case 'flag':
    case 'choice':
      return chosen(column, sql, base, values);
  }
}

const TEXTS: ReadonlySet<string> = new Set([
  'text',
  'character varying',
  'character',
  'bpchar',
  'name',
  'USER-DEFINED',
]);
const WHOLE: ReadonlySet<string> = new Set(['smallint', 'integer', 'bigint']);
const NUMBERS: ReadonlySet<string> = new Set(['numeric', 'real', 'double precision', 'money']);

/** Words that are understood go as they are; others are listed, to be decided. */
function chosen(column: Column, sql: string, base: string, values: readonly string[]): Cast | undefined {
  if (!TEXTS.has(base) && !WHOLE.has(base) && base !== 'boolean') return undefined;
  if (column.kind === 'flag' && base === 'boolean') return { sql };
  const meant = values.map((value) => {
    const { meanings, sure } = asWritten(column, value);
    const isIt = column.kind === 'flag' ? value === 'true' || value === 'false' : column.choices.includes(value);
    return isIt || sure ? (meanings[0] ?? value) : undefined;
  });
  if (values.length > 0 && meant.every((meaning) => meaning !== undefined)) return { sql };
  const whens = values.map(
    (value, at) => `when ${quote(value)} then ${meant[at] === undefined ? 'null' : quote(meant[at])}`,
  );
  const text = WHOLE.has(base) || base === 'boolean' ? `${sql}::text` : sql;
  const cased = whens.length === 0 ? text : `case ${text} ${whens.join(' ')} end`;
  return { sql: cased, open: column.kind === 'flag' ? 'truth' : 'choices' };
}

const quote = (text: string) => `'${text.replaceAll("'", "''")}'`;
