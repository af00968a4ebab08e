import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ELEMENT_COLOURS } from '../../packages/report/src/charts/look.js';
import { renderReport } from '../../packages/report/src/index.js';
import { sampleFactory } from './sample-factory.js';
import { tracedWords } from './traced-words.js';

/** The system's browser: the report is looked at as its readers see it. */
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const isHere = existsSync(CHROMIUM);
const note = isHere ? '' : ` (skipped: no ${CHROMIUM}; install the Debian package chromium)`;

describe.skipIf(!isHere)(`the report in a browser${note}`, () => {
  const { september, october, facts, before, closed } = sampleFactory();
  const traced = { closed, before, earlier: [september], words: { en: tracedWords('en'), zh: tracedWords('zh') } };
  let browser: Browser;
  let page: Page;
  let folder: string;
  let address: string;
  /** What the browser complained of, and what it asked for beside the file itself. */
  const complaints: string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'millrace-report-'));
    const file = join(folder, 'report.html');
    await writeFile(
      file,
      renderReport(
        {
          version: { tables: october, number: 4, state: 'published', publishedAt: '2026-11-03 09:20' },
          previous: { tables: september, number: 2, state: 'published' },
          masters: facts,
          language: 'en',
        },
        traced,
      ),
    );
    address = pathToFileURL(file).href;
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
  });

  afterAll(async () => {
    await browser?.close();
    if (folder !== undefined) await rm(folder, { recursive: true });
  });

  beforeEach(async () => {
    await page?.close();
    complaints.length = 0;
    page = await open(address);
    return () => expect(complaints).toEqual([]);
  });

  async function open(url: string, more: { javaScriptEnabled?: boolean } = {}): Promise<Page> {
    const opened = await browser.newPage({ viewport: { width: 1440, height: 900 }, ...more });
    opened.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
    opened.on('pageerror', (error) => complaints.push(error.message));
    opened.on('request', (request) => {
      if (!request.url().startsWith(address) && !request.url().startsWith('data:')) complaints.push(request.url());
    });
    await opened.goto(url);
    return opened;
  }

  /** The exact values of a column of the unit-cost table, row by row as they are shown. */
  const column = (place: number) =>
    page.evaluate<string[]>(
      `[...document.querySelectorAll('#unit-cost-table tbody tr:not([hidden])')].map((row) => row.cells[${place}].dataset.value)`,
    );
  const rows = () => page.locator('#unit-cost-table tbody tr:visible');
  const counted = () => page.locator('.toolbar[data-table="unit-cost-table"] output').innerText();
  const head = (name: string) => page.locator('#unit-cost-table thead').getByRole('button', { name, exact: true });

  /** The bars of a chart in one colour that can be seen, with their sizes. */
  async function bars(chart: string, colour: string): Promise<{ width: number; height: number }[]> {
    const boxes = [];
    for (const bar of await page.locator(`#${chart} svg:visible path[fill="${colour}"]`).all()) {
      const box = await bar.boundingBox();
      if (box !== null) boxes.push(box);
    }
    return boxes;
  }

  test('shows the proof, with a difference of nothing', async () => {
    expect(await page.locator('.equation').innerText()).toMatch(/Cost in\s+[\d,]+\.\d\d[\s\S]+Difference\s+0\.00/);
    expect(await page.title()).toBe('Product cost, October 2026');
  });

  test.each([
    ['structure-chart', 4],
    ['items-chart', 7],
  ])('draws %s with a bar of every large element in each of its rows', async (chart, count) => {
    for (const colour of [ELEMENT_COLOURS[0], ELEMENT_COLOURS[2], ELEMENT_COLOURS[3]]) {
      const drawn = (await bars(chart, colour)).filter(({ width, height }) => width > 3 && height > 10);
      // Beside the rows' bars there is one mark in the legend.
      expect(drawn.length, `${chart} ${colour}`).toBe(count + 1);
    }
  });

  test('draws what moved in both directions', async () => {
    const labels = await page.locator('#movers-chart svg:visible text').allTextContents();
    expect(labels.some((label) => /^\+[\d,]+\.\d\d {2}\(\+[\d.]+%\)$/.test(label))).toBe(true);
    expect(labels.some((label) => /^-[\d,]+\.\d\d {2}\(-[\d.]+%\)$/.test(label))).toBe(true);
  });

  test('shows the unit-cost table with a known figure', async () => {
    expect(await rows().count()).toBe(34);
    const produced = october.rows('unit_cost').find(({ item, basis }) => item === 'K-900' && basis === 'produced');
    expect(produced?.unit_cost).toBe('258.800504');
    expect(await rows().filter({ hasText: 'K-900' }).filter({ hasText: 'produced' }).innerText()).toContain('258.8005');
  });

  test('speaks Chinese when asked: texts, table, chart labels, title', async () => {
    await page.getByRole('button', { name: '中文' }).click();
    expect(await page.locator('h1').innerText()).toBe('2026年10月产品成本报告');
    expect(await page.title()).toBe('2026年10月产品成本报告');
    expect(await page.evaluate<string>('document.documentElement.lang')).toBe('zh-CN');
    expect(await head('单位成本').isVisible()).toBe(true);
    expect(await rows().filter({ hasText: 'K-900' }).first().innerText()).toContain('维修包');
    const labels = await page.locator('#items-chart svg:visible text').allTextContents();
    expect(labels).toEqual(expect.arrayContaining(['直接材料', 'F-080 · HZ · 离心泵 DN80 15 kW']));
    const text = await page.locator('body').innerText();
    for (const english of ['Unit cost', 'Direct material', 'Cost in', 'Closing stock', 'Repair kit', 'What to do']) {
      expect(text).not.toContain(english);
    }
    await page.getByRole('button', { name: 'English' }).click();
    expect(await page.locator('body').innerText()).not.toContain('单位成本');
    expect(await page.locator('#items-chart svg:visible text').allTextContents()).toContain('Direct material');
  });

  test.each(['#zh', '?lang=zh'])('speaks Chinese at once when opened with %s', async (asked) => {
    const opened = await open(address + asked);
    expect(await opened.locator('h1').innerText()).toBe('2026年10月产品成本报告');
    await opened.close();
  });

  test('stays in its language where the address asks for one that it does not speak', async () => {
    const opened = await open(`${address}?lang=constructor#toString`);
    expect(await opened.locator('h1').innerText()).toBe('Product cost, October 2026');
    await opened.close();
  });

  test('sorts by exact values, down and up, by the keyboard too', async () => {
    const inOrder = (values: readonly string[]) =>
      [...values].sort((a, b) => (BigInt(a.replace('.', '')) < BigInt(b.replace('.', '')) ? -1 : 1));
    const unitCost = 9;
    const before = await column(unitCost);
    expect(before).not.toEqual(inOrder(before).reverse());
    await head('Unit cost').click();
    expect(await column(unitCost)).toEqual(inOrder(before).reverse());
    expect(await page.locator('#unit-cost-table th[aria-sort="descending"]').count()).toBe(1);
    await head('Unit cost').focus();
    await page.keyboard.press('Enter');
    expect(await column(unitCost)).toEqual(inOrder(before));
    expect(await page.locator('#unit-cost-table th[aria-sort="ascending"]').innerText()).toContain('Unit cost');
    await head('Item').click();
    expect((await column(0)).slice(0, 3)).toEqual(['B-400', 'B-400', 'B-410']);
  });

  test('sorts what has no value behind what has one', async () => {
    const subcontracting = 8;
    for (const _ of ['down', 'up']) {
      await head('Subcontracting').click();
      const values = await column(subcontracting);
      const filled = values.filter((value) => value !== '').length;
      expect(filled).toBeGreaterThan(2);
      expect(values.slice(0, filled)).not.toContain('');
    }
  });

  test('searches in both languages, by every word, and says how many it found', async () => {
    expect(await counted()).toBe('34 / 34');
    const search = page.locator('#unit-cost-table-search');
    await search.fill('motor');
    expect(await column(0)).toEqual(['R-109', 'R-108']);
    expect(await counted()).toBe('2 / 34');
    await search.fill('电机 15');
    expect(await column(0)).toEqual(['R-109']);
    await search.fill('"viton" <40');
    expect(await column(0)).toEqual(['R-106']);
    const nothing = page.locator('.table-block:has(#unit-cost-table) .nothing');
    expect(await nothing.isVisible()).toBe(false);
    await search.fill('nothing of the kind');
    expect(await counted()).toBe('0 / 34');
    expect(await nothing.innerText()).toBe('No row has all of these words.');
    await search.fill('');
    expect(await nothing.isVisible()).toBe(false);
    expect(await rows().count()).toBe(34);
  });

  test('shows only what was produced when asked, together with the search', async () => {
    await page.getByRole('button', { name: 'produced', exact: true }).click();
    expect(new Set(await column(2))).toEqual(new Set(['produced']));
    expect(await counted()).toBe('16 / 34');
    await page.locator('#unit-cost-table-search').fill('pump');
    expect(await column(0)).toEqual(['F-080', 'F-050']);
  });

  test('tells who can not see it what the charts show, and heads every row and column', async () => {
    const charts = page.locator('svg[role="img"]:visible');
    expect(await charts.count()).toBe(3);
    for (const chart of await charts.all()) {
      expect((await chart.locator('title').textContent())?.length).toBeGreaterThan(10);
      expect((await chart.locator('desc').textContent())?.length).toBeGreaterThan(100);
    }
    expect(await page.locator('th:not([scope])').count()).toBe(0);
    expect(await page.getByRole('table', { name: 'Unit cost by item and cost element' }).count()).toBe(1);
    const ids = await page.evaluate<string[]>('[...document.querySelectorAll("[id]")].map(({ id }) => id)');
    expect(new Set(ids).size).toBe(ids.length);
    const pointed = await page.evaluate<string[]>(
      '[...document.querySelectorAll("[aria-labelledby]")].flatMap((it) => it.getAttribute("aria-labelledby").split(" "))',
    );
    expect(pointed.filter((id) => !ids.includes(id))).toEqual([]);
  });

  test('runs no script but its own', async () => {
    await page.evaluate(`document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="document.title = 1">')`);
    await page.evaluate(
      `document.body.append(Object.assign(document.createElement('script'), { text: 'document.title = 2' }))`,
    );
    expect(await page.title()).toBe('Product cost, October 2026');
    expect(complaints.join()).toMatch(/Content Security Policy/);
    complaints.length = 0;
  });

  test('fits a telephone: nothing but its tables and charts is wider than the screen', async () => {
    await page.setViewportSize({ width: 390, height: 800 });
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
  });

  test('prints without what only a screen can use, and with all rows', async () => {
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('button', { name: '中文' }).isVisible()).toBe(false);
    expect(await page.locator('nav').isVisible()).toBe(false);
    const frame = '.table-frame:has(#unit-cost-table)';
    expect(await page.evaluate<number>(`document.querySelector('${frame}').scrollHeight`)).toBe(
      await page.evaluate<number>(`document.querySelector('${frame}').clientHeight`),
    );
  });

  test.each(['en', 'zh'])('prints without half-empty pages (%s)', async (language) => {
    const opened = await open(`${address}#${language}`);
    // What A4 across has between its margins, at 96 points to the inch.
    const [width, height] = [1039, 710];
    await opened.setViewportSize({ width, height });
    await opened.emulateMedia({ media: 'print' });
    const needed = await opened.evaluate<number>('document.body.scrollHeight');
    const paper = (await opened.pdf({ preferCSSPageSize: true })).toString('latin1');
    const pages = paper.match(/\/Type \/Page\b/g)?.length as number;
    expect(pages).toBeGreaterThan(3);
    // A chart is not cut in two, so that some room is left below one.
    expect(needed / height / pages).toBeGreaterThan(0.8);
    await opened.close();
  });

  test('is dark for who wants it dark: nothing bright but what is written', async () => {
    await page.emulateMedia({ colorScheme: 'dark' });
    const brightness = (of: string, where: string) =>
      page.evaluate<number[]>(
        `[...document.querySelectorAll('${where}')].filter((it) => it.getClientRects().length > 0).map((it) => {
          const [r, g, b, a = 1] = getComputedStyle(it).${of}.match(/[\\d.]+/g)?.map(Number) ?? [0, 0, 0, 0];
          return a < 0.5 ? ${of === 'fill' ? 255 : 0} : (r * 299 + g * 587 + b * 114) / 1000;
        })`,
      );
    const behind = await brightness(
      'backgroundColor',
      'body, .tile, .table-frame, thead th, tfoot th, .chart, .card, nav, .pill',
    );
    expect(behind.length).toBeGreaterThan(50);
    expect(Math.max(...behind)).toBeLessThan(80);
    for (const written of ['h2', '.lead', 'td', 'thead button', '.pill', '.proof-line']) {
      expect(Math.min(...(await brightness('color', written))), written).toBeGreaterThan(120);
    }
    expect(Math.min(...(await brightness('fill', '.chart svg text')))).toBeGreaterThan(30);
    const names = await page.evaluate<string[]>(
      `[...document.querySelectorAll('#items-chart svg text')].filter((it) => it.textContent.includes('·')).map((it) => getComputedStyle(it).fill)`,
    );
    expect(new Set(names)).toEqual(new Set(['rgb(226, 230, 232)']));
  });

  test('begins with the key figures and the finished goods by amount, then why they moved; the proof is a line with a link', async () => {
    expect(await page.locator('main > section').evaluateAll((sections) => sections.map(({ id }) => id))).toEqual([
      'key-figures',
      'unit-costs',
      'movers',
      'structure',
      'cost-sheets',
      'work-in-process',
      'centres',
      'losses',
      'variances',
      'stock',
      'late-costs',
      'residuals',
      'findings',
      'proof',
    ]);
    const amounts = (await column(12)).map((text) => BigInt(text.replace('.', '')));
    expect((await column(0)).slice(0, 2)).toEqual(['F-080', 'F-050']);
    expect(amounts[0]).toBeGreaterThan(amounts[1]);
    await page.getByRole('button', { name: 'finished goods', exact: true }).click();
    const finished = await column(0);
    expect(finished.length).toBeGreaterThan(1);
    // Motors go into pumps.
    expect(finished.filter((item) => item.startsWith('R-'))).toEqual([]);
    await page.locator('.proof-line a').click();
    expect(await page.evaluate<string>('location.hash')).toBe('#proof');
    expect(await page.locator('.balance-legend li').allInnerTexts()).toEqual(
      expect.arrayContaining(['Stock', 'Work in process', 'Cost pools']),
    );
  });

  test.each([1440, 390])(
    'opens the cost tree of a row by the keyboard, and its lines; escape closes it (%i wide)',
    async (width) => {
      await page.setViewportSize({ width, height: 800 });
      await page.locator('#unit-cost-table .opens').first().focus();
      await page.keyboard.press('Enter');
      const tree = page.locator('.cost-tree:popover-open');
      expect(await tree.locator('h3').innerText()).toContain('F-080');
      const line = tree.locator('details').first();
      expect(await line.locator('> details, > .leaf').first().isVisible()).toBe(false);
      await line.locator('summary').first().focus();
      await page.keyboard.press('Enter');
      expect(await line.locator('> details, > .leaf').first().isVisible()).toBe(true);
      const box = await tree.boundingBox();
      expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 0) <= width).toBe(true);
      await page.keyboard.press('Escape');
      expect(await tree.count()).toBe(0);
    },
  );

  test('shows its figures in one language where scripts are off', async () => {
    const opened = await open(address, { javaScriptEnabled: false });
    expect(await opened.locator('h1').innerText()).toBe('Product cost, October 2026');
    expect(await opened.locator('#unit-cost-table tbody tr:visible').count()).toBe(34);
    expect(await opened.locator('#unit-cost-table-search').isVisible()).toBe(false);
    await opened.close();
  });

  test('has its picture taken in both languages', async () => {
    // Kept, for who wants to see the report as it is now.
    const pictures = join(tmpdir(), 'millrace-report');
    await mkdir(pictures, { recursive: true });
    for (const language of ['English', '中文']) {
      await page.getByRole('button', { name: language }).click();
      const path = join(pictures, `report-${language === '中文' ? 'zh' : 'en'}.png`);
      await page.screenshot({ path, fullPage: true });
      expect((await stat(path)).size).toBeGreaterThan(200_000);
    }
  });
});
