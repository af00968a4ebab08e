import type { ResultRow } from '@millrace/costing-core';
import { groupedQuantity, groupedUnitCost, unitsOf } from '../figures/decimals.js';
import type { Terms } from '../figures/terms.js';
import { type Cell, dataTable, numberCell, textCell } from '../page/data-table.js';
import { type Html, html } from '../page/html.js';
import { type Bilingual, say } from '../page/say.js';
import { OBJECTS, wordFor } from '../sections/code-words.js';
import { amountCell, codeCell, section } from '../sections/section.js';
import type { TracedPeriod } from '../traced-period.js';
import { centreNames } from './centre-names.js';

/** How cost centres spread what they had: pools by their drivers at their rates, and departments by whom they served. */
export function centresSection({ closed: { version, outcome } }: TracedPeriod, terms: Terms, command: string): Html {
  const rates = version.rows('pool_rate');
  const served = servedBy(version.rows('service_allocation'), terms.amountScale);
  const names = centreNames(outcome);
  const heading = say('Cost centres and departments', '成本中心与辅助部门');
  if (rates.length === 0 && served.length === 0) {
    return section('centres', heading, say('None had cost of the period.', '本期没有发生费用。'));
  }
  const shown = rates.slice(0, MOST_ROWS);
  return section(
    'centres',
    heading,
    say(
      'Each pool over its driver, beside the rate of the month before. What is below normal capacity, and the difference from a planned rate, stand among the residuals.',
      '各费用池按分配标准的分配率，并列上期分配率。低于正常产能的部分及与计划分配率的差额列入“差异与尾差”。',
    ),
    shown.length > 0 &&
      dataTable({
        id: 'rate-table',
        caption: say('Pools and their rates', '费用池与分配率'),
        columns: [
          { name: say('Pool', '费用池') },
          { name: say('Kind', '类别') },
          { name: say('Element', '成本要素') },
          { name: say('Driver', '分配标准') },
          { name: say('Driver units', '标准数量'), numeric: true },
          { name: say('Amount', '金额'), numeric: true },
          { name: say('Rate', '分配率'), numeric: true },
          { name: say('Rate before', '上期分配率'), numeric: true },
        ],
        rows: shown.map(({ object, pool, element, driver, quantity, amount, rate, last_rate }) => ({
          cells: [
            textCell(html`<span class="code">${pool}</span>`, pool),
            textCell(wordFor(OBJECTS, object)),
            textCell(terms.names.element(element)),
            textCell(names.driver(driver)),
            numberCell(quantity, groupedQuantity(quantity)),
            amountCell(unitsOf(amount, terms.amountScale), terms),
            rateCell(rate),
            rateCell(last_rate),
          ],
        })),
        leftOut: { count: rates.length - shown.length, command },
      }),
    served.length > 0 &&
      dataTable({
        id: 'service-table',
        caption: say('Whom departments served', '辅助部门劳务分配'),
        columns: [
          { name: say('Department', '辅助部门') },
          { name: say('Served', '受益对象') },
          { name: say('Which', '编号') },
          { name: say('Quantity', '数量'), numeric: true },
          { name: say('Amount', '金额'), numeric: true },
        ],
        rows: served.slice(0, MOST_ROWS).map(({ from, kind, to, quantity, amount }) => ({
          cells: [
            codeCell(from, names.centre(from)),
            textCell(wordFor(RECEIVERS, kind)),
            codeCell(to, kind === 'item' ? terms.names.item(to) : names.centre(to)),
            quantity === '' ? textCell('', '') : numberCell(quantity, groupedQuantity(quantity)),
            amountCell(amount, terms),
          ],
        })),
      }),
  );
}

function rateCell(rate: string): Cell {
  return rate === '' ? textCell('', '') : numberCell(rate, groupedUnitCost(rate, 4));
}

interface Served {
  readonly from: string;
  readonly kind: string;
  readonly to: string;
  readonly quantity: string;
  readonly amount: bigint;
}

/** One line for all elements of what a receiver was served. */
function servedBy(rows: readonly ResultRow<'service_allocation'>[], scale: number): Served[] {
  const lines = new Map<string, Served>();
  for (const { from, to_kind, to, round, service, quantity, amount } of rows) {
    const key = [from, to_kind, to, round, service].join('\0');
    const sum = (lines.get(key)?.amount ?? 0n) + unitsOf(amount, scale);
    lines.set(key, { from, kind: to_kind, to, quantity, amount: sum });
  }
  return [...lines.values()];
}

const RECEIVERS: Readonly<Record<string, Bilingual>> = {
  centre: say('Cost centre', '成本中心'),
  department: say('Service department', '辅助部门'),
  order: say('Production order', '生产工单'),
  item: say('Item', '物料'),
  expense: say('Expense', '当期费用'),
};

const MOST_ROWS = 200;
