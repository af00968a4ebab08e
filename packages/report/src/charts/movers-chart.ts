import { printFixed } from '@millrace/exact';
import { grouped, signed } from '../figures/decimals.js';
import type { Mover } from '../figures/movers.js';
import type { Terms } from '../figures/terms.js';
import type { Html } from '../page/html.js';
import { type Bilingual, say } from '../page/say.js';
import { itemLabel } from './items-chart.js';
import { ELEMENT_COLOURS, GRID, LABEL, legend, nameAxis, valueAxis } from './look.js';
import { svgChart } from './svg-chart.js';

/** Effects of changed unit costs as bars to the right (dearer) and left (cheaper), in the colour of the element. */
export function moversChart(id: string, title: Bilingual, movers: readonly Mover[], terms: Terms): Html {
  const effect = (mover: Mover) => printFixed(mover.effect, terms.amountScale);
  const label = (mover: Mover) => `${signed(grouped(effect(mover)))}  (${changeText(mover)})`;
  const told = (language: 'en' | 'zh') =>
    movers.map((mover) => `${itemLabel(mover, terms)[language]}: ${label(mover)}`).join('; ');
  const moved = terms.elements.map((_, e) => e).filter((e) => movers.some((mover) => mover.element === e));
  return svgChart(id, title, say(told('en'), told('zh')), (language) => ({
    height: 84 + movers.length * 30,
    option: {
      grid: { ...GRID, right: 30 },
      legend: legend(
        moved.map((e) => terms.elements[e].name),
        language,
      ),
      xAxis: { ...valueAxis((value) => grouped(String(value))), boundaryGap: ['22%', '22%'] },
      yAxis: nameAxis(movers.map((mover) => itemLabel(mover, terms)[language])),
      series: moved.map((e) => ({
        type: 'bar',
        name: terms.elements[e].name[language],
        stack: 'effect',
        barWidth: 17,
        silent: true,
        itemStyle: { color: ELEMENT_COLOURS[e] },
        data: movers.map((mover) => ({
          value: mover.element === e ? Number(effect(mover)) : '-',
          label: { show: true, position: mover.effect < 0n ? 'left' : 'right', ...LABEL, formatter: label(mover) },
        })),
      })),
    },
  }));
}

/** A change in percent, with its sign. */
export function changeText({ percent }: Pick<Mover, 'percent'>): string {
  return percent === undefined ? '–' : `${signed(grouped(printFixed(percent, 2)))}%`;
}
