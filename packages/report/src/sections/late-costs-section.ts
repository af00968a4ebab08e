import type { ResultRow } from '@millrace/costing-core';
import { descending } from '../figures/decimals.js';
import { type LateAmounts, lateCostsOf } from '../figures/late-costs.js';
import type { Terms } from '../figures/terms.js';
import { dataTable, textCell } from '../page/data-table.js';
import { type Html, html } from '../page/html.js';
import { say } from '../page/say.js';
import { LATE_COSTS, wordFor } from './code-words.js';
import { amountCell, codeCell, quantityCell, section } from './section.js';

/** 前期单据差异: costs that came after their receipts, and who bears them. */
export function lateCostsSection(rows: Iterable<ResultRow<'late_cost'>>, terms: Terms, command: string): Html {
  const { lines, total } = lateCostsOf(rows, terms.amountScale);
  const heading = say('Late costs', '前期单据差异');
  if (lines.length === 0) {
    return section('late-costs', heading, say('None: all costs came with their receipts.', '无：成本均随入库到达。'));
  }
  const size = (units: bigint) => (units < 0n ? -units : units);
  const shown = lines.toSorted((a, b) => descending(size(a.amount), size(b.amount))).slice(0, MOST_ROWS);
  const amounts = (of: LateAmounts) => [of.amount, of.toStock, of.toExpense].map((units) => amountCell(units, terms));
  const quantity = (text: string, item: string) =>
    text === '' ? textCell('') : quantityCell(text, terms.names.unit(item));
  return section(
    'late-costs',
    heading,
    say(
      'Costs of receipts of earlier months. What is still there of a receipt bears its part, the rest is expense; what goes back counts below 0.',
      '以前期间入库单据的成本。尚存部分由存货承担，其余计入费用；退回的以负数列示。',
    ),
    dataTable({
      id: 'late-cost-table',
      caption: say('Costs that came after their receipts, the largest first', '晚于入库到达的成本（按金额排序）'),
      columns: [
        { name: say('Document', '单据') },
        { name: say('Kind', '类型') },
        { name: say('Item', '物料') },
        { name: say('Receipt', '入库单据') },
        { name: say('Quantity', '数量'), numeric: true },
        { name: say('Still there', '尚存数量'), numeric: true },
        { name: say('Amount', '金额'), numeric: true },
        { name: say('To stock', '存货承担'), numeric: true },
        { name: say('To expense', '计入费用'), numeric: true },
      ],
      rows: shown.map(({ row, ...of }) => ({
        cells: [
          textCell(html`<span class="code">${row.movement}</span>`, row.movement),
          textCell(wordFor(LATE_COSTS, row.kind)),
          codeCell(row.item, terms.names.item(row.item)),
          textCell(html`<span class="code">${row.receipt}</span>`, row.receipt),
          quantity(row.quantity, row.item),
          quantity(row.covered, row.item),
          ...amounts(of),
        ],
      })),
      foot: [
        {
          cells: [
            textCell(say('All late costs', '合计')),
            ...Array.from({ length: 5 }, () => textCell('')),
            ...amounts(total),
          ],
        },
      ],
      leftOut: { count: lines.length - shown.length, command },
    }),
  );
}

const MOST_ROWS = 200;
