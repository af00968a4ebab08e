import { type Content, type Html, html } from './html.js';
import { type Bilingual, say } from './say.js';

/** A table that can be searched and sorted in the browser, and is a plain table where scripts are off. */
export interface DataTable {
  /** Its id; the ids of its parts begin with it. */
  readonly id: string;
  readonly caption: Bilingual;
  readonly columns: readonly Column[];
  /** The first cell of a row heads it. */
  readonly rows: readonly Row[];
  readonly foot?: readonly Row[];
  /** Whether there is a field to search its rows by. */
  readonly searchable?: boolean;
  /** Rows that are not shown, and the command that shows them. */
  readonly leftOut?: LeftOut;
  /** Buttons that show only the rows with a mark among theirs. */
  readonly filters?: readonly { readonly mark: string; readonly name: Bilingual }[];
}

export interface Column {
  readonly name: Bilingual;
  readonly numeric?: boolean;
  /** A little more about it, under its name. */
  readonly hint?: Bilingual;
}

export interface Row {
  readonly cells: readonly Cell[];
  /** One or several, with a blank between them. */
  readonly mark?: string;
}

/** What a cell shows, and the exact value it stands for: by it a column is sorted. */
export interface Cell {
  readonly shown: Content;
  readonly value?: string;
}

export interface LeftOut {
  readonly count: number;
  readonly command: string;
}

export function dataTable(table: DataTable): Html {
  const { id, caption, columns, rows, foot = [], searchable, leftOut } = table;
  const line = (row: Row) =>
    html`<tr${row.mark === undefined ? undefined : html` data-mark="${row.mark}"`}>${row.cells.map((cell, c) => cellOf(cell, columns[c], c))}</tr>
`;
  return html`<div class="table-block">
${toolbar(table)}
<div class="table-frame" tabindex="0" role="region" aria-labelledby="${id}-caption">
<table id="${id}"${columns.length > 7 && html` class="frozen"`}>
<caption id="${id}-caption">${caption}</caption>
<thead><tr>${columns.map(headOf)}</tr></thead>
<tbody>
${rows.map(line)}</tbody>
${foot.length > 0 && html`<tfoot>${foot.map(line)}</tfoot>`}
</table>
</div>
${searchable && html`<p class="nothing" hidden>${say('No row has all of these words.', '没有包含全部搜索词的行。')}</p>`}
${leftOut !== undefined && leftOut.count > 0 && leftOutNote(leftOut)}
</div>`;
}

/** A cell with an amount, quantity or unit cost: what is shown may be rounded, the value is not. */
export function numberCell(value: string, shown: Content): Cell {
  return { shown, value };
}

export function textCell(shown: Content, value?: string): Cell {
  return value === undefined ? { shown } : { shown, value };
}

/** Says how many rows are not here, and how to see them. */
export function leftOutNote({ count, command }: LeftOut): Html {
  const rows = String(count);
  return html`<p class="left-out">${say(`${rows} more rows are left out here. All of them:`, `另有 ${rows} 行未在此列出，查看全部：`)} <code>${command}</code></p>`;
}

function toolbar({ id, searchable, filters = [], rows }: DataTable): Html | undefined {
  if (searchable !== true) return undefined;
  return html`<div class="toolbar" data-table="${id}">
<label for="${id}-search">${say('Search', '搜索')}</label>
<input id="${id}-search" type="search" autocomplete="off" spellcheck="false">
${
  filters.length > 0 &&
  html`<div class="switch" role="group"><button type="button" data-filter="" aria-pressed="true">${say('All', '全部')}</button>${filters.map(
    ({ mark, name }) => html`<button type="button" data-filter="${mark}" aria-pressed="false">${name}</button>`,
  )}</div>`
}
<output for="${id}-search" aria-live="polite">${rows.length} / ${rows.length}</output>
</div>`;
}

function headOf({ name, numeric, hint }: Column): Html {
  return html`<th scope="col"${numeric === true && html` class="number"`}><button type="button">${name}</button>${hint !== undefined && html`<small>${hint}</small>`}</th>`;
}

function cellOf({ shown, value }: Cell, { numeric }: Column, place: number): Html {
  const kind = numeric === true && html` class="number"`;
  const exact = value !== undefined && html` data-value="${value}"`;
  return place === 0 ? html`<th scope="row"${kind}${exact}>${shown}</th>` : html`<td${kind}${exact}>${shown}</td>`;
}
