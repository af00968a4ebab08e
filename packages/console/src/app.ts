import type { Language } from '@millrace/costing-core';
import { type Database, Trouble } from '@millrace/store';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { setCookie } from 'hono/cookie';
import { closeMonth } from './acts/close-month.js';
import { toldLive } from './acts/news.js';
import { publishVersion } from './acts/publish-version.js';
import { ACTS, type Act, rightsOf } from './acts/rights.js';
import type { MayAnswer } from './answers.js';
import { asked, languageOf, posted } from './asked.js';
import type { ConsoleOptions, SpokenWords } from './console-options.js';
import { type Download, reportFile, streamOf, tableFile, workbookDownload } from './downloads.js';
import { ACT, entered, fromHere, type Gate, headers, mayAct, refuse, sessionOf } from './guard/guard.js';
import { userOf } from './guard/proxy.js';
import { SESSION_SECONDS, type Sessions } from './guard/sessions.js';
import { Kept } from './kept.js';
import { causesPage } from './pages/causes.js';
import { checksPage } from './pages/checks.js';
import { comparisonPage } from './pages/comparison.js';
import { documentPage } from './pages/document.js';
import { explainedPage } from './pages/explained.js';
import { findingsPage } from './pages/findings.js';
import { itemPage } from './pages/item.js';
import { itemHistoryPage } from './pages/item-history.js';
import { itemUsesPage } from './pages/item-uses.js';
import { ledgersPage } from './pages/ledgers.js';
import { monthPage } from './pages/month.js';
import { orderPage } from './pages/order.js';
import { tablePage } from './pages/table.js';
import { tablesPage } from './pages/tables.js';
import { unitCostsPage } from './pages/unit-costs.js';
import { versionPage } from './pages/version.js';
import { isOfTheConnection, toldToPages } from './told-to-pages.js';
import type { Turns } from './turns.js';
import type { WebFile } from './web-files.js';

export interface Running extends Omit<ConsoleOptions, 'open'> {
  readonly sessions: Sessions;
  readonly turns: Turns;
  readonly files: ReadonlyMap<string, WebFile>;
}

/** All addresses of the console: how it is entered, what its pages ask for, the pages themselves. */
export function consoleApp(running: Running): Hono {
  const { ledger, language, words, onDefect, port, sessions, turns, files, allow, policyOf, proxy } = running;
  const kept = new Kept();
  // Two consoles on one machine share its name, and so must not share a cookie.
  const cookie = `millrace-${port}`;
  const gate: Gate = { port, sessions, cookie, proxy };
  /** The language of a request, and what the command says in it. */
  const spokenIn = (c: Context): SpokenWords => ({ language: languageOf(c), words: words[languageOf(c)] });
  const refusalOf = (error: unknown, spoken: Language) => {
    const trouble = Trouble.behind(error);
    if (trouble === undefined || isOfTheConnection(trouble.code)) onDefect(error);
    const told = trouble ?? new Trouble('defect', { says: error instanceof Error ? error.name : String(error) });
    const status = trouble === undefined ? 500 : trouble.exit === 3 ? 503 : trouble.exit === 1 ? 409 : 400;
    return { says: { code: told.code, ...words[spoken].trouble(toldToPages(told, spoken)) }, status } as const;
  };
  const app = new Hono();
  app.use(headers);
  app.use(fromHere(gate));
  app.get('/enter', (c) => {
    const session = sessions.enter(c.req.query('token') ?? '', Date.now());
    if (session === undefined) return refuse(c, 'token_is_used');
    setCookie(c, cookie, session, { path: '/', httpOnly: true, sameSite: 'Strict', maxAge: SESSION_SECONDS });
    c.header('Cache-Control', 'no-store');
    return c.redirect('/', 303);
  });
  app.use(entered(gate));

  app.use('/api/*', async (c, next) => {
    await next();
    c.header('Cache-Control', 'no-store');
  });
  app.get('/api/ledgers', async (c) => c.json(await turns.take((database) => ledgersPage(database, ledger, language))));
  app.get('/api/month', async (c) => {
    const { ledger } = asked(c, 'month');
    return c.json(await turns.take((database) => monthPage(database, ledger)));
  });
  app.get('/api/version', async (c) => {
    const query = asked(c, 'version');
    return c.json(await turns.take((database) => versionPage(database, query, kept, languageOf(c))));
  });
  app.get('/api/findings', async (c) => {
    const query = asked(c, 'findings');
    return c.json(await turns.take((database) => findingsPage(database, query, kept, spokenIn(c))));
  });
  app.get('/api/unit-costs', async (c) => {
    const query = asked(c, 'unit-costs');
    return c.json(await turns.take((database) => unitCostsPage(database, query, kept, languageOf(c))));
  });
  app.get('/api/item', async (c) => {
    const query = asked(c, 'item');
    return c.json(await turns.take((database) => itemPage(database, query, kept, languageOf(c))));
  });
  app.get('/api/item-uses', async (c) => {
    const query = asked(c, 'item-uses');
    return c.json(await turns.take((database) => itemUsesPage(database, query, kept, languageOf(c))));
  });
  app.get('/api/item-history', async (c) =>
    c.json(await itemHistoryPage(turns, asked(c, 'item-history'), kept, languageOf(c))),
  );
  app.get('/api/comparison', async (c) => {
    const query = asked(c, 'comparison');
    return c.json(await turns.take((database) => comparisonPage(database, query, kept, languageOf(c))));
  });
  app.get('/api/causes', async (c) => {
    const query = asked(c, 'causes');
    return c.json(await turns.take((database) => causesPage(database, query, kept, spokenIn(c))));
  });
  app.get('/api/explained', async (c) => {
    const query = asked(c, 'explained');
    return c.json(await turns.take((database) => explainedPage(database, query, kept, spokenIn(c))));
  });
  app.get('/api/document', async (c) => {
    const query = asked(c, 'document');
    return c.json(await turns.take((database) => documentPage(database, query, kept, spokenIn(c))));
  });
  app.get('/api/checks', async (c) => {
    const query = asked(c, 'checks');
    return c.json(await turns.take((database) => checksPage(database, query, kept, languageOf(c))));
  });

  app.get('/api/tables', async (c) => {
    const query = asked(c, 'tables');
    return c.json(await turns.take((database) => tablesPage(database, query, kept, languageOf(c))));
  });
  app.get('/api/table', async (c) => {
    const query = asked(c, 'table');
    return c.json(await turns.take((database) => tablePage(database, query, kept, languageOf(c))));
  });
  app.get('/api/order', async (c) => {
    const query = asked(c, 'order');
    return c.json(await turns.take((database) => orderPage(database, query, kept, languageOf(c))));
  });

  const sent = (c: Context, download: Download) =>
    c.body(streamOf(download, onDefect), 200, {
      'Content-Type': download.type,
      'Content-Disposition': `attachment; filename="${download.file}"`,
    });
  app.get('/api/file/table', async (c) => {
    const query = asked(c, 'table-file');
    return sent(c, await turns.take((database) => tableFile(database, query, kept, spokenIn(c))));
  });
  app.get('/api/file/workbook', async (c) => {
    const query = asked(c, 'version');
    return sent(c, await turns.take((database) => workbookDownload(database, query, kept, spokenIn(c))));
  });
  app.get('/api/file/report', async (c) => {
    const query = asked(c, 'version');
    return sent(
      c,
      await turns.take((database) => reportFile(database, query, kept, { language: languageOf(c), words })),
    );
  });

  app.get('/api/may', async (c) => {
    const rights = allow.length === 0 ? undefined : await turns.take(rightsOf);
    const may = (act: Act) => allow.includes(act) && rights?.[act] === true;
    const token = ACTS.some(may) ? sessions.tokenOf(sessionOf(c, gate) ?? '') : '';
    return c.json({ close: may('close'), publish: may('publish'), token } satisfies MayAnswer);
  });
  /** Acts of who the proxy says is signed in are recorded by that name. */
  const doneBy = <T>(c: Context, database: Database, work: () => Promise<T>): Promise<T> => {
    const user = userOf(c, proxy);
    return user === undefined ? work() : database.doneBy(user, work);
  };
  app.use(`${ACT}*`, bodyLimit({ maxSize: LONGEST, onError: (c) => refuse(c, 'act_is_too_long') }));
  for (const act of ACTS) app.use(ACT + act, mayAct(act, allow, gate));
  app.post(`${ACT}close`, async (c) => {
    const told = await posted(c, 'close');
    if (!(await turns.take(rightsOf)).close) return refuse(c, 'role_may_not');
    const spoken = spokenIn(c);
    return toldLive(
      c,
      (tell) =>
        turns.take(async (database) => {
          const policy = await policyOf(database, told.ledger);
          await doneBy(c, database, () => closeMonth(database, told, { policy, spoken, tell }));
        }),
      (error) => ({ refusal: refusalOf(error, languageOf(c)).says }),
    );
  });
  app.post(`${ACT}publish`, async (c) => {
    const told = await posted(c, 'publish');
    if (!(await turns.take(rightsOf)).publish) return refuse(c, 'role_may_not');
    return c.json(
      await turns.take((database) => doneBy(c, database, () => publishVersion(database, told, spokenIn(c)))),
    );
  });
  app.all('/api/*', (c) => refuse(c, 'page_is_not_known'));

  app.get('*', (c) => {
    const isFile = files.has(c.req.path) && c.req.path !== '/index.html';
    // All other addresses are of the pages' own making.
    const file = files.get(isFile ? c.req.path : '/index.html');
    if (file === undefined || (!isFile && c.req.path.includes('.'))) return refuse(c, 'page_is_not_known');
    return c.body(file.bytes, 200, {
      'Content-Type': file.type,
      // Names of files hold their hash.
      'Cache-Control': isFile ? 'private, max-age=31536000, immutable' : 'no-store',
    });
  });
  app.onError((error, c) => {
    const { says, status } = refusalOf(error, languageOf(c));
    return c.json(says, status);
  });
  return app;
}

/** In bytes: what is told to do is short. */
const LONGEST = 16_384;
