import fc from 'fast-check';
import { expect, test } from 'vitest';
import { html } from './html.js';
import { say } from './say.js';

test('a value is text, whatever it looks like', () => {
  expect(html`<td title="${`"'`}">${'<b>&amp;</b>'}</td>`.markup).toBe(
    '<td title="&quot;&#39;">&lt;b&gt;&amp;amp;&lt;/b&gt;</td>',
  );
});

test('no value can open or close a tag, or leave its attribute', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...`<>&"'=/ x`) }), (value) => {
      expect(html`<i title="${value}">${value}</i>`.markup).toMatch(/^<i title="[^"<>']*">[^<>]*<\/i>$/);
    }),
  );
});

test('markup stands as it is, lists are joined, nothing is shown of undefined and false', () => {
  expect(html`<ul>${[html`<li>${1}</li>`, undefined, false, 'a']}</ul>`.markup).toBe('<ul><li>1</li>a</ul>');
});

test('what differs between the languages is said in both', () => {
  expect(html`<p>${say('Cost & more', '成本')}</p>`.markup).toBe(
    '<p><span lang="en">Cost &amp; more</span><span lang="zh-CN">成本</span></p>',
  );
  expect(html`<p>${say('M8', 'M8')}</p>`.markup).toBe('<p>M8</p>');
});

test('a bilingual text is refused where no element can stand', () => {
  expect(() => html`<p title="${say('Cost', '成本')}">x</p>`).toThrow(TypeError);
});
