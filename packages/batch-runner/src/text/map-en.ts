/** What `millrace map` says, in English. `map-zh.ts` says the same in Chinese. */
export const mapEn = {
  help: 'write a first mapping of another system’s tables (sources in the config), from the tables and columns that are found',
  address: 'the database of that system (default: sources.connection of the config, or the database)',
  write: 'put it into the config: tables that are mapped there stay as they are; the former config is kept',
  head: ['column', '', 'from', 'to be decided'],
  colon: ': ',
  certainty: { sure: 'sure', look: 'look at it', assumed: 'assumed', fill_in: 'fill in' },
  open: {
    time_zone: 'where did the clock hang?',
    choices: 'which of these does each mean?',
    truth: 'what says yes?',
  },
  isLike: '(by its columns and a part of its name: look at it)',
  counts: (sure: number, look: number, assumed: number, fillIn: number) =>
    `${sure} columns are sure, ${look} to be looked at, ${assumed} assumed, ${fillIn} to be filled in`,
  missing: (tables: string) => `not found: ${tables}; map them by hand, or import them from files (millrace template)`,
  none: 'no table there is like one of the facts: map them by hand, see docs/sources.md',
  written: (file: string, kept: string) => `wrote ${file}; the former one is ${kept}`,
  already: (tables: string) => `mapped already, and left as they are: ${tables}`,
  next: 'fill in what is marked in the queries, then: millrace doctor',
} as const;
