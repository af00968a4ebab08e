import { SaxesParser } from 'saxes';
import { NotAWorkbook } from './archive.js';

/** An element's attributes by their names, without prefixes. */
export type Attributes = Readonly<Record<string, string>>;

/** What is done at the elements of an XML part, by their names without prefixes. */
export interface Handlers {
  open(name: string, attributes: Attributes): void;
  close(name: string): void;
  text(text: string): void;
}

/**
 * Reads XML that comes in pieces. What a document type could declare is refused, entities that swell among it; so is what would be
 * held in memory without end: elements within elements, a text or a comment longer than any of a workbook.
 */
export class Xml {
  readonly #parser = new SaxesParser();
  #depth = 0;
  #held = 0;

  constructor({ open, close, text }: Handlers) {
    const parser = this.#parser;
    parser.on('error', (error) => {
      throw new NotAWorkbook('damaged', error);
    });
    parser.on('doctype', () => {
      throw new NotAWorkbook('damaged');
    });
    parser.on('opentag', (tag) => {
      this.#held = 0;
      if (++this.#depth > DEEPEST) throw new NotAWorkbook('damaged');
      open(plain(tag.name), attributesOf(tag.attributes));
    });
    parser.on('closetag', (tag) => {
      this.#held = 0;
      this.#depth--;
      close(plain(tag.name));
    });
    parser.on('text', text);
    parser.on('cdata', text);
  }

  /** @throws NotAWorkbook */
  write(piece: string): void {
    this.#held += piece.length;
    this.#parser.write(piece);
    if (this.#held > LONGEST) throw new NotAWorkbook('damaged');
  }

  end(): void {
    this.#parser.close();
  }
}

const [DEEPEST, LONGEST] = [200, 10_000_000];

/** Reads a whole part. */
export async function readXml(pieces: AsyncIterable<string>, handlers: Handlers): Promise<void> {
  const xml = new Xml(handlers);
  for await (const piece of pieces) xml.write(piece);
  xml.end();
}

/** Programs differ in the prefixes that they give to names. */
function plain(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

function attributesOf(attributes: Attributes): Attributes {
  const found: Record<string, string> = {};
  for (const name in attributes) found[plain(name)] = attributes[name];
  return found;
}
