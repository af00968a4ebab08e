import { visible } from '@millrace/facts';
import { type Bilingual, LANGUAGE_TAGS, LANGUAGES } from './say.js';

/** Markup that is safe as it stands. Everything else is text, and is escaped where it enters a template. */
export class Html {
  readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }
}

/** What a template takes. Nothing is shown of `undefined` and `false`; of a bilingual text, the reader's language. */
export type Content = Html | Bilingual | string | number | undefined | false | readonly Content[];

/**
 * Markup with its values escaped, so that no name of an item can become part of the page.
 *
 * @example
 * html`<td>${'Seal <40> & "O"-ring'}</td>`.markup // '<td>Seal &lt;40&gt; &amp; &quot;O&quot;-ring</td>'
 * @throws TypeError for a bilingual text inside a tag, where no element can stand.
 */
export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Html {
  let markup = parts[0];
  values.forEach((value, i) => {
    const isInTag = markup.lastIndexOf('<') > markup.lastIndexOf('>');
    if (isInTag && isBilingual(value)) throw new TypeError(`A bilingual text can't be an attribute: ${value.en}`);
    markup += markupOf(value) + parts[i + 1];
  });
  return new Html(markup);
}

/**
 * Text as it stands in markup, also between the quotes of an attribute. What would act unseen, such as turning the direction
 * of the text beside it, is shown.
 */
export function escapeText(text: string): string {
  return visible(text).replace(/[&<>"']/g, (character) => ESCAPES[character]);
}

function markupOf(value: Content): string {
  if (value === undefined || value === false) return '';
  if (value instanceof Html) return value.markup;
  if (typeof value === 'string' || typeof value === 'number') return escapeText(String(value));
  if (!isBilingual(value)) return value.map(markupOf).join('');
  if (value.en === value.zh) return escapeText(value.en);
  return LANGUAGES.map(
    (language) => `<span lang="${LANGUAGE_TAGS[language]}">${escapeText(value[language])}</span>`,
  ).join('');
}

function isBilingual(value: Content): value is Bilingual {
  return typeof value === 'object' && 'en' in value && 'zh' in value;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
