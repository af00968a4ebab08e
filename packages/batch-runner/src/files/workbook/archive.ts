import type { Readable } from 'node:stream';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';

/** Bytes that are no workbook, by why: a code of the texts. */
export class NotAWorkbook extends Error {
  readonly reason: string;

  constructor(reason: string, cause?: unknown) {
    super(reason, { cause });
    this.name = 'NotAWorkbook';
    this.reason = reason;
  }
}

/** The parts of a workbook's zip archive, unpacked as they are read and never to disk. */
export class Archive {
  readonly #zip: ZipFile;
  readonly #entries: ReadonlyMap<string, Entry>;
  #unpacked = 0;

  private constructor(zip: ZipFile, entries: ReadonlyMap<string, Entry>) {
    this.#zip = zip;
    this.#entries = entries;
  }

  /** @throws NotAWorkbook */
  static async open(bytes: Uint8Array): Promise<Archive> {
    if (bytes[0] === 0xd0 && bytes[1] === 0xcf) throw new NotAWorkbook('protected');
    if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) throw new NotAWorkbook('no_workbook');
    try {
      const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
      const entries = new Map<string, Entry>();
      for await (const entry of zip.eachEntry()) {
        // Two parts of one name: which of them is read would be chance.
        if (entries.has(entry.fileName) || entries.size >= MOST_PARTS) throw new NotAWorkbook('damaged');
        entries.set(entry.fileName, entry);
      }
      return new Archive(zip, entries);
    } catch (error) {
      throw error instanceof NotAWorkbook ? error : new NotAWorkbook('damaged', error);
    }
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  /**
   * A part as text, piece by piece.
   *
   * @param most how many bytes it may have unpacked.
   * @throws NotAWorkbook where it is not there, damaged, or larger.
   */
  async *text(name: string, most: number): AsyncGenerator<string> {
    const entry = this.#entries.get(name);
    if (entry === undefined) throw new NotAWorkbook('damaged');
    if (entry.isEncrypted()) throw new NotAWorkbook('protected');
    let stream: Readable | undefined;
    try {
      stream = await this.#zip.openReadStreamPromise(entry);
      const decoder = new TextDecoder('utf-8', { fatal: true });
      let size = 0;
      for await (const piece of stream as AsyncIterable<Uint8Array>) {
        size += piece.length;
        this.#unpacked += piece.length;
        if (size > most || this.#unpacked > LARGEST) throw new NotAWorkbook('too_large');
        yield decoder.decode(piece, { stream: true });
      }
      yield decoder.decode();
    } catch (error) {
      throw error instanceof NotAWorkbook ? error : new NotAWorkbook('damaged', error);
    } finally {
      stream?.destroy();
    }
  }
}

const MOST_PARTS = 10_000;

/** What all parts that are read may have, unpacked: a full sheet of 24 columns has half of it. */
export const LARGEST = 4_000_000_000;
