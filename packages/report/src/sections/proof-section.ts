import type { ResultRow } from '@millrace/costing-core';
import { printFixed } from '@millrace/exact';
import { grouped, percentText, shares, unitsOf } from '../figures/decimals.js';
import type { ProofFigures, ProofSide } from '../figures/proof.js';
import type { Terms } from '../figures/terms.js';
import { dataTable, numberCell, textCell } from '../page/data-table.js';
import { type Html, html } from '../page/html.js';
import { type Bilingual, say } from '../page/say.js';
import { CATEGORIES, INPUT_TABLES, wordFor } from './code-words.js';
import { amountCell, section } from './section.js';

/** Whether all adds up, in one line that leads to the proof. */
export function proofLine({ in: into, out, difference, differenceTotal }: ProofFigures, terms: Terms): Html {
  const print = (amount: bigint) => grouped(printFixed(amount, terms.amountScale));
  const holds = difference.every((amount) => amount === 0n);
  const told = holds
    ? say(
        `✓ Cost in ${print(into.total)} is found again in cost out ${print(out.total)}: the difference is 0 for every cost element.`,
        `✓ 成本流入 ${print(into.total)}，成本流出 ${print(out.total)}，各成本要素差额均为 0。`,
      )
    : say(
        `✗ Cost in ${print(into.total)}, cost out ${print(out.total)}, difference ${print(differenceTotal)}: do not use this version.`,
        `✗ 成本流入 ${print(into.total)}，成本流出 ${print(out.total)}，差额 ${print(differenceTotal)}：请勿使用此版本。`,
      );
  return html`<p class="proof-line ${holds ? 'holds' : 'broken'}">${told} <a href="#proof">${say('The proof', '平衡证明')}</a></p>`;
}

/** Cost in and cost out, by category and element, and that the difference is nothing. */
export function proofSection(proof: ProofFigures, control: Iterable<ResultRow<'control_total'>>, terms: Terms): Html {
  const holds = proof.difference.every((amount) => amount === 0n);
  const print = (amount: bigint) => printFixed(amount, terms.amountScale);
  const figure = (name: Bilingual, amount: bigint, kind = '') =>
    html`<div class="figure ${kind}"><span>${name}</span><strong data-value="${print(amount)}">${grouped(print(amount))}</strong></div>`;
  return section(
    'proof',
    say('The proof', '平衡证明'),
    holds
      ? say(
          'All cost that came in is found again where it went, for every cost element, to the last unit.',
          '流入的每一分成本都有去处：各成本要素流入与流出完全相等。',
        )
      : say(
          'THE FIGURES DO NOT ADD UP: this version is not what the engine wrote. Do not use it.',
          '数字不平衡：此版本已非引擎所写，请勿使用。',
        ),
    html`<div class="equation ${holds ? 'holds' : 'broken'}">
${figure(say('Cost in', '成本流入'), proof.in.total)}
<span class="sign" aria-hidden="true">−</span>
${figure(say('Cost out', '成本流出'), proof.out.total)}
<span class="sign" aria-hidden="true">=</span>
${figure(say('Difference', '差额'), proof.differenceTotal, 'difference')}
</div>`,
    html`<div class="balance" aria-hidden="true">${balanceBar(say('In', '流入'), proof.in, terms)}${balanceBar(say('Out', '流出'), proof.out, terms)}${balanceLegend(proof)}</div>`,
    proofTable(proof, terms),
    controlTable(control, terms),
  );
}

/** A side as a bar, one piece per category; none where an amount below zero has no length. */
function balanceBar(side: Bilingual, { lines }: ProofSide, { amountScale }: Terms): Html | undefined {
  if (lines.some(({ total }) => total < 0n)) return undefined;
  const parts = shares(lines.map(({ total }) => total));
  const piece = (category: string, total: bigint, share: bigint) => {
    const name = wordFor(CATEGORIES, category);
    const amount = grouped(printFixed(total, amountScale));
    return html`<div class="piece ${KINDS[category] ?? 'rest'}" style="flex-grow:${printFixed(share, 1)}">${
      share >= NARROWEST_PIECE && html`<span>${name}</span><small>${amount} · ${percentText(share)}</small>`
    }</div>`;
  };
  return html`<div class="balance-bar"><span class="balance-side">${side}</span>${lines.map(({ category, total }, i) => piece(category, total, parts[i]))}</div>`;
}

/** What the colours mean: a narrow piece has no room for its name. */
function balanceLegend(proof: ProofFigures): Html {
  const present = new Set([...proof.in.lines, ...proof.out.lines].map(({ category }) => KINDS[category] ?? 'rest'));
  return html`<ul class="balance-legend">${Object.entries(KIND_NAMES)
    .filter(([kind]) => present.has(kind))
    .map(([kind, name]) => html`<li><span class="swatch ${kind}"></span>${name}</li>`)}</ul>`;
}

function proofTable(proof: ProofFigures, terms: Terms): Html {
  const { elements, amountScale } = terms;
  const row = (name: Bilingual, byElement: readonly bigint[], total: bigint, kind = '') => {
    const cells = [...byElement, total].map((amount) => printFixed(amount, amountScale));
    return html`<tr class="${kind}"><th scope="row">${name}</th>${cells.map(
      (value) =>
        html`<td class="number" data-value="${value}">${/[1-9]/.test(value) || kind !== '' ? grouped(value) : ''}</td>`,
    )}</tr>
`;
  };
  const side = (heading: Bilingual, all: Bilingual, { lines, byElement, total }: ProofSide) => html`<tbody>
<tr class="group"><th scope="rowgroup" colspan="${elements.length + 2}">${heading}</th></tr>
${lines.map((line) => row(wordFor(CATEGORIES, line.category), line.byElement, line.total))}${row(all, byElement, total, 'sum')}</tbody>`;
  return html`<div class="table-frame" tabindex="0" role="region" aria-labelledby="proof-table-caption">
<table id="proof-table">
<caption id="proof-table-caption">${say('Cost in and cost out by category and element', '成本流入与流出：按类别和成本要素')}</caption>
<thead><tr><th scope="col">${say('Category', '类别')}</th>${elements.map(({ name }) => html`<th scope="col" class="number">${name}</th>`)}<th scope="col" class="number">${say('Total', '合计')}</th></tr></thead>
${side(say('In', '流入'), say('Cost in', '成本流入合计'), proof.in)}
${side(say('Out', '流出'), say('Cost out', '成本流出合计'), proof.out)}
<tfoot>${row(say('Difference', '差额'), proof.difference, proof.differenceTotal, 'sum difference')}</tfoot>
</table>
</div>`;
}

/** The inputs added up without the network: the network alone could only prove itself. */
function controlTable(control: Iterable<ResultRow<'control_total'>>, terms: Terms): Html {
  const byTable = new Map<string, { rows: string; amounts: bigint[] }>();
  for (const { table, rows, amount, departures, taken_in } of control) {
    const line = byTable.get(table) ?? { rows, amounts: [0n, 0n, 0n] };
    byTable.set(table, line);
    for (const [i, value] of [amount, departures, taken_in].entries()) {
      line.amounts[i] += unitsOf(value, terms.amountScale);
    }
  }
  return dataTable({
    id: 'control-table',
    caption: say('The input rows, added up apart from the calculation', '输入数据独立加总（不经过计算过程）'),
    columns: [
      { name: say('Input', '输入') },
      { name: say('Rows', '行数'), numeric: true },
      { name: say('Amount of the rows', '各行金额'), numeric: true },
      { name: say('Counted differently by rule', '按规则另行计价'), numeric: true },
      { name: say('Taken in', '计入金额'), numeric: true },
    ],
    rows: [...byTable].map(([table, { rows, amounts }]) => ({
      cells: [
        textCell(wordFor(INPUT_TABLES, table)),
        numberCell(rows, grouped(rows)),
        ...amounts.map((amount) => amountCell(amount, terms)),
      ],
    })),
  });
}

/** What has the same colour on both sides. */
const KINDS: Readonly<Record<string, string | undefined>> = {
  opening_stock: 'stock',
  closing_stock: 'stock',
  opening_wip: 'wip',
  closing_wip: 'wip',
  step_wip: 'wip',
  purchase_receipt: 'bought',
  purchase_estimate: 'bought',
  purchase_return: 'bought',
  subcontract_fee: 'bought',
  pool: 'pooled',
  opening_absorption: 'pooled',
  absorption_carried: 'pooled',
  sale: 'sold',
  sale_return: 'sold',
};

const KIND_NAMES: Readonly<Record<string, Bilingual>> = {
  stock: say('Stock', '存货'),
  wip: say('Work in process', '在产品'),
  bought: say('Purchases and fees', '采购与加工费'),
  pooled: say('Cost pools', '费用池'),
  sold: say('Sales', '销售'),
  rest: say('Other', '其他'),
};

/** In tenths of a percent: below it a name doesn't fit its piece of the bar. */
const NARROWEST_PIECE = 75n;
