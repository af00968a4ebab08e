import { specOf } from '@millrace/facts';
import type { Texts } from '../text/texts.js';
import type { SuggestedColumn, SuggestedTable } from './suggest.js';

/** The query of a suggested table, with a comment at each column that a person should look at. */
export function queryOf({ table, from, columns }: SuggestedTable, { map }: Texts): string {
  const lines = columns.map(({ column, sql, ...of }) => {
    const note = noteOf({ column, sql, ...of }, specOf(table).columns[column].choices, map);
    return `  ${sql} as "${column}"${note === '' ? '' : ` /* ${note} */`}`;
  });
  return `select\n${lines.join(',\n').replaceAll(/( \/\* [^*]* \*\/),/g, ',$1')}\nfrom ${from} t`;
}

function noteOf({ certainty, open }: SuggestedColumn, choices: readonly string[], map: Texts['map']): string {
  const parts = certainty === 'sure' ? [] : [map.certainty[certainty]];
  if (open !== undefined) parts.push(map.open[open]);
  if ((open === 'choices' || certainty === 'fill_in') && choices.length > 0) parts.push(choices.join(', '));
  return parts.join(map.colon);
}
