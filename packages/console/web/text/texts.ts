import type { en } from './en.js';

/** What the pages say; functions keep their parameters, words may differ. */
export type Texts = Said<typeof en>;

type Said<T> = T extends (...values: never[]) => string
  ? T
  : T extends string
    ? string
    : { readonly [K in keyof T]: Said<T[K]> };
