import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'vitest';
import { IS_LONG, IS_WHOLE } from '../budget.js';
import { Line, type Moment } from './line.js';
import { millrace, started } from './millrace.js';
import { query } from './postgres.js';
import { stateOf } from './state-of.js';
import type { Writing } from './writing-commands.js';

/** Where databases come from. */
export interface Databases {
  /** A new one, set up and empty. */
  create(): Promise<string>;
  copy(address: string): Promise<string>;
  drop(address: string): Promise<void>;
}

/** A command in a database that has all that it needs: what is there before and after it, and what it sends. */
export interface Prepared extends Writing {
  readonly address: string;
  readonly states: readonly [before: object, done: object];
  readonly statements: readonly string[];
}

/** Ends a command at a moment, or what it needs. */
export type End = (command: readonly string[], address: string, moment: Moment) => Promise<void>;

/** Commands that are ended between two statements, or while the server is at one. */
export class Interruption {
  readonly #facts: string;
  readonly #databases: Databases;

  /** @param facts the folder that commands import. */
  constructor(facts: string, databases: Databases) {
    this.#facts = facts;
    this.#databases = databases;
  }

  async prepare(writing: Writing): Promise<Prepared> {
    const address = await this.#databases.create();
    for (const command of writing.before) await done(this.#words(command), address);
    const copy = await this.#databases.copy(address);
    const line = await Line.to(copy);
    await done(this.#words(writing.command), line.address);
    line.cut();
    const states = [await stateOf(address), await stateOf(copy)] as const;
    expect(states[1]).not.toEqual(states[0]);
    return { ...writing, address, states, statements: line.statements };
  }

  /** Has the command ended at the moment: it is done or not done, nothing between, and the next one leads to the same. */
  async at(moment: Moment, prepared: Prepared, end: End): Promise<void> {
    const { again, states, statements } = prepared;
    const command = this.#words(prepared.command);
    const address = await this.#databases.copy(prepared.address);
    const when = `${prepared.name}, ${moment.when} ${moment.statement}: ${statements[moment.statement].slice(0, 60)}`;
    await end(command, address, moment);
    await withoutSessions(address);
    const state = await stateOf(address);
    const isDone = JSON.stringify(state) === JSON.stringify(states[1]);
    if (!isDone) expect(state, when).toEqual(states[0]);
    const committed = commitOf(statements);
    if (moment.when !== 'during' && moment.statement <= committed) {
      expect([when, isDone]).toEqual([when, moment.statement === committed && moment.when === 'after']);
    }
    const next = await millrace([...command, '--database', address]);
    expect([when, next.code, next.stderr]).toEqual([when, isDone ? again : 0, expect.any(String)]);
    // An import that is made again is recorded again.
    if (!isDone) expect(await stateOf(address), when).toEqual(states[1]);
    const running = await query(address, `select 1 from millrace.run where state = 'running'`);
    expect([when, running]).toEqual([when, []]);
    // What was imported and taken back has no ledger, and so no log.
    if (prepared.name !== 'import --undo') await done(['audit', 'verify'], address);
    await this.#databases.drop(address);
  }

  #words(command: readonly string[]): string[] {
    return command.map((word) => (word === 'FACTS' ? this.#facts : word));
  }
}

async function done(command: readonly string[], address: string): Promise<void> {
  const { code, stdout, stderr } = await millrace([...command, '--database', address]);
  expect([command, code, stdout + stderr]).toEqual([command, 0, expect.any(String)]);
}

/** A process of its own is killed. */
export const killed: End = async (command, address, moment) => {
  const line = await Line.to(address, moment);
  const run = started([...command, '--database', line.address]);
  await Promise.race([line.held, run.ended]);
  // While the server is at it, if it is.
  if (moment.when === 'during') await wait(5 * Math.random());
  run.kill();
  await run.ended;
  line.cut();
};

/** The connection is cut, after something was done to the server or not. */
export function cutOff(meanwhile: () => Promise<void> = async () => {}): End {
  return async (command, address, moment) => {
    const line = await Line.to(address, moment);
    const run = millrace([...command, '--database', line.address]);
    await Promise.race([line.held, run]);
    await meanwhile();
    line.cut();
    const { code, stderr } = await run;
    // What is done may have nothing more to ask for.
    if (code !== 0) expect([moment, code, stderr]).toEqual([moment, 3, expect.stringMatching(LOST)]);
  };
}

/** What connects anew while the server starts again is told that it can't. */
const LOST = /the connection to the database was lost|the database can not be reached/;

/** The server takes a moment to notice that a client is gone. */
async function withoutSessions(address: string): Promise<void> {
  const sessions = `select pid from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`;
  await expect.poll(() => query(address, sessions)).toEqual([]);
}

/** The whole long lane looks at each statement, the others at the last transaction, just before and after it is committed, the long one at some before. */
export function momentsOf({ statements }: Prepared): Moment[] {
  const committed = commitOf(statements);
  const after: Moment = { statement: committed, when: 'after' };
  if (IS_WHOLE) return [...statements.map((_, statement): Moment => ({ statement, when: 'before' })), after];
  const some = IS_LONG ? [randomMoment({ statements }, 'before'), randomMoment({ statements }, 'before')] : [];
  return [...some, { statement: committed, when: 'before' }, after];
}

/** Any statement, while the server is at it. */
export function randomMoment({ statements }: Pick<Prepared, 'statements'>, when: Moment['when'] = 'during'): Moment {
  return { statement: Math.floor(statements.length * Math.random()), when };
}

/** The last one, with which all is done. */
function commitOf(statements: readonly string[]): number {
  return statements.lastIndexOf('commit');
}
