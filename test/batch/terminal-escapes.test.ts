import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeCsvFolder } from '@millrace/batch-runner';
import { expect, test } from 'vitest';
import { ANY } from './databases.js';
import { temporaryFolder } from './folders.js';
import { millrace } from './millrace.js';
import { smallFactory } from './small-factory.js';

/** What a terminal would act upon; line ends are the program's own. */
const ACTING = /(?![\u200c-\u200d\n])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
const REPORTED = fileURLToPath(new URL('../reports/robustness/terminal-escapes/facts', import.meta.url));
const NAME = '\u001b[31mRED\u001b[2J\u001b]0;owned\u0007\u202egnp\u2066\u009b2J\ncost 0.00 CNY';

function isHarmless({ stdout, stderr }: { stdout: string; stderr: string }): void {
  for (const text of [stdout, stderr]) expect(ACTING.exec(text)).toBeNull();
  expect(`${stdout}${stderr}`).not.toMatch(/^cost (in )?0\.00/m);
}

test('the reported name does nothing to the terminal', async () => {
  const ran = await millrace(['stock', '2026-09', '--from', REPORTED]);
  expect(ran.code).toBe(0);
  expect(ran.stdout).toContain('\\u202egnp');
  isHarmless(ran);
});

test('names, codes and texts that act unseen are shown as escapes by every command, and in the report', async () => {
  const item = `BOX${NAME.replaceAll('\n', '\u2028')}`;
  const renamed = JSON.parse(
    JSON.stringify(smallFactory, (_, value) => (value === 'BOX' ? item : value)),
  ) as typeof smallFactory;
  const named = {
    ...renamed,
    item: renamed.item.map((row) => ({ ...row, name: NAME, name_zh: `${NAME}\u200f` })),
    cost_element: renamed.cost_element.map((row) => ({ ...row, name: `${row.element}${NAME}` })),
    plant: renamed.plant.map((row) => ({ ...row, name: NAME })),
  };
  const folder = join(await temporaryFolder(), 'facts');
  await writeCsvFolder(folder, named);
  const database = await ANY.create();
  const report = join(await temporaryFolder(), 'report.html');
  const commands: readonly (readonly string[])[] = [
    ['import', folder],
    ['close', '2026-09', '--all'],
    ['publish', '2026-09', '--json'],
    ['versions'],
    ['table', '2026-09', '--lang', 'zh'],
    ['table', '2026-09', '--table', 'movement_cost'],
    ['table', '2026-09', '--item', `${item}x`, '--json'],
    ['stock', '2026-09', '--kinds', '--elements', '--lang', 'zh'],
    ['stock', '2026-09', '--item', item],
    ['layers', '2026-09'],
    ['explain', item],
    ['bom', 'explode', item],
    ['standard', 'roll', '--on', '2026-10-01', '--json'],
    ['report', '2026-09', '--html', report],
    ['stock', '2026-09', '--late'],
    ['close', '2026-10'],
    ['findings', '2026-10', '--all'],
    ['check', '2026-10'],
    ['compare', '2026-09', '3'],
    ['compare', '2026-09', '3', '--why', `P1/${item}`, '--all'],
    ['compare', '2026-09', '3', '--why', '--lang', 'zh'],
    ['compare', '2026-09', '3', '--each'],
    ['history', `P1/${item}`, '--why'],
    ['what-if', '2026-09', '--pool', 'WAGES=+10%', '--why', `P1/${item}`],
    ['order', 'O1', '2026-09'],
    ['variance', '2026-09'],
    ['table', '2026-09', '--restored'],
    ['bom', 'where-used', item],
    ['bom', 'check'],
    ['periods'],
    ['runs'],
    ['imports'],
    ['verify', '2026-09'],
    ['reconcile', '2026-09'],
    ['journal', '2026-09'],
    ['postings'],
    ['waivers'],
    [`nothing${NAME}`],
    ['close', '2026-09', '--from', NAME, '--json'],
  ];
  const refused: string[] = [];
  for (const command of commands) {
    const ran = await millrace([...command, '--database', database]);
    expect(`${ran.stdout}${ran.stderr}`, command.join(' ')).not.toBe('');
    isHarmless(ran);
    if (ran.code > 1) refused.push(command[0]);
  }
  // What is named so is there, so that it is what commands show; the others are misspelled.
  expect(refused).toEqual(['table', `nothing${NAME}`, 'close']);
  const page = await readFile(report, 'utf8');
  expect(ACTING.exec(page)).toBeNull();
  expect(page).toContain('\\u202egnp');
});

test('cells that a spreadsheet would run come as text in CSV, numbers stay numbers', async () => {
  for (const code of ['=HYPERLINK("http://x","y")', '-2+3']) {
    const renamed = JSON.stringify(smallFactory, (_, value) => (value === 'BOX' ? code : value));
    const file = join(await temporaryFolder(), 'facts.json');
    await writeFile(file, renamed);
    const { stdout, code: exit } = await millrace(['stock', '2026-09', '--from', file, '--csv']);
    expect(exit).toBe(0);
    expect(stdout).toContain(`'${code.replaceAll('"', '""')}`);
    expect(stdout).not.toMatch(/(^|,)"?[=+@＝]/m);
  }
});
