import { compareText } from './compare-text.js';

/** Bad data is a finding, never an exception and never a silent zero: which rule is broken, where, and with what. */
export interface Finding<Code extends string = string> {
  /** The rule that was not kept, as a name. */
  readonly code: Code;
  readonly severity: Severity;
  /** Table (or file) and key of the row; several keys are joined by `·`. */
  readonly table: string;
  readonly key: string;
  /** What the text is made of: value, expected, found, count … */
  readonly fields: Readonly<Record<string, string>>;
}

/** Fatal: the run stops, nothing is written. Error: a draft, not to be published. Warning: to be looked at. */
export type Severity = 'fatal' | 'error' | 'warning';

/**
 * What a finding says: `check` is its number in the catalogue of checks (合法性检查, formulas.md 2).
 *
 * In a text `{field}` stands for a field of the finding, `{field:kind}` for one in the reader's words, and `[…]` for a
 * part that is left out where a field in it is empty.
 */
export interface Rule {
  readonly severity: Severity;
  readonly check: string;
  readonly en: Says;
  readonly zh: Says;
}

/** What is wrong, and what to do. */
type Says = readonly [wrong: string, remedy: string];

/** Notes a finding; its severity stands in the rules. */
export type Report<Code extends string = string> = (
  code: Code,
  table: string,
  key: string,
  fields?: Record<string, string>,
) => void;

/**
 * Collects the findings of a run, each once, however often it was noted. Of each code the first thousand are kept, by table,
 * key and fields, so that they are the same in whatever order rows came; how many there are in all is a finding of its own.
 */
export class FindingsOf<Code extends string> {
  readonly #rules: Readonly<Record<Code | typeof MORE, Pick<Rule, 'severity'>>>;
  readonly #byCode = new Map<Code, Alike<Code>>();

  /** @param rules the severity of each code. */
  constructor(rules: Readonly<Record<Code | typeof MORE, Pick<Rule, 'severity'>>>) {
    this.#rules = rules;
  }

  readonly report: Report<Code> = (code, table, key, fields = {}) => {
    this.#add({ code, severity: this.#rules[code].severity, table, key, fields });
  };

  add(findings: Iterable<Finding<Code>>): void {
    for (const found of findings) this.#add(found);
  }

  #add(found: Finding<Code>): void {
    const alike = this.#byCode.get(found.code);
    if (alike === undefined) this.#byCode.set(found.code, new Alike(found));
    else alike.add(found);
  }

  /** True where the run must stop. */
  get fatal(): boolean {
    for (const { severity } of this.#byCode.values()) if (severity === 'fatal') return true;
    return false;
  }

  /** The worst first; fatal ones in the order of the rules, causes before what comes of them; then by code, table, key and fields. */
  sorted(): Finding<Code | typeof MORE>[] {
    const all: Finding<Code | typeof MORE>[] = [];
    for (const [code, alike] of this.#byCode) {
      for (const found of alike.first()) all.push(found);
      if (alike.count <= KEPT) continue;
      const fields = { value: code, count: String(alike.count), expected: String(KEPT) };
      all.push({ code: MORE, severity: this.#rules[MORE].severity, table: 'finding', key: code, fields });
    }
    const order = Object.keys(this.#rules);
    return all.sort(
      (a, b) =>
        SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
        (a.severity === 'fatal' ? order.indexOf(a.code) - order.indexOf(b.code) : 0) ||
        compareText(a.code, b.code) ||
        compare(a, b),
    );
  }
}

/** What says that a code was found more often than is kept; every list of rules has it. */
const MORE = 'more_was_found_than_is_listed';

/** How many findings of one code are kept. */
const KEPT = 1000;

/** The findings of one code. */
class Alike<Code extends string> {
  readonly severity: Severity;
  /** The first of those that came, by their identity; somewhat more than are kept. */
  #least = new Map<string, Finding<Code>>();
  /** Those that are not among them any more, by a number in their place. */
  readonly #others = new Set<number>();
  /** The greatest that is kept, once there were more. */
  #bound: Finding<Code> | undefined;

  constructor(first: Finding<Code>) {
    this.severity = first.severity;
    this.add(first);
  }

  get count(): number {
    return this.#least.size + this.#others.size;
  }

  add(found: Finding<Code>): void {
    const text = JSON.stringify([found.table, found.key, found.fields]);
    if (this.#bound !== undefined && compare(found, this.#bound) > 0) {
      this.#others.add(numberOf(text));
      return;
    }
    this.#least.set(text, found);
    if (this.#least.size >= 2 * KEPT) this.#cut();
  }

  first(): readonly Finding<Code>[] {
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

/** 53 bits of a text, two FNV hashes side by side: enough to count different texts without keeping them. */
function numberOf(text: string): number {
  let [high, low] = [0x811c9dc5, 0x9dc5811c];
  for (let i = 0; i < text.length; i++) {
    high = Math.imul(high ^ text.charCodeAt(i), 0x01000193);
    low = Math.imul(low ^ text.charCodeAt(i), 0x01000197);
  }
  return (high & 0x1fffff) * 2 ** 32 + (low >>> 0);
}

const SEVERITIES: readonly Severity[] = ['fatal', 'error', 'warning'];
