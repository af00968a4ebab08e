import { printFixed } from '@millrace/exact';
import { grouped, groupedQuantity } from '../figures/decimals.js';
import type { Terms } from '../figures/terms.js';
import { type Cell, numberCell, textCell } from '../page/data-table.js';
import { type Content, type Html, html } from '../page/html.js';
import type { Bilingual } from '../page/say.js';

/** A section of the report, under its heading. */
export function section(id: string, heading: Bilingual, lead: Content, ...content: readonly Content[]): Html {
  return html`<section id="${id}" aria-labelledby="${id}-heading">
<h2 id="${id}-heading">${heading}</h2>
<p class="lead">${lead}</p>
${content}
</section>
`;
}

/** A cell with an amount, whole. */
export function amountCell(amount: bigint, { amountScale }: Terms): Cell {
  const value = printFixed(amount, amountScale);
  return numberCell(value, grouped(value));
}

/** A quantity with its unit. */
export function quantityCell(quantity: string, unit: string): Cell {
  const shown = groupedQuantity(quantity);
  return numberCell(quantity, unit === '' ? shown : html`${shown} <span class="unit">${unit}</span>`);
}

/** A code alone, where its name would take too much room: the name appears when it is pointed at. */
export function shortCell(code: string, name: Bilingual): Cell {
  const names = name.en === name.zh ? name.en : `${name.en} ${name.zh}`;
  if (code === '') return textCell(name, code);
  return textCell(html`<span class="code" title="${names}">${code}</span>`, code);
}

/** A code with the name that goes with it; the name alone where the code says nothing more. */
export function codeCell(code: string, name: Bilingual): Cell {
  if (code === '') return textCell(name, code);
  if (name.en === code) return textCell(html`<span class="code">${code}</span>`, code);
  return textCell(html`<span class="code">${code}</span> <span class="name">${name}</span>`, code);
}
