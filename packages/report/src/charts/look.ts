import type { Language } from '@millrace/costing-core';
import type { Bilingual } from '../page/say.js';
import { cutLabel } from './cut-label.js';

/** Colours of element columns: apart from each other also in grey and to most colour-blind eyes. */
export const ELEMENT_COLOURS = [
  '#1f5673',
  '#e0ab4f',
  '#6f9a72',
  '#b4573d',
  '#8a76a8',
  '#56a7b0',
  '#c78fa9',
  '#8b8f72',
  '#b9b3a8',
] as const;

/** The same in the dark, for the places where they are too dark or too bright. */
export const DARK_COLOURS = [
  '#3a86ad',
  '#d9a648',
  '#7fae82',
  '#cc6d52',
  '#9a86b8',
  '#56a7b0',
  '#c78fa9',
  '#9ca083',
  '#aaa499',
] as const;

/** Text that can be read on the colour of element column `e`. */
export function inkOn(e: number): string {
  return DARK.has(e) ? '#ffffff' : '#2b2412';
}

const DARK: ReadonlySet<number> = new Set([0, 3, 4]);

/** Fonts that a reader's machine has, for both languages. */
export const FONT =
  "system-ui, -apple-system, 'Segoe UI', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif";

/** What is drawn with: the page draws it in other colours in the dark. */
export const INK = '#33424a';
export const FAINT = '#6b7780';
export const LINE = '#e6e1d6';

/** Characters that a name has room for. */
const ROOM = 38;

/** Value axis along the bottom, without more lines than the eye needs. */
export function valueAxis(label: (value: number) => string) {
  return {
    type: 'value' as const,
    splitNumber: 5,
    axisLabel: { color: FAINT, fontSize: 12, formatter: label },
    splitLine: { lineStyle: { color: LINE } },
    axisLine: { show: false },
    axisTick: { show: false },
  };
}

/** Names down the left side, first on top. */
export function nameAxis(names: readonly string[]) {
  return {
    type: 'category' as const,
    inverse: true,
    data: names.map((name) => cutLabel(name.replace(/\s+/g, ' '), ROOM)),
    // Names of wide letters may still be wider.
    axisLabel: { color: INK, fontSize: 12.5, width: 270, overflow: 'truncate' as const, interval: 0 },
    axisLine: { show: false, onZero: false },
    axisTick: { show: false },
  };
}

export function legend(names: readonly Bilingual[], language: Language) {
  return {
    data: names.map((name) => name[language]),
    left: 290,
    top: 0,
    icon: 'roundRect',
    itemWidth: 14,
    itemHeight: 10,
    itemGap: 26,
    textStyle: { color: INK, fontSize: 12.5 },
  };
}

export const GRID = { left: 290, right: 110, top: 40, bottom: 34 };

export const LABEL = { color: INK, fontSize: 12 };
