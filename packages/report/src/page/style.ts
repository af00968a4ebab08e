import { DARK_COLOURS, ELEMENT_COLOURS, FAINT, FONT, INK, LINE } from '../charts/look.js';

/** How the page looks on a screen and on paper. */
export const STYLE = `
:root {
  --ink: #22303a; --soft: #5b6872; --line: #e4dfd4; --hair: #efebe2; --paper: #fbfaf6; --card: #ffffff;
  --water: #1f5673; --water-soft: #e8f0f3; --good: #3b7a57; --good-soft: #e8f2ea; --bad: #a63d2f; --bad-soft: #f9e9e5;
  --warn: #96690f; --warn-soft: #fbf3df;
  --head: #f6f3ec; --hover: #faf8f2; --plain: #eeebe3; --veil: rgba(251, 250, 246, 0.96); --on-water: #ffffff;
  color-scheme: light;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --ink: #e2e6e8; --soft: #a3afb7; --line: #3a444b; --hair: #2c353b; --paper: #14191d; --card: #1c2328;
    --water: #7fb8d4; --water-soft: #22353f; --good: #7cc69b; --good-soft: #1d3326; --bad: #ef8f80; --bad-soft: #40211c;
    --warn: #e2b65c; --warn-soft: #3a2f17;
    --head: #242c32; --hover: #222a30; --plain: #2d363c; --veil: rgba(20, 25, 29, 0.96); --on-water: #10202a;
    color-scheme: dark;
  }
  .chart text[fill="${INK}"], .chart text[fill="${FAINT}"] { fill: var(--ink); }
  .chart path[stroke="${LINE}"] { stroke: var(--line); } .chart path[stroke="#fff"] { stroke: var(--card); }
  ${ELEMENT_COLOURS.map((colour, e) => `.chart path[fill="${colour}"] { fill: ${DARK_COLOURS[e]}; } .swatch.element-${e} { background: ${DARK_COLOURS[e]}; }`).join(' ')}
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding-top: 3.6rem; }
body {
  margin: 0; background: var(--paper); color: var(--ink); line-height: 1.5; font-size: 15px;
  font-family: ${FONT};
  font-variant-numeric: tabular-nums;
}
html[lang='en'] [lang='zh-CN'], html[lang='zh-CN'] [lang='en'] { display: none !important; }
.masthead, main, footer { max-width: 1340px; margin: 0 auto; padding: 0 30px; }
code, .code, .hash { font-family: ui-monospace, 'SF Mono', Menlo, Consolas, monospace; font-size: 0.9em; }

.masthead { padding-top: 22px; }
.bar { display: flex; justify-content: space-between; align-items: center; gap: 16px; }
.brand { display: flex; align-items: center; gap: 9px; color: var(--water); font-weight: 650; letter-spacing: 0.02em; }
.tools { display: flex; gap: 10px; align-items: center; }
h1 { font-size: 34px; line-height: 1.2; font-weight: 640; letter-spacing: -0.015em; margin: 26px 0 16px; }
.identity { display: flex; flex-wrap: wrap; gap: 6px 34px; margin: 0 0 20px; }
.identity dt { font-size: 12px; color: var(--soft); }
.identity dd { margin: 0; font-weight: 550; }
.identity .name { font-weight: 400; color: var(--soft); }
.identity .hash { font-size: 12px; font-weight: 400; color: var(--soft); overflow-wrap: anywhere; }
.notes { background: var(--warn-soft); border-left: 3px solid #d3a33c; border-radius: 0 8px 8px 0; margin: 0 0 20px; padding: 10px 16px 10px 34px; }

nav { position: sticky; top: 0; z-index: 5; background: var(--veil); border-block: 1px solid var(--line); }
nav ul { display: flex; gap: 4px 22px; max-width: 1340px; margin: 0 auto; padding: 10px 30px; list-style: none; overflow-x: auto; white-space: nowrap; }
nav a { color: var(--soft); text-decoration: none; font-size: 14px; }
nav a:hover { color: var(--water); }

section { margin: 46px 0 0; }
h2 { font-size: 23px; font-weight: 640; letter-spacing: -0.01em; margin: 0 0 4px; }
.lead { margin: 0 0 18px; color: var(--soft); max-width: 54rem; }
h3 { font-size: 15px; margin: 0; font-weight: 600; }

button { font: inherit; color: inherit; cursor: pointer; }
a:focus-visible, button:focus-visible, input:focus-visible, [tabindex]:focus-visible { outline: 2px solid #3f86a8; outline-offset: 2px; border-radius: 6px; }
.switch { display: inline-flex; border: 1px solid var(--line); border-radius: 8px; background: var(--card); overflow: hidden; }
.switch button { border: 0; background: none; padding: 5px 13px; font-size: 14px; color: var(--soft); }
.switch button + button { border-left: 1px solid var(--line); }
.switch button[aria-pressed='true'] { background: var(--water); color: var(--on-water); }
.switch button:focus-visible { outline-offset: -3px; }
.quiet { border: 1px solid var(--line); border-radius: 8px; background: var(--card); padding: 5px 13px; font-size: 14px; color: var(--soft); }

.equation { display: flex; flex-wrap: wrap; align-items: center; gap: 14px 22px; background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 20px 26px; }
.figure span { display: block; font-size: 13px; color: var(--soft); }
.figure strong { font-size: 29px; font-weight: 620; letter-spacing: -0.015em; white-space: nowrap; }
.sign { font-size: 25px; color: #a9a496; }
.difference { padding: 6px 18px; border-radius: 10px; }
.holds .difference { background: var(--good-soft); color: var(--good); }
.holds .difference span { color: var(--good); }
.holds .difference strong::after { content: ' ✓'; }
.broken .difference, .broken .difference span { background: var(--bad-soft); color: var(--bad); }
.balance { margin: 14px 0 20px; display: grid; grid-template-columns: minmax(0, 1fr); gap: 3px; }
.balance-bar { display: flex; gap: 2px; align-items: center; } .balance-side { flex: 0 0 4.2rem; font-size: 13px; color: var(--soft); }
.piece { flex-basis: 0; min-width: 2px; height: 46px; padding: 5px 9px; overflow: hidden; white-space: nowrap; color: #fff; border-radius: 4px; line-height: 1.3; }
.piece:empty { padding: 0; } .piece span { display: block; font-size: 13px; overflow: hidden; text-overflow: ellipsis; }
.piece small { font-size: 11.5px; opacity: 0.9; display: block; overflow: hidden; text-overflow: ellipsis; }
.piece span[lang] { display: inline; }
.proof-line { margin: 0 0 20px; font-weight: 550; } .proof-line.holds { color: var(--good); } .proof-line.broken { color: var(--bad); } .proof-line a { color: var(--water); font-weight: 400; }
.balance-legend { display: flex; flex-wrap: wrap; gap: 4px 20px; list-style: none; margin: 6px 0 0; padding: 0 0 0 4.2rem; font-size: 13px; color: var(--soft); }
.nothing { color: var(--soft); margin: 4px 2px 12px; font-weight: 550; }
.stock { background: #1f5673; } .wip { background: #4c8195; } .bought { background: #4f7d63; }
.pooled { background: #8a6d3b; } .sold { background: #6d5f8d; } .rest { background: #8d867c; }

.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(185px, 1fr)); gap: 12px; }
.tile { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 15px 18px; }
.tile h3 { font-size: 13px; color: var(--soft); font-weight: 500; }
.tile strong { display: block; font-size: 22px; font-weight: 620; letter-spacing: -0.01em; margin: 2px 0; white-space: nowrap; }
.tile small { color: var(--soft); font-size: 12.5px; }

.table-block { margin-bottom: 22px; }
.toolbar { display: none; align-items: center; gap: 12px; margin-bottom: 8px; font-size: 14px; flex-wrap: wrap; }
.js .toolbar { display: flex; }
.toolbar label { color: var(--soft); }
.toolbar input { font: inherit; padding: 5px 10px; border: 1px solid var(--line); border-radius: 8px; background: var(--card); width: 250px; color: inherit; }
.toolbar output { color: var(--soft); margin-left: auto; }
.table-frame { overflow: auto; max-height: 640px; background: var(--card); border: 1px solid var(--line); border-radius: 12px; margin-bottom: 8px; }
table { border-collapse: separate; border-spacing: 0; width: 100%; font-size: 13.25px; }
caption { text-align: left; font-weight: 600; font-size: 14px; padding: 13px 11px 9px; }
th, td { padding: 6px 9px; text-align: left; font-weight: 400; vertical-align: baseline; border-bottom: 1px solid var(--hair); }
tbody tr:last-child > * { border-bottom: 0; }
thead th { position: sticky; top: 0; background: var(--head); border-block: 1px solid var(--line); font-size: 12.5px; color: var(--soft); vertical-align: bottom; z-index: 1; line-height: 1.3; }
thead button { border: 0; background: none; padding: 0; font-size: inherit; font-weight: 600; color: inherit; text-align: inherit; }
thead th:not(:has(button)) { font-weight: 600; }
thead small { display: block; font-size: 11px; opacity: 0.8; }
thead button::after { content: ''; display: inline-block; width: 0.9em; margin-right: -0.9em; text-align: right; }
thead .number { white-space: normal; }
[aria-sort='ascending'] button::after { content: '↑'; content: '↑' / ''; } [aria-sort='descending'] button::after { content: '↓'; content: '↓' / ''; }
tbody tr:hover > * { background: var(--hover); }
tbody th .name { color: var(--soft); } tbody th .code { font-weight: 600; }
th .code, td .code { white-space: nowrap; } .unit { color: var(--soft); font-size: 0.92em; }
.code + .name { margin-left: 2px; } tbody th { min-width: 12rem; } .finding tbody th { width: 32%; }
.frozen tbody th { position: sticky; left: 0; background: var(--card); max-width: 17rem; } .frozen thead th:first-child { left: 0; z-index: 2; }
.number { text-align: right; white-space: nowrap; }
tfoot > tr > * { position: sticky; bottom: 0; background: var(--head); border-top: 1px solid var(--line); border-bottom: 0; font-weight: 600; }
tfoot tr:not(:last-child) > * { position: static; font-weight: 400; }
.group > * { font-size: 12.5px; color: var(--water); font-weight: 600; padding-top: 12px; }
.sum > * { font-weight: 650; border-top: 1px solid var(--line); }
tfoot .difference { border-radius: 0; } tfoot .difference > * { color: var(--good); }
.dearer { color: var(--bad); } .cheaper { color: var(--good); } .same { color: var(--soft); }
.left-out { color: var(--soft); font-size: 13.5px; margin: 4px 2px 0; }
.left-out code, footer p code { background: var(--water-soft); color: var(--water); border-radius: 5px; padding: 2px 7px; }
.swatch { display: inline-block; width: 10px; height: 10px; border-radius: 3px; margin-right: 7px; }
${ELEMENT_COLOURS.map((colour, e) => `.element-${e} { background: ${colour}; }`).join(' ')}

.pill { display: inline-block; border-radius: 99px; padding: 0 9px; font-size: 12px; line-height: 1.65; background: var(--plain); color: var(--soft); font-weight: 550; white-space: nowrap; }
.pill.published, .pill.produced { background: var(--good-soft); color: var(--good); }
.pill.error, .pill.fatal { background: var(--bad-soft); color: var(--bad); }
.pill.warning, .pill.draft, .pill.trial { background: var(--warn-soft); color: var(--warn); }

.chart { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 12px 14px 4px; margin-bottom: 16px; overflow-x: auto; }
.chart-title { margin: 0 0 8px; font-weight: 600; font-size: 14px; }
.chart svg { display: block; width: 100%; min-width: 720px; height: auto; }
.cards-heading { margin: 22px 0 10px; }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(330px, 1fr)); gap: 12px; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 14px 18px; }
.card h4 { margin: 0; font-size: 14px; font-weight: 500; } .card h4 .code { font-weight: 650; }
.card p { margin: 0 0 8px; font-size: 19px; font-weight: 620; } .card p small { font-size: 13px; font-weight: 400; color: var(--soft); }
.card ul { list-style: none; margin: 0; padding: 0; font-size: 13px; }
.card li { position: relative; display: flex; justify-content: space-between; gap: 12px; padding: 3px 8px; margin-bottom: 2px; }
.card .meter { position: absolute; inset: 0 auto 0 0; background: var(--water-soft); border-radius: 4px; }
.card .part { position: relative; overflow-wrap: anywhere; } .card .share { position: relative; }

.waterfalls { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 560px), 1fr)); gap: 12px; margin-bottom: 16px; }
.waterfall { margin: 0; background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 13px 16px 9px; break-inside: avoid; }
.waterfall figcaption { font-size: 14px; margin-bottom: 6px; } .waterfall figcaption > span { margin-left: 8px; }
.waterfall ol { list-style: none; margin: 0; padding: 0; font-size: 12.5px; }
.waterfall li { display: grid; grid-template-columns: minmax(0, 5fr) minmax(60px, 4fr) minmax(5.5rem, auto); gap: 10px; align-items: center; border-top: 1px solid var(--hair); padding: 2px 0; }
.waterfall .cause { overflow-wrap: anywhere; } .waterfall .track { position: relative; height: 13px; background: var(--hair); border-radius: 3px; }
.step { position: absolute; top: 0; bottom: 0; min-width: 2px; border-radius: 3px; } .step.up { background: #c4604f; } .step.down { background: #4f9a72; }

.stock-chart { margin: 0 0 22px; background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 13px 16px 9px; break-inside: avoid; }
.stock-chart figcaption { font-size: 14px; margin-bottom: 6px; } .stock-chart figcaption > span { margin-left: 14px; font-size: 13px; color: var(--soft); }
.stock-chart ol { list-style: none; margin: 0; padding: 0; font-size: 13px; }
.stock-chart li { display: grid; grid-template-columns: minmax(0, 5fr) minmax(60px, 8fr) minmax(6rem, auto); gap: 0 10px; align-items: center; border-top: 1px solid var(--hair); padding: 3px 0; }
.stock-chart .cause { grid-row: span 2; overflow-wrap: anywhere; } .stock-chart .track { position: relative; height: 10px; } .stock-chart .number { line-height: 1.25; }
.before { background: #a8bfc9; } .now { background: #3a86ad; }

.opens { border: 0; background: none; padding: 0; text-align: left; } .opens .code { text-decoration: underline; text-decoration-color: var(--water); text-underline-offset: 3px; }
.cost-tree { width: min(1000px, 94vw); max-height: 86vh; overflow: auto; background: var(--card); color: var(--ink); border: 1px solid var(--line); border-radius: 14px; padding: 18px 22px; box-shadow: 0 12px 50px rgba(0, 0, 0, 0.35); font-size: 13px; }
.cost-tree > .quiet { float: right; } .cost-tree h3 { font-size: 17px; }
.tree-head, .cost-tree summary, .leaf { display: grid; grid-template-columns: minmax(0, 1fr) 6rem 7rem 6.5rem; gap: 8px; border-bottom: 1px solid var(--hair); padding: 3px 0; margin: 0; }
.tree-head { color: var(--soft); font-weight: 600; } .cost-tree :is(.tree-head, summary, .leaf) > span:not(:first-child) { text-align: right; }
.cost-tree summary { cursor: pointer; } .cost-tree summary::before { content: none; } .cost-tree .told { padding-left: 1.1em; text-indent: -1.1em; overflow-wrap: anywhere; }
.cost-tree summary .told::before { content: '▸ '; content: '▸ ' / ''; color: var(--water); } .cost-tree details[open] > summary .told::before { content: '▾ '; content: '▾ ' / ''; }
.cost-tree details > :not(summary) { margin-left: 1.2rem; } .tree-head span span, .cost-tree .told span { text-indent: 0; }

.sheet { background: var(--card); border: 1px solid var(--line); border-radius: 10px; margin-bottom: 6px; padding: 0 12px; }
.sheet summary { cursor: pointer; padding: 7px 2px; font-size: 14px; } .sheet summary .number { float: right; margin-left: 22px; }
.sheet .table-frame { margin-bottom: 10px; }

.finding { border-left: 3px solid #d3a33c; padding-left: 16px; margin-bottom: 20px; }
.finding.error { border-color: #c4604f; }
.finding h3 { font-weight: 500; margin-bottom: 4px; overflow-wrap: anywhere; }
.finding .count { color: var(--soft); } .finding .check { color: var(--soft); font-size: 12px; margin-left: 6px; }
.finding .remedy { margin: 0 0 8px; font-size: 14px; }
.finding .table-frame { max-height: 320px; }
.waived { color: var(--soft); font-style: italic; }
.table-name { color: var(--soft); }

footer { margin-top: 60px; padding-top: 18px; padding-bottom: 48px; border-top: 1px solid var(--line); color: var(--soft); font-size: 13px; }
footer dl { display: grid; gap: 2px; margin: 0 0 12px; } footer dl div { display: flex; gap: 12px; } footer dt { flex: 0 0 6.5rem; } footer dd { margin: 0; overflow-wrap: anywhere; }

@media screen and (max-width: 640px) {
  .masthead, main, footer { padding-inline: 16px; } nav ul { padding-inline: 16px; }
  h1 { font-size: 26px; } .figure strong { font-size: 22px; } .sign { display: none; } .toolbar input { width: 100%; }
}

@page { size: A4 landscape; margin: 11mm; }
@media print {
  html { font-size: 12px; scroll-behavior: auto; }
  body { background: #fff; font-size: 11px; }
  .masthead, main, footer { max-width: none; padding: 0; }
  nav, .tools, .js .toolbar { display: none; }
  section { margin-top: 22px; } h1 { font-size: 24px; margin: 10px 0; } h2 { font-size: 17px; }
  h2, h3, caption, .lead { break-after: avoid; }
  .table-frame, .finding .table-frame { max-height: none; overflow: visible; border-radius: 0; border-width: 0; }
  table { font-size: 9.5px; } th, td { padding: 2.5px 6px; } thead th, .frozen tbody th, tfoot > tr > * { position: static; }
  thead { display: table-header-group; } thead button { display: contents; } thead button::after { content: none; } tfoot { display: table-row-group; }
  .pill { font-size: 8.5px; padding: 0 6px; } .finding .pill, .identity .pill { font-size: 10px; }
  .finding h3, .remedy { break-after: avoid; }
  .frozen tbody th, tbody th { min-width: 0; }
  tr, .chart, .card, .tile, .equation, .balance { break-inside: avoid; }
  .equation { padding: 8px 16px; } .balance { margin: 8px 0; } .piece { height: 20px; padding-block: 1px; } .piece small { display: none; } .identity, .masthead { margin-bottom: 0; }
  .chart svg { min-width: 0; width: 60%; margin: 0 auto; } .figure strong { font-size: 20px; } .tiles { grid-template-columns: repeat(6, 1fr); } .tile strong { font-size: 14px; }
  .cost-tree { display: none; } .waterfalls { grid-template-columns: 1fr 1fr; } .waterfall ol, .stock-chart ol { font-size: 9px; } .waterfall { padding: 6px 10px; }
  .sheet { border-width: 0 0 1px; border-radius: 0; margin: 0; } .sheet summary { padding: 2px; font-size: 10px; list-style: none; }
  .step, .track, .piece, .pill, .meter, .swatch, .difference, thead th, tfoot > tr > * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
