import { posix } from 'node:path';
import type { InputFile } from '../input-file.js';
import { Archive, NotAWorkbook } from './archive.js';
import { readSharedStrings } from './shared-strings.js';
import { readStyles, type Styles } from './styles.js';
import { readXml } from './xml.js';

/** A sheet as the workbook lists it. */
export interface SheetPart {
  readonly name: string;
  readonly isHidden: boolean;
  readonly part: string;
}

/**
 * An Excel workbook (.xlsx, .xlsm), as Excel, LibreOffice or WPS write it: values are read, nothing in it is run. It is held
 * packed; sheets are unpacked as they are read.
 */
export class Workbook {
  readonly archive: Archive;
  readonly sheets: readonly SheetPart[];
  /** Whether days are counted from 1904, as old versions for the Macintosh did. */
  readonly from1904: boolean;
  readonly styles: Styles;
  readonly #strings: string | undefined;
  #shared: Promise<readonly string[]> | undefined;

  private constructor(archive: Archive, listed: Listed, styles: Styles, strings: string | undefined) {
    this.archive = archive;
    this.sheets = listed.sheets;
    this.from1904 = listed.from1904;
    this.styles = styles;
    this.#strings = strings;
  }

  /** @throws NotAWorkbook; Unreadable, Trouble of the file. */
  static async open(file: InputFile): Promise<Workbook> {
    const archive = await Archive.open(await file.whole(LARGEST_PACKED));
    const root = await relations(archive, '');
    const main = root.find(({ type }) => type === 'officeDocument')?.target;
    if (main === undefined) throw new NotAWorkbook('no_workbook');
    const parts = await relations(archive, main);
    const partOf = (type: string) => parts.find((part) => part.type === type)?.target;
    const listed = await readWorkbook(archive, main, parts);
    const styles = await readStyles(archive, partOf('styles'));
    return new Workbook(archive, listed, styles, partOf('sharedStrings'));
  }

  /** The texts that cells share, by number. */
  get sharedStrings(): Promise<readonly string[]> {
    this.#shared ??= readSharedStrings(this.archive, this.#strings);
    return this.#shared;
  }
}

/** More than a million rows of twenty columns, packed. */
const LARGEST_PACKED = 512_000_000;

/** What a small part may have. */
const LARGEST_PART = 20_000_000;

interface Relation {
  readonly id: string;
  /** The last word of its type. */
  readonly type: string;
  readonly target: string;
}

/** What a part leads to; of the archive itself where `part` is empty. */
async function relations(archive: Archive, part: string): Promise<Relation[]> {
  const name = posix.join(posix.dirname(part), '_rels', `${posix.basename(part)}.rels`);
  const found: Relation[] = [];
  if (!archive.has(name)) throw new NotAWorkbook('no_workbook');
  await readXml(archive.text(name, LARGEST_PART), {
    open(element, { Id, Type, Target, TargetMode }) {
      if (element !== 'Relationship' || TargetMode === 'External' || !Id || !Type || !Target) return;
      const target = Target.startsWith('/') ? Target.slice(1) : posix.join(posix.dirname(part), Target);
      found.push({ id: Id, type: Type.slice(Type.lastIndexOf('/') + 1), target });
    },
    close() {},
    text() {},
  });
  return found;
}

interface Listed {
  readonly sheets: SheetPart[];
  readonly from1904: boolean;
}

async function readWorkbook(archive: Archive, main: string, parts: readonly Relation[]): Promise<Listed> {
  const sheets: SheetPart[] = [];
  let from1904 = false;
  await readXml(archive.text(main, LARGEST_PART), {
    open(element, attributes) {
      if (element === 'workbookPr') from1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
      if (element !== 'sheet') return;
      const part = parts.find(({ id }) => id === attributes.id);
      if (part === undefined || attributes.name === undefined) throw new NotAWorkbook('damaged');
      // Charts have sheets of their own.
      if (part.type !== 'worksheet') return;
      const isHidden = (attributes.state ?? 'visible') !== 'visible';
      sheets.push({ name: attributes.name, isHidden, part: part.target });
    },
    close() {},
    text() {},
  });
  return { sheets, from1904 };
}
