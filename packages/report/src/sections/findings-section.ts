import type { FindingGroup, ToldFinding } from '../figures/findings.js';
import { leftOutNote } from '../page/data-table.js';
import { type Html, html } from '../page/html.js';
import { say } from '../page/say.js';
import { SEVERITIES, wordFor } from './code-words.js';
import { section } from './section.js';

/** What is wrong with the data, and what to do: by rule, errors first. */
export function findingsSection(groups: readonly FindingGroup[], command: string): Html {
  const heading = say('Findings', '检查结果');
  if (groups.length === 0) {
    return section('findings', heading, say('None: the checks found nothing.', '无：各项检查均未发现问题。'));
  }
  return section(
    'findings',
    heading,
    say(
      'Errors keep a version from being published, unless someone waives them by name. Warnings are to be looked at.',
      '存在错误的版本不能发布（除非有人具名豁免）；警告请予关注。',
    ),
    groups.slice(0, MOST_GROUPS).map((group) => groupOf(group, command)),
    groups.length > MOST_GROUPS &&
      leftOutNote({
        count: groups.slice(MOST_GROUPS).reduce((sum, { findings }) => sum + findings.length, 0),
        command,
      }),
  );
}

function groupOf({ code, severity, check, findings }: FindingGroup, command: string): Html {
  const shown = findings.slice(0, MOST_ROWS);
  const waived = findings.filter((finding) => finding.waived !== undefined).length;
  const common = findings.every(({ remedy }) => remedy.en === findings[0].remedy.en) ? findings[0].remedy : undefined;
  const hasOwnRemedy = common === undefined;
  return html`<div class="finding ${severity}">
<h3><span class="pill ${severity}">${wordFor(SEVERITIES, severity)}</span> <code>${code}</code> <span class="count">× ${findings.length}</span>${waived > 0 && html` <span class="waived">${say(`${waived} waived`, `${waived} 项已豁免`)}</span>`}${check !== '' && html` <span class="check">${check}</span>`}</h3>
${common !== undefined && common.en !== '' && html`<p class="remedy"><b>${say('What to do:', '处理办法：')}</b> ${common}</p>`}
<div class="table-frame" tabindex="0" role="region" aria-label="${code}">
<table>
<thead><tr><th scope="col"><button type="button">${say('Where', '位置')}</button></th><th scope="col"><button type="button">${say('What is wrong', '问题')}</button></th>${
    hasOwnRemedy && html`<th scope="col"><button type="button">${say('What to do', '处理办法')}</button></th>`
  }</tr></thead>
<tbody>
${shown.map((finding) => rowOf(finding, hasOwnRemedy))}</tbody>
</table>
</div>
${findings.length > shown.length && leftOutNote({ count: findings.length - shown.length, command })}
</div>
`;
}

function rowOf({ table, key, wrong, remedy, waived }: ToldFinding, hasOwnRemedy: boolean): Html {
  return html`<tr><th scope="row"><span class="table-name">${table}</span> <span class="code">${key}</span></th><td>${wrong}${waived && html`<div class="waived">${waived}</div>`}</td>${hasOwnRemedy && html`<td>${remedy}</td>`}</tr>
`;
}

const MOST_GROUPS = 60;
const MOST_ROWS = 20;
