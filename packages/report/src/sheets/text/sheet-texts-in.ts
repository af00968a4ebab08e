import type { Language } from '@millrace/costing-core';
import type { SheetTexts } from './sheet-texts.js';
import { sheetsEn } from './sheets-en.js';
import { sheetsZh } from './sheets-zh.js';

/** What tables and their columns are called in a language. */
export function sheetTexts(language: Language): SheetTexts {
  return language === 'zh' ? sheetsZh : sheetsEn;
}
