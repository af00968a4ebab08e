import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultPolicy, defaultStandardPolicy } from '@millrace/costing-core';
import { add, compare, type Fraction, parseFraction, ZERO } from '@millrace/exact';
import { ANY } from '../batch/databases.js';
import { factsFolder } from '../batch/facts-folder.js';
import { temporaryFolder } from '../batch/folders.js';
import { millrace, millraceJson } from '../batch/millrace.js';

/** What `expected.json` of a case says; test/reports/README.md describes it. */
interface WorkedReport {
  /** What happened, and what is right. */
  readonly why: string;
  /** One database for all steps: import, close and publish, month after month. */
  readonly database?: boolean;
  readonly policy?: Changes;
  readonly standard_policy?: Changes;
  readonly steps: readonly Step[];
}

/** Changes to a policy, nested as the policy is. */
type Changes = Readonly<Record<string, unknown>>;

interface Step {
  readonly do: 'close' | 'roll' | 'explode';
  readonly facts: string;
  readonly period?: string;
  readonly on?: string;
  readonly item?: string;
  readonly quantity?: string;
  readonly netted?: boolean;
  readonly policy?: Changes;
  readonly standard_policy?: Changes;
  readonly exit?: number;
  readonly values?: readonly Expected[];
  readonly findings?: readonly string[];
  readonly no_findings?: readonly string[];
}

/** Of the rows of a table that match `where`, each column of `is` adds up to its value. */
interface Expected {
  readonly table: string;
  readonly where: Readonly<Record<string, string>>;
  readonly is: Readonly<Record<string, string>>;
}

type Row = Readonly<Record<string, unknown>>;

interface Printed {
  readonly version?: number;
  readonly findings: readonly { readonly code: string }[];
  readonly tables?: Readonly<Record<string, readonly Row[]>>;
  readonly rows?: readonly Row[];
}

/** Runs the steps of a case; returns in words what came out otherwise than expected. */
export async function disagreements(folder: string): Promise<string[]> {
  const report = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as WorkedReport;
  const database = report.database ? await ANY.create() : undefined;
  const found: string[] = [];
  for (const [at, step] of report.steps.entries()) {
    const facts = join(folder, step.facts);
    const config = await configOf(report, step);
    const says = (text: string) => found.push(`step ${at + 1}, ${step.do}: ${text}`);
    const { code, json } =
      database === undefined
        ? await millraceJson<Printed>([...commandOf(step), '--from', facts, '--config', config])
        : await closedIn(database, step, facts, config);
    if (code !== (step.exit ?? 0)) says(`exit ${code} instead of ${step.exit ?? 0}`);
    for (const expected of step.values ?? []) differences(json, expected).forEach(says);
    const codes = new Set(json.findings?.map((finding) => finding.code));
    for (const wanted of step.findings ?? []) if (!codes.has(wanted)) says(`no finding ${wanted}`);
    for (const unwanted of step.no_findings ?? []) {
      const there = unwanted === '*' ? [...codes] : codes.has(unwanted) ? [unwanted] : [];
      if (there.length > 0) says(`found ${there.join(', ')}`);
    }
    if (database !== undefined && code === 0) {
      const published = await millrace(['publish', String(json.version), '--database', database]);
      if (published.code !== 0) says(`can not be published: ${published.stdout}${published.stderr}`);
    }
  }
  return found;
}

async function closedIn(database: string, step: Step, facts: string, config: string) {
  const folder = await factsFolder(JSON.parse(readFileSync(facts, 'utf8')));
  const on = ['--database', database, '--config', config];
  const imported = await millrace(['import', folder, '--into-published', ...on]);
  if (imported.code !== 0) throw new Error(`import: ${imported.stdout}${imported.stderr}`);
  return millraceJson<Printed>([...commandOf(step), ...on]);
}

function commandOf(step: Step): string[] {
  const on = step.on === undefined ? [] : ['--on', step.on];
  if (step.do === 'close') return ['close', step.period ?? ''];
  if (step.do === 'roll') return ['standard', 'roll', ...on];
  const quantity = step.quantity === undefined ? [] : ['--quantity', step.quantity];
  return ['bom', 'explode', step.item ?? '', ...quantity, ...on, ...(step.netted ? ['--netted'] : [])];
}

/** A config as `millrace init` writes it, with the changes of the case and then of the step. */
async function configOf(report: WorkedReport, step: Step): Promise<string> {
  const file = join(await temporaryFolder(), 'millrace.config.json');
  const config = {
    database: './.data',
    ledger: '',
    language: 'en',
    policy: changed(changed(defaultPolicy, report.policy), step.policy),
    standard_policy: changed(changed(defaultStandardPolicy, report.standard_policy), step.standard_policy),
  };
  await writeFile(file, JSON.stringify(config));
  return file;
}

/** Objects are changed member by member, anything else as a whole. */
function changed(value: unknown, changes: unknown): unknown {
  if (changes === undefined) return value;
  if (!isObject(value) || !isObject(changes)) return changes;
  const members = Object.entries(changes).map(([key, change]) => [key, changed(value[key], change)]);
  return { ...value, ...Object.fromEntries(members) };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function differences(json: Printed, { table, where, is }: Expected): string[] {
  const rows = json.tables?.[table] ?? (table === 'rows' ? json.rows : undefined);
  const name = `${table}${JSON.stringify(where)}`;
  if (rows === undefined) return [`${name}: no table, but ${json.findings?.map(({ code }) => code).join(', ')}`];
  const matching = rows.filter((row) =>
    Object.entries(where).every(([column, value]) => String(row[column]) === value),
  );
  return Object.entries(is).flatMap(([column, value]) => {
    const sum = matching.reduce((total, row) => add(total, exactly(row[column])), ZERO);
    if (compare(sum, exactly(value)) === 0) return [];
    return [`${name}.${column}: ${matching.map((row) => row[column]).join(' + ') || 'no row'} instead of ${value}`];
  });
}

function exactly(text: unknown): Fraction {
  const value = typeof text === 'string' ? parseFraction(text) : undefined;
  if (value === undefined) throw new Error(`Not a number: ${text}`);
  return value;
}
