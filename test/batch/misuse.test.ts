import { mkdir, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { runCommand } from '@millrace/batch-runner';
import { defaultPolicy, defaultStandardPolicy } from '@millrace/costing-core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ANY } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { temporaryFolder } from './folders.js';
import { millrace } from './millrace.js';
import { smallFactory } from './small-factory.js';

/**
 * Whatever a user types, configures, or has in the environment, the command says what is wrong with it: exit code 0 to 3, and
 * never that it is a defect of its own.
 */
const RUNS = Number(process.env.MILLRACE_FUZZ_RUNS ?? 150);

class Collected extends Writable {
  text = '';
  override _write(piece: Buffer, _encoding: string, done: () => void): void {
    this.text += piece.toString();
    done();
  }
}

async function outcome(args: readonly string[], env: Record<string, string | undefined> = {}) {
  const [stdout, stderr] = [new Collected(), new Collected()];
  const exit = await runCommand(args, { stdout, stderr, env: { LANG: 'C', ...env } });
  return { exit, said: `${stdout.text}${stderr.text}` };
}

async function isTold(args: readonly string[], env?: Record<string, string | undefined>): Promise<void> {
  const { exit, said } = await outcome(args, env);
  expect([args, exit, said]).toEqual([args, expect.toBeOneOf([0, 1, 2, 3]), expect.not.stringMatching(/defect|缺陷/)]);
  if (exit !== 0) expect(said).not.toBe('');
}

/** What commands take, apart from those that write where they are told: `init`, `migrate`, `demo`. */
const COMMANDS = [
  ['import'],
  ['doctor'],
  ['map'],
  ['check'],
  ['close'],
  ['publish'],
  ['reopen'],
  ['prune'],
  ['versions'],
  ['table'],
  ['stock'],
  ['layers'],
  ['verify'],
  ['compare'],
  ['explain'],
  ['report'],
  ['bom', 'check'],
  ['bom', 'explode'],
  ['bom', 'where-used'],
  ['standard', 'roll'],
  ['standard', 'activate'],
  ['standard', 'impact'],
  ['nonsense'],
  [],
];

const OPTIONS = [
  '--ledger',
  '--from',
  '--plant',
  '--item',
  '--movement',
  '--on',
  '--of',
  '--depth',
  '--table',
  '--quantity',
  '--kind',
  '--price',
  '--rate',
  '--line',
  '--assume',
  '--reason',
  '--against',
  '--lang',
  '--config',
  '--all',
  '--json',
  '--csv',
  '--kinds',
  '--elements',
  '--trial',
  '--edges',
  '--netted',
  '--net-stock',
  '--help',
  '--nonsense',
  '-x',
];

const VALUES = [
  '',
  ' ',
  '0',
  '-1',
  '1',
  '99',
  '1e309',
  '9'.repeat(400),
  '0.0000000000001',
  '2026-09',
  '2026-08',
  '2026-13',
  '0000-00',
  '9999-12',
  '2026-09-31',
  '2026-09-30',
  'standard',
  'standard@2026-09-30',
  'standard@',
  'simulation',
  'P1/BOX',
  'BOX',
  'RAW',
  '/',
  'P1/',
  '/BOX',
  'CN01',
  'M1',
  '=',
  'RAW=',
  'RAW=+8%',
  'RAW=1/0',
  'RAW=NaN',
  'W1=-2.5%',
  'BOX:RAW=2',
  ':=',
  'constructor',
  '__proto__',
  'toString',
  'unit_cost',
  'movement_cost',
  'zh',
  'fr',
  '{}',
  '%',
  "'; drop table millrace.movement; --",
  '"',
  '\\',
  '工厂\u202e\u001b[2J',
  '\ud800',
  'x'.repeat(100_000),
  '/dev/null',
  '/nowhere/at/all',
  '..',
];

test('no command line is answered with a defect', async () => {
  const folder = await temporaryFolder();
  const facts = await factsFolder(smallFactory);
  const json = join(folder, 'facts.json');
  await writeFile(json, JSON.stringify(smallFactory));
  const database = await ANY.create();
  const on = ['--database', database];
  await millrace(['import', facts, ...on]);
  await millrace(['close', '2026-09', ...on]);
  await millrace(['publish', '2026-09', ...on]);
  await millrace(['standard', 'roll', '--on', '2026-09-01', ...on]);
  process.chdir(folder);
  const value = fc.constantFrom(...VALUES, facts, json, folder);
  const word = fc.oneof(
    value.map((text) => [text]),
    fc.constantFrom(...OPTIONS).map((option) => [option]),
    fc.tuple(fc.constantFrom(...OPTIONS), value).map(([option, text]) => [option, text]),
    fc.tuple(fc.constantFrom(...OPTIONS), value).map(([option, text]) => [`${option}=${text}`]),
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...COMMANDS), fc.array(word, { maxLength: 4 }), async (command, words) => {
      await isTold([...command, ...words.flat(), ...on]);
    }),
    { numRuns: RUNS },
  );
});

describe('addresses and environments', () => {
  const addresses = [
    '',
    ' ',
    'postgres://',
    'postgres:///',
    'postgres://[::1',
    'postgres://localhost:1/x',
    'postgres://127.0.0.1:99999/x',
    'postgres://u:%zz@127.0.0.1:1/x',
    'postgres://127.0.0.1:1/x?sslmode=nonsense',
    'postgres://127.0.0.1:1/x?sslmode=verify-full&sslrootcert=/nowhere',
    'postgresql://nowhere.invalid/x',
    'http://127.0.0.1/',
    'mysql://root@localhost/x',
    'host=127.0.0.1 port=1 password=secret',
    'file:///etc',
    '/dev/null',
    '/etc/passwd',
    '/nowhere/at/all',
    '\u202e',
    'x'.repeat(5000),
  ];

  test.each(addresses)('the address %j is told, and no secret with it', async (address) => {
    process.chdir(await temporaryFolder());
    await isTold(['versions', '--database', address]);
    const { said } = await outcome(['close', '2026-09'], { DATABASE_URL: address });
    expect(said).not.toMatch(/defect|secret/);
  });

  test('languages that are none', async () => {
    process.chdir(await temporaryFolder());
    for (const LANG of ['', 'zh', 'xx_YY.UTF-9', '\u0000', 'C'.repeat(10_000)]) {
      await isTold(['close'], { LANG, LC_ALL: LANG });
      await isTold(['versions'], { LANG: undefined, LC_MESSAGES: LANG, HOME: undefined, USER: undefined });
    }
  });
});

/** A message of Postgres' protocol. */
function message(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(type, 'latin1');
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

const authentication = (kind: number, rest = '') => {
  const body = Buffer.alloc(4);
  body.writeInt32BE(kind);
  return message('R', Buffer.concat([body, Buffer.from(rest, 'latin1')]));
};

const failure = (...fields: string[]) => message('E', Buffer.from(`${fields.map((field) => `${field}\0`).join('')}\0`));

describe('what answers in the place of a Postgres server', () => {
  const ready = Buffer.concat([authentication(0), message('Z', Buffer.from('I'))]);
  const answers: readonly (readonly [what: string, answer: Buffer | undefined])[] = [
    ['nothing: it hangs up', undefined],
    ['a web server, asked again', Buffer.from('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n')],
    ['noise', Buffer.from(Array.from({ length: 300 }, (_, i) => (i * 37) % 256))],
    ['a password wanted in clear', authentication(3)],
    ['a password wanted by SCRAM', authentication(10, 'SCRAM-SHA-256\0\0')],
    ['a password wanted in a way that nobody knows', authentication(10, 'SCRAM-NEW\0\0')],
    ['Kerberos', authentication(7)],
    ['an authentication that nobody knows', authentication(99)],
    ['a failure without a code', failure('SFATAL', 'Mno more')],
    ['a failure with a code of its own', failure('SFATAL', 'CXX0AB', 'Mno more')],
    ['a failure of letters', failure('SFATAL', 'Cnonsense', 'Mno more')],
    ['too many connections', failure('SFATAL', 'C53300', 'Msorry')],
    [
      'a sign that it is ready, then nothing but failures',
      Buffer.concat([ready, failure('SERROR', 'C57014', 'Mcancelled')]),
    ],
  ];

  // Some are waited for until the client gives up.
  test.concurrent.each(answers)('is told: %s', async (_what, answer) => {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      // Asked whether it speaks TLS, it says no.
      socket.once('data', () => {
        socket.write('N');
        socket.once('data', () => (answer === undefined ? socket.destroy() : socket.end(answer)));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    try {
      const { exit, said } = await outcome(['versions', '--database', `postgres://user@127.0.0.1:${port}/x`]);
      expect([exit, said]).toEqual([3, expect.not.stringMatching(/defect/)]);
      expect(said).not.toBe('');
    } finally {
      server.close();
    }
  });
});

test.each(['HTTP/1.1 400 Bad Request\r\n\r\n', 'x', ''])(
  'what answers %j to being asked for TLS is told',
  async (text) => {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => socket.end(text));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    try {
      const { exit, said } = await outcome(['versions', '--database', `postgres://user@127.0.0.1:${port}/x`]);
      expect([exit, said]).toEqual([3, expect.not.stringMatching(/defect/)]);
    } finally {
      server.close();
    }
  },
);

test('no config is answered with a defect', async () => {
  const folder = await temporaryFolder();
  const facts = join(folder, 'facts.json');
  await writeFile(facts, JSON.stringify(smallFactory));
  await mkdir(join(folder, 'folder'));
  process.chdir(folder);
  const whole = {
    database: './.data',
    ledger: 'CN01',
    language: 'en',
    policy: defaultPolicy,
    policy_by_ledger: { CN01: defaultPolicy },
    standard_policy: defaultStandardPolicy,
  };
  const odd = fc.constantFrom<unknown>(
    null,
    '',
    'nonsense',
    0,
    -1,
    1.5,
    1e308,
    true,
    [],
    {},
    [[]],
    ['x'],
    { x: 1 },
    '__proto__',
    '9'.repeat(300),
  );
  /** One place in the config, anything in it. */
  const changed = fc.tuple(fc.array(fc.nat({ max: 9 }), { minLength: 1, maxLength: 6 }), odd).map(([way, value]) => {
    const config: Record<string, unknown> = JSON.parse(JSON.stringify(whole));
    let at: Record<string, unknown> = config;
    for (const [step, turn] of way.entries()) {
      const names = Object.keys(at);
      if (names.length === 0) break;
      const name = names[turn % names.length];
      const next = at[name];
      if (step === way.length - 1 || typeof next !== 'object' || next === null) {
        at[name] = value;
        break;
      }
      at = next as Record<string, unknown>;
    }
    return JSON.stringify(config);
  });
  const text = fc.oneof(
    { weight: 6, arbitrary: changed },
    { weight: 1, arbitrary: fc.json() },
    { weight: 1, arbitrary: fc.nat({ max: 2000 }).map((length) => JSON.stringify(whole).slice(0, length)) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '',
        '\ufeff{}',
        '{"a":1,"a":2}',
        '['.repeat(100_000),
        `{"x":${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
      ),
    },
  );
  const config = join(folder, 'some.config.json');
  const commands = [
    ['close', '2026-09', '--from', facts],
    ['standard', 'roll', '--on', '2026-09-01', '--from', facts],
    ['bom', 'check', '--from', facts],
    ['versions'],
  ];
  await fc.assert(
    fc.asyncProperty(text, fc.constantFrom(...commands), async (content, command) => {
      await writeFile(config, content);
      await isTold([...command, '--config', config]);
    }),
    { numRuns: RUNS },
  );
  for (const bytes of [Buffer.from([0xff, 0xfe, 0x7b, 0]), Buffer.from([0x80]), Buffer.alloc(11_000_000, ' ')]) {
    await writeFile(config, bytes);
    await isTold(['versions', '--config', config]);
  }
  await isTold(['versions', '--config', join(folder, 'folder')]);
});
