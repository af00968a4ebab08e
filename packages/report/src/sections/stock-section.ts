import { stockChart } from '../charts/stock-chart.js';
import type { StockAmounts, StockFigures } from '../figures/stock.js';
import type { Terms } from '../figures/terms.js';
import { type Cell, dataTable, numberCell, textCell } from '../page/data-table.js';
import { type Html, html } from '../page/html.js';
import { say } from '../page/say.js';
import { amountCell, codeCell, quantityCell, section, shortCell } from './section.js';

/** 收发存: stock by plant, and of the items that hold most of it. */
export function stockSection({ plants, total, lines }: StockFigures, terms: Terms, command: string): Html {
  const shown = lines.slice(0, MOST_ROWS);
  const amounts = (of: StockAmounts) =>
    [of.opening, of.in, of.out, of.closing].map((amount) => amountCell(amount, terms));
  const itemCount = (count: number) => numberCell(String(count), String(count));
  const money = AMOUNT_COLUMNS.map((name) => ({ name, numeric: true, hint: say('amount', '金额') }));
  return section(
    'stock',
    say('Stock', '收发存'),
    say(
      'Opening + in − out = closing. What moves between plants, or through production, is in the ins and the outs.',
      '期初 ＋ 收入 − 发出 ＝ 期末。工厂间调拨和生产领用、完工均计入收入与发出。',
    ),
    dataTable({
      id: 'plant-table',
      caption: say('Stock by plant', '各工厂存货'),
      columns: [{ name: say('Plant', '工厂') }, { name: say('Items', '物料数'), numeric: true }, ...money],
      rows: plants.map((of) => ({
        cells: [codeCell(of.plant, terms.names.plant(of.plant)), itemCount(of.items), ...amounts(of)],
      })),
      foot: [{ cells: [textCell(say('All plants', '合计')), itemCount(total.items), ...amounts(total)] }],
    }),
    stockChart(lines.slice(0, MOST_BARS), terms),
    dataTable({
      id: 'stock-table',
      caption: say('Stock by item, the largest closing value first', '各物料收发存（按期末金额排序）'),
      columns: [
        { name: say('Item', '物料') },
        ...(terms.plantCount > 1 ? [{ name: say('Plant', '工厂') }] : []),
        ...AMOUNT_COLUMNS.flatMap((name) => [
          { name, numeric: true, hint: say('quantity', '数量') },
          { name, numeric: true, hint: say('amount', '金额') },
        ]),
      ],
      rows: shown.map(({ row, ...of }) => {
        const [opening, came, went, closing] = amounts(of);
        const unit = terms.names.unit(row.item);
        const cells: Cell[] = [
          textCell(html`${codeCell(row.item, terms.names.item(row.item)).shown}${partOf(row)}`, row.item),
          ...(terms.plantCount > 1 ? [shortCell(row.plant, terms.names.plant(row.plant))] : []),
          ...[quantityCell(row.opening_quantity, unit), opening],
          ...[quantityCell(row.in_quantity, unit), came],
          ...[quantityCell(row.out_quantity, unit), went],
          ...[quantityCell(row.closing_quantity, unit), closing],
        ];
        return { cells };
      }),
      searchable: true,
      leftOut: { count: lines.length - shown.length, command },
    }),
  );
}

/** Which part of an item's stock a row is, where it has several. */
function partOf({ lot, project, in_transit }: { lot: string; project: string; in_transit: string }): Html {
  return html`${[lot, project].filter((code) => code !== '').map((code) => html` <small>${code}</small>`)}${
    in_transit !== '' && html` <span class="pill">${say('in transit', '在途')}</span>`
  }`;
}

const AMOUNT_COLUMNS = [say('Opening', '期初'), say('In', '收入'), say('Out', '发出'), say('Closing', '期末')];
const MOST_ROWS = 200;
const MOST_BARS = 12;
