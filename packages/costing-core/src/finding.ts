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

/** Collects all findings of a run. */
export class Findings {
  readonly #findings: Finding[] = [];

  readonly report: Report = (code, table, key, fields) => {
    this.#findings.push(finding(code, table, key, fields));
  };

  add(findings: readonly Finding[]): void {
    this.#findings.push(...findings);
  }

  /** True where the run must stop. */
  get fatal(): boolean {
    return this.#findings.some(({ severity }) => severity === 'fatal');
  }

  /** The worst first, then by code, table and key; each once, however often it was noted. */
  sorted(): Finding[] {
    const once = new Map(this.#findings.map((found) => [JSON.stringify(found), found]));
    return [...once.values()].sort(
      (a, b) =>
        SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
        compareText(a.code, b.code) ||
        compareText(a.table, b.table) ||
        compareText(a.key, b.key) ||
        compareText(JSON.stringify(a.fields), JSON.stringify(b.fields)),
    );
  }
}

const SEVERITIES: readonly Severity[] = ['fatal', 'error', 'warning'];
