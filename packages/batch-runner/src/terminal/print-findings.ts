import { describe, type Finding, findingRules, type Language } from '@millrace/costing-core';
import type { Texts } from '../text/texts.js';
import type { Terminal } from './terminal.js';

/**
 * Tells findings, the worst first: table and key of the row, what is wrong, what to do. Many of one kind are cut, with how
 * many are left out.
 */
export function printFindings(
  terminal: Terminal,
  findings: readonly Finding[],
  texts: Texts,
  language: Language,
  all: boolean,
): void {
  if (findings.length === 0) {
    terminal.line(texts.findings.none);
    return;
  }
  terminal.line(countText(findings, texts));
  const byCode = new Map<string, Finding[]>();
  for (const found of findings) byCode.set(found.code, [...(byCode.get(found.code) ?? []), found]);
  for (const alike of byCode.values()) {
    const shown = all ? alike : alike.slice(0, SHOWN);
    terminal.line();
    terminal.line(`${texts.severity[alike[0].severity]}  ${alike[0].code}  ${findingRules[alike[0].code].check}`);
    for (const found of shown) {
      const { wrong, remedy } = describe(found, language);
      terminal.line(`  ${found.table} ${found.key}: ${wrong}`);
      terminal.line(`    → ${remedy}`);
    }
    if (shown.length < alike.length) terminal.line(`  ${texts.findings.more(alike.length - shown.length)}`);
  }
}

const SHOWN = 5;

/** How many there are, where there are any. */
export function printFindingCounts(terminal: Terminal, findings: readonly Finding[], texts: Texts): void {
  if (findings.length > 0) terminal.line(countText(findings, texts));
}

function countText(findings: readonly Finding[], texts: Texts): string {
  const count = (severity: Finding['severity']) => findings.filter((found) => found.severity === severity).length;
  return findings.length === 0
    ? texts.findings.none
    : texts.findings.count(count('fatal'), count('error'), count('warning'));
}

/** Findings as they stand in JSON: with number of the check and texts. */
export function findingsAsJson(findings: readonly Finding[], language: Language) {
  return findings.map((found) => ({
    severity: found.severity,
    code: found.code,
    check: findingRules[found.code].check,
    table: found.table,
    key: found.key,
    fields: found.fields,
    ...describe(found, language),
  }));
}
