import { printFixed } from '@millrace/exact';
import { changeText, moversChart } from '../charts/movers-chart.js';
import { groupedUnitCost, signed } from '../figures/decimals.js';
import type { Movement, Mover } from '../figures/movers.js';
import type { Terms } from '../figures/terms.js';
import { type Cell, type Column, dataTable, numberCell, textCell } from '../page/data-table.js';
import { type Html, html } from '../page/html.js';
import { say } from '../page/say.js';
import { amountCell, codeCell, section, shortCell } from './section.js';

/** Why costs moved since the previous version, which unit costs did, and through which element. */
export function moversSection(
  movement: Movement | undefined,
  { since, causes }: { readonly since: string; readonly causes: Html | undefined },
  terms: Terms,
  command: string,
): Html {
  const heading = say('What moved', '单位成本变动');
  if (movement === undefined) {
    return section('movers', heading, say('There is no version to compare with.', '没有可比较的版本。'));
  }
  const { movers, compared, unchanged, added, dropped } = movement;
  const counts = say(
    `Compared with ${since}: of ${compared} items ${movers.length} moved by more than rounding, ${unchanged} did not; ${added} are new, ${dropped} gone.`,
    `与 ${since} 比较：${compared} 种物料中，超出尾差的变动 ${movers.length} 种，未变 ${unchanged} 种；另新增 ${added} 种，减少 ${dropped} 种。`,
  );
  const shown = movers.slice(0, MOST_ROWS);
  return section(
    'movers',
    heading,
    html`${counts} ${say(
      "The effect is what the period's quantity cost more, or less, than at the old unit cost.",
      '影响额＝本期数量按新旧单位成本计算的差额。',
    )}`,
    causes &&
      html`<h3 class="cards-heading">${say('Why: each step is a cause; together they are the change', '原因：每一级为一项原因，合计等于变动额')}</h3>${causes}`,
    movers.length > 0 &&
      moversChart(
        'movers-chart',
        say(
          'Largest effects, in the colour of the element that moved most',
          '影响最大的物料（颜色表示变动最大的成本要素）',
        ),
        movers.slice(0, MOST_BARS),
        terms,
      ),
    movers.length > 0 &&
      dataTable({
        id: 'movers-table',
        caption: say('Items whose unit cost moved, the largest effect first', '单位成本变动的物料（按影响额排序）'),
        columns: columnsOf(terms),
        rows: shown.map((mover) => ({ cells: cellsOf(mover, terms) })),
        searchable: true,
        leftOut: { count: movers.length - shown.length, command },
      }),
  );
}

function columnsOf({ plantCount }: Terms): Column[] {
  return [
    { name: say('Item', '物料') },
    ...(plantCount > 1 ? [{ name: say('Plant', '工厂') }] : []),
    { name: say('Before', '上期'), numeric: true },
    { name: say('Now', '本期'), numeric: true },
    { name: say('Change', '变动额'), numeric: true },
    { name: say('Change %', '变动率'), numeric: true },
    { name: say('Effect', '影响额'), numeric: true },
    { name: say('Element that moved most', '变动最大的要素') },
    { name: say('Its change', '其变动额'), numeric: true },
  ];
}

function cellsOf(mover: Mover, terms: Terms): Cell[] {
  const { item, plant, before, now, change, percent, element, elementChange, effect } = mover;
  const unit = (amount: bigint, text: (shown: string) => string = (shown) => shown) => {
    const value = printFixed(amount, terms.unitScale);
    return numberCell(value, text(groupedUnitCost(value, 4)));
  };
  const basis = mover.changedBasis && html` <small>${say('other basis before', '上期口径不同')}</small>`;
  const name = codeCell(item, terms.names.item(item));
  return [
    { ...name, shown: html`${name.shown}${basis}` },
    ...(terms.plantCount > 1 ? [shortCell(plant, terms.names.plant(plant))] : []),
    unit(before),
    unit(now),
    unit(change, signed),
    textCell(
      html`<span class="${change > 0n ? 'dearer' : 'cheaper'}">${changeText(mover)}</span>`,
      percent === undefined ? '' : printFixed(percent, 2),
    ),
    amountCell(effect, terms),
    textCell(html`<span class="swatch element-${element}" aria-hidden="true"></span>${terms.elements[element].name}`),
    unit(elementChange, signed),
  ];
}

const MOST_BARS = 12;
const MOST_ROWS = 200;
