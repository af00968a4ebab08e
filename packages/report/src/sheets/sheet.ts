import type { Language } from '@millrace/costing-core';
import type { SheetTexts } from './text/sheet-texts.js';
import { sheetTexts } from './text/sheet-texts-in.js';

/** A table of a version as its readers get it: as CSV, as a sheet of a workbook, as a page of the console. */
export interface Sheet {
  readonly name: SheetName;
  readonly columns: readonly SheetColumn[];
  /** A cell per column, exactly: numbers as plain decimals, days as 2026-10-31. */
  readonly rows: Iterable<readonly string[]>;
}

export type SheetName = keyof SheetTexts['name'];

export interface SheetColumn {
  /** In snake case: `amount`. */
  readonly name: string;
  /** Quantities are shown without zeros at their end, other numbers with the decimals that they are written with. */
  readonly kind: 'text' | 'day' | 'number' | 'quantity';
  /** Where it is the part of a cost element: its code, and what people call it. */
  readonly element?: ElementOfColumn;
}

export interface ElementOfColumn {
  readonly code: string;
  readonly name: string;
}

/** The columns of these names, all of one kind. */
export function columns(kind: SheetColumn['kind'], ...names: readonly string[]): SheetColumn[] {
  return names.map((name) => ({ name, kind }));
}

/** A column of numbers for each cost element. */
export function perElement(name: string, elements: readonly ElementOfColumn[]): SheetColumn[] {
  return elements.map((element) => ({ name, kind: 'number', element }));
}

/** What programs call a column: `amount_material`. */
export function columnCode({ name, element }: SheetColumn): string {
  return element === undefined ? name : `${name}_${element.code}`;
}

/** What people call it: `amount Material`, `金额 材料`. */
export function titleOf({ name, element }: SheetColumn, texts: SheetTexts): string {
  const title = texts.column(name);
  return element === undefined ? title : `${title} ${element.name}`;
}

/** The header of a CSV file: in English the names that programs know, in Chinese words. */
export function headOf({ columns }: Pick<Sheet, 'columns'>, language: Language): string[] {
  const texts = sheetTexts(language);
  return columns.map((column) => (language === 'zh' ? titleOf(column, texts) : columnCode(column)));
}
