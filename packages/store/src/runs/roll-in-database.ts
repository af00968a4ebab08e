import type { StandardChoices, StandardRolled } from '@millrace/costing-core';
import type { Written } from '../versions/write-version.js';
import { type Run, runUnderLock } from './run-under-lock.js';

/** Rolls up and writes the version as a draft; see `runUnderLock`. Nothing is written where a finding is fatal. */
export async function rollInDatabase(
  run: Omit<Run, 'command'>,
  { policy, assumptions }: StandardChoices,
  roll: () => Promise<StandardRolled>,
): Promise<StandardRolled & { readonly written?: Written }> {
  return runUnderLock({ ...run, command: 'standard roll' }, async () => {
    const result = await roll();
    const { version, findings, facts } = result;
    const finish = () => ({ result, findings });
    if (version === undefined) return { draft: undefined, finish };
    const draft = { version, findings: () => findings, facts, policy: { content: policy }, assumptions };
    return { draft, finish };
  });
}
