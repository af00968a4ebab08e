import { type Language, resultTableNames } from '@millrace/costing-core';
import { termsOf } from '@millrace/report/figures';
import { allFindings, type Closing, mastersOf, mayBePublished } from '@millrace/store';
import type { Texts } from '../text/texts.js';
import { findingsAsJson, printFindings } from './print-findings.js';
import { printProof } from './print-proof.js';
import type { Terminal } from './terminal.js';

/** What a close came to: whether anything was written, the proof, the findings. */
export function printClosed(
  terminal: Terminal,
  closing: Closing,
  texts: Texts,
  language: Language,
  all: boolean,
): void {
  const { ledger, period, version, outcome, written } = closing;
  const findings = allFindings(closing);
  if (version !== undefined && outcome !== undefined) {
    terminal.line(`${ledger} ${period}  ${texts.hash} ${version.hash}`);
    // Nothing else is named, and there may be a million rows of the others.
    const masters = mastersOf(outcome, ['ledger', 'cost_element']);
    printProof(terminal, version, termsOf({ version: { tables: version }, masters, language }), texts, language);
    terminal.line();
  }
  printFindings(terminal, findings, { texts, language, all, waivers: closing.waivers });
  terminal.line();
  if (version === undefined) terminal.line(texts.close.refused);
  else if (written === undefined) terminal.line(texts.close.trial);
  else {
    terminal.line(
      written.isNew
        ? texts.close.draft(written.version)
        : texts.close.same(written.version, texts.state[written.state]),
    );
    const { number, before } = written.policy;
    if (before !== undefined) terminal.line(texts.close.otherPolicy(number, before));
  }
  if (findings.some(({ severity }) => severity === 'error') && !mayBePublished(closing)) {
    terminal.line(texts.close.blocked);
  }
}

/** Identity, hash, findings and all tables; a trial has no version number, so that it is the same wherever it is made. */
export function closedAsJson(closing: Closing, language: Language) {
  const { ledger, period, version, written } = closing;
  const findings = findingsAsJson(allFindings(closing), language, closing.waivers);
  if (version === undefined) return { ledger, period, findings };
  const { kind, inputHash, policyHash, engine } = version.identity;
  return {
    ledger,
    period,
    kind,
    version: written?.version,
    hash: version.hash,
    input_hash: inputHash,
    policy: written?.policy.number,
    policy_hash: policyHash,
    engine,
    findings,
    tables: Object.fromEntries(
      resultTableNames()
        .filter((name) => name !== 'finding')
        .map((name) => [name, version.eachRow(name)]),
    ),
  };
}
