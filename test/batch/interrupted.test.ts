import { beforeAll, describe, expect, test } from 'vitest';
import { IS_LONG, IS_WHOLE, MOMENTS } from '../budget.js';
import { copyOf, dropped, SERVER } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { cutOff, Interruption, killed, momentsOf, randomMoment } from './interruption.js';
import { Line, type Moment } from './line.js';
import { millrace } from './millrace.js';
import { emptyDatabase, migrateTo, STEPS } from './older-schema.js';
import { accountedFactory, smallFactory } from './small-factory.js';
import { stateOf } from './state-of.js';
import { WRITING } from './writing-commands.js';

describe.runIf(SERVER.present)(`a command that is ended between two statements, on ${SERVER.name}`, () => {
  let interruption: Interruption;
  beforeAll(async () => {
    const databases = { create: SERVER.create, copy: copyOf, drop: dropped };
    interruption = new Interruption(await factsFolder(accountedFactory), databases);
  });

  test.each(IS_LONG ? WRITING : WRITING.slice(0, 4))(
    'killed or cut off, $name is done or not, and the next one does it',
    async (writing) => {
      const prepared = await interruption.prepare(writing);
      for (const moment of momentsOf(prepared)) {
        // A server knows of both that its client is gone. The process that is cut off has something to say.
        if (IS_LONG || moment.when === 'after') await interruption.at(moment, prepared, cutOff());
        if (IS_LONG || moment.when === 'before') await interruption.at(moment, prepared, killed);
      }
    },
  );

  test.each(WRITING.slice(IS_LONG ? 0 : 2, 3))('killed at random moments, $name is done or not', async (writing) => {
    const prepared = await interruption.prepare(writing);
    for (let count = 0; count < MOMENTS; count++) await interruption.at(randomMoment(prepared), prepared, killed);
  });

  test('killed, migrate takes the database on or leaves it, and the next one does it', async () => {
    const older = await emptyDatabase(await SERVER.create());
    await migrateTo(older, STEPS.length - 1);
    const before = await stateOf(older);
    const line = await Line.to(await copyOf(older));
    expect((await millrace(['migrate', '--database', line.address])).code).toBe(0);
    line.cut();
    const commits = line.statements.flatMap((text, at) => (/^commit/.test(text) ? [at] : []));
    const [schema] = commits;
    const some: Moment[] = [
      { statement: schema, when: 'before' },
      { statement: schema, when: 'after' },
    ];
    const every = line.statements.map((_, statement): Moment => ({ statement, when: 'before' }));
    for (const moment of IS_WHOLE ? [...every, ...some] : some.slice(0, IS_LONG ? 2 : 1)) {
      const address = await copyOf(older);
      await killed(['migrate'], address, moment);
      const isOld = moment.statement < schema || moment === some[0];
      if (isOld) expect(await stateOf(address), JSON.stringify(moment)).toEqual(before);
      const facts = await factsFolder(smallFactory);
      for (const command of [['migrate'], ['import', facts], ['close', '2026-09'], ['audit', 'verify']]) {
        const { code, stderr } = await millrace([...command, '--database', address]);
        expect([moment, command[0], code, stderr]).toEqual([moment, command[0], 0, expect.any(String)]);
      }
      await dropped(address);
    }
  });
});
