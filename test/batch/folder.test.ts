import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Database } from '@millrace/store';
import { beforeAll, describe, expect, test } from 'vitest';
import { EMBEDDED } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { temporaryFolder } from './folders.js';
import { millrace, started } from './millrace.js';
import { smallFactory } from './small-factory.js';

/** What happens to the files of a folder, and what is said of it then. */
const DAMAGES: readonly (readonly [what: string, damage: (files: string) => void, says: string])[] = [
  ['a copy that missed PG_VERSION', (files) => rmSync(join(files, 'PG_VERSION')), 'postgres/PG_VERSION is missing'],
  ['an empty PG_VERSION', (files) => writeFileSync(join(files, 'PG_VERSION'), ''), 'does not name a version'],
  ['a PG_VERSION of something else', (files) => writeFileSync(join(files, 'PG_VERSION'), '18x'), 'does not name'],
  ['a folder for PG_VERSION', folderFor('PG_VERSION'), 'does not name a version'],
  ['a copy without pg_control', (files) => rmSync(join(files, 'global/pg_control')), 'global/pg_control is missing'],
  ['no files at all', (files) => rmSync(files, { recursive: true }), 'is missing'],
  [
    'a copy without the log',
    (files) => rmSync(join(files, 'pg_wal'), { recursive: true }),
    'postgres/pg_wal is missing',
  ],
  ['an empty pg_hba.conf', (files) => writeFileSync(join(files, 'pg_hba.conf'), ''), 'could not load'],
  [
    'a configuration of something else',
    (files) => writeFileSync(join(files, 'postgresql.conf'), '%'),
    'contains errors',
  ],
  ['an empty pg_control', (files) => truncateSync(join(files, 'global/pg_control'), 0), 'could not read file'],
  ['bytes that were turned', (files) => overwrite(join(files, 'global/pg_control'), 100), 'incorrect checksum'],
  ['an empty log', emptied('pg_wal'), 'could not locate a valid checkpoint record'],
  [
    'no state of transactions',
    (files) => rmSync(join(files, 'pg_xact/0000')),
    'could not access status of transaction',
  ],
  ['a page that was turned', (files) => overwrite(join(files, 'base/5/1259'), 4000), 'invalid page in block 0'],
  ['a table that is missing', (files) => rmSync(join(files, 'base/5/1259')), 'could not open file'],
  ['no database in it', (files) => rmSync(join(files, 'base/5'), { recursive: true }), 'does not exist'],
];

describe('a folder that can not be opened is one clear trouble', () => {
  let good: string;
  beforeAll(async () => {
    good = await EMBEDDED.create();
  });

  test.each(DAMAGES)('%s', async (_, damage, says) => {
    const folder = await damaged(good, damage);
    const before = contentOf(folder);
    await expect(Database.open(folder, 'test')).rejects.toMatchObject({
      code: 'folder_is_damaged',
      fields: { folder, says: expect.stringContaining(says) },
    });
    if (says.startsWith('postgres/')) expect(contentOf(folder), 'nothing was made or changed').toEqual(before);
  });

  test.each(['17', '19', '9.6'])('Postgres %s made it', async (version) => {
    const folder = await damaged(good, (files) => writeFileSync(join(files, 'PG_VERSION'), `${version}\n`));
    const { code, stderr } = await millrace(['versions', '--database', folder]);
    expect([code, stderr]).toEqual([
      3,
      expect.stringContaining(`${folder} was made by Postgres ${version}; this Millrace holds Postgres 18`),
    ]);
  });

  test('whatever the command, in both languages', async () => {
    const folder = await damaged(good, (files) => rmSync(join(files, 'PG_VERSION')));
    const before = contentOf(folder);
    const elsewhere = ['--config', join(await temporaryFolder(), 'config.json')];
    for (const command of [...COMMANDS, ['import', await factsFolder(smallFactory)]]) {
      const { code, stdout, stderr } = await millrace([
        ...command,
        '--database',
        folder,
        ...(command[0] === 'init' ? elsewhere : []),
      ]);
      expect([command, code, stdout, stderr]).toEqual([
        command,
        3,
        '',
        expect.stringContaining(`the database in ${folder} can not be opened: postgres/PG_VERSION is missing\n  → `),
      ]);
    }
    const { stderr } = await millrace(['versions', '--database', folder, '--lang', 'zh']);
    expect(stderr).toContain(`无法打开 ${folder} 中的数据库：postgres/PG_VERSION is missing`);
    expect(contentOf(folder)).toEqual(before);
  });

  test.each(['', '42'])('but not over a lock file of Postgres that a power cut left with %j in it', async (left) => {
    const folder = await damaged(good, (files) => writeFileSync(join(files, 'postmaster.pid'), left));
    const database = await Database.open(folder, 'test');
    expect(await database.read('select 1', () => {})).toBe(1);
    await database.close();
  });

  test('what its configuration says does not make it less safe', async () => {
    const folder = await damaged(good, (files) =>
      appendFileSync(
        join(files, 'postgresql.conf'),
        '\nfsync = off\nfull_page_writes = off\nsynchronous_commit = off\n',
      ),
    );
    const database = await Database.open(folder, 'test');
    const settings: string[][] = [];
    await database.read(
      `select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit')`,
      (cells) => settings.push(cells),
    );
    await database.close();
    expect(settings.map(([, setting]) => setting)).toEqual(['on', 'on', 'on']);
  });
});

/** All that open a database. */
const COMMANDS: readonly (readonly string[])[] = [
  ['init'],
  ['migrate'],
  ['check', '2026-09'],
  ['close', '2026-09'],
  ['publish', '1'],
  ['reopen', '2026-09', '--reason', 'late'],
  ['prune'],
  ['versions'],
  ['table', '1'],
  ['stock'],
  ['layers'],
  ['verify', '1'],
  ['compare', '1', '2'],
  ['explain', 'BOX'],
  ['report', '1'],
  ['bom', 'explode', 'BOX'],
  ['standard', 'roll'],
  ['standard', 'activate', '1'],
];

describe('init', () => {
  test('alone makes a folder', async () => {
    const folder = join(await temporaryFolder(), 'new');
    const commands = [...COMMANDS, ['import', await factsFolder(smallFactory)]];
    for (const command of commands.filter(([name]) => name !== 'init')) {
      const { code, stderr } = await millrace([...command, '--database', folder]);
      expect([command, code, stderr]).toEqual([
        command,
        3,
        expect.stringMatching(/there is no database in .*\n {2}→ .*millrace init --database /),
      ]);
    }
    expect(existsSync(folder)).toBe(false);
  });

  test('killed at any moment leaves nothing that the next one does not mend', async () => {
    const cwd = await temporaryFolder();
    const half = join(cwd, 'data/postgres.half-made');
    const moments = [
      () => existsSync(half),
      () => existsSync(join(half, 'PG_VERSION')),
      () => existsSync(join(half, 'base/5/1259')),
      () => existsSync(join(cwd, 'data/postgres')),
    ];
    for (const moment of moments) {
      const run = started(['init', '--database', './data'], { cwd });
      while (!moment()) await new Promise((resolve) => setTimeout(resolve, 2));
      run.kill();
      await run.ended;
      const isWhole = existsSync(join(cwd, 'data/postgres'));
      const { stderr } = await millrace(['versions', '--database', join(cwd, 'data')]);
      // Whole, it is set up where a prepared one was unpacked.
      expect(stderr).toMatch(isWhole ? /the database lacks tables|holds no facts yet/ : /there is no database in/);
    }
    const { code, stderr } = await started(['init', '--database', './data'], { cwd }).ended;
    expect(code, stderr).toBe(0);
    expect(readdirSync(join(cwd, 'data')).sort()).toEqual(['lock', 'postgres']);
    expect((await millrace(['versions', '--database', join(cwd, 'data')])).stderr).toContain('holds no facts yet');
  });
});

async function damaged(good: string, damage: (files: string) => void): Promise<string> {
  const folder = join(await temporaryFolder(), 'database');
  cpSync(good, folder, { recursive: true });
  damage(join(folder, 'postgres'));
  // A folder is opened where there is something to open.
  mkdirSync(join(folder, 'postgres'), { recursive: true });
  return folder;
}

function overwrite(file: string, at: number): void {
  const content = readFileSync(file);
  content.fill('x', at, at + 100);
  writeFileSync(file, content);
}

function folderFor(name: string) {
  return (files: string) => {
    rmSync(join(files, name));
    mkdirSync(join(files, name));
  };
}

function emptied(name: string) {
  return (files: string) => {
    for (const file of readdirSync(join(files, name), { withFileTypes: true })) {
      if (file.isFile()) truncateSync(join(files, name, file.name), 0);
    }
  };
}

/** Names and sizes of all files but the lock. */
function contentOf(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name !== 'lock')
    .map(({ parentPath, name }) => `${join(parentPath, name)} ${readFileSync(join(parentPath, name)).length}`)
    .sort();
}
