import type { Terms } from '../figures/terms.js';
import { type Html, html } from '../page/html.js';
import { type Bilingual, say } from '../page/say.js';
import type { ReportInput } from '../report-input.js';
import { STATES } from './code-words.js';

/** Title, what the version is, whether it adds up, and the notes that must be read first. */
export function masthead({ version, notes = [] }: ReportInput, { names, currency }: Terms, proof: Html): Html {
  const { identity, hash } = version.tables;
  const ledger = names.ledger(identity.ledger).name;
  const state = version.state ?? 'trial';
  const facts: (readonly [Bilingual, Html])[] = [
    [say('Ledger', '账套'), html`${identity.ledger}${ledger !== '' && html` <span class="name">${ledger}</span>`}`],
    [say('Period', '期间'), html`${identity.period}`],
    [
      say('Version', '版本'),
      html`${version.number !== undefined && html`${version.number} `}<span class="pill ${state}">${STATES[state]}</span>`,
    ],
  ];
  if (version.publishedAt !== undefined) facts.push([say('Published', '发布时间'), html`${version.publishedAt}`]);
  if (currency !== '') facts.push([say('Currency', '币种'), html`${currency}`]);
  facts.push([say('Hash', '哈希'), html`<code class="hash">${hash}</code>`]);
  return html`<header class="masthead">
<div class="bar">
<div class="brand">${LOGO}<span>Millrace</span></div>
<div class="tools">
<button type="button" class="quiet" data-print>${say('Print', '打印')}</button>
<div class="switch" role="group" aria-label="Language 语言"><button type="button" data-language="en" lang="en-US">English</button><button type="button" data-language="zh" lang="zh">中文</button></div>
</div>
</div>
<h1>${titleOf(identity.period)}</h1>
<dl class="identity">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
${proof}
${notes.length > 0 && html`<ul class="notes">${notes.map((note) => html`<li>${note}</li>`)}</ul>`}
</header>
`;
}

/** '2026-10' is October 2026, 2026年10月. */
export function titleOf(period: string): Bilingual {
  const [year, month] = period.split('-').map(Number);
  return say(`Product cost, ${MONTHS[month - 1]} ${year}`, `${year}年${month}月产品成本报告`);
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** A wheel over running water. */
const LOGO = html`<svg class="logo" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true"><g fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"><circle cx="16" cy="13" r="8.5"/><path d="M16 4.5v17M7.5 13h17M10 7l12 12M22 7L10 19"/><path d="M3 27c2.2-2 4.3-2 6.5 0s4.3 2 6.5 0 4.3-2 6.5 0 4.3 2 6.5 0"/></g></svg>`;
