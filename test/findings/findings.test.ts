import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  CHECKS,
  checkResults,
  closePeriod,
  defaultPolicy,
  describe as describeFinding,
  type Finding,
  type FindingCode,
  findingRules,
  type Language,
  rollUp,
  type StandardRows,
} from '@millrace/costing-core';
import { describe, expect, test } from 'vitest';
import { ANY } from '../batch/databases.js';
import { factsFolder } from '../batch/facts-folder.js';
import { temporaryFolder } from '../batch/folders.js';
import { millraceJson } from '../batch/millrace.js';
import { standardPolicy } from '../cases/standard-policy.js';
import { ACCOUNTS } from './accounts.js';
import { CENTRES } from './centres.js';
import { CONTRADICTIONS } from './contradictions.js';
import { COUNTS } from './counts.js';
import { DEPARTMENTS } from './departments.js';
import { DOCUMENTS } from './documents.js';
import type { FindingCase, FindingCases, Rows } from './finding-case.js';
import { IDLE_ROWS } from './idle-rows.js';
import { IN_PROCESS } from './in-process.js';
import { JOINT } from './joint.js';
import { MASTERS } from './masters.js';
import { ORDERS } from './orders.js';
import { PLAUSIBILITY } from './plausibility.js';
import { POOLS } from './pools.js';
import { PRICES } from './prices.js';
import { READING } from './reading.js';
import { STANDARD } from './standard.js';
import { STANDARD_COSTS } from './standard-costs.js';
import { STEPS } from './steps.js';
import { VALUES } from './values.js';

const AREAS: readonly FindingCases[] = [
  READING,
  MASTERS,
  DOCUMENTS,
  CONTRADICTIONS,
  IDLE_ROWS,
  COUNTS,
  PRICES,
  ORDERS,
  POOLS,
  IN_PROCESS,
  STEPS,
  JOINT,
  CENTRES,
  DEPARTMENTS,
  VALUES,
  STANDARD,
  STANDARD_COSTS,
  ACCOUNTS,
  PLAUSIBILITY,
];
const CASES = AREAS.flatMap((area) => Object.entries(area)) as [FindingCode, FindingCase][];
const BY_ROWS = CASES.flatMap(([code, given]) => ('facts' in given ? [[code, given] as const] : []));

test('every code of the catalogue has one case, and every case a code of the catalogue', () => {
  expect(CASES.map(([code]) => code).sort()).toEqual(Object.keys(findingRules).sort());
});

describe.each(CASES)('%s', (code, given) => {
  test('is what the smallest input leads to, and nothing else', async () => {
    const { findings, leavesVersion } = await foundBy(given);
    const isFatal = findings.some(({ severity }) => severity === 'fatal');
    expect(leavesVersion).toBe(!isFatal);
    expect(findings.map((found) => found.code).sort()).toEqual([code, ...(given.with ?? [])].sort());
    expect(findings.find((found) => found.code === code)).toMatchObject({ code, ...given.finding });
    expect(findingRules[code].severity).toBe(given.finding.severity);
  });

  test.each([
    ['en', given.en],
    ['zh', given.zh],
  ] as const)('says what is wrong and what to do: %s', (language, says) => {
    const found: Finding = { code, ...given.finding };
    const { wrong, remedy } = describeFinding(found, language);
    expect([wrong, remedy]).toEqual(says);
    for (const text of [wrong, remedy]) {
      expect(text.trim()).not.toBe('');
      expect(text).not.toMatch(/[{}[\]]/);
      expect(/\p{Script=Han}/u.test(text)).toBe(language === 'zh');
    }
    expect(fieldsOf(code, language).filter((field) => field !== 'key' && !given.finding.fields[field])).toEqual([]);
  });
});

test.each(BY_ROWS)('of %s the check is among those that did not pass', (code, given) => {
  const { examined, findings } = closedFrom(given);
  const checks = checkResults(examined(), findings);
  expect(checks.map(({ check }) => check)).toEqual(Object.keys(CHECKS));
  const of = findingRules[code === 'more_was_found_than_is_listed' ? (given.finding.key as FindingCode) : code].check;
  expect(['fatal', 'error', 'warning']).toContain(checks.find(({ check }) => check === of)?.result);
  const passed = checks.filter(({ result }) => result === 'passed');
  if (findings.some(({ severity }) => severity === 'fatal')) expect(passed).toEqual([]);
  else
    expect(passed.map(({ check }) => check)).toEqual(expect.arrayContaining([of === 'PRE-06' ? 'PRE-01' : 'PRE-06']));
  for (const { rows } of passed) expect(rows).toBeGreaterThan(0);
});

/** The fields without which the texts have a gap: parts in brackets are left out where one is empty. */
function fieldsOf(code: FindingCode, language: Language): string[] {
  const texts = findingRules[code][language].map((text) => text.replace(/\[[^\]]*\]/g, ''));
  return texts.flatMap((text) => Array.from(text.matchAll(/\{(\w+)(?::\w+)?\}/g), ([, name]) => name));
}

interface Found {
  readonly findings: readonly Finding[];
  readonly leavesVersion: boolean;
}

async function foundBy(given: FindingCase): Promise<Found> {
  if ('facts' in given) return byRows(given);
  if ('files' in given) return byFiles(given.files);
  if ('standard' in given) return byRollUp(given.standard);
  return inDatabase(given.database);
}

function byRows(given: Rows): Found {
  const { findings, version } = closedFrom(given);
  return { findings, leavesVersion: version !== undefined };
}

function closedFrom({ facts, policy, previous, closing }: Rows) {
  return closePeriod(
    { ...facts.rows },
    { ...defaultPolicy, ...policy },
    { ledger: 'L', period: facts.period, ...closing, ...(previous && { previous: previous.close().version }) },
  );
}

/** What is found is told in the words of a close; nothing of it keeps the rest from being costed. */
function byRollUp(rows: StandardRows): Found {
  const { findings } = rollUp(rows, { as_of: '2026-10-31' }, standardPolicy);
  return { findings: findings as readonly Finding[], leavesVersion: true };
}

interface Told {
  readonly findings: readonly Finding[];
  readonly hash?: string;
}

async function byFiles(files: Readonly<Record<string, string | Uint8Array>>): Promise<Found> {
  const folder = join(await temporaryFolder(), 'facts');
  await mkdir(folder);
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  const { json } = await millraceJson<Told>(['close', '2026-09', '--from', folder]);
  return { findings: json.findings, leavesVersion: json.hash !== undefined };
}

async function inDatabase(steps: Extract<FindingCase, { database: unknown }>['database']): Promise<Found> {
  const database = await ANY.create();
  let told: Told = { findings: [] };
  for (const step of steps) {
    const args = 'rows' in step ? ['import', await factsFolder({ ...step.rows }), '--into-published'] : step;
    told = (await millraceJson<Told>([...args, '--database', database])).json;
  }
  const { json } = await millraceJson<readonly unknown[]>(['versions', '--database', database]);
  return { findings: told.findings, leavesVersion: json.length > 0 };
}
