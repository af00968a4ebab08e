import type { Policy } from '@millrace/costing-core';
import { allFindings, closeInDatabase, type Database, Steps } from '@millrace/store';
import type { CloseNews } from '../answers.js';
import type { Posted } from '../asked.js';
import type { SpokenWords } from '../console-options.js';
import { refusedFor } from './refused-for.js';

interface Closing {
  readonly policy: Policy;
  readonly spoken: SpokenWords;
  /** Tells the browser how far it is. */
  readonly tell: (news: CloseNews) => void;
}

/** Closes a month as `millrace close` does, and tells each step when it begins. */
export async function closeMonth(
  database: Database,
  { ledger, period }: Posted<'close'>,
  { policy, spoken, tell }: Closing,
): Promise<void> {
  const { words } = spoken;
  const steps = new Steps({
    // What computes takes the process for itself: what was told before must have left.
    began: async (step) => {
      tell({ step: words.step(step), rows: 0 });
      await new Promise((resolve) => setImmediate(resolve));
    },
    advanced() {},
    ended: ({ step, rows }) => {
      if (rows > 0) tell({ step: words.step(step), rows });
    },
    finished() {},
  });
  const closed = await closeInDatabase(database, ledger, period, { content: policy }, steps);
  const findings = allFindings({ ...closed, ledger, period });
  const count = (wanted: string) => findings.filter(({ severity }) => severity === wanted).length;
  const fatal = findings.filter(({ severity }) => severity === 'fatal');
  const told = fatal.slice(0, TOLD).map((finding) => refusedFor(finding, spoken));
  tell({
    version: closed.written?.version ?? null,
    errors: count('error'),
    warnings: count('warning'),
    fatal: fatal.length,
    findings: told,
  });
}

/** Fatal findings that are told; the command lists all. */
const TOLD = 20;
