import { printFixed } from '@millrace/exact';
import { visible } from '@millrace/facts';
import { grouped } from '../figures/decimals.js';
import type { Terms } from '../figures/terms.js';
import type { UnitCostLine } from '../figures/unit-costs.js';
import type { Html } from '../page/html.js';
import { type Bilingual, say } from '../page/say.js';
import { ELEMENT_COLOURS, GRID, LABEL, legend, nameAxis, valueAxis } from './look.js';
import { svgChart } from './svg-chart.js';

/** The amounts of items as bars, stacked by element. */
export function itemsChart(id: string, title: Bilingual, lines: readonly UnitCostLine[], terms: Terms): Html {
  const amount = (units: bigint) => Number(printFixed(units, terms.amountScale));
  const told = (language: 'en' | 'zh') =>
    lines.map((line) => `${itemLabel(line, terms)[language]}: ${grouped(line.amount)}`).join('; ');
  return svgChart(id, title, say(told('en'), told('zh')), (language) => ({
    height: 84 + lines.length * 30,
    option: {
      grid: GRID,
      legend: legend(
        terms.elements.map(({ name }) => name),
        language,
      ),
      xAxis: valueAxis((value) => grouped(String(value))),
      yAxis: nameAxis(lines.map((line) => itemLabel(line, terms)[language])),
      series: [
        ...terms.elements.map((element, e) => ({
          type: 'bar' as const,
          name: element.name[language],
          stack: 'amount',
          barWidth: 17,
          silent: true,
          data: lines.map((line) => amount(line.amountByElement[e])),
          itemStyle: { color: ELEMENT_COLOURS[e], borderColor: '#fff', borderWidth: 1 },
        })),
        {
          // A bar of no length carries the total to the end of the stack.
          type: 'bar' as const,
          stack: 'amount',
          silent: true,
          data: lines.map(() => 0),
          label: {
            show: true,
            position: 'right' as const,
            ...LABEL,
            formatter: ({ dataIndex }: { dataIndex: number }) => grouped(lines[dataIndex].amount),
          },
        },
      ],
    },
  }));
}

/** Code first, then what it is called. */
export function itemLabel({ plant, item }: { plant: string; item: string }, { names, plantCount }: Terms): Bilingual {
  const name = names.item(item);
  const code = visible(plantCount > 1 ? `${item} · ${plant}` : item);
  return name.en === item ? say(code, code) : say(`${code} · ${name.en}`, `${code} · ${name.zh}`);
}
