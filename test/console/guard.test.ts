import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ANY, EMBEDDED } from '../batch/databases.js';
import { millrace, started } from '../batch/millrace.js';
import { months } from './months.js';
import { enter, type Served, send, served } from './served.js';

describe('who may look', () => {
  let console: Served;
  let database: string;
  let cookie: { cookie: string };

  beforeAll(async () => {
    database = await months();
    console = await served(database);
    cookie = await enter(console);
  });
  afterAll(() => console?.stop());

  const MONTH = '/api/month?ledger=CN01';

  test('the browser that was opened with the printed address, which is good once', async () => {
    expect((await send(console.port, MONTH, { headers: cookie })).status).toBe(200);
    const { pathname, search } = new URL(console.address);
    const again = await send(console.port, pathname + search);
    expect([again.status, again.headers['set-cookie']]).toEqual([403, undefined]);
    expect(again.text).toContain('was used already');
    expect(again.text).toContain('已用过');
  });

  test.each([
    ['without a session', MONTH, {}, 401],
    ['with a session that nobody was given', MONTH, { cookie: 'millrace-0=x' }, 401],
    ['with a wrong token', '/enter?token=wrong', {}, 403],
    ['with an empty token', '/enter', {}, 403],
    ['for a page without a session', '/', {}, 401],
    ['for a file of the pages without a session', '/index.html', {}, 401],
  ])('nobody %s', async (_, path, headers, status) => {
    const reply = await send(console.port, path, { headers });
    expect([reply.status, reply.headers['set-cookie']]).toEqual([status, undefined]);
    expect(reply.text).not.toContain('CN01');
  });

  test('the session is out of reach for scripts and for other sites, and bound to the port', async () => {
    const another = await served(database).catch(() => undefined);
    if (another !== undefined) {
      const { pathname, search } = new URL(another.address);
      const { headers } = await send(another.port, pathname + search);
      expect(headers['set-cookie']?.[0]).toMatch(
        new RegExp(`^millrace-${another.port}=[\\w-]{43}; Max-Age=43200; Path=/; HttpOnly; SameSite=Strict$`),
      );
      expect((await send(another.port, MONTH, { headers: cookie })).status).toBe(401);
      expect(await another.stop()).toBe(0);
    }
  });

  test.each([
    ['another host', { host: 'evil.example' }],
    ['another host on the port', { host: 'evil.example:PORT' }],
    ['this machine by a name of another', { host: '127.0.0.1.evil.example:PORT' }],
    ['another port', { host: '127.0.0.1:1' }],
    ['an origin elsewhere', { origin: 'http://evil.example' }],
    ['an origin on another port', { origin: 'http://127.0.0.1:1' }],
    ['an origin of nobody', { origin: 'null' }],
    ['an origin by TLS', { origin: 'https://127.0.0.1:PORT' }],
    ['a page of another site', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }],
    ['a page of another port', { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors' }],
  ])('a request that names %s is refused, with the session too', async (_, headers) => {
    const sent = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, value.replace('PORT', String(console.port))]),
    );
    const reply = await send(console.port, MONTH, { headers: { ...cookie, ...sent } });
    expect(reply.status).toBe(403);
    expect(reply.text).not.toContain('CN01');
  });

  test.each(['localhost', '127.0.0.1', '[::1]'])('%s is this machine', async (host) => {
    const own = `${host}:${console.port}`;
    const headers = { ...cookie, host: own, origin: `http://${own}`, 'sec-fetch-site': 'same-origin' };
    expect((await send(console.port, MONTH, { headers })).status).toBe(200);
  });

  test.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('%s changes nothing and is refused', async (method) => {
    for (const path of ['/api/month', '/api/publish', '/api/close', '/']) {
      expect((await send(console.port, path, { method, headers: cookie })).status, path).toBe(405);
    }
  });

  test('every reply, refused or not, forbids what is not our own', async () => {
    for (const path of ['/', MONTH, '/enter', '/api/nothing', '/assets/none.js']) {
      for (const headers of [{}, cookie]) {
        const reply = await send(console.port, path, { headers });
        const policy = String(reply.headers['content-security-policy']);
        for (const part of [
          "default-src 'none'",
          "script-src 'self'",
          "style-src 'self'",
          "connect-src 'self'",
          "base-uri 'none'",
          "form-action 'none'",
          "frame-ancestors 'none'",
        ]) {
          expect(policy, path).toContain(part);
        }
        expect(policy).not.toContain('unsafe');
        expect(reply.headers).toMatchObject({
          'x-content-type-options': 'nosniff',
          'x-frame-options': 'DENY',
          'referrer-policy': 'no-referrer',
          'cross-origin-opener-policy': 'same-origin',
          'cross-origin-resource-policy': 'same-origin',
        });
        expect(reply.headers['access-control-allow-origin']).toBeUndefined();
        expect(reply.headers['cache-control'], path).toBe('no-store');
      }
    }
  });

  test.each([
    '/../package.json',
    '/assets/../index.html.map',
    '/%2e%2e/%2e%2e/package.json',
    '/assets/%00.js',
    '/.env',
    '/api/../../etc/passwd',
  ])('%s leads to no file', async (path) => {
    const { status, text } = await send(console.port, path, { headers: cookie });
    expect([200, 400, 404]).toContain(status);
    expect(text).not.toMatch(/root:|"name":/);
  });

  test('is told what is wrong with a request, in the language asked for', async () => {
    const ask = async (path: string) => {
      const { status, text } = await send(console.port, path, { headers: cookie });
      return [status, JSON.parse(text) as { code: string; cause: string; remedy: string }] as const;
    };
    const [status, none] = await ask('/api/version?ledger=CN01&version=99');
    expect([status, none.cause]).toEqual([400, 'the ledger CN01 has no version 99']);
    const [, zh] = await ask('/api/version?ledger=CN01&version=99&lang=zh');
    expect(zh.cause).toBe('账套 CN01 没有版本 99');
    const { code, cause } = (await ask('/api/month?ledger=XX'))[1];
    expect([code, cause]).toEqual(['ledger_is_not_known', 'there is no ledger XX in the database']);
    expect((await ask('/api/month'))[0]).toBe(400);
    expect((await ask('/api/unit-costs?ledger=CN01&count=100000'))[1].cause).toContain('"100000"');
    expect((await ask('/api/unit-costs?ledger=CN01&from=-1'))[0]).toBe(400);
    expect((await ask('/api/unit-costs?ledger=CN01&basis=other'))[0]).toBe(400);
    expect((await ask(`/api/version?ledger=CN01&version=${encodeURIComponent("1'; drop table x --")}`))[1].code).toBe(
      'version_name_is_wrong',
    );
    expect((await ask('/api/nothing'))[0]).toBe(404);
    expect(console.errors()).toBe('');
  });

  test('listens on this machine alone, and says so where the port is taken', async () => {
    const taken = await millrace(['serve', '--port', String(console.port), '--database', database]);
    expect([taken.code, taken.stdout]).toEqual([3, '']);
    expect(taken.stderr).toContain(
      database.startsWith('postgres') ? `something listens on port ${console.port} already` : 'is in use by process',
    );
    for (const wrong of ['x', '-1', '65536', '80.5', '']) {
      const ran = await millrace(['serve', `--port=${wrong}`, '--database', database]);
      expect([ran.code, ran.stdout], wrong).toEqual([2, '']);
    }
  });
});

test('the command prints its address as JSON where it is asked to, and ends when it is asked to', async () => {
  const database = await ANY.create();
  const { code, stdout } = await millrace(['serve', '--port', '0', '--json', '--database', database]);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual({
    address: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/enter\?token=[\w-]{43}$/),
  });
});

test('Ctrl+C ends it well, and frees the folder that it showed', async () => {
  const database = await EMBEDDED.create();
  const process = started(['serve', '--port', '0', '--database', database]);
  await process.prints('/enter?token=');
  const meanwhile = await millrace(['versions', '--database', database]);
  expect([meanwhile.code, meanwhile.stderr]).toEqual([3, expect.stringMatching(/is in use by .*millrace serve/)]);
  process.interrupt();
  const { code, stderr } = await process.ended;
  expect([code, stderr]).toEqual([0, '']);
  const { stderr: after } = await millrace(['versions', '--database', database]);
  expect(after).not.toContain('is in use');
});
