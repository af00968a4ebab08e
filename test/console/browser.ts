import { existsSync } from 'node:fs';
import axe from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import type { Served } from './served.js';

/** The system's browser: the console is looked at as its readers see it. */
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
export const HAS_BROWSER = existsSync(CHROMIUM);
export const NO_BROWSER = HAS_BROWSER ? '' : ` (skipped: no ${CHROMIUM}; install the Debian package chromium)`;

export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-sync',
    ],
  });
}

/** A page, and what the browser complained of: errors, and requests to anything but the console. */
export interface Watched {
  readonly page: Page;
  readonly complaints: string[];
}

/** A page that has entered the console already. */
export async function openPage(
  browser: Browser,
  { origin, port }: Served,
  { cookie }: { readonly cookie: string },
  options: BrowserContextOptions = {},
): Promise<Watched> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, baseURL: origin, ...options });
  const [name, value] = cookie.split('=');
  await context.addCookies([{ name, value, url: `http://127.0.0.1:${port}`, httpOnly: true, sameSite: 'Strict' }]);
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => complaints.push(`dialog: ${dialog.message()}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(`${origin}/`)) complaints.push(request.url());
  });
  return { page, complaints };
}

/**
 * What axe finds to be in the way of who can't see, hear or point.
 *
 * @param rules of axe that are looked at; all of those that it looks at by default where none is named.
 */
export async function barriers(page: Page, rules?: readonly string[]): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>(
    `axe.run(document, ${JSON.stringify({ resultTypes: ['violations'], ...(rules && { runOnly: rules }) })})`,
  );
  return found.violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes[0].html}`);
}
