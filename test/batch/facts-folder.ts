import { join } from 'node:path';
import { writeCsvFolder } from '@millrace/batch-runner';
import type { FactRows } from '@millrace/costing-core';
import { temporaryFolder } from './folders.js';

/** Facts as a new folder of CSV files. */
export async function factsFolder(facts: FactRows): Promise<string> {
  const folder = join(await temporaryFolder(), 'facts');
  await writeCsvFolder(folder, facts);
  return folder;
}
