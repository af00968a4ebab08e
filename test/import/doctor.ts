import { millraceJson } from '../batch/millrace.js';

/** What is told of a cause, in texts. */
export interface Told {
  readonly code: string;
  readonly severity: string;
  readonly table?: string;
  readonly column?: string;
  readonly wrong: string;
  readonly remedy: string;
}

/** What `millrace doctor --json` says. */
export interface Diagnosis {
  readonly tables: readonly {
    table: string;
    origin: string;
    rows: number;
    columns: readonly {
      column: string;
      type?: string;
      filled: number;
      empty: number;
      values?: Record<string, number>;
    }[];
    left: readonly string[];
    sample: readonly Record<string, string>[];
  }[];
  readonly periods: readonly { table: string; period: string; rows: number; approved: number }[];
  readonly tried?: string;
  readonly findings: readonly (Told & { rows?: number; in_query?: string; values?: Record<string, number> })[];
  readonly missing: readonly Told[];
  readonly rights?: { role: string; isSuperuser: boolean; count: number; tables: string[] };
  readonly aside?: { code: string };
}

export const doctor = (...args: string[]) => millraceJson<Diagnosis>(['doctor', ...args]);
