import { type OrderSheet, orderSheets } from '@millrace/costing-core';
import { grouped, groupedQuantity, groupedUnitCost } from '@millrace/report/figures';
import { orderSheet } from '@millrace/report/sheets';
import { EXIT, earlierInYear, Trouble } from '@millrace/store';
import type { Terminal } from '../terminal/terminal.js';
import type { Texts } from '../text/texts.js';
import type { Cli } from './cli.js';
import { type ClosedPeriod, showClosed } from './given/closed-period.js';

interface OrderOptions {
  readonly ledger?: string;
  readonly from?: string;
  readonly csv?: boolean;
}

/**
 * `millrace order ORDER`: its cost sheet (成本计算单): opening work in process, input, completed, unit cost, closing by element,
 * the year to date beside the month, equivalent units by stage, what was spoiled and at which operation, and how much of each component a unit took.
 */
export function addOrder(cli: Cli): void {
  const { texts, language } = cli;
  cli.add<OrderOptions>(
    {
      name: 'order',
      says: texts.structure.help.order,
      arguments: [
        ['<order>', texts.structure.argument.order],
        ['[version]', texts.argument.version_or_period],
      ],
      options: [
        ['--ledger <ledger>', texts.option.ledger],
        ['--from <path>', texts.option.from],
        ['--csv', texts.option.csv],
      ],
      example: 'millrace order WO-1001 2026-10\n  millrace order WO-1001 --json',
    },
    async (run, [order, name], options) => {
      let closed: ClosedPeriod | undefined;
      const shown = await showClosed(run, name, options, (of) => {
        closed = of;
        return { exit: EXIT.done, json: undefined, print: () => {} };
      });
      if (closed === undefined) return shown;
      const { period, number, version, outcome } = closed;
      const earlier = number === undefined ? [] : await earlierInYear(await run.open(), closed.version.identity);
      const sheet = orderSheets(outcome, version, earlier)(order);
      if (sheet === undefined) throw new Trouble('order_is_not_known', { order, period });
      return {
        exit: EXIT.done,
        json: { version: number, period, hash: version.hash, ...sheet },
        print(terminal) {
          if (options.csv) return terminal.csv(orderSheet([sheet]), language);
          print(terminal, sheet, period, texts);
        },
      };
    },
  );
}

const AMOUNTS = ['opening_wip', 'input', 'completed', 'scrap', 'residual', 'closing_wip'] as const;
function print(terminal: Terminal, sheet: OrderSheet, period: string, texts: Texts): void {
  const said = texts.structure.order;
  const { order, plant, item, unit, received, elements, stages, spoilage, spoilage_by_operation, consumption } = sheet;
  terminal.heading(said.title(order, `${plant}/${item}`, period, `${groupedQuantity(received)} ${unit}`));
  terminal.table(
    said.head,
    elements.map((row) => [
      row.element,
      ...AMOUNTS.map((column) => grouped(row[column])),
      row.unit_cost === '' ? '' : groupedUnitCost(row.unit_cost, SHOWN),
      grouped(row.year_input),
      grouped(row.year_completed),
    ]),
    [1, 2, 3, 4, 5, 6, 7, 8, 9],
  );
  if (stages.length > 0) {
    terminal.heading(said.stages);
    terminal.table(
      said.stageHead,
      stages.map((row) => [
        row.stage,
        row.element,
        row.method,
        ...[row.opening, row.started, row.completed, row.scrapped, row.closing, row.equivalent_units].map(
          groupedQuantity,
        ),
        row.unit_cost === '' ? '' : groupedUnitCost(row.unit_cost, SHOWN),
      ]),
      [3, 4, 5, 6, 7, 8, 9],
    );
  }
  if (spoilage.length > 0) {
    terminal.heading(said.spoilage);
    terminal.table(
      said.spoilageHead,
      spoilage.map((row) => [
        said.bearer[row.bearer as keyof typeof said.bearer],
        row.element,
        ...[row.units_normal, row.units_abnormal].map(groupedQuantity),
        ...LOSS.map((column) => grouped(row[column])),
      ]),
      [2, 3, 4, 5, 6, 7, 8, 9],
    );
  }
  if (spoilage_by_operation.length > 0) {
    terminal.heading(said.spoiledAt);
    terminal.table(
      said.spoiledAtHead,
      spoilage_by_operation.map((row) => [
        row.operation,
        ...[row.units_normal, row.units_abnormal].map(groupedQuantity),
        grouped(row.cost),
        row.unit_cost === '' ? '' : groupedUnitCost(row.unit_cost, SHOWN),
      ]),
      [1, 2, 3, 4],
    );
  }
  if (consumption.length > 0) {
    terminal.heading(said.consumption);
    terminal.table(
      said.consumptionHead,
      consumption.map((row) => [
        row.component,
        row.unit,
        ...[row.quantity, row.back_flushed, row.made].map(groupedQuantity),
        ...[row.per_unit, row.standard_per_unit, row.difference].map((of) => (of === '' ? '' : groupedQuantity(of))),
      ]),
      [2, 3, 4, 5, 6, 7],
    );
  }
}

const LOSS = ['irreparable', 'normal_salvage', 'repair', 'salvage', 'compensation', 'net'] as const;

/** Decimals of unit costs on a terminal. */
const SHOWN = 4;
