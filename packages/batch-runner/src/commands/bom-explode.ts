import {
  type Bom,
  type BomItem,
  type ExplosionRequest,
  type ExplosionRow,
  explode,
  explodeNetted,
  type NettedRow,
} from '@millrace/bom';
import { fractionFaultOf } from '@millrace/exact';
import { groupedQuantity } from '@millrace/report/figures';
import { EXIT, stockOnHand, Trouble } from '@millrace/store';
import { alignedLines } from '../terminal/aligned-lines.js';
import { findingsAsJson, printFindings } from '../terminal/print-findings.js';
import type { Texts } from '../text/texts.js';
import type { Cli } from './cli.js';
import { findingsOn, itemAsked, type StructureOptions, withStructure } from './given/structure.js';

interface ExplodeOptions extends StructureOptions {
  readonly quantity?: string;
  readonly unit?: string;
  readonly levels?: string;
  readonly singleLevel?: boolean;
  readonly netted?: boolean;
  readonly netStock?: boolean;
}

/**
 * `millrace bom explode ITEM`: what an item is made of, indented or netted, as of a day. Rows go out as they come, so that a
 * result of any size streams; faults of the BOMs on the way are reported, with exit code 1 where it is an error.
 */
export function addBomExplode(cli: Cli): void {
  const { texts, language } = cli;
  const { option, help } = texts.structure;
  cli.add<ExplodeOptions>(
    {
      name: 'bom explode',
      says: help.explode,
      arguments: [['<item>', texts.argument.item]],
      options: [
        ['--quantity <quantity>', option.quantity],
        ['--unit <unit>', option.unit],
        ['--on <date>', option.on],
        ['--plant <plant>', texts.option.plant],
        ['--levels <levels>', option.levels],
        ['--single-level', option.singleLevel],
        ['--netted', option.netted],
        ['--net-stock', option.netStock],
        ['--ledger <ledger>', texts.option.ledger],
        ['--from <path>', texts.option.from],
      ],
      example:
        'millrace bom explode PUMP-50 --quantity 10 --on 2026-10-31\n  millrace bom explode WX/PUMP-50 --netted --net-stock',
    },
    (run, [name], options) =>
      withStructure(run, options, options.netStock ? STOCK_TABLES : [], async (structure) => {
        const { bom, on, nameOf } = structure;
        const top = itemAsked(bom, name);
        const request = requestOf(bom, top, options);
        const isNetted = options.netted === true || options.netStock === true;
        const stock = options.netStock ? await stockOnHand(structure, bom) : [];
        const findings = findingsOn(structure, below(bom, top));
        const netted = () => explodeNetted(bom, [request], { lots: 'requirement', stock });
        return {
          exit: findings.some(({ severity }) => severity === 'error') ? EXIT.blocked : EXIT.done,
          json: {
            plant: top.plant,
            item: top.item,
            quantity: request.quantity,
            unit: request.unit ?? top.unit,
            on,
            findings: findingsAsJson(findings, language),
            rows: isNetted ? nettedAsJson(netted()) : explosionAsJson(explode(bom, request)),
          },
          async print(terminal) {
            const { title } = texts.structure.explode;
            terminal.line(title(`${top.item} ${nameOf(top.item)}`, request.quantity, request.unit ?? top.unit, on));
            const lines = isNetted
              ? nettedLines(netted(), texts, nameOf)
              : explosionLines(explode(bom, request), texts, nameOf);
            await terminal.lines(lines);
            if (findings.length === 0) return;
            terminal.line();
            printFindings(terminal, findings, { texts, language });
          },
        };
      }),
  );
}

const STOCK_TABLES = ['ledger', 'ledger_plant', 'opening_stock'] as const;

/** @throws Trouble for what is no quantity, no unit of the item, or no number of levels. */
function requestOf(bom: Bom, { plant, item, unit: own }: BomItem, options: ExplodeOptions): ExplosionRequest {
  const { quantity = '1', unit } = options;
  const says = (option: string, value: string, expected: string) =>
    new Trouble('option_is_wrong', { option, value, expected });
  if (fractionFaultOf(quantity) !== undefined || !/^[^-]*[1-9]/.test(quantity))
    throw says('--quantity', quantity, '1, 2.5');
  if (unit !== undefined && bom.convert(item, unit, own) === undefined)
    throw new Trouble('unit_is_not_known', { item, unit, own });
  const levels = options.singleLevel ? '1' : options.levels;
  if (levels !== undefined && !/^[1-9]\d*$/.test(levels)) throw says('--levels', levels, '1, 2, 3');
  return { plant, item, quantity, unit, levels: levels === undefined ? undefined : Number(levels) };
}

/** The numbers of an item and of all below it. */
function below({ items, numberOf }: Bom, { plant, item }: BomItem): Set<number> {
  const seen = new Set<number>([numberOf(item, plant) as number]);
  for (const number of seen) for (const line of items[number].lines) seen.add(line.child);
  return seen;
}

function* explosionAsJson(rows: Iterable<ExplosionRow>) {
  for (const { level, plant, item, line, kind, quantity, unit, in_loop } of rows) {
    yield { level, plant, item, line, kind, quantity, unit, in_loop };
  }
}

function* nettedAsJson(rows: Iterable<NettedRow>) {
  for (const row of rows) {
    const { low_level_code, plant, item, kind, unit, gross, from_stock, net, made } = row;
    yield { low_level_code, plant, item, kind, unit, gross, from_stock, net, made };
  }
}

function explosionLines(rows: Iterable<ExplosionRow>, texts: Texts, nameOf: (item: string) => string) {
  const { head, kind } = texts.structure.explode;
  const cells = function* () {
    for (const row of rows) {
      yield [
        `${indentOf(row.level)}${row.item}`,
        groupedQuantity(row.quantity),
        row.unit,
        row.in_loop ? kind.in_loop : kind[row.kind],
        row.line,
        nameOf(row.item),
      ];
    }
  };
  return alignedLines(head, cells(), [1]);
}

/** Two blanks a level; below the deepest that can be followed by eye, the level in figures, so that a line stays short. */
function indentOf(level: number): string {
  return level <= DEEPEST ? '  '.repeat(level - 1) : `${'  '.repeat(DEEPEST - 1)}${level}: `;
}

const DEEPEST = 40;

function nettedLines(rows: Iterable<NettedRow>, texts: Texts, nameOf: (item: string) => string) {
  const { nettedHead, kind } = texts.structure.explode;
  const cells = function* () {
    for (const row of rows) {
      yield [
        String(row.low_level_code),
        row.plant,
        row.item,
        ...[row.gross, row.from_stock, row.net].map(groupedQuantity),
        row.unit,
        kind[row.kind],
        nameOf(row.item),
      ];
    }
  };
  return alignedLines(nettedHead, cells(), [0, 3, 4, 5]);
}
