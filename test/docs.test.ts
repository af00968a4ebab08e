import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commandsIn, documents, printedIn, ROOT } from './docs/blocks.js';
import { mismatch } from './docs/matches.js';
import { removeShared, Shell } from './docs/shell.js';
import { typeFaults } from './docs/type-faults.js';

/**
 * Documents run. A `console` block holds lines `$ command` with what they print below; a `ts` block is a program, and
 * what its `console.log` lines print stands behind or below them: `// 3.33`. In a document the blocks run from top to bottom, in one
 * folder. `…` stands for what varies.
 */
const LANGUAGES = ['console', 'ts', 'text', 'json', 'sql', 'csv', 'mermaid'];

/** The only command that is shown and not run: it would run this test. */
const NOT_RUN = 'npm ci && npm test';

const all = documents();
const programs = all.flatMap(({ name, blocks }) =>
  blocks.filter(({ language }) => language === 'ts').map((block) => ({ place: `${name}, line ${block.line}`, block })),
);

afterAll(removeShared);

describe.each(all)('$name', ({ name, text, blocks }) => {
  let shell: Shell;
  beforeAll(async () => {
    shell = await Shell.open();
  });
  afterAll(() => shell.close());

  test('says of each block what it is', () => {
    expect(blocks.filter(({ language }) => !LANGUAGES.includes(language))).toEqual([]);
  });

  test('leads only to files that are there', () => {
    const links = [...text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, link]) => link);
    const local = links.filter((link) => !/^[a-z]+:/.test(link));
    expect(local.filter((link) => !existsSync(join(ROOT, dirname(name), link)))).toEqual([]);
  });

  for (const block of blocks) {
    const place = `line ${block.line}`;
    if (block.language === 'json') test(`${place}: is JSON`, () => void JSON.parse(block.lines.join('\n')));
    if (block.language === 'ts') {
      test(`${place}: the program prints what it says`, async () => {
        const { code, stdout, stderr } = await shell.runScript(`line-${block.line}.ts`, block.lines.join('\n'));
        expect(code, stderr).toBe(0);
        expect(mismatch(printedIn(block), stdout)).toBeUndefined();
      });
    }
    if (block.language === 'console') {
      const commands = commandsIn(block);
      for (const [i, { command, output }] of commands.entries()) {
        if (command === NOT_RUN) continue;
        test(`${place}: $ ${command}`, async () => {
          const { code, stdout, stderr } = await shell.run(command);
          const mayFail = commands[i + 1]?.command === 'echo $?';
          if (!mayFail) expect(code, stderr).toBe(0);
          // Progress goes to stderr, and what went wrong comes last there.
          const wrong = code === 0 ? '' : stderr.slice(Math.max(0, stderr.indexOf('millrace: ')));
          expect(mismatch(output, stdout + wrong)).toBeUndefined();
        });
      }
    }
  }
});

test('programs in documents are well typed', async () => {
  expect(await typeFaults(programs.map(({ place, block }) => [place, block.lines.join('\n')]))).toEqual([]);
});

describe('output that is compared', () => {
  test.each([
    [['a', 'b'], 'a\nb\n', true],
    [['a', 'b'], 'a\nc\n', false],
    [['a'], 'a\nb\n', false],
    [['a', '…'], 'a\nb\nc\n', true],
    [['…', 'c'], 'a\nb\nc\n', true],
    [['…', 'b'], 'a\nb\nc\n', false],
    [['a', '…', 'b', 'c', '…', 'd'], 'a\nb\nx\nb\nc\nd\n', true],
    [['a', '…', 'c', 'b', '…', 'd'], 'a\nb\nx\nb\nc\nd\n', false],
    [['took … ms (2)'], 'took 17 ms (2)\n', true],
    [['took … ms (2)'], 'took 17 ms (3)\n', false],
    [['1.00'], '1x00\n', false],
    [[], '\n', true],
    [[], 'a\n', false],
    [['…'], '', true],
  ])('%j of %j: %s', (shown, printed, isRight) => {
    expect(mismatch(shown, printed) === undefined).toBe(isRight);
  });
});
