import type { Language } from '@millrace/costing-core';
import { en } from './en.js';
import type { Texts } from './texts.js';
import { zh } from './zh.js';

/** The catalogue of a language. */
export function textsIn(language: Language): Texts {
  return language === 'zh' ? zh : en;
}
