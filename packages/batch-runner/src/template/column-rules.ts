import type writeWorkbook from 'write-excel-file/node';
import {
  getCellAddress,
  getOrderOfSiblings,
  insertElementMarkupAccordingToOrderOfSiblings,
  sanitizeAttributeValue,
  sanitizeTextContent,
} from 'write-excel-file/utility';

/** What a spreadsheet says of a column's cells when one is gone to, and which values it lets in. */
export interface ColumnRule {
  readonly title: string;
  readonly prompt: string;
  /** Where the values stand: `'#lists'!$C$2:$C$25`; undefined: any may stand there. */
  readonly list: string | undefined;
  /** What is said of another value. */
  readonly error: string;
}

/**
 * Adds rules to the sheets of a workbook, by name and column, for all rows below the header. The format of the cell below
 * the header becomes the column's, so that it holds for rows to come.
 */
export function columnRules(rules: ReadonlyMap<string, readonly ColumnRule[]>): Feature {
  return {
    files: {
      transform: {
        [SHEET]: {
          transform(xml, { sheet = '' }) {
            const its = rules.get(sheet);
            if (its === undefined) return xml;
            const markup = `<dataValidations count="${its.length}">${its.map(ruleXml).join('')}</dataValidations>`;
            const order = getOrderOfSiblings(SHEET, 'worksheet') ?? [];
            return insertElementMarkupAccordingToOrderOfSiblings(columnFormats(xml), markup, order, 'worksheet');
          },
        },
      },
    },
  };
}

/** What the library lets add to a workbook's parts. */
type Feature = NonNullable<NonNullable<Parameters<typeof writeWorkbook>[1]>['features']>[number];

const SHEET = 'xl/worksheets/sheet{id}.xml';

function ruleXml({ title, prompt, list, error }: ColumnRule, at: number): string {
  const column = lettersOf(at);
  const attributes = {
    ...(list === undefined ? {} : { type: 'list', showErrorMessage: '1', error }),
    allowBlank: '1',
    showInputMessage: '1',
    promptTitle: title.slice(0, LONGEST_TITLE),
    prompt: prompt.slice(0, LONGEST_PROMPT),
    sqref: `${column}2:${column}${LAST_ROW}`,
  };
  const written = Object.entries(attributes).map(([name, value]) => `${name}="${attribute(value)}"`);
  const formula = list === undefined ? '' : `<formula1>${sanitizeTextContent(list)}</formula1>`;
  return `<dataValidation ${written.join(' ')}>${formula}</dataValidation>`;
}

/** Line ends as such would be read as blanks. */
function attribute(value: string): string {
  return sanitizeAttributeValue(value).replaceAll('\n', '&#10;');
}

/** `<col min="3" …>` takes the style of the cell `C2`. */
function columnFormats(xml: string): string {
  return xml.replace(/<col min="(\d+)"/g, (col, at) => {
    const style = new RegExp(`<c r="${lettersOf(Number(at) - 1)}2" s="(\\d+)"`).exec(xml)?.[1];
    return style === undefined ? col : `${col} style="${style}"`;
  });
}

export function lettersOf(column: number): string {
  return getCellAddress(0, column).slice(0, -1);
}

const LAST_ROW = 1_048_576;

/** What Excel allows; a longer one makes it repair the workbook. */
const [LONGEST_TITLE, LONGEST_PROMPT] = [32, 255];
