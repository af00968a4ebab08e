import { type Html, html } from '../page/html.js';
import { say } from '../page/say.js';
import type { ReportedVersion } from '../report-input.js';

/** What the version was computed from, and how to check it. */
export function imprint({ tables: { identity, hash } }: ReportedVersion, verify: string): Html {
  return html`<footer>
<dl>
<div><dt>${say('Input', '输入哈希')}</dt><dd><code>${identity.inputHash}</code></dd></div>
<div><dt>${say('Policy', '政策哈希')}</dt><dd><code>${identity.policyHash}</code></dd></div>
<div><dt>${say('Engine', '引擎')}</dt><dd><code>${identity.engine}</code></dd></div>
<div><dt>${say('Version', '版本哈希')}</dt><dd><code>${hash}</code></dd></div>
</dl>
<p>${say(
    'The same input, policy and engine give the same version, byte for byte. To recompute it from its stored input:',
    '相同的输入、政策和引擎得到逐字节相同的版本。用已保存的输入重新计算：',
  )} <code>${verify}</code></p>
</footer>
`;
}
