import { printFixed } from '@millrace/exact';
import { grouped } from '../figures/decimals.js';
import type { StockFigures } from '../figures/stock.js';
import type { Terms } from '../figures/terms.js';
import { type Html, html } from '../page/html.js';
import { say } from '../page/say.js';
import { itemLabel } from './items-chart.js';

/** Stock of items at the beginning and at the end of the period, a bar each. What is below zero has no bar, only its amount. */
export function stockChart(lines: StockFigures['lines'], terms: Terms): Html | undefined {
  const most = lines.reduce(
    (size, { opening, closing }) => [size, opening, closing].reduce((a, b) => (a > b ? a : b)),
    0n,
  );
  if (most === 0n) return undefined;
  const bar = (kind: 'before' | 'now', amount: bigint) => {
    const text = printFixed(amount, terms.amountScale);
    return html`<span class="track"><span class="step ${kind}" style="width:${printFixed(amount < 0n ? 0n : (1000n * amount) / most, 1)}%"></span></span><span class="number" data-value="${text}">${grouped(text)}</span>`;
  };
  return html`<figure class="stock-chart" id="stock-chart"><figcaption><b>${say('The largest stocks, at the beginning and at the end', '期末金额最大的存货：期初与期末')}</b> <span><span class="swatch before"></span>${say('Opening', '期初')}</span> <span><span class="swatch now"></span>${say('Closing', '期末')}</span></figcaption>
<ol>
${lines.map(
  ({ opening, closing, row }) =>
    html`<li><span class="cause">${itemLabel(row, terms)}</span>${bar('before', opening)}${bar('now', closing)}</li>
`,
)}</ol></figure>`;
}
