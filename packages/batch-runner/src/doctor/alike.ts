import { type Finding, type FindingCode, findingRules, type Report } from '@millrace/costing-core';

/** Findings of one rule in one column of one table. */
export interface Alike {
  /** The first of them. */
  readonly first: Finding;
  count: number;
  /** How often each value came that broke the rule. */
  readonly values: Map<string, number>;
}

/**
 * Findings told once for all rows that have the same cause: a query that is wrong is wrong for every row, and is mended once. None is
 * cut: each is counted.
 */
export class AlikeFindings {
  readonly #groups = new Map<string, Alike>();

  readonly report: Report = (code, table, key, fields = {}) => {
    this.#add({ code, severity: findingRules[code].severity, table, key, fields });
  };

  add(findings: Iterable<Finding>): void {
    for (const found of findings) this.#add(found);
  }

  #add(found: Finding): void {
    if (found.code === 'more_was_found_than_is_listed') {
      // It stands for those that a close does not list.
      const rest = Number(found.fields.count) - Number(found.fields.expected);
      const listed = [...this.#groups.values()].find(({ first }) => first.code === found.key);
      if (listed !== undefined) listed.count += rest;
      return;
    }
    const key = JSON.stringify([found.code, found.table, columnOf(found)]);
    const group = this.#groups.get(key) ?? { first: found, count: 0, values: new Map<string, number>() };
    this.#groups.set(key, group);
    group.count++;
    const { value } = found.fields;
    if (value === undefined || (group.values.size >= MOST_VALUES && !group.values.has(value))) return;
    group.values.set(value, (group.values.get(value) ?? 0) + 1);
  }

  has(severity: Finding['severity']): boolean {
    return [...this.#groups.values()].some(({ first }) => first.severity === severity);
  }

  /** The worst first, causes before what comes of them. */
  sorted(): readonly Alike[] {
    const codes = Object.keys(findingRules) as FindingCode[];
    const worth = ({ first }: Alike) => SEVERITIES.indexOf(first.severity) * codes.length + codes.indexOf(first.code);
    return [...this.#groups.values()].sort((a, b) => worth(a) - worth(b));
  }
}

/** The column that a finding is about; undefined where it is about a row or table. */
export function columnOf({ code, key, fields }: Finding): string | undefined {
  return code === 'column_must_be_there' || code === 'header_must_name_known_columns' ? key : fields.column;
}

const SEVERITIES = ['fatal', 'error', 'warning'];

const MOST_VALUES = 1000;
