import type { Terms } from '../figures/terms.js';
import { NOTHING, type OrderFigures, plus, type WorkInProcess } from '../figures/work-in-process.js';
import { type Cell, dataTable, textCell } from '../page/data-table.js';
import type { Html } from '../page/html.js';
import { type Bilingual, say } from '../page/say.js';
import { amountCell, codeCell, section } from './section.js';

/** Work in process by order: opening + input = completed + scrap + residual + closing. */
export function ordersSection({ carried, total, orderCount }: WorkInProcess, terms: Terms, command: string): Html {
  const heading = say('Work in process', '在产品');
  const shown = carried.slice(0, MOST_ROWS);
  const listed = shown.reduce<OrderFigures>(plus, NOTHING);
  const foot = [
    { cells: [...named(say(`All ${orderCount} orders`, `全部 ${orderCount} 张工单`)), ...amounts(total, terms)] },
  ];
  if (shown.length < orderCount) {
    const others = say(`${orderCount - shown.length} other orders`, `其他 ${orderCount - shown.length} 张工单`);
    foot.unshift({ cells: [...named(others), ...amounts(minus(total, listed), terms)] });
  }
  return section(
    'work-in-process',
    heading,
    say(
      'Orders that carried work over the start or the end of the period. Opening and input are what was completed, scrapped, left over, or is still in process.',
      '期初或期末有在产品的工单。期初 ＋ 投入 ＝ 完工 ＋ 废品 ＋ 差异 ＋ 期末。',
    ),
    dataTable({
      id: 'order-table',
      caption: say('Work in process by order, the largest closing first', '各工单在产品（按期末金额排序）'),
      columns: [
        { name: say('Order', '工单') },
        { name: say('Product', '产品') },
        { name: say('Opening', '期初'), numeric: true },
        { name: say('Input', '本期投入'), numeric: true },
        { name: say('Completed', '完工转出'), numeric: true },
        { name: say('Scrap', '废品'), numeric: true },
        { name: say('Residual', '差异'), numeric: true },
        { name: say('Closing', '期末'), numeric: true },
      ],
      rows: shown.map(({ order, ...figures }) => ({
        cells: [textCell(order, order), productCell(order, terms), ...amounts(figures, terms)],
      })),
      foot,
      searchable: shown.length > 12,
      leftOut: { count: carried.length - shown.length, command },
    }),
  );
}

function named(name: Bilingual): Cell[] {
  return [textCell(name), textCell('')];
}

function amounts(figures: OrderFigures, terms: Terms): Cell[] {
  const { opening, input, completed, scrap, residual, closing } = figures;
  return [opening, input, completed, scrap, residual, closing].map((amount) => amountCell(amount, terms));
}

function productCell(order: string, { names }: Terms): Cell {
  const item = names.itemOfOrder(order);
  return item === '' ? textCell('') : codeCell(item, names.item(item));
}

function minus(a: OrderFigures, b: OrderFigures): OrderFigures {
  return {
    opening: a.opening - b.opening,
    input: a.input - b.input,
    completed: a.completed - b.completed,
    scrap: a.scrap - b.scrap,
    residual: a.residual - b.residual,
    closing: a.closing - b.closing,
  };
}

const MOST_ROWS = 200;
