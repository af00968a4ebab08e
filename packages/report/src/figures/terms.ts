import { type Bilingual, say } from '../page/say.js';
import type { ReportInput, VersionTables } from '../report-input.js';
import { decimalsOf } from './decimals.js';
import { Names } from './names.js';

/** What all figures of a report share: names, scales, and the cost elements that get a column of their own. */
export interface Terms {
  readonly names: Names;
  readonly currency: string;
  /** Decimals of amounts and of unit costs. */
  readonly amountScale: number;
  readonly unitScale: number;
  /** Plants that hold stock: where there is one, figures need not say which. */
  readonly plantCount: number;
  /** Columns of elements. Where there are too many, the last one stands for all that have none of their own. */
  readonly elements: readonly ElementColumn[];
  /** The column of an element, by its code. */
  readonly columnOf: ReadonlyMap<string, number>;
}

interface ElementColumn {
  /** Empty for the column of all others. */
  readonly code: string;
  readonly name: Bilingual;
}

/** Reads the shared terms off the versions and the masters. */
export function termsOf({ version, previous, masters }: ReportInput): Terms {
  const names = new Names(masters);
  const { currency, amountScale } = names.ledger(version.tables.identity.ledger);
  const [firstAmount] = version.tables.rows('proof');
  const present = elementsIn(previous === undefined ? [version.tables] : [version.tables, previous.tables]);
  const known = names.elementsInOrder().filter((element) => present.has(element));
  const codes = [...known, ...[...present].filter((element) => !known.includes(element))];
  const own = codes.length > MOST_ELEMENTS ? codes.slice(0, MOST_ELEMENTS - 1) : codes;
  const elements = own.map((code) => ({ code, name: distinctName(code, codes, names) }));
  if (own.length < codes.length) elements.push({ code: '', name: say('Other elements', '其他要素') });
  // Long tables, which only who shows unit costs or stock looks at.
  const unitScale = once(() => {
    const [first] = version.tables.unitCosts();
    return decimalsOf(first?.unit_cost ?? '0.000000');
  });
  const plantCount = once(() => new Set(Array.from(version.tables.rows('stock'), ({ plant }) => plant)).size);
  return {
    names,
    currency,
    amountScale: amountScale ?? decimalsOf(firstAmount?.amount ?? '0.00'),
    get unitScale() {
      return unitScale();
    },
    get plantCount() {
      return plantCount();
    },
    elements,
    columnOf: new Map(codes.map((code, place) => [code, Math.min(place, elements.length - 1)])),
  };
}

function elementsIn(versions: readonly VersionTables[]): Set<string> {
  return new Set(versions.flatMap((tables) => Array.from(tables.rows('version_element'), ({ element }) => element)));
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Two elements of one name would be one in a legend: then the code distinguishes them. */
function distinctName(code: string, codes: readonly string[], names: Names): Bilingual {
  const name = names.element(code);
  const isShared = codes.some((other) => other !== code && names.element(other).en === name.en);
  return isShared ? say(`${name.en} (${code})`, `${name.zh}（${code}）`) : name;
}

const MOST_ELEMENTS = 9;
