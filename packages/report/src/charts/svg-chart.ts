import type { Language } from '@millrace/costing-core';
import { BarChart, type BarSeriesOption } from 'echarts/charts';
import {
  GridComponent,
  type GridComponentOption,
  LegendComponent,
  type LegendComponentOption,
} from 'echarts/components';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { escapeText, Html, html } from '../page/html.js';
import { type Bilingual, LANGUAGE_TAGS, LANGUAGES } from '../page/say.js';
import { FONT } from './look.js';

/** A chart as the reader of one language sees it. */
export interface Drawing {
  readonly height: number;
  readonly option: ChartOption;
}

type ChartOption = echarts.ComposeOption<BarSeriesOption | GridComponentOption | LegendComponentOption>;

/**
 * A chart as SVG inside the page, drawn once per language: without a library, a font or a script in the reader's
 * browser. What it shows is also said in words, for who can't see it.
 */
export function svgChart(
  id: string,
  title: Bilingual,
  description: Bilingual,
  draw: (language: Language) => Drawing,
): Html {
  return html`<div class="chart" id="${id}" tabindex="0" role="group" aria-labelledby="${id}-name">
<p class="chart-title" id="${id}-name">${title}</p>
${LANGUAGES.map((language) => {
  const name = `${id}-${language}`;
  const svg = drawn(draw(language), name, title[language], description[language]);
  return html`<div lang="${LANGUAGE_TAGS[language]}">${svg}</div>`;
})}
</div>`;
}

const WIDTH = 1080;

function drawn({ height, option }: Drawing, name: string, title: string, description: string): Html {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height });
  chart.setOption({ animation: false, textStyle: { fontFamily: FONT }, ...option });
  const svg = chart.renderToSVGString({ useViewBox: true });
  chart.dispose();
  const labelled = svg.replace(
    /^<svg [^>]*>/,
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="${name}-title ${name}-desc">
<title id="${name}-title">${escapeText(title)}</title><desc id="${name}-desc">${escapeText(description)}</desc>`,
  );
  return new Html(settled(labelled, name));
}

/**
 * The renderer counts its charts and styles through the whole process, and says so in classes and ids. Without
 * them, and with ids of our own, the same input gives the same bytes.
 */
function settled(svg: string, name: string): string {
  const ids = new Map<string, string>();
  const ownId = (id: string) => {
    const own = ids.get(id) ?? `${name}-${ids.size + 1}`;
    ids.set(id, own);
    return own;
  };
  return svg
    .replace(/<style >\s*<!\[CDATA\[[\s\S]*?\]\]>\s*<\/style>/g, '')
    .replace(/ (?:class="zr\d+-cls-\d+"|ecmeta_\w+="\w*")/g, '')
    .replace(/(\bid="|\burl\(#)(zr\d+-[\w-]+)/g, (_, before: string, id: string) => before + ownId(id));
}

echarts.use([BarChart, GridComponent, LegendComponent, SVGRenderer]);
