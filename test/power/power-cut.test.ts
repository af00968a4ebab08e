import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Database, hashOfRows, versionsOf } from '@millrace/store';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { factsFolder } from '../batch/facts-folder.js';
import { temporaryFolder } from '../batch/folders.js';
import { started } from '../batch/millrace.js';
import { smallFactory } from '../batch/small-factory.js';
import { runs } from '../budget.js';
import { type Deed, Disk, readDeeds } from './disk.js';

test('a power cut loses nothing after exit 0, and during a command leaves the state before or after it', async () => {
  const recording = await Recording.begin();
  await recording.run('init', '--config', join(recording.folder, 'config.json'));
  const init = recording.deeds();
  recording.rememberFirst();
  await recording.run('import', await factsFolder(smallFactory));
  await recording.run('close', '2026-09');
  await recording.run('publish', '1');
  const deeds = recording.deeds().slice(init.length);
  await fc.assert(
    fc.asyncProperty(fc.nat(deeds.length), fc.infiniteStream(fc.nat()), async (at, numbers) => {
      const random = (below: number) => Number(numbers.next().value) % below;
      const disk = new Disk(recording.first);
      for (const deed of deeds.slice(0, at)) disk.do(deed);
      const folder = join(await temporaryFolder(), 'cut');
      cpSync(recording.first, folder, { recursive: true });
      disk.cut(folder, random);
      const ended = deeds.slice(0, at).filter(({ does }) => does === 'exit').length;
      const state = await stateOf(join(folder, 'database'));
      expect(state, `cut after ${at} of ${deeds.length}`).toBeGreaterThanOrEqual(ended);
      expect(state, `cut after ${at} of ${deeds.length}`).toBeLessThanOrEqual(ended + 1);
      rmSync(folder, { recursive: true });
    }),
    { ...runs(6), examples: ends(deeds).map((at) => [at, fc.stream(zeros())]) },
  );
});

test('what init calls a database is all on the disk', async () => {
  const recording = await Recording.begin();
  await recording.run('init', '--config', join(recording.folder, 'config.json'));
  const disk = new Disk(recording.first);
  let renamed = 0;
  for (const deed of recording.deeds()) {
    if (deed.does === 'rename' && deed.to === 'database/postgres') {
      renamed++;
      expect(disk.unsafe().filter((path) => path.startsWith('database/postgres'))).toEqual([]);
    }
    disk.do(deed);
  }
  expect(renamed).toBe(1);
  // A cache that Postgres throws away whenever it starts is not waited for.
  expect(disk.unsafe().filter((path) => /^database\/postgres.*(?<!pg_internal\.init)$/.test(path))).toEqual([]);
});

/** Commands on an embedded database, with all that they do to its files. */
class Recording {
  readonly folder: string;
  readonly first: string;
  readonly #log: string;

  private constructor(folder: string, outside: string) {
    this.folder = folder;
    this.first = join(outside, 'first');
    this.#log = join(outside, 'log');
  }

  static async begin(): Promise<Recording> {
    return new Recording(await temporaryFolder(), await temporaryFolder());
  }

  /** What is there now is what the disk holds at first. */
  rememberFirst(): void {
    cpSync(this.folder, this.first, { recursive: true });
  }

  async run(...args: string[]): Promise<void> {
    const env = { NODE_OPTIONS: `--import ${RECORDER}`, RECORD_IN: this.folder, RECORD_TO: this.#log };
    // In a process of its own, which is what is written down.
    const { code, stderr } = await started([...args, '--database', join(this.folder, 'database')], { env }).ended;
    expect(code, stderr).toBe(0);
  }

  deeds(): Deed[] {
    return readDeeds(this.#log);
  }
}

const RECORDER = fileURLToPath(new URL('./record-writes.js', import.meta.url));

/** Right after each command. */
function ends(deeds: readonly Deed[]): number[] {
  return deeds.flatMap(({ does }, at) => (does === 'exit' ? [at + 1] : []));
}

function* zeros(): Generator<number> {
  for (;;) yield 0;
}

/** 0: empty; 1: facts are there; 2: a draft as well; 3: which is published. Half of anything is none of these. */
async function stateOf(folder: string): Promise<number> {
  expect(existsSync(folder)).toBe(true);
  const database = await Database.open(folder, 'test');
  try {
    const items = await database.read('select item from millrace.item', () => {});
    const amounts = await database.read('select movement from millrace.movement_amount', () => {});
    if (items + amounts === 0) return 0;
    expect([items, amounts]).toEqual([smallFactory.item.length, smallFactory.movement_amount.length]);
    const [version, ...others] = await versionsOf(database, 'CN01');
    expect(others).toEqual([]);
    if (version === undefined) {
      const strays = await database.read('select 1 from millrace.unit_cost', () => {});
      expect(strays).toBe(0);
      return 1;
    }
    expect(await hashOfRows(database, version)).toBe(version.hash);
    return version.state === 'draft' ? 2 : 3;
  } finally {
    await database.close();
  }
}
