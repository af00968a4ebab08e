import type { Context, MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import { secureHeaders } from 'hono/secure-headers';
import type { Act } from '../acts/rights.js';
import { languageOf } from '../asked.js';
import { isByProxy, type SigningProxy, userOf } from './proxy.js';
import { REFUSALS, type Refusal } from './refusals.js';
import type { Sessions } from './sessions.js';

/** What tells who somebody is: sessions of browsers by their cookie, or a proxy that signs people in. */
export interface Gate {
  readonly port: number;
  readonly sessions: Sessions;
  readonly cookie: string;
  readonly proxy: SigningProxy | undefined;
}

/** Nothing runs but our own script, nothing loads from elsewhere, nobody frames the page, and nothing is kept. */
export const headers: MiddlewareHandler = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
    requireTrustedTypesFor: ["'script'"],
  },
  strictTransportSecurity: false,
  xFrameOptions: 'DENY',
  crossOriginResourcePolicy: 'same-origin',
  crossOriginOpenerPolicy: 'same-origin',
  referrerPolicy: 'no-referrer',
});

/**
 * Only requests that were sent to this machine by its name and by our own pages: a name of another site that leads here
 * (DNS rebinding) and a page of another site that sends a request here are refused. What does more than read comes to its own
 * addresses, says where it is from, and is JSON, which no form of another site can send. What a proxy hands on names the proxy.
 */
export function fromHere({ port, proxy }: Gate): MiddlewareHandler {
  const hosts = ['127.0.0.1', 'localhost', '[::1]'].map((host) => `${host}:${port}`);
  return async (c, next) => {
    const host = c.req.header('host');
    const isProxied = isByProxy(c, proxy);
    if (host === undefined || !(isProxied || hosts.includes(host))) return refuse(c, 'host_is_not_this_machine');
    const origin = c.req.header('origin');
    const own = isProxied ? proxy?.origin : `http://${host}`;
    if (origin !== undefined && origin !== own) return refuse(c, 'request_is_from_elsewhere');
    // A link or an address typed in is no request of another site's; what another site's page loads by itself is.
    const site = c.req.header('sec-fetch-site');
    const isNavigation = c.req.header('sec-fetch-mode') === 'navigate';
    if (site !== undefined && !isNavigation && site !== 'same-origin' && site !== 'none') {
      return refuse(c, 'request_is_from_elsewhere');
    }
    const isAct = c.req.path.startsWith(ACT);
    const { method } = c.req;
    if (isAct ? method !== 'POST' : method !== 'GET' && method !== 'HEAD') return refuse(c, 'method_is_not_allowed');
    if (isAct && (origin === undefined || !/^application\/json(;|$)/.test(c.req.header('content-type') ?? ''))) {
      return refuse(c, 'request_is_from_elsewhere');
    }
    return next();
  };
}

/** Where what does more than read is told. */
export const ACT = '/api/act/';

/** Only what the console was started for, and only from a page of ours that knows the session's token. */
export function mayAct(act: Act, allow: readonly Act[], gate: Gate): MiddlewareHandler {
  return async (c, next) => {
    if (!allow.includes(act)) return refuse(c, 'act_is_not_allowed');
    if (!gate.sessions.isTokenOf(sessionOf(c, gate), c.req.header('x-millrace-token')))
      return refuse(c, 'token_is_missing');
    return next();
  };
}

/** Only who holds a session, or is signed in by the proxy. */
export function entered(gate: Gate): MiddlewareHandler {
  return async (c, next) => {
    if (isByProxy(c, gate.proxy)) {
      return userOf(c, gate.proxy) === undefined ? refuse(c, 'nobody_is_signed_in') : next();
    }
    return gate.sessions.holds(sessionOf(c, gate), Date.now()) ? next() : refuse(c, 'session_is_missing');
  };
}

/** What the token of somebody's pages is made of: the session of a browser, or who the proxy says it is. */
export function sessionOf(c: Context, { cookie, proxy }: Gate): string | undefined {
  if (!isByProxy(c, proxy)) return getCookie(c, cookie);
  const user = userOf(c, proxy);
  return user === undefined ? undefined : `proxy ${user}`;
}

/** A refusal: to a program as JSON in the language asked for, to a browser as a page in both. */
export function refuse(c: Context, code: Refusal): Response {
  const { status, en, zh } = REFUSALS[code];
  c.header('Cache-Control', 'no-store');
  if (c.req.path.startsWith('/api/')) {
    const [cause, remedy] = languageOf(c) === 'zh' ? zh : en;
    return c.json({ code, cause, remedy }, status);
  }
  const paragraphs = [en, zh].map(([cause, remedy], at) => {
    return `<p lang="${at === 0 ? 'en' : 'zh-CN'}">${cause}<br>→ ${remedy}</p>`;
  });
  return c.html(
    `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Millrace</title><h1>Millrace</h1>${paragraphs.join('')}</html>`,
    status,
  );
}
