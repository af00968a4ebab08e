import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { en } from './text/en.js';
import type { Texts } from './text/texts.js';
import { zh } from './text/zh.js';

export type Language = 'en' | 'zh';

export const TEXTS: Readonly<Record<Language, Texts>> = { en, zh };

/** The language that pages are shown in. */
export const Spoken = createContext<Language>('en');

export function useTexts(): Texts {
  return TEXTS[useContext(Spoken)];
}

/** What a reader chose, for the next time; a browser that keeps nothing asks again. */
export function chosenLanguage(): Language | undefined {
  try {
    const kept = localStorage.getItem(KEPT);
    return kept === 'en' || kept === 'zh' ? kept : undefined;
  } catch {
    return undefined;
  }
}

export function chooseLanguage(language: Language): void {
  try {
    localStorage.setItem(KEPT, language);
  } catch {
    // Then it is for this time only.
  }
}

const KEPT = 'millrace-language';
