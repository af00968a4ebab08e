import { compareText } from './facts/symbols.js';
import { type FindingCode, finding } from './findings.js';

/**
 * Bad data is a finding, never an exception and never a silent zero. `findings.ts` holds, for every code,
 * what is wrong and what to do, in English and Chinese.
 */
export interface Finding {
  /** The rule that was not kept, as a name. */
  readonly code: FindingCode;
  readonly severity: Severity;
  /** Table (or file) and key of the row; several keys are joined by `·`. */
  readonly table: string;
  readonly key: string;
  /** What the text is made of: value, expected, found, count … */
  readonly fields: Readonly<Record<string, string>>;
}

/** Fatal: the run stops, nothing is written. Error: a draft, not to be published. Warning: to be looked at. */
export type Severity = 'fatal' | 'error' | 'warning';

/** Notes a finding; its severity stands in the catalogue. */
export type Report = (code: FindingCode, table: string, key: string, fields?: Record<string, string>) => void;

/**
 * Collects the findings of a run, each once, however often it was noted. Of each code the first thousand are kept, by table,
 * key and fields, so that they are the same in whatever order rows came; how many there are in all is a finding of its own.
 */
export class Findings {
  readonly #byCode = new Map<FindingCode, Alike>();

  readonly report: Report = (code, table, key, fields) => {
    this.#add(finding(code, table, key, fields));
  };

  add(findings: Iterable<Finding>): void {
    for (const found of findings) this.#add(found);
  }

  #add(found: Finding): void {
    const alike = this.#byCode.get(found.code);
    if (alike === undefined) this.#byCode.set(found.code, new Alike(found));
    else alike.add(found);
  }

  /** True where the run must stop. */
  get fatal(): boolean {
    for (const { severity } of this.#byCode.values()) if (severity === 'fatal') return true;
    return false;
  }

  /** The worst first, then by code, table, key and fields. */
  sorted(): Finding[] {
    const all: Finding[] = [];
    for (const [code, alike] of this.#byCode) {
      for (const found of alike.first()) all.push(found);
      if (alike.count <= KEPT) continue;
      const fields = { value: code, count: String(alike.count), expected: String(KEPT) };
      all.push(finding('more_was_found_than_is_listed', 'finding', code, fields));
    }
    return all.sort(
      (a, b) =>
        SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || compareText(a.code, b.code) || compare(a, b),
    );
  }
}

/** How many findings of one code are kept. */
const KEPT = 1000;

/** The findings of one code. */
class Alike {
  readonly severity: Severity;
  /** The least that have come, by what tells them apart; somewhat more than are kept. */
  #least = new Map<string, Finding>();
  /** Those that are not among them any more, by a number in their place. */
  readonly #others = new Set<number>();
  /** The greatest that is kept, once there were more. */
  #bound: Finding | undefined;

  constructor(first: Finding) {
    this.severity = first.severity;
    this.add(first);
  }

  get count(): number {
    return this.#least.size + this.#others.size;
  }

  add(found: Finding): void {
    const text = JSON.stringify([found.table, found.key, found.fields]);
    if (this.#bound !== undefined && compare(found, this.#bound) > 0) {
      this.#others.add(numberOf(text));
      return;
    }
    this.#least.set(text, found);
    if (this.#least.size >= 2 * KEPT) this.#cut();
  }

  first(): readonly Finding[] {
    if (this.#least.size > KEPT) this.#cut();
    return [...this.#least.values()];
  }

  #cut(): void {
    const sorted = [...this.#least].sort(([, a], [, b]) => compare(a, b));
    this.#least = new Map(sorted.slice(0, KEPT));
    for (const [text] of sorted.slice(KEPT)) this.#others.add(numberOf(text));
    this.#bound = sorted[KEPT - 1][1];
  }
}

function compare(a: Finding, b: Finding): number {
  return (
    compareText(a.table, b.table) ||
    compareText(a.key, b.key) ||
    compareText(JSON.stringify(a.fields), JSON.stringify(b.fields))
  );
}

/** 53 bits of a text, two FNV hashes side by side: enough to count what is told apart, without keeping it. */
function numberOf(text: string): number {
  let [high, low] = [0x811c9dc5, 0x9dc5811c];
  for (let i = 0; i < text.length; i++) {
    high = Math.imul(high ^ text.charCodeAt(i), 0x01000193);
    low = Math.imul(low ^ text.charCodeAt(i), 0x01000197);
  }
  return (high & 0x1fffff) * 2 ** 32 + (low >>> 0);
}

const SEVERITIES: readonly Severity[] = ['fatal', 'error', 'warning'];
