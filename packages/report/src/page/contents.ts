import { type Html, html } from './html.js';
import { say } from './say.js';

/** The way to the sections, by their ids. */
export function contents(): Html {
  return html`<nav aria-label="Contents 目录"><ul>${SECTIONS.map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`)}</ul></nav>`;
}

const SECTIONS = [
  ['key-figures', say('Key figures', '关键数字')],
  ['unit-costs', say('Unit costs', '单位成本')],
  ['movers', say('What moved', '成本变动')],
  ['structure', say('Structure', '成本结构')],
  ['work-in-process', say('Work in process', '在产品')],
  ['stock', say('Stock', '收发存')],
  ['residuals', say('Residuals', '差异')],
  ['findings', say('Findings', '检查结果')],
  ['proof', say('Proof', '平衡证明')],
] as const;
