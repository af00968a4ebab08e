import { describe, type Finding, type FindingCode, findingRules, type ResultRow } from '@millrace/costing-core';
import { type Bilingual, say } from '../page/say.js';

/** All findings of one rule. */
export interface FindingGroup {
  readonly code: string;
  readonly severity: string;
  /** Number in the catalogue of checks; empty for a rule that this engine doesn't know. */
  readonly check: string;
  readonly findings: readonly ToldFinding[];
}

export interface ToldFinding {
  readonly table: string;
  readonly key: string;
  readonly wrong: Bilingual;
  readonly remedy: Bilingual;
}

/** The findings by rule, in the version's order: errors first. */
export function findingsOf(rows: Iterable<ResultRow<'finding'>>): FindingGroup[] {
  const groups = new Map<string, FindingGroup & { findings: ToldFinding[] }>();
  for (const row of rows) {
    const check = isKnown(row.code) ? findingRules[row.code].check : '';
    const group = groups.get(row.code) ?? { code: row.code, severity: row.severity, check, findings: [] };
    groups.set(row.code, group);
    group.findings.push(told(row));
  }
  return [...groups.values()].sort((a, b) => Number(a.severity !== 'error') - Number(b.severity !== 'error'));
}

function told({ code, severity, table, key, fields }: ResultRow<'finding'>): ToldFinding {
  // A version written by another engine may know rules that this one doesn't: then the code and its fields must do.
  if (!isKnown(code)) return { table, key, wrong: say(`${code} ${fields}`, `${code} ${fields}`), remedy: say('', '') };
  const finding: Finding = {
    code,
    severity: severity === 'error' ? 'error' : 'warning',
    table,
    key,
    fields: JSON.parse(fields) as Record<string, string>,
  };
  const [en, zh] = [describe(finding, 'en'), describe(finding, 'zh')];
  return { table, key, wrong: say(en.wrong, zh.wrong), remedy: say(en.remedy, zh.remedy) };
}

function isKnown(code: string): code is FindingCode {
  return Object.hasOwn(findingRules, code);
}
