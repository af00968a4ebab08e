/** What a template says beside its tables, in English. `template-zh.ts` says the same in Chinese. */
export const templateEn = {
  notes: { tables: '#tables', columns: '#columns', lists: '#lists' },
  howTo: [
    'One sheet or CSV file for each table. Fill in what you have, leave the others empty or delete them.',
    'Below stand all tables with their columns and a row as an example; #columns says what each column means.',
    'Sheets and files whose name begins with # are notes: import does not read them, and says so.',
  ],
  columnsHead: ['table', 'column', 'needed', 'type', 'meaning', 'choices', 'example'],
  needed: 'yes',
  type: {
    text: 'text',
    choice: 'a choice',
    flag: 'yes or no',
    integer: 'whole number',
    decimal: 'number',
    amount: 'amount',
    date: 'day, 2026-10-31',
    instant: 'time, 2026-10-31T18:30:00+08:00',
    period: 'month, 2026-10',
  },
  decimals: (scale: number) => `, up to ${scale} decimals`,
  rowOf: (table: string) => `, as in ${table}`,
  prompt: ({ meaning, type, example, isNeeded }: PromptOf) =>
    [
      `${meaning}.`,
      `${type}${isNeeded ? '' : '; may be empty'}`,
      ...(example === '' ? [] : [`Such as ${example}`]),
    ].join('\n'),
  written: (path: string, tables: number) => `wrote ${path}: ${tables} tables, with notes on every column`,
  next: (path: string) => `fill it, then see what is wrong with it and what it lacks: millrace doctor ${path}`,
} as const;

/** What is said of a column of a template. */
interface PromptOf {
  readonly meaning: string;
  readonly type: string;
  readonly example: string;
  readonly isNeeded: boolean;
}
