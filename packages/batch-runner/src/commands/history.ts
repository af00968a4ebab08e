import { costHistory, rootCauses } from '@millrace/costing-core';
import { elementsOf, type Terms, termsOf } from '@millrace/report/figures';
import {
  type Database,
  EXIT,
  type ListedVersion,
  publishedPeriods,
  type RecomputedCost,
  readMasters,
  recomputeCost,
  StoredVersion,
  Trouble,
} from '@millrace/store';
import { historySheet, type MonthOfItem } from '../sheets/history-sheet.js';
import { printCauses } from '../terminal/print-causes.js';
import { printHistory } from '../terminal/print-history.js';
import type { Cli, Run } from './cli.js';
import { type Place, placeOf } from './given/place-of.js';

interface HistoryOptions {
  readonly ledger?: string;
  readonly why?: boolean;
  readonly all?: boolean;
  readonly csv?: boolean;
}

/** `millrace history ITEM`: what an item cost in each published period, and why that moved. */
export function addHistory(cli: Cli): void {
  const { texts, language } = cli;
  cli.add<HistoryOptions>(
    {
      name: 'history',
      says: texts.help.history,
      arguments: [['<item>', texts.argument.item]],
      options: [
        ['--ledger <ledger>', texts.option.ledger],
        ['--why', texts.option.historyWhy],
        ['--all', texts.option.all],
        ['--csv', texts.option.csv],
      ],
      example: 'millrace history P1/PUMP-50\n  millrace history P1/PUMP-50 --why',
    },
    async (run, [name], options) => {
      const database = await run.open();
      const ledger = await run.ledger(database, options.ledger);
      const records = await publishedPeriods(database, ledger);
      if (records.length === 0) throw new Trouble('no_period_is_published', { ledger });
      const versions: StoredVersion[] = [];
      for (const record of records) versions.push(await StoredVersion.read(database, record, TABLES));
      const newest = versions.at(-1) as StoredVersion;
      const costs = versions.flatMap((version) => version.rows('unit_cost'));
      const place = placeOf(name, costs, newest.record.version);
      const of = `${place.plant}/${place.item}`;
      const compared = costHistory(versions, place);
      const causes = options.why ? await causesOf(run, database, records, place) : [];
      const months = records.map((record, m): MonthOfItem => {
        const found = causes[m];
        return {
          record,
          compared: compared[m],
          ...(found !== undefined && { why: { of, ...found } }),
        };
      });
      const masters = await readMasters(database, newest.record);
      return {
        exit: EXIT.done,
        json: { ...place, months: months.map(monthAsJson) },
        print(terminal) {
          const terms: Terms = termsOf({ version: { tables: newest }, masters, language });
          const elements = elementsOf(versions, terms.names, language);
          if (options.csv) return terminal.csv(historySheet(months, elements), language);
          printHistory(terminal, { place, months, elements }, terms, { texts, language });
          for (const { record, why } of months) {
            if (why === undefined) continue;
            const change = { ...why, of: `${of} ${record.period}` };
            printCauses(terminal, change, terms, { texts, language, all: options.all === true });
          }
        },
      };
    },
  );
}

const TABLES = ['proof', 'unit_cost', 'unit_cost_element', 'version_element'] as const;

/** Why the cost moved from each month to the next; two months are in memory at a time. */
async function causesOf(run: Run, database: Database, records: readonly ListedVersion[], place: Place) {
  const steps = run.steps();
  const causes: (ReturnType<ReturnType<typeof rootCauses>> | undefined)[] = [];
  let before: RecomputedCost | undefined;
  for (const { ledger, version, period } of records) {
    const after = await steps.run(`recompute:${period}`, () => recomputeCost(database, ledger, String(version)));
    causes.push(before && rootCauses(before.costed, after.costed, [place])(place));
    before = after;
  }
  steps.finished();
  return causes;
}

function monthAsJson({ record: { period, version, hash, outdated }, compared, why }: MonthOfItem) {
  const cost = compared && {
    basis: compared.basis_after,
    quantity: compared.quantity_after,
    unit_cost: compared.after,
    change: compared.change,
    percent: compared.percent,
    elements: compared.elements.map(({ element, after, change }) => ({ element, unit_cost: after, change })),
  };
  return { period, version, hash, outdated, ...cost, causes: why?.causes };
}
