import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultPolicy } from '@millrace/costing-core';
import { expect, test } from 'vitest';
import { EMBEDDED } from './databases.js';
import { COMMANDS, withPaths } from './every-command.js';
import { factsFolder } from './facts-folder.js';
import { temporaryFolder } from './folders.js';
import { millrace } from './millrace.js';
import { accountedFactory } from './small-factory.js';

test('every command runs on an embedded database, which has one session', async () => {
  const database = await EMBEDDED.create();
  const facts = await factsFolder(accountedFactory);
  const report = join(await temporaryFolder(), 'report.html');
  for (const [, command] of COMMANDS) {
    const args = [...withPaths(command, facts, report), '--database', database];
    const { code, stderr } = await millrace(args);
    // What is found in the facts doesn't matter here, nor that there is no driver "none".
    expect([command, code === 3, stderr]).toEqual([command, false, expect.not.stringContaining('in use')]);
  }
  const config = join(await temporaryFolder(), 'millrace.config.json');
  const sited = { connection: '', tables: { movement: 'erp.movement' } };
  await writeFile(
    config,
    JSON.stringify({ database, ledger: '', language: 'en', policy: defaultPolicy, sources: sited }),
  );
  const sources = await millrace(['import', '--sources', '--config', config]);
  expect([sources.code, sources.stderr]).toEqual([2, expect.stringContaining('has one session')]);
});
