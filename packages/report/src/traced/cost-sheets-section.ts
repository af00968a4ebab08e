import { type OrderSheet, orderSheets } from '@millrace/costing-core';
import { printFixed } from '@millrace/exact';
import { TABLES } from '@millrace/facts';
import { descending, groupedQuantity, groupedUnitCost, unitsOf } from '../figures/decimals.js';
import type { Terms } from '../figures/terms.js';
import { unitCostText } from '../figures/unit-cost-text.js';
import type { OrderLine } from '../figures/work-in-process.js';
import { type Cell, dataTable, leftOutNote, numberCell, textCell } from '../page/data-table.js';
import { type Html, html } from '../page/html.js';
import { say } from '../page/say.js';
import { wordFor } from '../sections/code-words.js';
import { amountCell, codeCell, section } from '../sections/section.js';
import { stageName, WIP_METHODS } from '../sections/stage-words.js';
import type { TracedPeriod } from '../traced-period.js';

/** 成本计算单 of the largest orders: what each had, took, completed and has left, its units, and what of each component. */
export function costSheetsSection(
  { closed, earlier }: TracedPeriod,
  orders: readonly OrderLine[],
  terms: Terms,
  command: string,
): Html {
  const { outcome } = closed;
  const sheetOf = orderSheets(outcome, closed.version, earlier);
  const { production_order, symbols } = outcome.facts;
  const rework = new Set(
    Iterator.from(production_order.order.keys())
      .filter((row) => production_order.type[row] === REWORK)
      .map((row) => symbols.text(production_order.order[row])),
  );
  const bySize = [...orders].sort((a, b) => descending(a.completed + a.closing, b.completed + b.closing));
  const sheets = bySize.slice(0, MOST_SHEETS).flatMap(({ order }) => sheetOf(order) ?? []);
  const heading = say('Cost calculation sheets', '成本计算单');
  if (sheets.length === 0) return section('cost-sheets', heading, say('No order had cost.', '没有发生成本的工单。'));
  const leftOut = bySize.length - sheets.length;
  return section(
    'cost-sheets',
    heading,
    say(
      'Of each order by cost element: opening work in process and input are what was completed, scrapped, left over, or is still in process; beside it the year to date. Then its units, and what a unit took of each component against the bill of material. A line opens its sheet.',
      '各工单按成本要素列示：期初在产品 ＋ 本期投入 ＝ 完工 ＋ 废品 ＋ 差异 ＋ 期末在产品，并列示本年累计；另列产量与约当产量、单位消耗（单耗）与定额的比较。点开一行查看其计算单。',
    ),
    sheets.map((sheet, s) => sheetDetails(`sheet-${s + 1}`, sheet, rework.has(sheet.order), terms)),
    leftOut > 0 && leftOutNote({ count: leftOut, command }),
  );
}

const MOST_SHEETS = 60;
const REWORK = TABLES.production_order.columns.type.choices.indexOf('rework');

function sheetDetails(id: string, sheet: OrderSheet, isRework: boolean, terms: Terms): Html {
  const { order, item, unit, received, stages, consumption } = sheet;
  const completed = sheet.elements.reduce((sum, row) => sum + unitsOf(row.completed, terms.amountScale), 0n);
  return html`<details class="sheet" id="${id}"><summary><span class="code">${order}</span> <span class="code">${item}</span> <span class="name">${terms.names.item(item)}</span>${isRework && html` <span class="pill">${say('rework', '返工')}</span>`}<span class="number">${groupedQuantity(received)} ${unit}</span><span class="number">${amountCell(completed, terms).shown}</span></summary>
${elementsTable(id, sheet, terms)}
${
  stages.length > 0 &&
  dataTable({
    id: `${id}-units`,
    caption: say('Units by stage', '各阶段产量与约当产量'),
    columns: [
      { name: say('Stage', '阶段') },
      { name: say('Element', '成本要素') },
      { name: say('Method', '方法') },
      ...QUANTITIES.map(([, name]) => ({ name, numeric: true })),
      { name: say('Per equivalent unit', '约当单位成本'), numeric: true },
    ],
    rows: stages.map((row) => ({
      cells: [
        textCell(stageName(row.stage, terms.names), row.stage),
        textCell(terms.names.element(row.element)),
        textCell(wordFor(WIP_METHODS, row.method)),
        ...QUANTITIES.map(([column]) => quantity(row[column])),
        unitCostCell(row.unit_cost),
      ],
    })),
  })
}
${
  consumption.length > 0 &&
  dataTable({
    id: `${id}-consumption`,
    caption: say('What a unit took, against the bill of material', '单位消耗与定额'),
    columns: [
      { name: say('Component', '组件') },
      { name: say('Unit', '单位') },
      ...USED.map(([, name]) => ({ name, numeric: true })),
    ],
    rows: consumption.map((row) => ({
      cells: [
        codeCell(row.component, terms.names.item(row.component)),
        textCell(row.unit),
        ...USED.map(([column]) => quantity(row[column])),
      ],
    })),
  })
}
</details>
`;
}

function elementsTable(id: string, { elements, received }: OrderSheet, terms: Terms): Html {
  const amount = (text: string) => amountCell(unitsOf(text, terms.amountScale), terms);
  const total = (column: (typeof AMOUNTS)[number][0]) =>
    elements.reduce((sum, row) => sum + unitsOf(row[column], terms.amountScale), 0n);
  const completed = printFixed(total('completed'), terms.amountScale);
  return dataTable({
    id: `${id}-elements`,
    caption: say('Cost by element', '按成本要素'),
    columns: [
      { name: say('Element', '成本要素') },
      ...AMOUNTS.map(([, name]) => ({ name, numeric: true })),
      { name: say('Unit cost', '单位成本'), numeric: true },
    ],
    rows: elements.map((row) => ({
      cells: [
        textCell(terms.names.element(row.element)),
        ...AMOUNTS.map(([column]) => amount(row[column])),
        unitCostCell(row.unit_cost),
      ],
    })),
    foot: [
      {
        cells: [
          textCell(say('Total', '合计')),
          ...AMOUNTS.map(([column]) => amountCell(total(column), terms)),
          unitCostCell(unitCostText(completed, received, terms)),
        ],
      },
    ],
  });
}

function unitCostCell(text: string): Cell {
  return text === '' ? textCell('', '') : numberCell(text, groupedUnitCost(text, 4));
}

function quantity(text: string): Cell {
  return text === '' ? textCell('', '') : numberCell(text, groupedQuantity(text));
}

const AMOUNTS = [
  ['opening_wip', say('Opening', '期初在产品')],
  ['input', say('Input', '本期投入')],
  ['completed', say('Completed', '完工转出')],
  ['scrap', say('Scrap', '废品')],
  ['residual', say('Residual', '差异')],
  ['closing_wip', say('Closing', '期末在产品')],
  ['year_input', say('Input, year to date', '本年累计投入')],
  ['year_completed', say('Completed, year to date', '本年累计完工')],
] as const;

const QUANTITIES = [
  ['opening', say('Opening', '期初')],
  ['started', say('Started', '投入')],
  ['completed', say('Completed', '完工')],
  ['scrapped', say('Scrapped', '报废')],
  ['closing', say('Closing', '期末')],
  ['closing_equivalents', say('Closing, equivalent', '期末约当量')],
  ['equivalent_units', say('Equivalent units', '约当产量')],
] as const;

const USED = [
  ['quantity', say('Used', '耗用')],
  ['back_flushed', say('Back-flushed', '其中倒冲')],
  ['made', say('For units', '对应产量')],
  ['per_unit', say('Per unit', '单耗')],
  ['standard_per_unit', say('Bill of material', '定额')],
  ['difference', say('Difference', '差异')],
] as const;
