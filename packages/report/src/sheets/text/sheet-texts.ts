import type { sheetsEn } from './sheets-en.js';

/** What tables and their columns are called; functions keep their parameters, words may differ. */
export type SheetTexts = Said<typeof sheetsEn>;

type Said<T> = T extends (...values: never[]) => string
  ? T
  : T extends string
    ? string
    : { readonly [K in keyof T]: Said<T[K]> };
