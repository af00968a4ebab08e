/** What an import says, in English. `import-zh.ts` says the same in Chinese. */
export const importEn = {
  intoPublished:
    'let rows come into published periods, or change what was published; it is told until they are closed again',
  head: ['table', 'rows', 'new', 'changed', 'unchanged'],
  byPeriod: ['table', 'period', 'rows', 'new', 'changed', 'removed', 'unchanged'],
  done: (rows: string) => `${rows} rows imported`,
  removed: (rows: string) => `${rows} rows removed`,
  gone: (rows: string, table: string, keys: string) =>
    `${rows} rows of ${table} came from the source, are there no more, and are kept here (--replace and --period remove them): ${keys}`,
  recorded: (number: number) => `take it back with: millrace import --undo ${number}`,
  preview: 'preview: nothing was written',
  notes: (names: string) => `not read, as notes: ${names}`,
  refused: 'nothing was imported',
  passed: (number: number, rows: string) => `is in already, as import ${number}: ${rows} rows, as they came`,
  refusedHere: 'nothing of it was imported; what stands before it is in: correct it and give the same paths again',
  notReached: (paths: string) => `not looked at: ${paths}`,
  undone: (asked: number, number: number) => `import ${asked} was taken back, as import ${number}`,
  notUndone: (asked: number, periods: readonly string[]) =>
    periods.length === 0
      ? `import ${asked} was not taken back`
      : `import ${asked} was not taken back: what is published stands on its rows, of ${periods.join(', ')}; first reopen what is published from ${periods[0]} on, the newest first: millrace reopen ${periods.at(-1)} --reason WHY`,
  list: ['import', 'when', 'by', 'files', 'new', 'changed', 'removed', ''],
  none: 'nothing was imported yet',
  undoes: (number: number) => `takes ${number} back`,
  undoneBy: (number: number) => `taken back by ${number}`,
} as const;
