import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { SERVER } from './databases.js';
import { temporaryFolder } from './folders.js';
import { millrace } from './millrace.js';
import { type Server, startOwnServer } from './postgres.js';

const hasOpenssl = canRun('openssl', 'version');

describe.runIf(SERVER.present)(`the forms of an address, on ${SERVER.name}`, () => {
  let parts: Readonly<Record<'host' | 'port' | 'dbname' | 'user', string>>;
  beforeAll(async () => {
    const url = new URL(await SERVER.create());
    const host = url.searchParams.get('host') ?? url.hostname;
    const port = url.searchParams.get('port') ?? (url.port || '5432');
    parts = { host, port, dbname: url.pathname.slice(1), user: url.username };
  });

  /** All of them lead to the database, which is empty. */
  const forms: readonly (readonly [
    name: string,
    form: (folder: string) => { address: string; env?: Record<string, string> },
  ])[] = [
    [
      'a URI',
      () => ({ address: `postgresql://${parts.user}@${encodeURIComponent(parts.host)}:${parts.port}/${parts.dbname}` }),
    ],
    [
      'keywords',
      () => ({ address: `host=${parts.host} port=${parts.port} dbname='${parts.dbname}' user = ${parts.user}` }),
    ],
    [
      'the environment',
      () => ({
        address: 'postgres://',
        env: { PGHOST: parts.host, PGPORT: parts.port, PGDATABASE: parts.dbname, PGUSER: parts.user },
      }),
    ],
    [
      'a service file',
      (folder) => {
        const entries = Object.entries(parts).map(([keyword, value]) => `${keyword}=${value}\n`);
        writeFileSync(join(folder, 'services'), `[cost]\n${entries.join('')}`);
        return { address: 'service=cost', env: { PGSERVICEFILE: join(folder, 'services') } };
      },
    ],
  ];

  test.each(forms)('%s', async (_, form) => {
    const { address, env } = form(await temporaryFolder());
    const { code, stderr } = await millrace(['versions', '--database', address], env === undefined ? {} : { env });
    expect([code, stderr]).toEqual([2, expect.stringContaining(`/${parts.dbname} holds no facts yet`)]);
  });
});

describe.runIf(SERVER.present && hasOpenssl)(`TLS, on ${SERVER.name}`, () => {
  let server: Server;
  let folder: string;
  let port: number;
  const at = (host: string, query: string) =>
    millrace(['versions', '--database', `postgres://postgres@${host}:${port}/postgres?${query}`]);

  beforeAll(async () => {
    folder = await temporaryFolder();
    makeCertificates(folder);
    port = 40_000 + (process.pid % 20_000);
    const [certificate, key] = ['server.crt', 'server.key'].map((name) => readFileSync(join(folder, name), 'utf8'));
    server = (await startOwnServer(port, { certificate, key })) as Server;
    return () => server.stop();
  });

  test('is used where the server has it, and who it is is asked for as told', async () => {
    const root = `sslrootcert=${join(folder, 'root.crt')}`;
    const good = [
      '',
      'sslmode=require',
      `sslmode=require&${root}`,
      `sslmode=verify-ca&${root}`,
      `sslmode=verify-full&${root}`,
    ];
    for (const query of good) {
      const { code, stderr } = await at('localhost', query);
      expect([query, code, stderr]).toEqual([query, 3, expect.stringContaining('run millrace migrate')]);
      expect(stderr).not.toContain('warning');
    }
    expect(await encrypted('sslmode=prefer')).toBe(true);
    expect(await encrypted('sslmode=disable')).toBe(false);
  });

  test('that fails is told', async () => {
    const root = `sslrootcert=${join(folder, 'root.crt')}`;
    const other = `sslrootcert=${join(folder, 'other.crt')}`;
    const cases = [
      ['localhost', 'sslmode=verify-full', 'no TLS with postgres://localhost'],
      ['localhost', `sslmode=verify-ca&${other}`, 'no TLS with postgres://localhost'],
      ['localhost', `sslmode=require&${other}`, 'no TLS with postgres://localhost'],
      ['127.0.0.1', `sslmode=verify-full&${root}`, 'no TLS with postgres://127.0.0.1'],
      ['localhost', 'sslmode=verify-full&sslrootcert=/nowhere.crt', '/nowhere.crt can not be read as a certificate'],
    ] as const;
    for (const [host, query, says] of cases) {
      const { code, stderr } = await at(host, query);
      expect([query, code, stderr]).toEqual([query, 3, expect.stringContaining(says)]);
      expect(stderr).toContain('→');
    }
    // The name is not asked for.
    expect((await at('127.0.0.1', `sslmode=verify-ca&${root}`)).stderr).toContain('run millrace migrate');
  });

  async function encrypted(query: string): Promise<boolean> {
    const { Database } = await import('@millrace/store');
    const database = await Database.open(`postgres://postgres@localhost:${port}/postgres?${query}`, 'test');
    let ssl = '';
    await database.read('select ssl from pg_stat_ssl where pid = pg_backend_pid()', ([cell]) => {
      ssl = cell;
    });
    await database.close();
    return ssl === 't';
  }
});

describe.runIf(SERVER.present)(`plain text, on ${SERVER.name}`, () => {
  test('where TLS is asked for is refused, and to another host it is a warning', async () => {
    const port = 40_000 + ((process.pid + 7) % 20_000);
    const server = (await startOwnServer(port)) as Server;
    try {
      const address = `postgres://postgres@localhost:${port}/postgres`;
      const { code, stderr } = await millrace(['versions', '--database', `${address}?sslmode=require`]);
      expect([code, stderr]).toEqual([3, expect.stringContaining(`localhost:${port}/postgres has no TLS`)]);
      expect((await millrace(['versions', '--database', address])).stderr).not.toContain('warning');

      // This machine under a name that could be another's.
      const other = `postgres://postgres@0.0.0.0:${port}/postgres`;
      for (const [lang, warning] of [
        ['en', 'warning: postgres://0.0.0.0'],
        ['zh', '警告：与 postgres://0.0.0.0'],
      ]) {
        expect((await millrace(['versions', '--database', other, '--lang', lang])).stderr).toContain(warning);
      }
    } finally {
      await server.stop();
    }
  });
});

function canRun(command: string, ...args: string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** A root, the certificate of a server called localhost, and a root that has nothing to do with it. */
function makeCertificates(folder: string): void {
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  for (const root of ['root', 'other']) {
    openssl(
      'req',
      '-x509',
      ...key,
      '-keyout',
      `${root}.key`,
      '-out',
      `${root}.crt`,
      '-subj',
      `/CN=${root}`,
      '-days',
      '2',
    );
  }
  openssl('req', ...key, '-keyout', 'server.key', '-out', 'server.csr', '-subj', '/CN=localhost');
  writeFileSync(join(folder, 'names'), 'subjectAltName=DNS:localhost');
  const signed = ['-CA', 'root.crt', '-CAkey', 'root.key', '-CAcreateserial', '-days', '2', '-extfile', 'names'];
  openssl('x509', '-req', '-in', 'server.csr', ...signed, '-out', 'server.crt');
}
