import type { Texts } from '../text/texts.js';
import type { TableInWords } from './tables-in-words.js';

/** What a template says of its tables, beside them: the names begin with #, which import takes for notes. */
export interface TemplateNote {
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
  /** Which rows are headings. */
  readonly isHeading: (row: readonly string[]) => boolean;
  readonly widths: readonly number[];
}

export function templateNotes(tables: readonly TableInWords[], texts: Texts): TemplateNote[] {
  const { notes, columnsHead, needed } = texts.template;
  const names = new Set(tables.map(({ name }) => name));
  return [
    // A block for each table: its name and meaning, its columns, a row as an example.
    {
      name: notes.tables,
      rows: [
        ...texts.template.howTo.map((line) => [line]),
        [],
        ...tables.flatMap(({ name, meaning, columns }) => [
          [name, meaning],
          columns.map((column) => column.name),
          columns.map(({ example }) => example),
          [],
        ]),
      ],
      isHeading: ([name]) => names.has(name),
      widths: [22, 22],
    },
    {
      name: notes.columns,
      rows: [
        columnsHead,
        ...tables.flatMap(({ name, columns }) =>
          columns.map((column) => [
            name,
            column.name,
            column.isNeeded ? needed : '',
            column.type,
            column.meaning,
            column.choices.join(', '),
            column.example,
          ]),
        ),
      ],
      isHeading: (row) => row === columnsHead,
      widths: [22, 22, 8, 26, 70, 50, 28],
    },
  ];
}
