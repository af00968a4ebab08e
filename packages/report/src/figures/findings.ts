import {
  describe,
  type Finding,
  type FindingCode,
  findingRules,
  type ResultRow,
  type Waiver,
  waiverOf,
} from '@millrace/costing-core';
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
  /** Who let it stand, until when and why; undefined where nobody did. */
  readonly waived: Bilingual | undefined;
}

/** The findings by rule, in the version's order: errors first. `waivers`: those that are in force. */
export function findingsOf(rows: Iterable<ResultRow<'finding'>>, waivers: readonly Waiver[] = []): FindingGroup[] {
  const groups = new Map<string, FindingGroup & { findings: ToldFinding[] }>();
  for (const row of rows) {
    const check = isKnown(row.code) ? findingRules[row.code].check : '';
    const group = groups.get(row.code) ?? { code: row.code, severity: row.severity, check, findings: [] };
    groups.set(row.code, group);
    group.findings.push(told(row, waivers));
  }
  return [...groups.values()].sort((a, b) => Number(a.severity !== 'error') - Number(b.severity !== 'error'));
}

function told({ code, severity, table, key, fields }: ResultRow<'finding'>, waivers: readonly Waiver[]): ToldFinding {
  // A version written by another engine may know rules that this one doesn't: then the code and its fields must do.
  if (!isKnown(code)) {
    const wrong = say(`${code} ${fields}`, `${code} ${fields}`);
    return { table, key, wrong, remedy: say('', ''), waived: undefined };
  }
  const finding: Finding = {
    code,
    severity: severity === 'error' ? 'error' : 'warning',
    table,
    key,
    fields: JSON.parse(fields) as Record<string, string>,
  };
  // In words where somebody looks at it: a month may have thousands, of which a page shows one for each rule.
  const both = (of: 'wrong' | 'remedy') => say(describe(finding, 'en')[of], describe(finding, 'zh')[of]);
  const waiver = waiverOf(finding, waivers);
  const waived = waiver && waivedBy(waiver);
  return {
    table,
    key,
    get wrong() {
      return both('wrong');
    },
    get remedy() {
      return both('remedy');
    },
    waived,
  };
}

function waivedBy({ by, until, reason }: Waiver): Bilingual {
  const [to, to_zh] = until === undefined ? ['', ''] : [` until ${until}`, `至 ${until}`];
  return say(`waived by ${by}${to}: ${reason}`, `已由 ${by} 豁免${to_zh}：${reason}`);
}

function isKnown(code: string): code is FindingCode {
  return Object.hasOwn(findingRules, code);
}
