import { explainMovement, type StockReport, stockLedger, stockReport, type Version } from '@millrace/costing-core';
import { decimalsOf, elementsOf, termsOf, unitsOf } from '@millrace/report/figures';
import { resultSheet, stockByKindSheet, stockLedgerSheet, stockSheet } from '@millrace/report/sheets';
import { EXIT, mastersOf, Trouble } from '@millrace/store';
import { printFindingCounts } from '../terminal/print-findings.js';
import { printLateCosts } from '../terminal/print-late-costs.js';
import { movementAsJson, printMovement } from '../terminal/print-movement.js';
import { printStock, stockAsJson } from '../terminal/print-stock.js';
import { printStockLedgers } from '../terminal/print-stock-ledger.js';
import type { Cli, Result } from './cli.js';
import { type ClosedPeriod, showClosed } from './given/closed-period.js';
import { explainOptions } from './given/explain-options.js';
import { plantMustBeKnown } from './given/plant.js';

interface StockOptions {
  readonly ledger?: string;
  readonly from?: string;
  readonly item?: string;
  readonly plant?: string;
  readonly movement?: string;
  readonly late?: boolean;
  readonly kinds?: boolean;
  readonly elements?: boolean;
  readonly csv?: boolean;
  readonly depth?: string;
  readonly all?: boolean;
}

/**
 * `millrace stock`: 收发存汇总表, with --item the item's 明细账, with --movement what one movement cost, with --late what came after its
 * receipt. Read off the flows
 * of the period, so that every figure leads to documents.
 */
export function addStock(cli: Cli): void {
  const { texts, language } = cli;
  cli.add<StockOptions>(
    {
      name: 'stock',
      says: texts.help.stock,
      arguments: [['[version]', texts.argument.version_or_period]],
      options: [
        ['--ledger <ledger>', texts.option.ledger],
        ['--from <path>', texts.option.from],
        ['--plant <plant>', texts.option.plant],
        ['--item <item>', texts.option.item_ledger],
        ['--movement <movement>', texts.option.movement],
        ['--late', texts.late.option],
        ['--kinds', texts.option.kinds],
        ['--elements', texts.option.elements],
        ['--csv', texts.option.csv],
        ['--depth <levels>', texts.option.depth],
        ['--all', texts.option.all],
      ],
      example: 'millrace stock 2026-10 --plant P1 --kinds\n  millrace stock 2026-10 --item RAW',
    },
    (run, [name], options) =>
      showClosed(run, name, options, (closed) => {
        if (options.movement !== undefined) return movement(closed, options.movement, options);
        return options.late ? late(closed, options) : stock(closed, options);
      }),
  );

  function stock(closed: ClosedPeriod, { item, plant, kinds, elements, csv }: StockOptions): Result {
    const { period, number, version, outcome, findings } = closed;
    const filter = { ...(item !== undefined && { item }), ...(plant !== undefined && { plant }) };
    plantMustBeKnown(mastersOf(outcome, ['plant']), plant);
    const report = stockReport(outcome, filter);
    if (item !== undefined && report.lines.length === 0) throw new Trouble('item_has_no_stock', { period, item });
    if (plant !== undefined && report.lines.length === 0)
      throw new Trouble('plant_has_nothing', { place: period, plant });
    const lines = item === undefined ? [] : [...stockLedger(outcome, filter)];
    const isWhole = item === undefined && plant === undefined;
    if (isWhole) mustBeProven(report, version);
    return {
      exit: EXIT.done,
      json: {
        version: number,
        period,
        hash: version.hash,
        ...stockAsJson(report),
        ledger: item === undefined ? undefined : lines,
      },
      print(terminal) {
        const terms = termsOf({ version: { tables: version }, masters: mastersOf(outcome), language });
        if (csv) {
          const elements = elementsOf([version], terms.names, language);
          const summary = () => (kinds ? stockByKindSheet(report, elements) : stockSheet(report));
          return terminal.csv(item === undefined ? summary() : stockLedgerSheet(lines, elements), language);
        }
        printFindingCounts(terminal, findings, texts);
        const shown = { kinds: kinds === true, elements: elements === true };
        terminal.heading(texts.stock.title(period, terms.currency));
        printStock(terminal, report, shown, terms, { texts, language });
        if (isWhole) terminal.line(texts.stock.proven);
        printStockLedgers(terminal, report, lines, terms, { texts, language });
      },
    };
  }

  function late(closed: ClosedPeriod, { item, plant, csv }: StockOptions): Result {
    const { period, number, version, outcome, findings } = closed;
    plantMustBeKnown(mastersOf(outcome, ['plant']), plant);
    const rows = version
      .rows('late_cost')
      .filter((row) => (item ?? row.item) === row.item && (plant ?? row.plant) === row.plant);
    return {
      exit: EXIT.done,
      json: { version: number, period, hash: version.hash, late_cost: rows },
      print(terminal) {
        if (csv) return terminal.csv(resultSheet('late_cost', rows), language);
        const terms = termsOf({ version: { tables: version }, masters: mastersOf(outcome), language });
        printFindingCounts(terminal, findings, texts);
        terminal.heading(texts.late.title(period, terms.currency));
        printLateCosts(terminal, rows, terms, { texts, language });
      },
    };
  }

  function movement(closed: ClosedPeriod, key: string, options: StockOptions): Result {
    const { period, number, version, outcome, findings } = closed;
    const root = explainMovement(outcome, key, explainOptions(options));
    if (root === undefined) throw new Trouble('movement_is_not_known', { period, movement: key });
    return {
      exit: EXIT.done,
      json: { version: number, period, hash: version.hash, ...movementAsJson(key, root, outcome) },
      print(terminal) {
        const terms = termsOf({ version: { tables: version }, masters: mastersOf(outcome), language });
        printFindingCounts(terminal, findings, texts);
        printMovement(terminal, key, { root, outcome, terms }, { texts, language });
      },
    };
  }
}

/** Over all stock, opening and closing are what the proof says, or one of the two is wrong. */
function mustBeProven({ total }: StockReport, version: Version): void {
  for (const [side, category, { amount }] of [
    ['in', 'opening_stock', total.opening],
    ['out', 'closing_stock', total.closing],
  ] as const) {
    const scale = decimalsOf(amount);
    const proven = version
      .rows('proof')
      .filter((row) => row.side === side && row.category === category)
      .reduce((sum, row) => sum + unitsOf(row.amount, scale), 0n);
    if (proven !== unitsOf(amount, scale)) throw new Error(`${category}: the proof says otherwise than ${amount}`);
  }
}
