import type { ResultRow } from '@millrace/costing-core';
import { descending, groupedQuantity, groupedUnitCost, unitsOf } from '../figures/decimals.js';
import type { Terms } from '../figures/terms.js';
import { dataTable, numberCell, textCell } from '../page/data-table.js';
import { type Html, html } from '../page/html.js';
import { type Bilingual, say } from '../page/say.js';
import { wordFor } from '../sections/code-words.js';
import { amountCell, codeCell, quantityCell, section } from '../sections/section.js';
import type { TracedPeriod } from '../traced-period.js';

/** What orders lost, as a rule and beyond it (废品损失), and what they yielded besides (联产品、副产品). */
export function lossesSection(
  { closed: { version } }: TracedPeriod,
  terms: Terms,
  command: (table: string) => string,
): Html {
  const losses = lossesOf(version.rows('spoilage'), terms.amountScale);
  const joint = version.rows('joint_cost');
  const spoiledAt = version
    .rows('spoilage_by_operation')
    .toSorted((a, b) => descending(unitsOf(a.cost, terms.amountScale), unitsOf(b.cost, terms.amountScale)));
  const heading = say('Losses and by-products', '废品损失与联产品、副产品');
  if (losses.length === 0 && spoiledAt.length === 0 && joint.length === 0) {
    return section('losses', heading, say('None in this period.', '本期没有。'));
  }
  return section(
    'losses',
    heading,
    say(
      'What is lost as a rule is borne by all other units; what is lost beyond it is a loss of its own, less salvage. A by-product leaves its order at a known value.',
      '正常损耗由其他产品负担；超出部分单列为废品损失，扣除残值。副产品按既定价值从工单成本中扣除。',
    ),
    losses.length > 0 &&
      dataTable({
        id: 'loss-table',
        caption: say('Scrap of orders, the largest loss first', '工单废品（按净损失排序）'),
        columns: [
          { name: say('Order', '工单') },
          { name: say('Product', '产品') },
          { name: say('Borne by', '负担者') },
          { name: say('Normal units', '正常损耗数量'), numeric: true },
          { name: say('Abnormal units', '非正常损失数量'), numeric: true },
          { name: say('Net loss', '净损失'), numeric: true },
        ],
        rows: losses.slice(0, MOST_ROWS).map(({ order, item, bearer, units_normal, units_abnormal, loss }) => ({
          cells: [
            textCell(html`<span class="code">${order}</span>`, order),
            codeCell(item, terms.names.item(item)),
            textCell(wordFor(BEARERS, bearer)),
            numberCell(units_normal, groupedQuantity(units_normal)),
            numberCell(units_abnormal, groupedQuantity(units_abnormal)),
            amountCell(loss, terms),
          ],
        })),
        leftOut: { count: losses.length - Math.min(losses.length, MOST_ROWS), command: command('spoilage') },
      }),
    spoiledAt.length > 0 &&
      dataTable({
        id: 'loss-by-operation-table',
        caption: say('Scrap by operation, the dearest first', '废品按工序（按成本排序）'),
        columns: [
          { name: say('Order', '工单') },
          { name: say('Operation', '工序') },
          { name: say('Product', '产品') },
          { name: say('Normal units', '正常损耗数量'), numeric: true },
          { name: say('Abnormal units', '非正常损失数量'), numeric: true },
          { name: say('Cost of abnormal units', '非正常损失成本'), numeric: true },
          { name: say('Unit cost', '单位成本'), numeric: true },
        ],
        rows: spoiledAt.slice(0, MOST_ROWS).map((row) => ({
          cells: [
            textCell(html`<span class="code">${row.order}</span>`, row.order),
            textCell(html`<span class="code">${row.operation}</span>`, row.operation),
            codeCell(row.item, terms.names.item(row.item)),
            numberCell(row.units_normal, groupedQuantity(row.units_normal)),
            numberCell(row.units_abnormal, groupedQuantity(row.units_abnormal)),
            amountCell(unitsOf(row.cost, terms.amountScale), terms),
            row.unit_cost === '' ? textCell('', '') : numberCell(row.unit_cost, groupedUnitCost(row.unit_cost, 4)),
          ],
        })),
        leftOut: {
          count: spoiledAt.length - Math.min(spoiledAt.length, MOST_ROWS),
          command: command('spoilage_by_operation'),
        },
      }),
    joint.length > 0 &&
      dataTable({
        id: 'joint-table',
        caption: say('What orders yielded besides', '联产品与副产品'),
        columns: [
          { name: say('Order', '工单') },
          { name: say('Product', '产品') },
          { name: say('Role', '性质') },
          { name: say('Quantity', '数量'), numeric: true },
          { name: say('Credit', '扣除额'), numeric: true },
          { name: say('Allocated', '分配额'), numeric: true },
          { name: say('Unit cost', '单位成本'), numeric: true },
        ],
        rows: joint.slice(0, MOST_ROWS).map(({ order, output_item, role, quantity, credit, allocated, unit_cost }) => ({
          cells: [
            textCell(html`<span class="code">${order}</span>`, order),
            codeCell(output_item, terms.names.item(output_item)),
            textCell(wordFor(ROLES, role)),
            quantityCell(quantity, terms.names.unit(output_item)),
            amountCell(unitsOf(credit, terms.amountScale), terms),
            amountCell(unitsOf(allocated, terms.amountScale), terms),
            unit_cost === '' ? textCell('', '') : numberCell(unit_cost, groupedUnitCost(unit_cost, 4)),
          ],
        })),
        leftOut: { count: joint.length - Math.min(joint.length, MOST_ROWS), command: command('joint_cost') },
      }),
  );
}

/** One line for all elements of what an order lost; the largest loss first. */
function lossesOf(rows: readonly ResultRow<'spoilage'>[], scale: number) {
  const lines = new Map<string, ResultRow<'spoilage'> & { readonly loss: bigint }>();
  for (const row of rows) {
    const key = `${row.order}\0${row.bearer}`;
    lines.set(key, { ...row, loss: (lines.get(key)?.loss ?? 0n) + unitsOf(row.net, scale) });
  }
  return [...lines.values()].sort((a, b) => descending(a.loss, b.loss));
}

const BEARERS: Readonly<Record<string, Bilingual>> = {
  expense: say('Expense', '当期费用'),
  good: say('Good units', '合格品'),
  overhead: say('Overhead', '制造费用'),
};

const ROLES: Readonly<Record<string, Bilingual>> = {
  joint: say('Main or joint product', '主产品或联产品'),
  by_product: say('By-product', '副产品'),
};

const MOST_ROWS = 100;
