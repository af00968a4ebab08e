import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Database } from '@millrace/store';
import { describe, expect, test } from 'vitest';
import { EMBEDDED, SERVER } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { temporaryFolder } from './folders.js';
import { millrace, millraceJson, started } from './millrace.js';
import { query } from './postgres.js';
import { smallFactory } from './small-factory.js';

const COMMANDS = [
  'init',
  'migrate',
  'grant',
  'import',
  'map',
  'doctor',
  'check',
  'findings',
  'close',
  'close-all',
  'publish',
  'reopen',
  'prune',
  'versions',
  'table',
  'stock',
  'layers',
  'verify',
  'audit',
  'compare',
  'explain',
  'report',
  'bom',
  'standard',
  'demo',
];

describe('help', () => {
  test('names every command, in the language that is asked for', async () => {
    const english = await millrace(['--help']);
    const chinese = await millrace(['--help'], { env: { LANG: 'zh_CN.UTF-8' } });
    expect([english.code, chinese.code]).toEqual([0, 0]);
    for (const command of COMMANDS) {
      expect(english.stdout).toMatch(new RegExp(`^ {2}${command} `, 'm'));
      expect(chinese.stdout).toMatch(new RegExp(`^ {2}${command} `, 'm'));
    }
    expect(chinese.stdout).toContain('命令：');
    expect(chinese.stdout).toContain('millrace [选项] [命令]');
  });

  test.each(COMMANDS)('of %s has an example', async (command) => {
    const { code, stdout } = await millrace([command, '--help']);
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`Example:\\n {2}millrace ${command}`));
    expect(stdout).toContain('--json');
  });
});

describe('trouble', () => {
  const usage: readonly (readonly [args: readonly string[], says: string])[] = [
    [['frobnicate'], "unknown command 'frobnicate'"],
    [['close'], "missing required argument 'period'"],
    [['close', '2026-9'], '"2026-9" is not a period'],
    [['close', '2026-09', '--colour'], "unknown option '--colour'"],
    [['close', '2026-09', '--from', '/nowhere'], 'there is nothing at /nowhere'],
    [['versions', '--config', '/nowhere.json'], '/nowhere.json is not a whole config'],
    [['versions', '--lang', 'fr'], 'en, zh'],
    [['versions', '--database', ''], '"" is nothing that --database takes'],
    [[], 'a command is missing'],
    [['standard', 'roll', '--kind', 'budget'], '"budget" is nothing that --kind takes'],
    [['standard', 'impact', '--price', 'CU-WIRE'], 'write it like one of these: CU-WIRE=+8%, P1/CU-WIRE=12.50'],
    [['standard', 'impact', '--top', '0'], '"0" is nothing that --top takes'],
    [['standard', 'impact'], 'nothing is assumed, so nothing moves'],
    [['import', 'a', 'b', '--preview'], '--preview does not go with a b'],
    [['import', 'a', '--sources'], '--sources does not go with a'],
    [['import', '--undo', '7', '--preview'], '--undo 7 does not go with --preview'],
    [['import', 'a', '--undo', '7'], '--undo 7 does not go with a'],
    [['verify', '3', '--all'], '--all does not go with 3'],
    [['versions', '1', '2', '3'], "too many arguments for 'versions'"],
  ];

  test.each(usage)('of usage has exit code 2: %j', async (args, says) => {
    const { code, stdout, stderr } = await millrace(args);
    expect(code).toBe(2);
    expect(stderr).toContain(says);
    expect(stderr).toContain('→');
    expect(stdout).toBe('');
  });

  const inChinese: readonly (readonly [args: readonly string[], says: string])[] = [
    [['frobnicate'], '没有命令 frobnicate'],
    [['clsoe', '2026-09'], '没有命令 clsoe；是否应为 close？'],
    [['close', '2026-09', '--form', 'a'], '没有选项 --form；是否应为 --from？'],
    [['close'], '缺少参数 period'],
    [['close', '2026-09', '--colour'], '没有选项 --colour'],
    [['close', '2026-09', '--ledger'], '选项 --ledger <ledger> 缺少值'],
    [['close', '2026-09', '2026-10'], '命令 close 的参数过多'],
    [['import', 'a', 'b', '--preview'], '--preview 不能与 a b 同时使用'],
    [['import', '--undo', '7', '--preview'], '--undo 7 不能与 --preview 同时使用'],
  ];

  test.each(inChinese)('of usage is told in Chinese: %j', async (args, says) => {
    const { code, stderr } = await millrace([...args, '--lang', 'zh']);
    expect([code, stderr]).toEqual([2, expect.stringContaining(says)]);
  });

  const system: readonly (readonly [address: string, says: string])[] = [
    ['postgres://x@127.0.0.1:1/x', 'the database can not be reached'],
    ['postgres://x@no-such-host.invalid/x', 'the database can not be reached'],
    ['postgres://[', 'the address of the database can not be read'],
    ['/etc/hostname/data', 'there is no database in /etc/hostname/data'],
    ['http://user:secret@x/y', 'no database has an address that begins with http://\n'],
    ['mysql:/x', 'no database has an address that begins with mysql:/\n'],
  ];

  test.each(system)('of the database has exit code 3: %s', async (address, says) => {
    const { code, stderr } = await millrace(['versions', '--database', address]);
    expect(stderr).toContain(says);
    expect(stderr).toContain('→');
    expect(code).toBe(3);
  });

  test('of an address of no database makes no folder', async () => {
    const cwd = await temporaryFolder();
    const facts = await factsFolder(smallFactory);
    const commands = [['close', '2026-09'], ['import', facts], ['versions'], ['stock'], ['standard', 'roll']];
    for (const command of commands) {
      const { code, stderr } = await millrace([...command, '--database', './typo'], { cwd });
      expect([code, stderr], command[0]).toEqual([3, expect.stringContaining(`there is no database in ${cwd}/typo`)]);
      expect(stderr).toContain(`millrace init --database ${cwd}/typo`);
    }
    for (const command of ['init', 'migrate']) {
      expect((await millrace([command, '--database', 'http://x'], { cwd })).code, command).toBe(3);
    }
    await writeFile(join(cwd, 'other'), '');
    expect((await millrace(['init', '--database', './other/data'], { cwd })).stderr).toContain('can not be used');
    expect(await readdir(cwd)).toEqual(['other']);
  });

  test.runIf(process.platform === 'linux')('of a folder that takes no folders is told at once', async () => {
    const { code, stderr } = await millrace([
      'init',
      '--config',
      '/tmp/of-nobody.json',
      '--database',
      '/proc/nope/data',
    ]);
    expect([code, stderr]).toEqual([3, expect.stringContaining("mkdir '/proc/nope'")]);
    expect(stderr).toContain('check that it leads to a folder that can be written');
  });

  test('tells what names no version', async () => {
    const folder = await EMBEDDED.create();
    await millrace(['import', await factsFolder(smallFactory), '--database', folder]);
    for (const command of [
      ['publish', 'abc'],
      ['table', '2026-9'],
      ['compare', 'nope', '2026-09'],
      ['verify', '-'],
    ]) {
      const { code, stderr } = await millrace([...command, '--database', folder]);
      expect(stderr).toContain(`"${command[1]}" names no version: it is neither a version’s number nor a period`);
      expect(stderr).not.toContain('millrace close');
      expect(code).toBe(2);
    }
    const { stderr } = await millrace(['publish', '2026-10', '--database', folder]);
    expect(stderr).toContain('close it with millrace close 2026-10');
  });

  test('is one JSON document where JSON is asked for', async () => {
    const { code, json } = await millraceJson<object>(['close', '2026-13']);
    expect(code).toBe(2);
    expect(json).toEqual({
      trouble: {
        code: 'period_is_not_a_month',
        fields: { period: '2026-13' },
        cause: '"2026-13" is not a period',
        remedy: 'write it as 2026-10',
      },
    });
  });

  test('names what is missing in a database that is not set up, or is newer', async () => {
    const folder = await EMBEDDED.create();
    const on = ['--database', folder];
    expect((await millrace(['close', '2026-09', ...on])).stderr).toContain('holds no facts yet');
    const database = await Database.open(folder, 'test');
    await database.script(`insert into millrace.migration values ('9999-later', now()::text)`);
    await database.close();
    const { code, stderr } = await millrace(['versions', ...on]);
    expect(code).toBe(3);
    expect(stderr).toContain('set up by a newer Millrace (step 9999-later)');
  });

  test.runIf(SERVER.present)(`of a server that ends the session leaves nothing, on ${SERVER.name}`, async () => {
    const address = await SERVER.create();
    const on = ['--database', address];
    expect((await millrace(['versions', '--database', address.replace('millrace_test', 'no_such')])).stderr).toContain(
      'does not exist',
    );
    await millrace(['import', await factsFolder(smallFactory), ...on]);
    for (const place of ['before:read:movement', 'before:write:stock']) {
      const run = started(['close', '2026-09', ...on], { env: { MILLRACE_PAUSE_AT: place } });
      await run.says('paused at');
      await query(
        address,
        `select pg_terminate_backend(pid) from pg_stat_activity
         where application_name like 'millrace close%' and datname = current_database()`,
      );
      run.resume();
      const { code, stderr } = await run.ended;
      expect(code, stderr).toBe(3);
      expect(stderr).toContain('the connection to the database was lost');
    }
    expect((await millrace(['versions', ...on])).stdout).toContain('there are no versions yet');
    expect((await millrace(['close', '2026-09', ...on])).code).toBe(0);
  });
});

describe('output', () => {
  test('goes to stdout, progress to stderr, and beside JSON there is none', async () => {
    const folder = await factsFolder(smallFactory);
    const lines = await millrace(['close', '2026-09', '--from', folder]);
    expect(lines.stderr).toMatch(/^read movement, 6 rows, \d+ ms$/m);
    expect(lines.stdout).not.toContain('read movement');
    expect(lines.stdout).toContain('cost in 1,750.00 CNY, cost out 1,750.00 CNY, difference 0.00');
    const json = await millrace(['close', '2026-09', '--from', folder, '--json']);
    expect(json.stderr).toBe('');
  });

  test('of findings is in the language that is asked for, with row and remedy', async () => {
    const [receipt, ...others] = smallFactory.movement;
    const folder = await factsFolder({ ...smallFactory, movement: [{ ...receipt, quantity: '1200*3' }, ...others] });
    const { stdout } = await millrace(['close', '2026-09', '--from', folder, '--lang', 'zh']);
    expect(stdout).toContain('出入库单据 M1（movement，movement.csv:2）: 数量（quantity） 为“1200*3”，不是普通数字');
    expect(stdout).toContain('→ 请直接填写数字，如 -1234.56，不用公式、指数或千分位');
  });

  test('of a config that is wrong is in the language that is asked for too', async () => {
    const file = join(await temporaryFolder(), 'config.json');
    await writeFile(file, JSON.stringify({ database: 5, language: 'fr', more: true }));
    const told = async (language: string) =>
      (await millrace(['versions', '--config', file, '--lang', language])).stderr.split('\n')[0];
    expect(await told('en')).toContain('database: Invalid input: expected string, received number');
    const zh = await told('zh');
    for (const part of ['database: 无效输入', 'language: 无效选项', 'ledger: 缺少', 'policy: 缺少', '"more"'])
      expect(zh).toContain(part);
    expect(zh).not.toMatch(/Invalid|expected|Unrecognized/);
  });

  test('of many findings of one kind is cut, with how many are left out', async () => {
    const many = smallFactory.movement.flatMap((row) =>
      Array.from({ length: 3 }, (_, i) => ({ ...row, movement: `${row.movement}-${i}`, quantity: '1e3' })),
    );
    const folder = await factsFolder({ ...smallFactory, movement: many, movement_amount: [] });
    const { stdout } = await millrace(['close', '2026-09', '--from', folder]);
    expect(stdout).toContain('… and 13 more of this kind (--all or --json shows them)');
    const whole = await millrace(['close', '2026-09', '--from', folder, '--all']);
    expect(whole.stdout.match(/not a plain number/g)?.length).toBe(18);
  });
});
