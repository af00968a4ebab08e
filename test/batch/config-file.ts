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
  await write(file, defaultPolicy, Object.fromEntries(policies));
  return file;
}

/** A new config with a policy for all ledgers; returns where it lies. */
export async function policyFile(policy: Partial<Policy>): Promise<string> {
  const file = join(await temporaryFolder(), 'millrace.config.json');
  await write(file, { ...defaultPolicy, ...policy }, {});
  return file;
}

function write(file: string, policy: Policy, policy_by_ledger: Readonly<Record<string, Policy>>): Promise<void> {
  return writeFile(file, JSON.stringify({ database: './.data', ledger: '', language: 'en', policy, policy_by_ledger }));
}
