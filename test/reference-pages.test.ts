import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CHECKS,
  defaultPolicy,
  type FindingCode,
  findingRules,
  policySchema,
  STORED_TABLES,
  type StoredSpec,
  storedTableNames,
} from '@millrace/costing-core';
import {
  CHOICES_ZH,
  COLUMNS_ZH,
  type Column,
  choiceZh,
  columnZh,
  JOURNAL_EVENTS,
  MOVEMENT_TYPES,
  TABLES,
  TABLES_ZH,
  tableNames,
} from '@millrace/facts';
import { describe, expect, test } from 'vitest';
import { ROOT } from './docs/blocks.js';
import { columnList } from './docs/column-list.js';

/** Pages that list what the code holds say neither more nor less. */
const page = (name: string) => readFileSync(join(ROOT, 'docs', name), 'utf8');

/** The cells of a page's table rows that begin with a name in code type, below a heading. */
function rowsBelow(text: string, heading: RegExp): string[][] {
  const start = text.search(heading);
  expect(start, `${heading}`).toBeGreaterThanOrEqual(0);
  const [section] = text.slice(text.indexOf('\n', start)).split(/\n#+ /);
  return section
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '')));
}

const named = (cell: string) => /`([^`]+)`/.exec(cell)?.[1] ?? '';

describe('docs/facts.md', () => {
  const text = page('facts.md');
  const tables = [...rowsBelow(text, /^## Masters/m), ...rowsBelow(text, /^## What happened/m)];

  test('lists the tables in their order', () => {
    expect(tables.map(([table]) => named(table))).toEqual(tableNames());
  });

  test.each(tableNames())('lists the columns of %s', (name) => {
    const row = tables.find(([table]) => named(table) === name) as string[];
    expect(row[1]).toBe(columnList(name));
    expect(row[2]).toMatch(/\.$/);
    expect(row[0].includes('◆'), 'marked as a document').toBe('status' in TABLES[name].columns);
  });

  test('lists the types of movement', () => {
    expect(rowsBelow(text, /^## Types of movement/m).map(([type]) => named(type))).toEqual(MOVEMENT_TYPES);
  });
});

test('docs/journals.md lists the events in the order of entries', () => {
  const events = rowsBelow(page('journals.md'), /^## Events/m);
  expect(events.map(([event]) => named(event))).toEqual(JOURNAL_EVENTS);
  expect(events.map(([, zh]) => zh)).toEqual(JOURNAL_EVENTS.map((event) => CHOICES_ZH[event]));
});

describe('docs/results.md', () => {
  const tables = rowsBelow(page('results.md'), /^# The tables/m);

  test('lists the stored tables in their order', () => {
    expect(tables.map(([table]) => named(table))).toEqual(storedTableNames());
  });

  test.each(storedTableNames())('lists the columns of %s', (name) => {
    const { columns, key }: StoredSpec = STORED_TABLES[name];
    const list = Object.entries(columns).map(([column, { kind, optional }]) => {
      if (kind === 'amounts') return `${column} []`;
      return `${key.includes(column) ? `**${column}**` : column}${optional ? '?' : ''}`;
    });
    expect(tables.find(([table]) => named(table) === name)?.[1]).toBe(list.join(', '));
  });
});

describe('docs/policy.md', () => {
  const text = page('policy.md');

  /** What a row says of choices: the values in code type. */
  const choices = (row: readonly string[]) => [...row[1].matchAll(/`([^`]+)`/g)].map(([, value]) => value);

  test.each([
    [/^## `policy`/m, policySchema, defaultPolicy],
    [/^### `valuation`/m, policySchema.shape.valuation, defaultPolicy.valuation],
    [/^### `wip`/m, policySchema.shape.wip, defaultPolicy.wip],
    [/^### `absorption`/m, policySchema.shape.absorption, defaultPolicy.absorption],
    [/^### `variances`/m, policySchema.shape.variances, defaultPolicy.variances],
    [/^### `service_departments`/m, policySchema.shape.service_departments, defaultPolicy.service_departments],
    [/^### `step_costing`/m, policySchema.shape.step_costing, defaultPolicy.step_costing],
    [/^### `spoilage`/m, policySchema.shape.spoilage, defaultPolicy.spoilage],
    [/^### `joint`/m, policySchema.shape.joint, defaultPolicy.joint],
    [/^### `checks`/m, policySchema.shape.checks, defaultPolicy.checks],
    [/^### `rate_rounding`/m, policySchema.shape.rate_rounding, defaultPolicy.rate_rounding],
  ])('lists the keys below %s, each with its choices, the default first', (heading, schema, defaults) => {
    const shape: Readonly<Record<string, object>> = schema.shape;
    const rows = rowsBelow(text, heading);
    expect(rows.map(([key]) => named(key))).toEqual(Object.keys(shape));
    for (const row of rows) {
      const key = named(row[0]);
      const value: unknown = (defaults as Readonly<Record<string, unknown>>)[key];
      const { options } = shape[key] as { readonly options?: readonly string[] };
      if (typeof options?.[0] === 'string') {
        expect(choices(row)[0], key).toBe(value);
        expect(choices(row).toSorted(), key).toEqual((options as readonly string[]).toSorted());
      } else if (Array.isArray(value) && value.length > 0) expect(choices(row), key).toEqual(value);
      else if (row[1] !== 'see below' && value !== undefined) {
        expect(choices(row), key).toEqual(value === '' ? [] : [plain(value)]);
      }
    }
  });

  function plain(value: unknown): string {
    return typeof value === 'string' ? value : JSON.stringify(value);
  }
});

test('docs/names.md holds the Chinese names (npm test -- -u writes it anew)', async () => {
  const list = (names: Readonly<Record<string, string>>) =>
    Object.entries(names)
      .map(([name, zh]) => `\`${name}\` ${zh}`)
      .join(' · ');
  const lines = [
    '# Names',
    '',
    'Tables, columns and values go by these names too, in files and workbooks.',
    '',
    '## Tables',
    '',
    list(TABLES_ZH),
    '',
    '## Columns',
    '',
    list(COLUMNS_ZH),
    '',
    '## Values',
    '',
    list(CHOICES_ZH),
    '',
  ];
  await expect(lines.join('\n')).toMatchFileSnapshot('../docs/names.md');
});

test('every column has a Chinese name, and no two of a table, of its columns or of the values of a column are alike', () => {
  const alike = (words: readonly string[]) => words.filter((word, at) => words.indexOf(word) < at);
  const columns = [...new Set(tableNames().flatMap((name) => Object.keys(TABLES[name].columns)))];
  expect(columns.filter((column) => COLUMNS_ZH[column] === undefined)).toEqual([]);
  expect(alike(Object.values(TABLES_ZH))).toEqual([]);
  for (const name of tableNames()) {
    const columns: [string, Column][] = Object.entries(TABLES[name].columns);
    expect(alike(columns.map(([column]) => columnZh(column)))).toEqual([]);
    for (const [, { choices }] of columns) expect(alike(choices.map(choiceZh))).toEqual([]);
    expect(page('facts.md')).toContain(`| \`${name}\` ${TABLES_ZH[name]}`);
  }
});

test('docs/findings.md holds what every finding says (npm test -- -u writes it anew)', async () => {
  const rules = Object.entries(findingRules) as [FindingCode, (typeof findingRules)[FindingCode]][];
  const lines = Object.entries(CHECKS).flatMap(([id, what]) => [
    `## ${id}`,
    '',
    `${what.en}  `,
    what.zh,
    '',
    ...rules
      .filter(([, { check }]) => check === id)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([code, { severity, check, en, zh }]) => [
        `### ${code}`,
        '',
        `${check}, ${severity}`,
        '',
        `- ${en[0]}. → ${en[1]}.`,
        `- ${zh[0]}。→ ${zh[1]}。`,
        '',
      ]),
  ]);
  const head = [
    '# Findings',
    '',
    'What the checks find: fatal stops the closing, an error leaves a draft that is not published unless it is [waived](waivers.md), a',
    'warning is to be looked at.',
    '`millrace check PERIOD` lists every check, those that passed too, with the rows that it looked at: where there are none it says so.',
    'It exits with 1 where there is an error, with `--fail-on warning` also for a warning (for a nightly run), with `--fail-on fatal` for',
    'neither; what is fatal exits with 2 where rows can not be read as they stand, else with 1. A check without codes is one that the',
    'proof keeps, or for which there are no facts. In braces stand the fields of a finding.',
    '',
  ];
  await expect([...head, ...lines].join('\n')).toMatchFileSnapshot('../docs/findings.md');
});
