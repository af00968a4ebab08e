import { builtinModules } from 'node:module';
import { ENGINE } from '@millrace/costing-core';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { longParameterLists, ownLimits } from './tidy/calls.js';
import { cycles } from './tidy/cycles.js';
import { Program } from './tidy/program.js';
import { filesBelow, read, type SourceFile, sourcesBelow } from './tidy/sources.js';

/** Packages, each of which may use those before it. */
const PACKAGES = ['exact', 'facts', 'bom', 'costing-core', 'store', 'report', 'console', 'batch-runner'] as const;

/** What must come out the same from the same facts: nothing in it knows the world outside. */
const PURE = PACKAGES.slice(0, 4);

/** The parts of costing-core, each of which may run code of those before it. Types may point on. */
const PARTS = [
  'network',
  'formula',
  'findings',
  'policy-checks',
  'policy',
  'period',
  'standard',
  'production',
  'compile',
  'verify',
  'results',
  'balances',
  'compare',
  'explain',
  'causes',
  'stock-report',
  'variances',
  'order-sheet',
  'journal',
  'restoration',
  'checks',
  'settle-period',
  'close-period',
  'roll-standard',
  'what-if',
  'valuation',
  'index',
];

const packages = sourcesBelow('packages');
const everything = [...packages, ...sourcesBelow('test', 'benchmarks', 'examples')];
const sourcesOf = (name: string) => packages.filter((file) => file.name.startsWith(`packages/${name}/src/`));
const pure = PURE.flatMap(sourcesOf).filter(({ isTest }) => !isTest);
const program = new Program(PACKAGES, 'packages/batch-runner/src/main.ts');

describe('what may use what', () => {
  test('packages use only those before them', () => {
    const wrong = PACKAGES.flatMap((name, place) =>
      sourcesOf(name).flatMap((file) =>
        file.imports
          .filter(({ from }) => from.startsWith('@millrace/'))
          .filter(({ from }) => !PACKAGES.slice(0, place).some((other) => bare(from) === `@millrace/${other}`))
          .map(({ from }) => `${file.name} imports ${from}`),
      ),
    );
    expect(wrong).toEqual([]);
  });

  test('a package reaches into no other by a path', () => {
    const wrong = packages.flatMap((file) => {
      const own = file.name.split('/', 2).join('/');
      return file.imports.filter((i) => i.file !== undefined && !i.file.startsWith(`${own}/`)).map(told(file));
    });
    expect(wrong).toEqual([]);
  });

  test('packages take a name from the package that owns it, not from one that passes it on', () => {
    const passedOn = PACKAGES.flatMap((name) =>
      sourcesOf(name)
        .filter((file) => file.name.endsWith('/src/index.ts'))
        .flatMap(({ imports }) => imports.filter(({ from }) => from.startsWith('@millrace/')))
        .flatMap(({ names }) => names.map((of) => `@millrace/${name} ${of}`)),
    );
    const wrong = packages
      .filter(({ isTest }) => !isTest)
      .flatMap((file) =>
        file.imports.flatMap(({ from, names }) =>
          names.filter((of) => passedOn.includes(`${from} ${of}`)).map((of) => `${file.name} takes ${of} from ${from}`),
        ),
      );
    expect(passedOn).toContain('@millrace/costing-core readFacts');
    expect(wrong).toEqual([]);
  });

  test('the parts of costing-core run code only of those before them', () => {
    const partOf = (name: string) => name.replace('packages/costing-core/src/', '').split('/')[0].replace(/\.ts$/, '');
    const placeOf = (name: string) => PARTS.indexOf(partOf(name));
    const wrong = sourcesOf('costing-core').flatMap((file) => {
      if (file.isTest) return [];
      const unknown = placeOf(file.name) < 0 ? [`${file.name} is in no part`] : [];
      const back = file.imports.filter((i) => !i.isType && i.file && placeOf(i.file) > placeOf(file.name));
      return [...unknown, ...back.map(told(file))];
    });
    expect(wrong).toEqual([]);
  });

  test('the network knows nothing of accounting: it uses exact and itself', () => {
    const network = 'packages/costing-core/src/network/';
    const known = new Set(['@millrace/exact', 'vitest', 'fast-check']);
    const wrong = sourcesOf('costing-core')
      .filter(({ name }) => name.startsWith(network))
      .flatMap((file) => {
        const isKnown = (i: SourceFile['imports'][number]) => known.has(i.from) || i.file?.startsWith(network);
        return file.imports.filter((i) => !isKnown(i)).map(told(file));
      });
    expect(wrong).toEqual([]);
  });

  test('no two files need each other, on whatever way around', () => {
    expect(cycles(everything)).toEqual([]);
  });

  test('every package depends on what it imports, at exactly one version', () => {
    const wrong = [...PACKAGES.map((name) => `packages/${name}`), 'test', 'benchmarks', 'examples'].flatMap(
      (folder) => {
        const declared = new Set(versionsIn(`${folder}/package.json`).map(([name]) => name));
        return everything
          .filter(({ name }) => name.startsWith(`${folder}/`))
          .flatMap((file) => {
            // Tools of the whole repository stand in its own package.json.
            const isPublished = file.name.startsWith('packages/') && file.name.includes('/src/') && !file.isTest;
            const isThere = (name: string) => declared.has(name) || (!isPublished && TOOLS.has(name));
            const outer = file.imports.filter(({ from, file }) => file === undefined && !isBuiltin(from));
            return outer.filter(({ from }) => !isThere(bare(from))).map(told(file));
          });
      },
    );
    expect(wrong).toEqual([]);
    for (const file of filesBelow('.').filter((name) => name.endsWith('package.json'))) {
      for (const [name, version] of versionsIn(file)) {
        expect(version, `${name} in ${file}`).toMatch(/^(npm:@?[\w./-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/);
      }
    }
  });
});

describe('how code is written', () => {
  test('no type is left open, no check is silenced, no test is left out', () => {
    const wrong = everything.flatMap((file) => {
      const open = [...file.nodes()].filter((node) => node.kind === ts.SyntaxKind.AnyKeyword).map(file.place);
      return [...open, ...linesWith(file, SILENCED)];
    });
    expect(wrong).toEqual([]);
  });

  test('files and folders are named for what they are, and none has grown long', () => {
    const names = everything.flatMap(({ name }) => name.split('/')).map((part) => part.replace(/\..*$/, ''));
    expect(names.filter((name) => BLURRED.has(name))).toEqual([]);
    const long = packages.filter((file) => !file.isTest && file.lineCount > LONGEST);
    expect(long.map(({ name, lineCount }) => `${name}: ${lineCount} lines`)).toEqual([]);
  });

  test('a function takes at most five parameters', () => {
    const long = packages.filter(({ isTest }) => !isTest).flatMap((file) => longParameterLists(file, 5));
    expect(long).toEqual([]);
  });

  test('no call takes an array apart, which a long one would not survive', () => {
    expect(PACKAGES.flatMap((name) => program.spreadsIntoCalls(name))).toEqual([]);
  });

  test('no test has a limit of its own', () => {
    expect(everything.filter(({ isTest }) => isTest).flatMap(ownLimits)).toEqual([]);
  });

  test('every rule and formula that is cited is in docs/rules.md or docs/formulas.md', () => {
    const anchors = new Set(
      ['rules', 'formulas'].flatMap((page) =>
        Array.from(read(`docs/${page}.md`).matchAll(/<a id="(\w+-\d+)">/g), ([, anchor]) => anchor),
      ),
    );
    const wrong = filesBelow('.')
      .filter((name) => /\.(ts|js|md)$/.test(name) && name !== 'test/tidy.test.ts')
      .flatMap((name) => citationsIn(read(name)).map(([cited, anchor]) => ({ name, cited, anchor })))
      .filter(({ anchor }) => !anchors.has(anchor))
      .map(({ name, cited }) => `${name}: ${cited}`);
    expect(wrong).toEqual([]);
  });

  test('nothing names a place on the machine on which it was written', () => {
    const wrong = filesBelow('.').filter((name) => HERE.test(read(name)));
    expect(wrong).toEqual([]);
  });

  test('what computes has no clock, no chance, no surroundings and no floating-point money', () => {
    const wrong = pure.flatMap((file) => {
      const outside = file.imports.filter((i) => isBuiltin(i.from) && i.from !== 'node:crypto').map(told(file));
      return [...outside, ...[...file.nodes()].filter(isImpure).map(file.place)];
    });
    expect(wrong).toEqual([]);
  });

  test('no array is spread into a call: of a hundred thousand members the stack would overflow', () => {
    const spread = /\.(push|unshift|append|concat)\(\.\.\.|\bMath\.(max|min)\(\.\.\.|fromCharCode\(\.\.\./;
    expect(packages.filter(({ isTest }) => !isTest).flatMap((file) => linesWith(file, spread))).toEqual([]);
  });

  test('text is ordered by its bytes, never by locale or by UTF-16', () => {
    const byLocale = pure.flatMap((file) => linesWith(file, /\.localeCompare\b|\bIntl\.Collator\b/));
    expect([...byLocale, ...PURE.flatMap((name) => program.looseSorts(name))]).toEqual([]);
  });
});

describe('what a package shows', () => {
  test.each(PACKAGES)('every function and class that %s exports says what it does', (name) => {
    expect(program.silentExports(name)).toEqual([]);
  });

  test('every function that is benchmarked runs in some command', () => {
    const benchmarked = everything
      .filter(({ name }) => name.startsWith('benchmarks/'))
      .flatMap(({ imports }) => imports.filter(({ from }) => from.startsWith('@millrace/')));
    const names = new Set(benchmarked.flatMap((i) => i.names));
    const idle = PACKAGES.flatMap((name) => program.unreached(name)).filter((name) => names.has(name));
    expect(idle).toEqual([]);
  });

  test('what a package exports runs in some command, or a document or example shows it', () => {
    const shown = filesBelow('.').filter((file) => SHOWN.test(file));
    const words = new Set(shown.flatMap((file) => read(file).match(/\w+/g) ?? []));
    const unused = PACKAGES.flatMap((name) => program.unreached(name)).filter((exported) => !words.has(exported));
    expect(unused).toEqual([]);
  });

  test('all packages have one version, which the engine puts into what it computes', () => {
    const versions = PACKAGES.map((name) => JSON.parse(read(`packages/${name}/package.json`)).version);
    expect(new Set([...versions, JSON.parse(read('package.json')).version])).toEqual(new Set([versions[0]]));
    expect(ENGINE).toBe(`millrace ${versions[0]}`);
  });
});

/** Documents and programs that show how a package is used. */
const SHOWN = /^([^/]*|docs\/.*|packages\/[^/]*\/[^/]*)\.md$|^(examples|benchmarks)\//;

const LONGEST = 400;
const BLURRED = new Set(['util', 'utils', 'helper', 'helpers', 'common', 'types', 'manager', 'misc', 'shared']);

/** A test that needs what a machine may not have is skipped where that is missing, by `skipIf`. Brackets: it is not found in here. */
const SILENCED =
  /@ts-(ignore|expect-error|nocheck)|biome[-]ignore|v8[ ]ignore|\b(it|test|describe)\.(only|todo|fails|skip)\b|\b(TO[D]O|FIX[M]E|X[X]X)\b/;

/** Places that cite a rule or a formula by its number, each with the anchor that it leads to. Other books are not ours. */
function citationsIn(text: string): [cited: string, anchor: string][] {
  const ours = Array.from(
    text.matchAll(/\b(rule|formula)s\.md (\d+)((?:,? (?:and|to|or) \d+|, \d+)*)/gi),
    (match): [string, string][] => {
      const numbers = [match[2], ...(match[3].match(/\d+/g) ?? [])];
      return numbers.map((number) => [match[0], `${match[1].toLowerCase()}-${number}`]);
    },
  );
  const others = text.match(/\bdomain-model\b|\b(?:design|columns|performance|house)\.md\b/g) ?? [];
  return [...ours.flat(), ...others.map((name): [string, string] => [name, ''])];
}

/** Homes and working folders; what stands where on every machine is no place of one. */
const HERE = /(?<![\w.*])\/(?:work|home|root|Users|mnt|opt)\/\w/;

const TOOLS = new Set(versionsIn('package.json').map(([name]) => name));

function told(file: SourceFile): (i: { readonly from: string }) => string {
  return ({ from }) => `${file.name} imports ${from}`;
}

function bare(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

function isBuiltin(specifier: string): boolean {
  return specifier.startsWith('node:') || builtinModules.includes(specifier);
}

function versionsIn(file: string): [string, string][] {
  const { dependencies, devDependencies, optionalDependencies, peerDependencies } = JSON.parse(read(file));
  return Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies, ...peerDependencies });
}

function linesWith(file: SourceFile, pattern: RegExp): string[] {
  return file.text
    .split('\n')
    .flatMap((line, at) => (pattern.test(line) ? [`${file.name}:${at + 1} ${line.trim()}`] : []));
}

/** Clock, chance, surroundings, and ways in and out of numbers that lose digits. */
function isImpure(node: ts.Node): boolean {
  if (ts.isNewExpression(node)) return node.getText() === 'new Date()' || node.getText() === 'new Date';
  if (!ts.isPropertyAccessExpression(node) && !ts.isIdentifier(node)) return false;
  return (
    /^((Date|performance)\.now|Math\.random|process|console|fetch|setTimeout|parseFloat|Number\.parseFloat)$/.test(
      node.getText(),
    ) ||
    (ts.isPropertyAccessExpression(node) && /^(toFixed|toPrecision|toExponential|toLocaleString)$/.test(node.name.text))
  );
}
