import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { factsFolder } from '../batch/facts-folder.js';
import { temporaryFolder } from '../batch/folders.js';
import { millrace, millraceJson } from '../batch/millrace.js';
import { smallFactory } from '../batch/small-factory.js';
import { enter, send, served } from './served.js';

test('a console over a folder whose disk was full goes on when there is room', async () => {
  const folder = await temporaryFolder();
  const database = join(folder, 'data');
  const init = ['init', '--config', join(folder, 'config.json')];
  for (const command of [init, ['import', await factsFolder(smallFactory)], ['close', '2026-09']]) {
    expect((await millrace([...command, '--database', database])).code, command[0]).toBe(0);
  }
  const console = await served(database, ['--allow', 'publish']);
  const cookie = await enter(console);
  const { token } = JSON.parse((await send(console.port, '/api/may', { headers: cookie })).text) as { token: string };
  const headers = { ...cookie, origin: console.origin, 'content-type': 'application/json', 'x-millrace-token': token };
  const body = JSON.stringify({ ledger: 'CN01', version: 1, reason: 'test', replace: false });
  const publish = () => send(console.port, '/api/act/publish', { method: 'POST', headers, body });

  const full = await onFullDisk(publish);
  expect(full.text).toMatch(/"code":"disk_is_full"/);
  expect(full.status).toBeGreaterThanOrEqual(500);
  // What was in the log, though nobody could say that it is on the disk, was found there when the folder was opened again.
  expect((await publish()).text).toMatch(/"code":"version_is_published"/);
  expect(await console.stop()).toBe(0);
  const versions = await millraceJson<{ state: string }[]>(['versions', '--database', database]);
  expect(versions.json.map(({ state }) => state)).toEqual(['published']);
});

/** Nothing is brought to the disk meanwhile. */
async function onFullDisk<T>(work: () => Promise<T>): Promise<T> {
  const { fsyncSync } = fs;
  fs.fsyncSync = () => {
    throw Object.assign(new Error('ENOSPC: no space left on device, fsync'), { code: 'ENOSPC' });
  };
  syncBuiltinESMExports();
  try {
    return await work();
  } finally {
    fs.fsyncSync = fsyncSync;
    syncBuiltinESMExports();
  }
}
