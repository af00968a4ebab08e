import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { factsFolder } from '../batch/facts-folder.js';
import { temporaryFolder } from '../batch/folders.js';
import { millrace, started } from '../batch/millrace.js';
import { smallFactory } from '../batch/small-factory.js';
import { stateOf } from '../batch/state-of.js';
import { MOMENTS } from '../budget.js';

const CUTTER = fileURLToPath(new URL('./cut-disk.js', import.meta.url));

/** A full disk is called so; of one that fails it says what to do. */
const SAYS = { ENOSPC: /space|disk/i, EIO: /→/ };

describe('a folder whose disk fails at any change', () => {
  const steps: Step[] = [];
  beforeAll(async () => {
    const folder = await temporaryFolder();
    let before = join(folder, 'empty');
    const config = join(folder, 'config.json');
    expect((await millrace(['init', '--database', before, '--config', config])).code).toBe(0);
    let state = await stateOf(before);
    for (const command of [
      ['import', await factsFolder(smallFactory)],
      ['close', '2026-09'],
      ['publish', '1'],
    ]) {
      const whole = join(folder, `after ${command[0]}`);
      cpSync(before, whole, { recursive: true });
      const changes = await changesOf(command, whole, join(folder, 'changes'));
      const done = await stateOf(whole);
      steps.push({ command, before, changes, states: [state, done] });
      before = whole;
      state = done;
    }
  });

  test.each(['ENOSPC', 'EIO'] as const)(
    '(%s) is as before a command or after it, and the next one does it',
    async (code) => {
      const folder = await temporaryFolder();
      for (const { command, before, changes, states } of steps) {
        // Where its log can't be brought to the disk Postgres ends itself; any other change comes to an error of a statement.
        const ofTheLog = changes.flatMap((change, at) => (/^fsyncSync .*pg_wal/.test(change) ? [at] : []));
        const any = Array.from({ length: MOMENTS }, () => Math.floor(changes.length * Math.random()));
        for (const after of new Set([...any, ...spread(ofTheLog)])) {
          const when = `${command[0]}, ${code} at ${changes[after]}, ${after} of ${changes.length}`;
          const cut = join(folder, `${command[0]} ${after}`);
          cpSync(before, cut, { recursive: true });
          const ran = await run(command, cut, { CUT_AFTER: String(after), CUT_WITH: code });
          // What is committed may be all that the command had left to do.
          if (ran.code !== 0) {
            expect([when, ran.code, ran.stderr]).toEqual([when, 3, expect.stringMatching(SAYS[code])]);
          }
          expect([when, ran.stderr]).toEqual([when, expect.not.stringMatching(/defect of Millrace|unhandled/i)]);
          const state = await stateOf(cut);
          const isDone = JSON.stringify(state) === JSON.stringify(states[1]);
          if (!isDone) expect(state, when).toEqual(states[0]);
          if (ran.code === 0) expect([when, isDone]).toEqual([when, true]);
          if (!isDone) {
            const next = await millrace([...command, '--database', cut]);
            expect([when, next.code, next.stderr]).toEqual([when, 0, expect.any(String)]);
            expect(await stateOf(cut), when).toEqual(states[1]);
          }
          expect((await millrace(['audit', 'verify', '--database', cut])).code, when).toBe(0);
        }
      }
    },
  );
});

/** A command, the folder that it begins with, how it changes the disk, and what is there before and after it. */
interface Step {
  readonly command: readonly string[];
  readonly before: string;
  readonly changes: readonly string[];
  readonly states: readonly [before: object, done: object];
}

/** As many as there are moments, as far from each other as can be. */
function spread(all: readonly number[]): number[] {
  const count = Math.min(MOMENTS, all.length);
  return Array.from({ length: count }, (_, at) => all[Math.floor(((at + 0.5) * all.length) / count)]);
}

async function changesOf(command: readonly string[], folder: string, list: string): Promise<string[]> {
  const { code, stderr } = await run(command, folder, { CUT_LIST: list });
  expect(code, stderr).toBe(0);
  return readFileSync(list, 'utf8').split('\n');
}

/** In a process of its own, whose disk it is. */
function run(command: readonly string[], folder: string, env: Readonly<Record<string, string>>) {
  const cutter = { NODE_OPTIONS: `--import ${CUTTER}`, CUT_IN: folder, ...env };
  return started([...command, '--database', folder], { env: cutter }).ended;
}
