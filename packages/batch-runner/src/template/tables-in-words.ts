import type { Language } from '@millrace/costing-core';
import {
  type Column,
  choiceZh,
  columnZh,
  TABLES,
  TABLES_ZH,
  type TableName,
  type TableSpec,
  tableNames,
} from '@millrace/facts';
import type { Texts } from '../text/texts.js';
import { EXAMPLE_ROWS } from './example-rows.js';
import { COLUMN_MEANINGS_EN, TABLE_MEANINGS_EN } from './meanings-en.js';
import { COLUMN_MEANINGS_ZH, TABLE_MEANINGS_ZH } from './meanings-zh.js';

/** A table as a template tells it, all in one language; what is written so is read by import. */
export interface TableInWords {
  readonly name: string;
  readonly meaning: string;
  readonly columns: readonly ColumnInWords[];
}

export interface ColumnInWords {
  readonly name: string;
  readonly meaning: string;
  /** `number, 6 decimals`, `code, see item`. */
  readonly type: string;
  readonly kind: Column['kind'];
  readonly isNeeded: boolean;
  /** What may stand there, where that is one of a few; else empty. */
  readonly choices: readonly string[];
  readonly example: string;
}

export function tablesInWords(texts: Texts, language: Language): TableInWords[] {
  const isChinese = language === 'zh';
  const nameOf = (table: TableName) => (isChinese ? TABLES_ZH[table] : table);
  const meaningOf = { ...(isChinese ? COLUMN_MEANINGS_ZH : COLUMN_MEANINGS_EN) } as Readonly<Record<string, string>>;
  return tableNames().map((table) => {
    const { columns }: TableSpec = TABLES[table];
    const example: Readonly<Record<string, unknown>> = EXAMPLE_ROWS[table];
    return {
      name: nameOf(table),
      meaning: (isChinese ? TABLE_MEANINGS_ZH : TABLE_MEANINGS_EN)[table],
      columns: Object.entries(columns).map(([name, column]) => {
        const type = texts.template.type[column.kind];
        const at = column.refersTo as TableName | undefined;
        const more =
          at === undefined
            ? column.kind === 'decimal'
              ? texts.template.decimals(column.scale)
              : ''
            : texts.template.rowOf(nameOf(at));
        return {
          name: isChinese ? columnZh(name) : name,
          meaning: meaningOf[`${table}.${name}`] ?? meaningOf[name],
          type: type + more,
          kind: column.kind,
          isNeeded: !column.optional,
          choices: wordsOf(column).map((word) => asSaid(word, column, language)),
          example: asSaid(String(example[name] ?? ''), column, language),
        };
      }),
    };
  });
}

function wordsOf({ kind, choices }: Column): readonly string[] {
  return kind === 'flag' ? ['true', 'false'] : choices;
}

/** A cell as people write it: `TRUE` as spreadsheets do, choices in Chinese. */
function asSaid(cell: string, { kind }: Column, language: Language): string {
  if (cell === '' || (kind !== 'flag' && kind !== 'choice')) return cell;
  if (language === 'zh') return choiceZh(cell);
  return kind === 'flag' ? cell.toUpperCase() : cell;
}
