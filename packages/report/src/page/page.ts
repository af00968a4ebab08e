import { createHash } from 'node:crypto';
import type { Language } from '@millrace/costing-core';
import { BROWSER_SCRIPT } from './browser-script.js';
import { escapeText, type Html } from './html.js';
import { type Bilingual, LANGUAGE_TAGS } from './say.js';
import { STYLE } from './style.js';

/**
 * A whole page in one file. Its policy lets nothing run but the one script that it was written with, and nothing load
 * from anywhere: should a text ever slip through as markup, it could do nothing.
 */
export function page(title: Bilingual, language: Language, body: Html): string {
  const script = createHash('sha256').update(BROWSER_SCRIPT).digest('base64');
  return `<!doctype html>
<html lang="${LANGUAGE_TAGS[language]}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${script}'; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="millrace">
<title>${escapeText(title[language])}</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
${body.markup}
<script>${BROWSER_SCRIPT}</script>
</body>
</html>
`;
}
