import { printFixed } from '@millrace/exact';
import { grouped, percentText, shares } from '../figures/decimals.js';
import type { Terms } from '../figures/terms.js';
import type { Html } from '../page/html.js';
import { type Bilingual, say } from '../page/say.js';
import { ELEMENT_COLOURS, GRID, inkOn, legend, nameAxis, valueAxis } from './look.js';
import { svgChart } from './svg-chart.js';

/** An amount by element column, under a name. */
export interface Structure {
  readonly name: Bilingual;
  readonly byElement: readonly bigint[];
  readonly total: bigint;
}

/** What amounts consist of, each as a bar of 100 %. */
export function structureChart(id: string, title: Bilingual, structures: readonly Structure[], terms: Terms): Html {
  const parts = structures.map(({ byElement }) => shares(byElement));
  const told = (language: 'en' | 'zh') =>
    structures
      .map(({ name }, s) => {
        const each = terms.elements.map((element, e) => `${element.name[language]} ${percentText(parts[s][e])}`);
        return `${name[language]}: ${each.join(', ')}`;
      })
      .join('; ');
  return svgChart(id, title, say(told('en'), told('zh')), (language) => ({
    height: 74 + structures.length * 56,
    option: {
      grid: GRID,
      legend: legend(
        terms.elements.map(({ name }) => name),
        language,
      ),
      xAxis: { ...valueAxis((value) => `${value}%`), min: 0, max: 100 },
      yAxis: nameAxis(
        structures.map(({ name, total }) => `${name[language]}  ${grouped(printFixed(total, terms.amountScale))}`),
      ),
      series: terms.elements.map((element, e) => ({
        type: 'bar',
        name: element.name[language],
        stack: 'structure',
        barWidth: 28,
        silent: true,
        data: parts.map((part) => Number(part[e]) / 10),
        itemStyle: { color: ELEMENT_COLOURS[e], borderColor: '#fff', borderWidth: 1 },
        label: {
          show: true,
          color: inkOn(e),
          fontSize: 11.5,
          textBorderWidth: 0,
          formatter: ({ dataIndex }) =>
            parts[dataIndex][e] >= NARROWEST_LABEL ? percentText(parts[dataIndex][e]) : '',
        },
      })),
    },
  }));
}

/** In tenths of a percent: below it a label doesn't fit its piece of the bar. */
const NARROWEST_LABEL = 60n;
