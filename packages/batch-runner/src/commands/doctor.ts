import { closePeriod } from '@millrace/costing-core';
import { columnsOf, tableNames } from '@millrace/facts';
import { type Database, EXIT, type Exit, publishedPeriods, quoted, Trouble } from '@millrace/store';
import { policyOf } from '../config.js';
import { AlikeFindings } from '../doctor/alike.js';
import type { Diagnosis } from '../doctor/diagnosis.js';
import { type Examined, examineTables, type Looked } from '../doctor/examine-tables.js';
import { type MayWrite, mayWrite } from '../doctor/may-write.js';
import { missingForClose } from '../doctor/missing.js';
import { rowsByPeriod } from '../doctor/rows-by-period.js';
import { findInput } from '../files/find-files.js';
import { CsvFile } from '../files/read-csv.js';
import { readSources } from '../sources/find-sources.js';
import { QueryInput } from '../sources/query-input.js';
import { diagnosisAsJson, printDiagnosis } from '../terminal/print-diagnosis.js';
import type { Cli, Result, Run } from './cli.js';
import { encodingOption } from './given/encoding.js';

interface DoctorOptions {
  readonly encoding?: string;
  readonly all?: boolean;
}

/**
 * `millrace doctor [PATH]`: reads files, or what `sources` maps, or Millrace's own tables, and whatever else is in the database; tells
 * what the columns hold, what is wrong, and what a close lacks. Nothing is written.
 */
export function addDoctor(cli: Cli): void {
  const { texts } = cli;
  cli.add<DoctorOptions>(
    {
      name: 'doctor',
      says: texts.doctor.help,
      arguments: [['[path]', texts.argument.tables]],
      options: [
        ['--encoding <encoding>', texts.option.encoding],
        ['--all', texts.option.all],
      ],
      example: 'millrace doctor\n  millrace doctor ./export-2026-10 --json > doctor.json',
    },
    async (run, [path], options): Promise<Result> => {
      const diagnosis = await diagnose(run, path, options);
      return {
        exit: exitFor(diagnosis),
        json: diagnosisAsJson(diagnosis, run),
        print: (terminal) => printDiagnosis(terminal, diagnosis, run, options.all === true),
      };
    },
  );
}

/** What is asked to be looked at, and what could be seen about it before a row was read. */
interface Given {
  readonly tables: readonly Looked[];
  readonly findings: AlikeFindings;
  readonly rights?: MayWrite;
  readonly path?: string;
}

async function diagnose(run: Run, path: string | undefined, { encoding }: DoctorOptions): Promise<Diagnosis> {
  const own = await ownDatabase(run);
  const findings = new AlikeFindings();
  const look = (given: Given) => lookAt(run, given, own);
  if (path !== undefined) {
    const input = await findInput(path, findings.report, encodingOption(encoding));
    if (input.kind === 'json') throw new Trouble('input_holds_no_tables', { path });
    const tables = Array.from(input.sources, ([table, source]) => ({ table, source, origin: 'files' as const }));
    return look({ tables, findings, path });
  }
  if (Object.keys(run.config?.sources.tables ?? {}).length === 0) {
    if (own instanceof Trouble) throw own;
    return look({ tables: [], findings });
  }
  return readSources(
    run.config,
    () => run.openSources(),
    async ({ sources, inputs, queries, reading }) => {
      const rights = reading && (await mayWrite(reading));
      const tables = Array.from(sources, ([table, source]) => {
        const database = queries.has(table) ? reading : undefined;
        return { table, source, origin: 'sources' as const, query: { types: inputs.get(table)?.types, database } };
      });
      return look({ tables, findings, ...(rights && { rights }) });
    },
  );
}

/** Millrace's database; or why it can't be looked at, which keeps nobody from looking at the rest. */
async function ownDatabase(run: Run): Promise<Database | Trouble> {
  try {
    return await run.open();
  } catch (error) {
    const trouble = Trouble.behind(error);
    if (trouble === undefined) throw error;
    return trouble;
  }
}

async function lookAt(run: Run, given: Given, own: Database | Trouble): Promise<Diagnosis> {
  const steps = run.steps();
  const { findings, rights, path } = given;
  const see = async (database: Database | undefined): Promise<Diagnosis> => {
    const besides = database === undefined ? [] : await ownTables(database, given.tables);
    const examined = await examineTables([...given.tables, ...besides], database, findings, steps);
    const published = database === undefined ? [] : await publishedOf(database);
    const missing = missingForClose(examined.profiles, published.length > 0);
    const periods = rowsByPeriod(examined.facts);
    const isReadable = !findings.has('fatal') && examined.refused.length === 0;
    const isFirst = published.length === 0;
    const tried =
      isReadable && isFirst ? await steps.run('compute', async () => tryClose(run, examined, findings)) : undefined;
    steps.finished();
    const aside = own instanceof Trouble ? own : undefined;
    return {
      ...examined,
      origin: given.tables[0]?.origin ?? 'database',
      findings,
      missing,
      periods,
      rights,
      path,
      tried,
      aside,
    };
  };
  return own instanceof Trouble ? see(undefined) : own.transaction('snapshot', () => see(own));
}

/** The tables of Millrace's own that have rows and don't come from elsewhere. */
async function ownTables(database: Database, others: readonly Looked[]): Promise<Looked[]> {
  const names = tableNames().filter((name) => !others.some(({ table }) => table === name));
  if (names.length === 0) return [];
  const filled = new Set<string>();
  const counts = names.map((name) => `select '${name}' as name where exists (select from millrace."${name}")`);
  await database.read(counts.join(' union all '), ([name]) => filled.add(name));
  return names
    .filter((name) => filled.has(name))
    .map((table) => {
      const columns = quoted(columnsOf(table).map(([column]) => column));
      const input = new QueryInput(database, `millrace.${table}`, `select ${columns} from millrace."${table}"`);
      return {
        table,
        source: new CsvFile(input, 'utf-8'),
        origin: 'database',
        query: { types: input.types, database },
      };
    });
}

/** The periods that are published, of all ledgers. */
async function publishedOf(database: Database): Promise<string[]> {
  const ledgers = await database.kysely.selectFrom('millrace.ledger').select('ledger').execute();
  const periods: string[] = [];
  for (const { ledger } of ledgers) {
    for (const { period } of await publishedPeriods(database, ledger)) periods.push(period);
  }
  return periods;
}

/** Closes the first period that has documents, on trial; undefined where several ledgers, or none, could be meant. */
function tryClose(run: Run, { facts }: Examined, findings: AlikeFindings): string | undefined {
  const first = rowsByPeriod(facts)
    .filter(({ period, approved }) => period !== '' && approved > 0)
    .map(({ period }) => period)
    .sort()[0];
  if (facts.ledger.rowCount !== 1 || first === undefined) return undefined;
  const ledger = facts.symbols.text(facts.ledger.ledger[0]);
  const closed = closePeriod(facts, policyOf(run.config, ledger), { ledger, period: first });
  // In which period rows are is told by their counts.
  findings.add(closed.findings.filter(({ code }) => code !== 'fact_is_outside_the_period'));
  return first;
}

/** As `check` would exit: 2 where something can't be read, 1 where a close would be blocked. */
function exitFor({ findings, missing, refused }: Diagnosis): Exit {
  if (refused.length > 0 || findings.has('fatal')) return EXIT.badInput;
  if (findings.has('error') || missing.some(({ severity }) => severity === 'error')) return EXIT.blocked;
  return EXIT.done;
}
