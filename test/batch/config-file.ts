import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultPolicy, type Policy } from '@millrace/costing-core';
import { temporaryFolder } from './folders.js';

/** A new config in which each ledger values its stock by itself; returns where it lies. */
export async function configFile(ledgers: Readonly<Record<string, Partial<Policy['valuation']>>>): Promise<string> {
  const file = join(await temporaryFolder(), 'millrace.config.json');
  const policies = Object.entries(ledgers).map(([ledger, valuation]) => {
    return [ledger, { ...defaultPolicy, valuation: { ...defaultPolicy.valuation, ...valuation } }];
  });
  const policy_by_ledger = Object.fromEntries(policies);
  const config = { database: './.data', ledger: '', language: 'en', policy: defaultPolicy, policy_by_ledger };
  await writeFile(file, JSON.stringify(config));
  return file;
}
