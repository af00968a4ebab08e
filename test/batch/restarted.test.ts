import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { IS_LONG, MOMENTS } from '../budget.js';
import { SERVER } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { cutOff, Interruption, momentsOf, randomMoment } from './interruption.js';
import { millrace } from './millrace.js';
import { databaseOf, type OwnServer, query, startOwnServer } from './postgres.js';
import { accountedFactory } from './small-factory.js';
import { WRITING } from './writing-commands.js';

describe.runIf(SERVER.present)(`a server that is restarted at once, on ${SERVER.name}`, () => {
  let server: OwnServer;
  let interruption: Interruption;
  beforeAll(async () => {
    server = (await startOwnServer()) as OwnServer;
    const empty = named('empty');
    await query(server.address, 'create database empty');
    expect((await millrace(['migrate', '--database', empty])).code).toBe(0);
    interruption = new Interruption(await factsFolder(accountedFactory), { create: () => copy(empty), copy, drop });
  });
  afterAll(() => server.stop());

  test.each(WRITING.slice(0, 3))('leaves $name done or not, and the next one does it', async (writing) => {
    const prepared = await interruption.prepare(writing);
    const restarted = cutOff(() => server.restart());
    const random = Array.from({ length: MOMENTS }, () => randomMoment(prepared));
    for (const moment of IS_LONG ? [...momentsOf(prepared), ...random] : random) {
      await interruption.at(moment, prepared, restarted);
    }
  });

  let made = 0;
  const named = (name: string) => databaseOf(server.address, name);
  const nameOf = (address: string) => new URL(address).pathname.slice(1);

  async function copy(original: string): Promise<string> {
    const name = `copy_${made++}`;
    await query(server.address, `create database ${name} template ${nameOf(original)}`);
    return named(name);
  }

  async function drop(address: string): Promise<void> {
    await query(server.address, `drop database ${nameOf(address)} with (force)`);
  }
});
