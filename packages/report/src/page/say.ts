import type { Language } from '@millrace/costing-core';

/** The same thing said in both languages. */
export type Bilingual = Readonly<Record<Language, string>>;

export const LANGUAGES: readonly Language[] = ['en', 'zh'];

/** What is said in both languages. */
export function say(en: string, zh: string): Bilingual {
  return { en, zh };
}

/** The language as a document names it. */
export const LANGUAGE_TAGS: Bilingual = { en: 'en', zh: 'zh-CN' };
