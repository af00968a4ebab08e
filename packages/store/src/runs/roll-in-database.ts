import type { StandardChoices, StandardRolled } from '@millrace/costing-core';
import type { ColumnChunk } from '@millrace/facts';
import { KeptInput } from '../versions/version-input.js';
import type { Written } from '../versions/write-version.js';
import { type Run, runUnderLock } from './run-under-lock.js';

/**
 * Rolls up and writes the version as a draft; see `runUnderLock`. Nothing is written where a finding is fatal.
 *
 * @param roll hands what it rolls up to `keep`, as \`rollStandard\` does.
 */
export async function rollInDatabase(
  run: Omit<Run, 'command'>,
  { policy, assumptions }: StandardChoices,
  roll: (keep: (chunk: ColumnChunk) => void) => Promise<StandardRolled>,
): Promise<StandardRolled & { readonly written?: Written }> {
  return runUnderLock({ ...run, command: 'standard roll' }, async () => {
    const input = new KeptInput();
    const result = await roll(input.keep);
    const { version, findings, rest } = result;
    const finish = () => ({ result, findings });
    if (version === undefined) return { draft: undefined, finish };
    const draft = { version, findings: () => findings, rest, input, policy: { content: policy }, assumptions };
    return { draft, finish };
  });
}
