import type { ResultRow } from '@millrace/costing-core';
import { descending, unitsOf } from '../figures/decimals.js';
import type { Terms } from '../figures/terms.js';
import { dataTable, textCell } from '../page/data-table.js';
import { type Html, html } from '../page/html.js';
import { say } from '../page/say.js';
import { CATEGORIES, DESTINATIONS, OBJECTS, wordFor } from './code-words.js';
import { amountCell, section } from './section.js';

/** What did not find its place: why, and where it was put. */
export function residualsSection(rows: Iterable<ResultRow<'residual'>>, terms: Terms, command: string): Html {
  const residuals = Array.from(rows, (row) => ({ ...row, units: unitsOf(row.amount, terms.amountScale) }));
  const heading = say('Residuals', '差异与尾差');
  if (residuals.length === 0) {
    return section('residuals', heading, say('None: all cost found its place.', '无：全部成本均已归位。'));
  }
  const total = residuals.reduce((sum, { units }) => sum + units, 0n);
  const size = (units: bigint) => (units < 0n ? -units : units);
  const shown = residuals.sort((a, b) => descending(size(a.units), size(b.units))).slice(0, MOST_ROWS);
  return section(
    'residuals',
    heading,
    say(
      'Amounts that did not find their place in stock, work in process or cost of sales, each with its reason.',
      '未能归入存货、在产品或销售成本的金额，逐笔列明原因。',
    ),
    dataTable({
      id: 'residual-table',
      caption: say('Residuals, the largest first', '差异与尾差（按金额排序）'),
      columns: [
        { name: say('Reason', '原因') },
        { name: say('Left at', '所在对象') },
        { name: say('Key', '编号') },
        { name: say('Element', '成本要素') },
        { name: say('Amount', '金额'), numeric: true },
        { name: say('Went to', '去向') },
      ],
      rows: shown.map(({ reason, object, key, element, units, destination }) => ({
        cells: [
          textCell(wordFor(CATEGORIES, reason)),
          textCell(wordFor(OBJECTS, object)),
          textCell(html`<span class="code">${key}</span>`),
          textCell(terms.names.element(element)),
          amountCell(units, terms),
          textCell(wordFor(DESTINATIONS, destination)),
        ],
      })),
      foot: [
        {
          cells: [
            textCell(say('All residuals', '合计')),
            textCell(''),
            textCell(''),
            textCell(''),
            amountCell(total, terms),
            textCell(''),
          ],
        },
      ],
      leftOut: { count: residuals.length - shown.length, command },
    }),
  );
}

const MOST_ROWS = 200;
