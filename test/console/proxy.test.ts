import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { millrace } from '../batch/millrace.js';
import { months } from './months.js';
import { enter, type Served, send, served } from './served.js';

const SECRET = 'a secret that nobody guesses';
const ORIGIN = 'https://cost.example.com';
const OPTIONS = ['--proxy', ORIGIN, '--user-header', 'X-Forwarded-User'];
const ZHANG = { host: 'cost.example.com', 'x-millrace-proxy': SECRET, 'x-forwarded-user': 'zhang.wei' };
const MONTH = '/api/month?ledger=CN01';

describe('behind a proxy that signs people in', () => {
  let database: string;
  let console: Served;

  beforeAll(async () => {
    database = await months();
    console = await served(database, [...OPTIONS, '--allow', 'close,publish'], { MILLRACE_PROXY_SECRET: SECRET });
  });
  afterAll(async () => {
    expect(await console?.stop()).toBe(0);
    expect(console?.errors()).toBe('');
  });

  test('it listens on one address of this machine and on no other', async () => {
    const connected = (host: string) =>
      new Promise<string>((resolve) => {
        const socket = connect(console.port, host, () => resolve('connected'));
        socket.on('error', ({ code }: NodeJS.ErrnoException) => resolve(code ?? ''));
        socket.on('close', () => resolve('closed'));
        socket.unref();
      });
    expect(await connected('127.0.0.1')).toBe('connected');
    const others = Object.values(networkInterfaces()).flatMap((all) => (all ?? []).filter(({ internal }) => !internal));
    // 127.0.0.2 is this machine, too.
    for (const host of [
      '127.0.0.2',
      ...others.filter(({ family }) => family === 'IPv4').map(({ address }) => address),
    ]) {
      expect([host, await connected(host)]).toEqual([host, 'ECONNREFUSED']);
    }
  });

  const status = async (path: string, headers: Readonly<Record<string, string>>) =>
    (await send(console.port, path, { headers })).status;
  const act = async (headers: Readonly<Record<string, string>>) => {
    const body = JSON.stringify({ ledger: 'CN01', version: 3, reason: 'test', replace: false });
    return send(console.port, '/api/act/publish', { method: 'POST', headers, body });
  };
  const own = async (signed: Readonly<Record<string, string>>) => {
    const { token } = JSON.parse((await send(console.port, '/api/may', { headers: signed })).text) as { token: string };
    return { ...signed, origin: ORIGIN, 'content-type': 'application/json', 'x-millrace-token': token };
  };

  test('whom it names may look, without a cookie', async () => {
    expect(await status(MONTH, ZHANG)).toBe(200);
    expect(await status('/', { ...ZHANG, 'sec-fetch-mode': 'navigate', 'sec-fetch-site': 'none' })).toBe(200);
    expect(await status('/api/file/table?ledger=CN01&name=stock', ZHANG)).toBe(200);
    expect(await status(MONTH, { ...ZHANG, 'x-forwarded-user': Buffer.from('张伟').toString('latin1') })).toBe(200);
  });

  const without = (name: keyof typeof ZHANG) =>
    Object.fromEntries(Object.entries(ZHANG).filter(([other]) => other !== name));

  test.each<[string, Record<string, string>, number]>([
    ['that does not send the secret', without('x-millrace-proxy'), 401],
    ['that sends another secret', { ...ZHANG, 'x-millrace-proxy': `${SECRET}r` }, 401],
    ['that sends an empty secret', { ...ZHANG, 'x-millrace-proxy': '' }, 401],
    ['that names nobody', without('x-forwarded-user'), 401],
    ['that names an empty user', { ...ZHANG, 'x-forwarded-user': '  ' }, 401],
    ['that names a user of unseen characters', { ...ZHANG, 'x-forwarded-user': 'zhang\u0085wei' }, 401],
    ['that names a user longer than any name', { ...ZHANG, 'x-forwarded-user': 'x'.repeat(300) }, 401],
    ['that names the user in another header', { ...without('x-forwarded-user'), 'x-remote-user': 'zhang.wei' }, 401],
    ['of another host', { ...ZHANG, host: 'evil.example' }, 403],
    ['of its host on another port', { ...ZHANG, host: 'cost.example.com:8443' }, 403],
    ['whose page is of another site', { ...ZHANG, origin: 'https://evil.example' }, 403],
    ['whose page came without TLS', { ...ZHANG, origin: 'http://cost.example.com' }, 403],
    ['that another site sends', { ...ZHANG, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }, 403],
  ])('a request %s is refused', async (_, headers, expected) => {
    for (const path of [MONTH, '/', '/api/file/workbook?ledger=CN01'])
      expect(await status(path, headers)).toBe(expected);
  });

  test('a program of this machine that only says who it is stays outside, and the printed address goes on to work', async () => {
    const here = `127.0.0.1:${console.port}`;
    expect(await status(MONTH, { ...ZHANG, host: here })).toBe(401);
    const cookie = await enter(console);
    expect(await status(MONTH, cookie)).toBe(200);
    // A session of this machine is none of the proxy's.
    expect(await status(MONTH, { ...cookie, host: 'cost.example.com' })).toBe(401);
  });

  test('nobody acts with the token of somebody else, and who acts is recorded', async () => {
    const zhang = await own(ZHANG);
    const li = await own({ ...ZHANG, 'x-forwarded-user': 'li.na' });
    expect(li['x-millrace-token']).not.toBe(zhang['x-millrace-token']);
    for (const headers of [
      { ...zhang, 'x-millrace-token': li['x-millrace-token'] },
      { ...zhang, 'x-millrace-token': '' },
      { ...zhang, origin: `http://127.0.0.1:${console.port}` },
      { ...zhang, 'content-type': 'text/plain' },
    ]) {
      expect((await act(headers)).status).toBe(403);
    }
    expect((await act({ ...zhang, 'x-millrace-proxy': 'x' })).status).toBe(401);
    const done = await act(zhang);
    expect([done.status, JSON.parse(done.text)]).toEqual([200, expect.objectContaining({ isPublished: true })]);
    const body = JSON.stringify({ ledger: 'CN01', period: '2026-11' });
    await send(console.port, '/api/act/close', { method: 'POST', headers: li, body });
    const { text } = await send(console.port, MONTH, { headers: ZHANG });
    const { periods } = JSON.parse(text) as { periods: { versions: { version: number; createdBy: string }[] }[] };
    const made = periods.flatMap(({ versions }) => versions);
    expect(made.find(({ version }) => version === 4)?.createdBy).toBe('li.na');
    expect(made.find(({ version }) => version === 3)?.createdBy).not.toBe('li.na');
  });
});

test('the address, the header and the secret of a proxy are checked before anything is opened', async () => {
  const serve = (options: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    millrace(['serve', '--port', '0', ...options], { env: { MILLRACE_PROXY_SECRET: SECRET, ...env } });
  for (const [options, env, named] of [
    [['--proxy', 'cost.example.com', '--user-header', 'x-user'], {}, '--proxy'],
    [['--proxy', 'https://cost.example.com/console', '--user-header', 'x-user'], {}, '--proxy'],
    [['--proxy', ORIGIN], {}, '--user-header'],
    [['--proxy', ORIGIN, '--user-header', 'x user'], {}, '--user-header'],
    [['--user-header', 'x-user'], {}, '--user-header'],
    [OPTIONS, { MILLRACE_PROXY_SECRET: '' }, 'MILLRACE_PROXY_SECRET'],
    [OPTIONS, { MILLRACE_PROXY_SECRET: 'short' }, 'MILLRACE_PROXY_SECRET'],
  ] as const) {
    const { code, stdout, stderr } = await serve(options, env);
    expect([code, stdout], options.join(' ')).toEqual([2, '']);
    expect(stderr).toContain(named);
    expect(stderr).not.toContain('short');
  }
});
