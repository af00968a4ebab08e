import type { Archive } from './archive.js';
import { readXml } from './xml.js';

/** What a number's format makes of it. */
export type Shown = 'plain' | 'formatted' | 'day' | 'date_without_day';

/** By number of a cell's style. */
export type Styles = readonly Shown[];

/** How the styles of a workbook show numbers: as dates, with the day or without; with zeros or signs that the number hasn't. */
export async function readStyles(archive: Archive, part: string | undefined): Promise<Styles> {
  const styles: Shown[] = [];
  if (part === undefined || !archive.has(part)) return styles;
  const formats = new Map<number, Shown>();
  let isCells = false;
  await readXml(archive.text(part, LARGEST_STYLES), {
    open(name, { numFmtId, formatCode }) {
      if (name === 'numFmt') formats.set(Number(numFmtId), shownBy(formatCode ?? ''));
      else if (name === 'cellXfs') isCells = true;
      else if (name === 'xf' && isCells) {
        const id = Number(numFmtId ?? 0);
        styles.push(formats.get(id) ?? builtIn(id));
      }
    },
    close(name) {
      if (name === 'cellXfs') isCells = false;
    },
    text() {},
  });
  return styles;
}

const LARGEST_STYLES = 100_000_000;

/** A format by its code: `yyyy/m/d`, `mmm-yy`, `#,##0.00`, `00000`. */
function shownBy(code: string): Shown {
  // Texts in quotes, characters behind a backslash, colours and places in brackets say nothing of the number.
  const bare = code.replace(/"[^"]*"|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]/gi, '').split(';')[0];
  if (/^(general|@|0|)$/i.test(bare.trim())) return 'plain';
  if (/[dmyhs]/i.test(bare.replace(/general/gi, ''))) return /d/i.test(bare) ? 'day' : 'date_without_day';
  return 'formatted';
}

/** Formats that have a number only; some of them are others in other countries, none of which shows a day there only. */
function builtIn(id: number): Shown {
  if (id === 0 || id === 1 || id === 49) return 'plain';
  if (DAYS.includes(id)) return 'day';
  const isDate = (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
  return isDate ? 'date_without_day' : 'formatted';
}

const DAYS = [14, 15, 16, 22, 28, 29, 30, 31, 51, 53, 54, 58];
