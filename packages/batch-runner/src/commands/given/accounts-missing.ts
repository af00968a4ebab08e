import type { Finding } from '@millrace/costing-core';
import { EXIT } from '@millrace/store';
import { findingsAsJson, printFindings } from '../../terminal/print-findings.js';
import type { Cli, Result } from '../cli.js';

/** What is said where flows find no account: nothing is posted or compared by half. */
export function accountsAreMissing(missing: readonly Finding[], identity: object, { texts, language }: Cli): Result {
  return {
    exit: EXIT.blocked,
    json: { ...identity, findings: findingsAsJson(missing, language) },
    print(terminal) {
      terminal.line(texts.journal.missing);
      terminal.line();
      printFindings(terminal, missing, { texts, language, all: true });
    },
  };
}
