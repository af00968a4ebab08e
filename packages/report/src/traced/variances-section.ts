import { type Variance, variances } from '@millrace/costing-core';
import { descending, groupedQuantity, unitsOf } from '../figures/decimals.js';
import type { Terms } from '../figures/terms.js';
import { dataTable, numberCell, textCell } from '../page/data-table.js';
import { type Html, html } from '../page/html.js';
import { type Bilingual, say } from '../page/say.js';
import { amountCell, section } from '../sections/section.js';
import type { TracedPeriod } from '../traced-period.js';

/** 差异分析: why orders, purchases and cost centres cost otherwise than standard or budget, by name. */
export function variancesSection({ closed, words }: TracedPeriod, terms: Terms, command: string): Html {
  const rows = variances(closed.outcome)
    .map((row) => ({ ...row, units: unitsOf(row.amount, terms.amountScale) }))
    .filter(({ units }) => units !== 0n);
  const heading = say('Variances', '差异分析');
  if (rows.length === 0) {
    return section(
      'variances',
      heading,
      say('None: nothing has a standard price, or all cost what it should.', '无：没有标准价格，或实际与标准一致。'),
    );
  }
  const objectKind = (kind: Variance['object_kind']): Bilingual =>
    say(words.en.variance.objectKind[kind], words.zh.variance.objectKind[kind]);
  const kindOf = (kind: Variance['kind']): Bilingual => say(words.en.variance.kind[kind], words.zh.variance.kind[kind]);
  const sums = new Map<string, { readonly of: Variance; amount: bigint; count: number }>();
  for (const row of rows) {
    const key = `${row.object_kind}\0${row.kind}`;
    const sum = sums.get(key) ?? { of: row, amount: 0n, count: 0 };
    sum.amount += row.units;
    sum.count++;
    sums.set(key, sum);
  }
  const largest = [...rows].sort((a, b) => descending(size(a.units), size(b.units))).slice(0, MOST_ROWS);
  return section(
    'variances',
    heading,
    say(
      'Of orders against the standard of what they completed, of purchases against standard prices, of cost centres against budget and capacity. Above zero is unfavourable.',
      '工单：实际与完工产量标准成本之差；采购：与标准价格之差；成本中心：与预算和产能之差。正数为不利差异。',
    ),
    dataTable({
      id: 'variance-sums',
      caption: say('Variances by name', '差异汇总'),
      columns: [
        { name: say('Of', '对象') },
        { name: say('Variance', '差异类型') },
        { name: say('Count', '笔数'), numeric: true },
        { name: say('Amount', '金额'), numeric: true },
      ],
      rows: Array.from(sums.values(), ({ of, amount, count }) => ({
        cells: [
          textCell(objectKind(of.object_kind)),
          textCell(kindOf(of.kind)),
          numberCell(String(count), String(count)),
          amountCell(amount, terms),
        ],
      })),
    }),
    dataTable({
      id: 'variance-table',
      caption: say('The largest variances', '金额最大的差异'),
      columns: [
        { name: say('Which', '编号') },
        { name: say('Of', '对象') },
        { name: say('Component, driver', '组件、分配标准') },
        { name: say('Element', '成本要素') },
        { name: say('Variance', '差异类型') },
        { name: say('Quantity, hours', '数量、工时'), numeric: true },
        { name: say('Amount', '金额'), numeric: true },
      ],
      rows: largest.map(({ object, object_kind, component, element, kind, quantity, units }) => ({
        cells: [
          textCell(html`<span class="code">${object}</span>`, object),
          textCell(objectKind(object_kind)),
          textCell(html`<span class="code">${component}</span>`, component),
          textCell(terms.names.element(element)),
          textCell(kindOf(kind)),
          quantity === '' ? textCell('', '') : numberCell(quantity, groupedQuantity(quantity)),
          amountCell(units, terms),
        ],
      })),
      searchable: true,
      leftOut: { count: rows.length - largest.length, command },
    }),
  );
}

const MOST_ROWS = 60;

function size(units: bigint): bigint {
  return units < 0n ? -units : units;
}
