import type { Language } from '@millrace/costing-core';
import { visible } from '@millrace/facts';
import type { Trouble } from '@millrace/store';
import type { en } from './en.js';

/** The catalogue's shape: what is said in one language is said in the other. */
export type Texts = Said<typeof en>;

// Functions keep their parameters, so that both languages get the same values; words may differ.
type Said<T> = T extends (...values: never[]) => string
  ? T
  : T extends string
    ? string
    : { readonly [K in keyof T]: Said<T[K]> };

/** A language, and what is said in it. */
export interface Spoken {
  readonly texts: Texts;
  readonly language: Language;
}

/** Cause and remedy of a trouble. A kind or state of a version can be printed as its code, which commands accept, or in words. */
export function tell({ code, fields }: Trouble, texts: Texts): string {
  const words = {
    ...fields,
    says: fill(wordOf(fields.says, texts.reason) || (fields.says ?? ''), fields),
    says_zh: fill(wordOf(fields.says_zh, texts.reason) || (fields.says_zh ?? ''), fields),
    kind_in_words: wordOf(fields.kind, texts.structure.kind),
    state_in_words: wordOf(fields.state, texts.state),
    was_in_words: wordOf(fields.was, texts.periods.state),
    becomes_in_words: wordOf(fields.state, texts.periods.state),
    state_of_period: wordOf(fields.state, texts.periods.state),
    pending_in_words: wordOf(fields.state, texts.structure.state),
  };
  const [cause, remedy] = texts.trouble[code].map((text) => fill(text, words));
  return texts.causeAndRemedy(cause, remedy);
}

function wordOf(code: string | undefined, words: Readonly<Record<string, string>>): string {
  return Object.hasOwn(words, code ?? '') ? words[code ?? ''] : '';
}

/** Puts fields in the place of their names in braces. */
function fill(text: string, fields: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => visible(fields[name] ?? ''));
}
