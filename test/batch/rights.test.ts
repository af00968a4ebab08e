import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RIGHTS } from '@millrace/store';
import { beforeAll, describe, expect, test } from 'vitest';
import { ROOT } from '../docs/blocks.js';
import { configOf } from '../import/site.js';
import { SERVER } from './databases.js';
import { COMMANDS, type Right, withPaths } from './every-command.js';
import { factsFolder } from './facts-folder.js';
import { temporaryFolder } from './folders.js';
import { millrace } from './millrace.js';
import { query } from './postgres.js';
import { accountedFactory } from './small-factory.js';

describe.runIf(SERVER.present)(`rights, on ${SERVER.name}`, () => {
  let address: string;
  let name: (right: Right | 'nobody') => string;

  beforeAll(async () => {
    address = await SERVER.create();
    const own = `r${process.pid}_${Date.now() % 100_000}`;
    name = (right) => `${own}_${right}`;
    for (const right of [...RIGHTS, 'nobody'] as const) await query(address, `create role ${name(right)} login`);
    for (const right of RIGHTS) {
      const { code, stderr } = await millrace(['grant', right, name(right), '--database', address]);
      expect(code, stderr).toBe(0);
    }
    return async () => {
      for (const right of [...RIGHTS, 'nobody'] as const) {
        await query(address, `drop owned by ${name(right)}; drop role ${name(right)}`);
      }
    };
  });

  async function run(command: readonly string[], right: Right | 'nobody') {
    const url = new URL(address);
    url.username = name(right);
    const facts = await factsFolder(accountedFactory);
    const report = join(await temporaryFolder(), 'report.html');
    return millrace([...withPaths(command, facts, report), '--database', url.href]);
  }

  test('are enough for the commands that need them, and no other right is', async () => {
    for (const [right, command] of COMMANDS) {
      const others = right === 'read' ? (['nobody'] as const) : ([...RIGHTS, 'nobody'] as const);
      for (const other of others.filter((one) => one !== right)) {
        const { code, stderr } = await run(command, other);
        expect([other, command, code, stderr]).toEqual([
          other,
          command,
          3,
          expect.stringContaining('a permission is missing'),
        ]);
      }
      const { code, stderr } = await run(command, right);
      // What is found in the facts doesn't matter here.
      expect([right, command, code === 3, stderr]).toEqual([
        right,
        command,
        false,
        expect.not.stringContaining('permission'),
      ]);
    }
  });

  test('hold nothing that the commands do without', async () => {
    const kinds = await query<{ right: Right; privilege: string; tables: string }>(
      address,
      RIGHTS.map(
        (
          right,
        ) => `select '${right}' as right, privilege_type as privilege, string_agg(distinct table_name, ', ' order by table_name) as tables
          from information_schema.column_privileges where table_schema = 'millrace' and grantee = '${name(right)}' group by privilege_type`,
      ).join(' union all '),
    );
    const seen = kinds
      .filter(({ privilege }) => privilege !== 'SELECT')
      .map(({ right, privilege, tables }) => `${right} ${privilege} ${tables}`);
    expect(seen.sort().map((line) => line.slice(0, 30))).toEqual([
      expect.stringMatching(/^close INSERT /),
      'close UPDATE run, version',
      expect.stringMatching(/^import INSERT account_rule, /),
      expect.stringMatching(/^import UPDATE account_rule, /),
      'publish INSERT approval, journ',
      'publish UPDATE version',
    ]);
    expect(seen.join()).not.toMatch(/audit|DELETE|TRUNCATE/);

    const config = await configOf({ plant: `select plant, name from millrace.plant` });
    const sources = ['import', '--sources', '--config', config];
    // Without any of these the command that is granted it fails.
    const needed = [
      ['import', 'insert on millrace.item', ['import', 'FACTS']],
      ['import', 'update on millrace.item', ['import', 'FACTS']],
      ['import', 'insert on millrace.import_row', ['import', 'FACTS']],
      ['import', 'insert on millrace.source_part', sources],
      ['import', 'delete on millrace.source_part', sources],
      ['import', 'insert on millrace.import', ['import', 'FACTS']],
      ['close', 'insert on millrace.version', ['close', '2026-09']],
      ['close', 'insert on millrace.run', ['close', '2026-09']],
      ['close', 'insert on millrace.run_finding', ['close', '2026-09']],
      ['close', 'update (state, version, steps, error, ended_at) on millrace.run', ['close', '2026-09']],
    ] as const;
    for (const [right, privilege, command] of needed) {
      // A row that the import finds changed.
      await query(address, `update millrace.item set name = 'another'; update millrace.plant set name = name || '.'`);
      // Goods that moved in another period: something that a close finds.
      await query(address, `update millrace.movement set physical_on = '2026-08-01'`);
      await query(address, `revoke ${privilege} from ${name(right)}`);
      const { code, stderr } = await run(command, right);
      expect([privilege, code, stderr]).toEqual([privilege, 3, expect.stringContaining('a permission is missing')]);
      await query(address, `grant ${privilege} to ${name(right)}`);
      if (right === 'import') await run(command, right);
    }
  });

  test('stand in the documentation as they are', () => {
    const page = readFileSync(join(ROOT, 'docs/database.md'), 'utf8');
    const rows = [...page.matchAll(/^\| `(\w+)` \| (.*?) \| (.*?) \|$/gm)].filter(([, right]) =>
      RIGHTS.some((one) => one === right),
    );
    expect(rows.map(([, right]) => right)).toEqual(RIGHTS);
    for (const [right, [first, second]] of COMMANDS) {
      const command = ['bom', 'standard', 'audit', 'formula'].includes(first) ? `${first} ${second}` : first;
      const listed = rows.find(([, one]) => one === right)?.[2] ?? '';
      if (command !== 'close') expect(listed, right).toContain(`\`${command}\``);
    }
  });

  test('of every command are in the documentation', async () => {
    const page = readFileSync(join(ROOT, 'docs/database.md'), 'utf8');
    const { stdout } = await millrace(['--help']);
    const commands = [...stdout.matchAll(/^ {2}([a-z][a-z-]*) /gm)].map(([, command]) => command);
    expect(commands).toContain('close-all');
    const withoutDatabase = ['template', 'demo'];
    for (const command of commands.filter((one) => !withoutDatabase.includes(one))) {
      expect(page, command).toMatch(new RegExp(`\`(millrace )?${command}[ \`]`));
    }
  });
});

test('a right that there is none of is told', async () => {
  const { code, stderr } = await millrace(['grant', 'everything', 'x', '--database', 'postgres://127.0.0.1:1/x']);
  expect([code, stderr]).toEqual([2, expect.stringContaining('read, import, close, publish')]);
});
