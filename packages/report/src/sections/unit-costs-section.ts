import { divRound, printFixed, QUANTITY_SCALE } from '@millrace/exact';
import { itemsChart } from '../charts/items-chart.js';
import { descending, grouped, groupedUnitCost, signed, unitsOf } from '../figures/decimals.js';
import { hasMoved } from '../figures/movers.js';
import type { Terms } from '../figures/terms.js';
import { keyOf, type UnitCostLine } from '../figures/unit-costs.js';
import { type Cell, type Column, dataTable, numberCell, type Row, textCell } from '../page/data-table.js';
import { type Html, html } from '../page/html.js';
import { say } from '../page/say.js';
import type { CostTrees } from '../traced/cost-trees.js';
import { BASES } from './code-words.js';
import { amountCell, codeCell, quantityCell, section, shortCell } from './section.js';

/** 产品单位成本表: what each item costs, by element, beside what it cost before. */
export function unitCostsSection(
  lines: readonly UnitCostLine[],
  before: readonly UnitCostLine[] | undefined,
  { finished, largest, trees }: Goods,
  terms: Terms,
  command: string,
): Html {
  const shown = inOrder(lines, finished).slice(0, MOST_ROWS);
  const hasLots = lines.some(({ lot }) => lot !== '');
  const hasProjects = lines.some(({ project }) => project !== '');
  const earlier = before && new Map(before.map((line) => [keyOf(line), line]));
  const columns: Column[] = [
    { name: say('Item', '物料') },
    ...(terms.plantCount > 1 ? [{ name: say('Plant', '工厂') }] : []),
    ...(hasLots ? [{ name: say('Lot', '批号') }] : []),
    ...(hasProjects ? [{ name: say('Project', '项目') }] : []),
    { name: say('Basis', '口径') },
    { name: say('Quantity', '数量'), numeric: true },
    ...terms.elements.map(({ name }) => ({ name, numeric: true })),
    { name: say('Unit cost', '单位成本'), numeric: true },
    ...(earlier === undefined
      ? []
      : [
          { name: say('Before', '上期'), numeric: true },
          { name: say('Change', '变动'), numeric: true },
        ]),
    { name: say('Amount', '金额'), numeric: true },
  ];
  const rowOf = (line: UnitCostLine): Row => ({
    mark: finished.has(line) ? `${line.basis} finished` : line.basis,
    cells: [
      openedCell(line, trees?.panelOf(line), terms),
      ...(terms.plantCount > 1 ? [shortCell(line.plant, terms.names.plant(line.plant))] : []),
      ...(hasLots ? [textCell(line.lot)] : []),
      ...(hasProjects ? [textCell(line.project)] : []),
      textCell(html`<span class="pill ${line.basis}">${BASES[line.basis]}</span>`, line.basis),
      quantityCell(line.quantity, terms.names.unit(line.item)),
      ...line.unitByElement.map((unit) =>
        unit === 0n ? textCell('', '') : unitCell(printFixed(unit, terms.unitScale)),
      ),
      { ...unitCell(line.unit_cost), shown: html`<strong>${groupedUnitCost(line.unit_cost, SHOWN_DECIMALS)}</strong>` },
      ...(earlier === undefined ? [] : comparedCells(line, earlier.get(keyOf(line)), terms)),
      amountCell(line.amountUnits, terms),
    ],
  });
  return section(
    'unit-costs',
    say('Unit costs', '产品单位成本表'),
    say(
      `What was made in the period stands at what it cost to make (produced); everything else at the average of opening stock and receipts (available). Finished goods come first: products of which less than half went into other products. Unit costs are shown with ${SHOWN_DECIMALS} decimals; the exact value is in each cell.${trees === undefined ? '' : ' An item opens what its cost consists of, down to documents.'}`,
      `本期完工的产品按完工成本列示（完工）；其余物料按期初与收入的平均成本列示（可用）。产成品列在最前：完工额中不到一半被其他产品领用的产品。单位成本显示 ${SHOWN_DECIMALS} 位小数，精确值保存在单元格中。${trees === undefined ? '' : '点击物料可查看成本构成，直至单据。'}`,
    ),
    largest.length > 0 &&
      itemsChart(
        'items-chart',
        finished.size > 0
          ? say(
              'Finished goods of the period by amount, and their cost elements',
              '本期产成品（按完工金额排序，分成本要素）',
            )
          : largest[0].basis === 'produced'
            ? say('The largest products of the period, by cost element', '本期完工金额最大的产品（按成本要素）')
            : say('The largest items in stock, by cost element', '库存金额最大的物料（按成本要素）'),
        largest,
        terms,
      ),
    dataTable({
      id: 'unit-cost-table',
      caption: say(
        'Unit cost by item and cost element, the largest amount first',
        '按物料和成本要素列示的单位成本（按金额排序）',
      ),
      columns,
      rows: shown.map(rowOf),
      searchable: true,
      filters: [
        ...(finished.size === 0 ? [] : [{ mark: 'finished', name: say('finished goods', '产成品') }]),
        { mark: 'produced', name: BASES.produced },
        { mark: 'available', name: BASES.available },
      ],
      leftOut: { count: lines.length - shown.length, command },
    }),
  );
}

interface Goods {
  readonly finished: ReadonlySet<UnitCostLine>;
  /** What the chart shows. */
  readonly largest: readonly UnitCostLine[];
  /** What a row opens. */
  readonly trees: CostTrees | undefined;
}

/** Finished goods, then what else was made, then the others; each by amount, the largest first. */
export function inOrder(lines: readonly UnitCostLine[], finished: ReadonlySet<UnitCostLine>): readonly UnitCostLine[] {
  const place = (line: UnitCostLine) => (finished.has(line) ? 0 : line.basis === 'produced' ? 1 : 2);
  return [...lines].sort((a, b) => place(a) - place(b) || descending(a.amountUnits, b.amountUnits));
}

function unitCell(value: string): Cell {
  return value === '' ? textCell('', '') : numberCell(value, groupedUnitCost(value, SHOWN_DECIMALS));
}

function comparedCells(line: UnitCostLine, before: UnitCostLine | undefined, { unitScale }: Terms): Cell[] {
  if (before === undefined || line.unit_cost === '' || before.unit_cost === '')
    return [textCell('', ''), textCell('', '')];
  const [was, is] = [unitsOf(before.unit_cost, unitScale), unitsOf(line.unit_cost, unitScale)];
  if (was === 0n) return [unitCell(before.unit_cost), textCell('', '')];
  const percent = printFixed(divRound((is - was) * 10_000n, was < 0n ? -was : was), 2);
  const direction = !hasMoved(costOf(line), costOf(before))
    ? 'same'
    : is > was
      ? 'dearer'
      : is < was
        ? 'cheaper'
        : 'same';
  return [
    unitCell(before.unit_cost),
    { shown: html`<span class="${direction}">${signed(grouped(percent))}%</span>`, value: percent },
  ];
}

/** The item; where it has a tree of its cost its code opens it. */
function openedCell({ item }: UnitCostLine, panel: string | undefined, { names }: Terms): Cell {
  const cell = codeCell(item, names.item(item));
  if (panel === undefined) return cell;
  return {
    ...cell,
    shown: html`<button type="button" class="opens" popovertarget="${panel}" aria-haspopup="dialog">${cell.shown}</button>`,
  };
}

function costOf({ quantity, amountUnits, amountByElement }: UnitCostLine) {
  return { quantity: unitsOf(quantity, QUANTITY_SCALE), amount: amountUnits, byElement: amountByElement };
}

const SHOWN_DECIMALS = 4;
const MOST_ROWS = 2000;
