import {
  RESULT_TABLES,
  type ResultSpec,
  type ResultTableName,
  resultColumns,
  resultTableNames,
} from '@millrace/costing-core';
import { elementsOf, Names, REPORT_TABLES, termsOf } from '@millrace/report/figures';
import { resultSheet, unitCostSheet } from '@millrace/report/sheets';
import { EXIT, readMasters, StoredVersion, Trouble, versionNamed } from '@millrace/store';
import { printStandardCosts, STANDARD_COST_TABLES } from '../terminal/print-standard-costs.js';
import { printUnitCosts } from '../terminal/print-unit-costs.js';
import type { Cli } from './cli.js';
import { showRestored } from './restored-costs.js';

interface TableOptions {
  readonly ledger?: string;
  readonly table?: string;
  readonly item?: string;
  readonly plant?: string;
  readonly csv?: boolean;
  readonly restored?: boolean;
  readonly restoreBy?: string;
  readonly levels?: string;
  readonly residue?: string;
  readonly rateDecimals?: string;
}

/** `millrace table VERSION`: the unit-cost table, or any other table of a version as it is stored. */
export function addTable(cli: Cli): void {
  const { texts, language } = cli;
  cli.add<TableOptions>(
    {
      name: 'table',
      says: texts.help.table,
      arguments: [['<version>', texts.argument.version]],
      options: [
        ['--ledger <ledger>', texts.option.ledger],
        ['--table <name>', texts.option.table],
        ['--item <item>', texts.option.item],
        ['--plant <plant>', texts.option.plant],
        ['--csv', texts.option.csv],
        ['--restored', texts.restored.option.restored],
        ['--restore-by <structure>', texts.restored.option.restore_by],
        ['--levels <number>', texts.restored.option.levels],
        ['--residue <element>', texts.restored.option.residue],
        ['--rate-decimals <number>', texts.restored.option.rate_decimals],
      ],
      example:
        'millrace table 2026-10\n  millrace table 2026-10 --table stock --plant P1\n  millrace table 2026-10 --restored',
    },
    async (run, [name], options) => {
      const database = await run.open();
      const record = await versionNamed(database, await run.ledger(database, options.ledger), name);
      const isRestored =
        options.restored ||
        [options.restoreBy, options.levels, options.residue, options.rateDecimals].some((of) => of !== undefined);
      if (isRestored && options.table !== undefined) {
        throw new Trouble('option_is_wrong', { option: '--table', value: options.table, expected: '--restored' });
      }
      const wanted = (row: object) => fits(row, 'item', options.item) && fits(row, 'plant', options.plant);
      const unitCosts = (version: StoredVersion, names: Names) =>
        unitCostSheet(version, elementsOf([version], names, language), wanted);
      const mustHave = (isThere: boolean) => {
        const { item, plant } = options;
        const version = String(record.version);
        if (isThere) return;
        if (item !== undefined) throw new Trouble('item_is_not_known', { item, version });
        if (plant !== undefined) throw new Trouble('plant_has_nothing', { place: version, plant });
      };
      if (isRestored && record.kind === 'actual') {
        return showRestored(run, name, options, { wanted, mustHave, spoken: { texts, language } });
      }
      if (options.table !== undefined) {
        const table = tableArgument(options.table);
        const stored = await StoredVersion.read(database, record, [table]);
        const rows = stored.rows(table).filter(wanted);
        return {
          exit: EXIT.done,
          json: { version: record.version, period: record.period, hash: record.hash, [table]: rows },
          print: (terminal) =>
            options.csv
              ? terminal.csv(resultSheet(table, rows), language)
              : terminal.table(
                  resultColumns(table),
                  rows.map((row) => Object.values(row)),
                  numbersOf(table),
                ),
        };
      }
      if (record.kind !== 'actual') {
        const stored = await StoredVersion.read(database, record, [...STANDARD_COST_TABLES, ...UNIT_COSTS]);
        mustHave(stored.rows('standard_source').some(wanted));
        const names = new Names(await readMasters(database, record));
        return {
          exit: EXIT.done,
          json: {
            version: record.version,
            kind: record.kind,
            effective_on: record.effective_on,
            hash: record.hash,
            standard_source: stored.rows('standard_source').filter(wanted),
            standard_level: stored.rows('standard_level').filter(wanted),
          },
          print: (terminal) =>
            options.csv
              ? terminal.csv(unitCosts(stored, names), language)
              : printStandardCosts(terminal, stored, names, { texts, language }, wanted),
        };
      }
      const tables = await StoredVersion.read(database, record, REPORT_TABLES);
      mustHave(tables.rows('unit_cost').some(wanted));
      const masters = await readMasters(database, record);
      return {
        exit: EXIT.done,
        json: {
          version: record.version,
          period: record.period,
          hash: record.hash,
          unit_cost: tables.rows('unit_cost').filter(wanted),
          unit_cost_element: tables.rows('unit_cost_element').filter(wanted),
        },
        print(terminal) {
          const terms = termsOf({ version: { tables }, masters, language });
          if (options.csv) return terminal.csv(unitCosts(tables, terms.names), language);
          printUnitCosts(terminal, tables, terms, { texts, language }, wanted);
        },
      };
    },
  );
}

const UNIT_COSTS = ['version_element', 'unit_cost', 'unit_cost_element'] as const;

function tableArgument(text: string): ResultTableName {
  const table = resultTableNames().find((name) => name === text);
  if (table === undefined) {
    throw new Trouble('table_is_not_known', { table: text, expected: resultTableNames().join(', ') });
  }
  return table;
}

/** Places of the columns that hold numbers. */
function numbersOf(table: ResultTableName): number[] {
  const { columns }: ResultSpec = RESULT_TABLES[table];
  const isNumber = ({ kind }: { readonly kind: string }) => ['decimal', 'amount', 'integer'].includes(kind);
  return Object.values(columns).flatMap((column, place) => (isNumber(column) ? [place] : []));
}

function fits(row: object, column: string, asked: string | undefined): boolean {
  return asked === undefined || (row as Readonly<Record<string, unknown>>)[column] === asked;
}
