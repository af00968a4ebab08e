import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAddress, withoutPassword } from './address.js';
import { serverAddress } from './server-address.js';

const SECRET = 's3cr et@/?#';
const ENCODED = encodeURIComponent(SECRET);

describe('an address', () => {
  test.each([
    ['postgres://u@h/d', { user: 'u', host: 'h', dbname: 'd' }],
    ['postgresql://h', { host: 'h' }],
    ['postgres://', {}],
    ['postgres:///d', { dbname: 'd' }],
    [`postgres://u:${ENCODED}@h:5433/d`, { user: 'u', password: SECRET, host: 'h', port: '5433', dbname: 'd' }],
    ['postgres://u:a@b@h/d', { user: 'u', password: 'a@b', host: 'h', dbname: 'd' }],
    ['postgres://u@[::1]:5433/d', { user: 'u', host: '::1', port: '5433', dbname: 'd' }],
    ['postgres://%2Frun%2Fpg/d', { host: '/run/pg', dbname: 'd' }],
    ['postgres://u@localhost/d?host=/run/pg&port=1', { user: 'u', host: '/run/pg', port: '1', dbname: 'd' }],
    ['postgres:///?service=cost', { service: 'cost' }],
    ['postgres://h/d?ssl=true', { host: 'h', dbname: 'd', sslmode: 'require' }],
    ['  postgres://h/d\n', { host: 'h', dbname: 'd' }],
    ['host=h dbname=d', { host: 'h', dbname: 'd' }],
    ['dbname = d', { dbname: 'd' }],
    [`host=h password='s3cr et' user=u`, { host: 'h', password: 's3cr et', user: 'u' }],
    [`password='it\\'s \\\\'`, { password: `it's \\` }],
    ['service=cost', { service: 'cost' }],
  ])('of a server: %s', (text, keywords) => {
    expect(readAddress(text)).toEqual({ kind: 'server', keywords });
  });

  test.each(['./.data', '.data', '/var/lib/millrace', 'C:/data', 'C:\\data', 'data 2026', '数据', './a=b', '../x:y/z'])(
    'of a folder: %s',
    (folder) => expect(readAddress(folder)).toEqual({ kind: 'folder', folder }),
  );

  test.each([
    ['postgres://u:s3cret@h:port:1/d', 'database_address_is_wrong'],
    ['postgres://[::1/d?password=s3cret', 'database_address_is_wrong'],
    ['postgres://s3cret:%zz@h', 'database_address_is_wrong'],
    ['postgres://h/d?s3cret', 'database_address_is_wrong'],
    ['postgres://h/d?passwort=s3cret', 'database_keyword_is_not_known'],
    ['host=h password=my s3cret', 'database_address_is_wrong'],
    ["host=h password='s3cret", 'database_address_is_wrong'],
    ['host=h pass=s3cret', 'database_keyword_is_not_known'],
    ['host=h passfile=s3cret', 'database_keyword_is_not_known'],
    ['u:s3cret@h/d', 'database_address_is_wrong'],
    ['user:s3cret@h/d', 'database_scheme_is_not_known'],
    ['jdbc:postgresql://h/d?password=s3cret', 'database_scheme_is_not_known'],
    ['POSTGRES://u:s3cret@h/d', 'database_scheme_is_not_known'],
    ['postgres:u:s3cret@h', 'database_scheme_is_not_known'],
    ['postgres:/u:s3cret@h', 'database_scheme_is_not_known'],
    ['mysql://u:s3cret@h', 'database_scheme_is_not_known'],
    ['"postgres://u:s3cret@h/d"', 'database_address_is_wrong'],
    ['h password=s3cret', 'database_address_is_wrong'],
    ['', 'option_is_wrong'],
    ['  ', 'option_is_wrong'],
  ])('of neither is refused without its secret: %s', (text, code) => {
    const refused = trouble(() => readAddress(text));
    expect(refused.code).toBe(code);
    expect(JSON.stringify(refused.fields)).not.toContain('s3cret');
  });

  test('is written down without a password, and leads to the same server', () => {
    const value = fc.string({ minLength: 1 }).filter((text) => !text.includes('\0'));
    fc.assert(
      fc.property(value, value, value, (user, password, dbname) => {
        const [u, p, d] = [user, password, dbname].map(encodeURIComponent);
        const quoted = (text: string) => `'${text.replace(/[\\']/g, '\\$&')}'`;
        for (const text of [
          `postgres://${u}:${p}@h:1/${d}?sslmode=require`,
          `postgres://${u}@h:1/${d}?password=${p}&sslmode=require`,
          `host=h port=1 user=${quoted(user)} password=${quoted(password)} dbname=${quoted(dbname)} sslmode=require`,
        ]) {
          const { password: _, ...rest } = keywordsOf(text);
          expect(keywordsOf(withoutPassword(text))).toEqual(rest);
        }
      }),
    );
    for (const text of ['./.data', 'postgres://u@h/d', 'host=h  dbname=d']) expect(withoutPassword(text)).toBe(text);
  });
});

describe('a server', () => {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-test-'));
  const services = join(folder, 'services');
  writeFileSync(services, '# of the site\n[cost]\nhost=db.example\nport=6432\ndbname=cost\n\n[other]\nhost=x\n');

  test('is what the address says, else its service, else the environment', () => {
    const env = { PGSERVICEFILE: services, PGHOST: 'from-env', PGPORT: '1', PGUSER: 'me', PGSSLMODE: 'require' };
    expect(serverAddress({ service: 'cost', port: '7' }, env)).toMatchObject({
      host: 'db.example',
      port: 7,
      database: 'cost',
      user: 'me',
      sslMode: 'require',
    });
    expect(serverAddress({}, { ...env, PGSERVICE: 'other' })).toMatchObject({ host: 'x', port: 1 });
    expect(serverAddress({}, env)).toMatchObject({ host: 'from-env', port: 1 });
    expect(serverAddress({ host: 'h' }, {})).toMatchObject({ port: 5432, sslMode: 'prefer', connectWithin: 10_000 });
  });

  test.each([
    [{ service: 'nope' }, 'database_service_is_not_known'],
    [{ host: 'h', port: 's3cret' }, 'database_value_is_wrong'],
    [{ host: 'h', port: '0' }, 'database_value_is_wrong'],
    [{ host: 'h', port: '65536' }, 'database_value_is_wrong'],
    [{ host: 'a,b' }, 'database_value_is_wrong'],
    [{ host: 'h', sslmode: 'always' }, 'database_value_is_wrong'],
    [{ host: 'h', connect_timeout: '1s' }, 'database_value_is_wrong'],
    [{ host: 'h', channel_binding: 'require' }, 'database_value_is_wrong'],
    [{ host: 'h', sslmode: 'verify-full', sslrootcert: '/nowhere.crt' }, 'certificate_can_not_be_read'],
    [{ host: 'h', sslmode: 'verify-ca', sslrootcert: services }, 'certificate_can_not_be_read'],
    [{ host: 'h', sslcert: '/nowhere.crt' }, 'certificate_can_not_be_read'],
    [{ host: 'h', sslkey: services }, 'certificate_can_not_be_read'],
  ])('that can not be reached so: %j', (keywords, code) => {
    const refused = trouble(() => serverAddress(keywords, { PGSERVICEFILE: services }));
    expect(refused.code).toBe(code);
    expect(JSON.stringify(refused.fields)).not.toContain('s3cret');
  });

  test.each([
    ['disable', undefined],
    ['prefer', { rejectUnauthorized: false }],
    ['require', { rejectUnauthorized: false }],
    ['verify-ca', { rejectUnauthorized: true }],
    ['verify-full', { rejectUnauthorized: true }],
  ])('asks who it is by sslmode %s', (sslmode, expected) => {
    const { tls } = serverAddress({ host: 'h', sslmode, sslrootcert: 'system' }, {});
    if (sslmode === 'require') return;
    if (expected === undefined) expect(tls).toBeUndefined();
    else expect(tls).toMatchObject(expected);
    expect(tls?.checkServerIdentity === undefined).toBe(sslmode === 'verify-full' || sslmode === 'disable');
  });

  test('behind a socket takes no TLS', () => {
    expect(serverAddress({ host: '/run/pg', sslmode: 'require' }, {}).tls).toBeUndefined();
    rmSync(folder, { recursive: true });
  });
});

function keywordsOf(text: string) {
  const address = readAddress(text);
  return address.kind === 'server' ? address.keywords : {};
}

function trouble(work: () => unknown): { code: string; fields: object } {
  try {
    work();
  } catch (error) {
    return error as { code: string; fields: object };
  }
  throw new Error('Nothing was refused.');
}
