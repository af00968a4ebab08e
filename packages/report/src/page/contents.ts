import { type Html, html } from './html.js';
import { say } from './say.js';

/** The way to the sections, by their ids. Some only a traced period has. */
export function contents(isTraced: boolean): Html {
  return html`<nav aria-label="Contents 目录"><ul>${SECTIONS.filter(([id]) => isTraced || !OF_TRACED.has(id)).map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`)}</ul></nav>`;
}

const SECTIONS = [
  ['key-figures', say('Key figures', '关键数字')],
  ['unit-costs', say('Unit costs', '单位成本')],
  ['movers', say('What moved', '成本变动')],
  ['structure', say('Structure', '成本结构')],
  ['cost-sheets', say('Cost sheets', '成本计算单')],
  ['work-in-process', say('Work in process', '在产品')],
  ['centres', say('Cost centres', '成本中心')],
  ['losses', say('Losses', '废品与副产品')],
  ['variances', say('Variances', '差异分析')],
  ['stock', say('Stock', '收发存')],
  ['late-costs', say('Late costs', '前期单据差异')],
  ['residuals', say('Residuals', '差异与尾差')],
  ['findings', say('Findings', '检查结果')],
  ['proof', say('Proof', '平衡证明')],
] as const;

const OF_TRACED: ReadonlySet<string> = new Set(['cost-sheets', 'centres', 'losses', 'variances']);
