import { divRound, printFixed } from '@millrace/exact';
import { descending, grouped, groupedUnitCost, signed, unitsOf } from '../figures/decimals.js';
import type { Terms } from '../figures/terms.js';
import { keyOf, type UnitCostLine } from '../figures/unit-costs.js';
import { type Cell, type Column, dataTable, numberCell, type Row, textCell } from '../page/data-table.js';
import { type Html, html } from '../page/html.js';
import { say } from '../page/say.js';
import { BASES } from './code-words.js';
import { amountCell, codeCell, quantityCell, section, shortCell } from './section.js';

/** 产品单位成本表: what each item costs, by element, beside what it cost before. */
export function unitCostsSection(
  lines: readonly UnitCostLine[],
  before: readonly UnitCostLine[] | undefined,
  terms: Terms,
  command: string,
): Html {
  const shown = largest(lines);
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
    mark: line.basis,
    cells: [
      codeCell(line.item, terms.names.item(line.item)),
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
      `What was made in the period stands at what it cost to make (produced); everything else at the average of opening stock and receipts (available). Unit costs are shown with ${SHOWN_DECIMALS} decimals; the exact value is in each cell.`,
      `本期完工的产品按完工成本列示（完工）；其余物料按期初与收入的平均成本列示（可用）。单位成本显示 ${SHOWN_DECIMALS} 位小数，精确值保存在单元格中。`,
    ),
    dataTable({
      id: 'unit-cost-table',
      caption: say('Unit cost by item and cost element', '按物料和成本要素列示的单位成本'),
      columns,
      rows: shown.map(rowOf),
      searchable: true,
      filters: [
        { mark: 'produced', name: BASES.produced },
        { mark: 'available', name: BASES.available },
      ],
      leftOut: { count: lines.length - shown.length, command },
    }),
  );
}

/** Where there are too many, those with the largest amounts, in their own order. */
function largest(lines: readonly UnitCostLine[]): readonly UnitCostLine[] {
  if (lines.length <= MOST_ROWS) return lines;
  const kept = new Set([...lines].sort((a, b) => descending(a.amountUnits, b.amountUnits)).slice(0, MOST_ROWS));
  return lines.filter((line) => kept.has(line));
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
  const direction = is > was ? 'dearer' : is < was ? 'cheaper' : 'same';
  return [
    unitCell(before.unit_cost),
    { shown: html`<span class="${direction}">${signed(grouped(percent))}%</span>`, value: percent },
  ];
}

const SHOWN_DECIMALS = 4;
const MOST_ROWS = 2000;
