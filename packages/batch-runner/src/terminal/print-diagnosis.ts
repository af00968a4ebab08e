import { describe, findingRules } from '@millrace/costing-core';
import { choiceZh, columnZh } from '@millrace/facts';
import { grouped } from '@millrace/report/figures';
import { type Alike, columnOf } from '../doctor/alike.js';
import type { Diagnosis } from '../doctor/diagnosis.js';
import { inQuery } from '../doctor/in-query.js';
import type { PeriodRows } from '../doctor/rows-by-period.js';
import type { TableProfile } from '../doctor/table-profile.js';
import { besideFindings, missingInWords, type Told } from '../doctor/told.js';
import { type Spoken, type Texts, tell } from '../text/texts.js';
import type { Terminal } from './terminal.js';

export function printDiagnosis(terminal: Terminal, seen: Diagnosis, spoken: Spoken, all: boolean): void {
  const { texts } = spoken;
  const { doctor } = texts;
  if (seen.aside !== undefined) terminal.line(doctor.aside(tell(seen.aside, texts).split('\n')[0]));
  // A template has a table for everything: of those that nobody filled the columns say nothing.
  const isBlank = ({ origin, rows, columns }: TableProfile) =>
    origin === 'files' && rows === 0 && columns.some(({ isThere }) => isThere);
  for (const profile of seen.profiles) if (!isBlank(profile)) printProfile(terminal, profile, spoken);
  const blank = seen.profiles.filter(isBlank).map(({ table }) => texts.tableName(table));
  if (blank.length > 0) terminal.heading(doctor.blank(blank.join(', ')));
  printPeriods(terminal, seen.periods, texts);
  terminal.heading(doctor.found);
  if (seen.tried !== undefined) terminal.line(doctor.tried(seen.tried));
  for (const told of besideFindings(seen, spoken)) printTold(terminal, told, texts);
  for (const alike of seen.findings.sorted()) printAlike(terminal, alike, seen, spoken, all);
  if (seen.refused.length === 0 && seen.findings.sorted().length === 0) terminal.line(doctor.nothing);
  terminal.heading(doctor.lacking);
  for (const each of seen.missing) printTold(terminal, missingInWords(each, spoken), texts);
  if (seen.missing.length === 0) terminal.line(doctor.complete);
  terminal.heading(verdict(seen, texts));
}

function verdict({ origin, path = '', findings, refused }: Diagnosis, { doctor }: Texts): string {
  if (findings.has('fatal') || refused.length > 0) return doctor.notReady;
  return origin === 'files' ? doctor.ready.files(path) : doctor.ready[origin];
}

function printProfile(terminal: Terminal, { table, source, columns, rows }: TableProfile, spoken: Spoken): void {
  const { texts, language } = spoken;
  const { doctor } = texts;
  terminal.heading(`${texts.tableName(table)}  ${source}  ${doctor.rows(grouped(String(rows)))}`);
  const there = columns.filter(({ isThere }) => isThere);
  const said = (column: string) => (language === 'zh' ? columnZh(column) : column);
  if (there.length === 0) {
    terminal.line(`  ${doctor.unread}`);
    return;
  }
  const isTyped = there.some(({ type }) => type !== undefined);
  const [name, ours, theirs, ...others] = doctor.head;
  terminal.table(
    [name, ours, ...(isTyped ? [theirs] : []), ...others],
    there.map(({ column, kind, type = '', filled, examples, values }) => [
      said(column),
      texts.template.type[kind],
      ...(isTyped ? [type] : []),
      grouped(String(filled)),
      filled === rows ? '' : grouped(String(rows - filled)),
      values.size > 0 ? counted(language === 'zh' ? inChinese(values) : values) : examples.map(cut).join(', '),
    ]),
    isTyped ? [3, 4] : [2, 3],
  );
  const left = columns.filter(({ isThere }) => !isThere).map(({ column }) => said(column));
  if (left.length > 0) terminal.line(`  ${doctor.left(left.join(', '))}`);
}

function printPeriods(terminal: Terminal, periods: readonly PeriodRows[], { doctor, tableName }: Texts): void {
  if (periods.length === 0) return;
  terminal.heading(doctor.periods);
  const rows = periods.map(({ table, period, rows, approved, first, last }) => [
    tableName(table),
    period === '' ? doctor.noPeriod : period,
    grouped(String(rows)),
    grouped(String(approved)),
    first,
    last,
  ]);
  terminal.table(doctor.periodHead, rows, [2, 3]);
}

function printTold(terminal: Terminal, { severity, code, wrong, remedy }: Told, texts: Texts): void {
  terminal.line(`${texts.severity[severity]}  ${code}: ${wrong}`);
  terminal.line(`    → ${remedy}`);
}

function printAlike(terminal: Terminal, alike: Alike, seen: Diagnosis, spoken: Spoken, all: boolean): void {
  const { texts, language } = spoken;
  const { first, count, values } = alike;
  const { wrong, remedy } = describe(first, language);
  const column = columnOf(first);
  const place = `${first.table}${column === undefined ? '' : `.${column}`}`;
  terminal.line(
    `${texts.severity[first.severity]}  ${first.code}  ${findingRules[first.code].check}  ${place}  ${texts.doctor.rows(grouped(String(count)))}`,
  );
  terminal.line(`    ${texts.findings.named(first.table, first.key, first.fields.at)}: ${wrong}`);
  terminal.line(`    → ${remedy}`);
  if (values.size > 1) terminal.line(`    ${texts.doctor.values(counted(values, all ? values.size : SHOWN, texts))}`);
  const sql = inQuery(alike, seen.profiles, texts);
  if (sql !== undefined) terminal.line(`    ${texts.doctor.inQuery(sql)}`);
}

const SHOWN = 8;

/** Choices by their words, with the code in brackets; what is none stays as it was read. */
function inChinese(values: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const said = (value: string) => (choiceZh(value) === value ? value : `${choiceZh(value)}（${value}）`);
  return new Map(Array.from(values, ([value, count]) => [said(value), count]));
}

/** `"C" 120, "D" 3`, the most frequent first. */
function counted(values: ReadonlyMap<string, number>, most = SHOWN, texts?: Texts): string {
  const sorted = [...values].sort(([, a], [, b]) => b - a);
  const shown = sorted.slice(0, most).map(([value, count]) => `${cut(value)} ${grouped(String(count))}`);
  if (sorted.length > most) shown.push(texts?.doctor.more(grouped(String(sorted.length - most))) ?? '…');
  return shown.join(', ');
}

const cut = (text: string) => (text.length > 30 ? `${text.slice(0, 29)}…` : text);

/** The same for programs. */
export function diagnosisAsJson(seen: Diagnosis, spoken: Spoken) {
  const { texts, language } = spoken;
  return {
    tables: seen.profiles.map(({ table, source, origin, rows, columns, sample }) => ({
      table,
      source,
      origin,
      rows,
      columns: columns
        .filter(({ isThere }) => isThere)
        .map(({ column, kind, type, filled, examples, values }) => ({
          column,
          kind,
          type,
          filled,
          empty: rows - filled,
          examples,
          values: values.size > 0 ? Object.fromEntries(values) : undefined,
        })),
      left: columns.filter(({ isThere }) => !isThere).map(({ column }) => column),
      sample,
    })),
    periods: seen.periods,
    tried: seen.tried,
    findings: [
      ...besideFindings(seen, spoken),
      ...seen.findings.sorted().map((alike) => ({
        severity: alike.first.severity,
        code: alike.first.code,
        check: findingRules[alike.first.code].check,
        table: alike.first.table,
        column: columnOf(alike.first),
        rows: alike.count,
        key: alike.first.key,
        at: alike.first.fields.at,
        values: Object.fromEntries(alike.values),
        ...describe(alike.first, language),
        in_query: inQuery(alike, seen.profiles, texts),
      })),
    ],
    missing: seen.missing.map((each) => missingInWords(each, spoken)),
    rights: seen.rights,
    aside: seen.aside && { code: seen.aside.code, cause: tell(seen.aside, texts).split('\n')[0] },
  };
}
