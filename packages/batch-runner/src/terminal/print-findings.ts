import {
  describe,
  type Finding,
  type FindingCode,
  findingRules,
  type Language,
  type Waiver,
  waiverOf,
} from '@millrace/costing-core';
import type { Spoken, Texts } from '../text/texts.js';
import type { Terminal } from './terminal.js';

/** How findings are told: in which language, uncut or not, and which of them are waived. */
interface Telling extends Spoken {
  readonly all?: boolean | undefined;
  readonly waivers?: readonly Waiver[];
}

/**
 * Tells findings, the worst first: table and key of the row, what is wrong, what to do, and who waived it until when. Many of one
 * kind are cut, with how many are left out.
 */
export function printFindings(
  terminal: Terminal,
  findings: readonly Finding[],
  { texts, language, all = false, waivers = [] }: Telling,
): void {
  if (findings.length === 0) {
    terminal.line(texts.findings.none);
    return;
  }
  terminal.line(countText(findings, texts));
  const waived = findings.filter((found) => waiverOf(found, waivers) !== undefined).length;
  if (waived > 0) terminal.line(texts.waivers.count(waived));
  const byCode = new Map<string, Finding[]>();
  for (const found of findings) {
    const alike = byCode.get(found.code);
    if (alike === undefined) byCode.set(found.code, [found]);
    else alike.push(found);
  }
  for (const alike of byCode.values()) {
    const shown = all ? alike : alike.slice(0, SHOWN);
    terminal.line();
    terminal.line(`${texts.severity[alike[0].severity]}  ${alike[0].code}  ${findingRules[alike[0].code].check}`);
    for (const found of shown) {
      const { wrong, remedy } = describe(found, language);
      terminal.line(`  ${texts.findings.named(found.table, found.key, found.fields.at)}: ${wrong}`);
      terminal.line(`    → ${remedy}`);
      const waiver = waiverOf(found, waivers);
      if (waiver !== undefined) terminal.line(`    ${texts.waivers.under(waiver)}`);
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
  const counts = { fatal: 0, error: 0, warning: 0 };
  for (const found of findings) {
    if (found.code !== 'more_was_found_than_is_listed') counts[found.severity]++;
    // It counts for those that it stands for.
    else
      counts[findingRules[found.key as FindingCode].severity] +=
        Number(found.fields.count) - Number(found.fields.expected);
  }
  return findings.length === 0 ? texts.findings.none : texts.findings.count(counts.fatal, counts.error, counts.warning);
}

/** Findings as they stand in JSON: with number of the check and texts, and the waiver that one falls under. */
export function findingsAsJson(findings: readonly Finding[], language: Language, waivers: readonly Waiver[] = []) {
  return findings.map((found) => ({
    severity: found.severity,
    code: found.code,
    check: findingRules[found.code].check,
    table: found.table,
    key: found.key,
    fields: found.fields,
    ...describe(found, language),
    waived: waiverAsJson(waiverOf(found, waivers)),
  }));
}

/** A waiver as it stands in JSON; nothing where there is none. */
export function waiverAsJson(waiver: Waiver | undefined) {
  if (waiver === undefined) return undefined;
  const { number, by, reason, until } = waiver;
  return { waiver: number, by, reason, until };
}
