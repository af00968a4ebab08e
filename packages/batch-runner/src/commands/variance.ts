import { nearestName, type Outcome, ordersWithoutStandard, type Variance, variances } from '@millrace/costing-core';
import { grouped, groupedQuantity } from '@millrace/report/figures';
import { variancesSheet } from '@millrace/report/sheets';
import { EXIT, Trouble } from '@millrace/store';
import { printFindingCounts } from '../terminal/print-findings.js';
import type { Cli } from './cli.js';
import { showClosed } from './given/closed-period.js';

interface VarianceOptions {
  readonly ledger?: string;
  readonly from?: string;
  readonly order?: string;
  readonly item?: string;
  readonly centre?: string;
  readonly csv?: boolean;
}

/** `millrace variance`: why orders, purchases and centres cost otherwise than standard or budget, by name (差异分析). */
export function addVariance(cli: Cli): void {
  const { texts, language } = cli;
  const said = texts.structure.variance;
  cli.add<VarianceOptions>(
    {
      name: 'variance',
      says: texts.structure.help.variance,
      arguments: [['[version]', texts.argument.version_or_period]],
      options: [
        ['--ledger <ledger>', texts.option.ledger],
        ['--from <path>', texts.option.from],
        ['--order <order>', texts.structure.option.order],
        ['--item <item>', texts.option.item],
        ['--centre <centre>', texts.structure.option.centre],
        ['--csv', texts.option.csv],
      ],
      example: 'millrace variance 2026-10\n  millrace variance 2026-10 --order WO-1001 --json',
    },
    (run, [name], options) =>
      showClosed(run, name, options, ({ period, number, version, outcome, findings }) => {
        namesMustBeKnown(outcome, options);
        const rows = variances(outcome).filter((row) => isAsked(row, options));
        const left = ordersWithoutStandard(outcome).filter((object) =>
          isAsked({ object_kind: 'order', object }, options),
        );
        return {
          exit: EXIT.done,
          json: { version: number, period, hash: version.hash, variances: rows, orders_without_standard: left },
          print(terminal) {
            if (options.csv) return terminal.csv(variancesSheet(rows), language);
            printFindingCounts(terminal, findings, texts);
            if (left.length > 0) terminal.line(said.withoutStandard(left.length, left.slice(0, NAMED).join(', ')));
            if (rows.length === 0) {
              terminal.line(said.none);
              return;
            }
            terminal.heading(said.title(period));
            terminal.table(
              said.head,
              rows.map((row) => [
                said.objectKind[row.object_kind],
                row.object,
                row.component,
                row.element,
                said.kind[row.kind],
                row.quantity === '' ? '' : groupedQuantity(row.quantity),
                grouped(row.amount),
              ]),
              [5, 6],
            );
          },
        };
      }),
  );
}

/** All, or those of the objects that are named. */
function isAsked({ object_kind, object }: Pick<Variance, 'object_kind' | 'object'>, options: VarianceOptions): boolean {
  const asked = [options.order, options.item, options.centre].some((of) => of !== undefined);
  return !asked || options[object_kind] === object;
}

/** @throws Trouble where an order, item or centre is asked for that the period's facts don't have. */
function namesMustBeKnown({ facts }: Outcome, options: VarianceOptions): void {
  const { symbols, production_order, item, cost_centre } = facts;
  const known = { order: production_order.order, item: item.item, centre: cost_centre.centre };
  for (const kind of ['order', 'item', 'centre'] as const) {
    const value = options[kind];
    if (value === undefined || known[kind].includes(symbols.find(value) ?? -1)) continue;
    const names = Array.from(known[kind], (code) => symbols.text(code));
    const expected = nearestName(value, names) || names.slice(0, 3).join(', ');
    throw new Trouble('option_is_wrong', { option: `--${kind}`, value, expected });
  }
}

/** Orders that a sentence names. */
const NAMED = 5;
