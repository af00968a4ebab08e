import { Trouble } from '../trouble.js';

/**
 * What an address of a database means: the keywords of a Postgres server, or a folder.
 *
 * A server's address is a URI (`postgres://user@host:5432/name?sslmode=verify-full`) or keywords (`host=db dbname=cost`), as
 * libpq reads them. What looks like neither is a folder; but nothing that could hold a password is ever taken for one, since
 * folders are named in messages and made by `init`.
 */
export type Address =
  | { readonly kind: 'folder'; readonly folder: string }
  | { readonly kind: 'server'; readonly keywords: Keywords };

/** libpq's keywords, as far as Millrace knows them. */
export type Keywords = Readonly<Partial<Record<Keyword, string>>>;
export type Keyword = (typeof KEYWORDS)[number];

const KEYWORDS = [
  'host',
  'hostaddr',
  'port',
  'dbname',
  'user',
  'password',
  'service',
  'connect_timeout',
  'options',
  'application_name',
  'sslmode',
  'sslrootcert',
  'sslcert',
  'sslkey',
  'sslpassword',
  'channel_binding',
] as const;

/** @throws Trouble that never repeats what may be a secret. */
export function readAddress(text: string): Address {
  const address = text.trim();
  if (address === '') {
    const expected = 'postgres://user@host:5432/name, "host=db dbname=cost", ./.data';
    throw new Trouble('option_is_wrong', { option: '--database', value: text, expected });
  }
  if (/^postgres(ql)?:\/\//.test(address)) return { kind: 'server', keywords: ofUri(address) };
  if (/^\w+\s*=/.test(address)) return { kind: 'server', keywords: ofKeywords(address) };
  // The scheme alone: what follows may hold a password. Of two letters at least: `C:/data` is a folder.
  const scheme = /^[a-z][a-z0-9+.-]+:(?:\/+|[a-z]+:\/+)?/i.exec(address)?.[0];
  if (scheme !== undefined) throw new Trouble('database_scheme_is_not_known', { scheme });
  if (/:\/\/|password\s*=|^[^/\\]*:[^/\\]*@/i.test(address)) throw new Trouble('database_address_is_wrong');
  return { kind: 'folder', folder: address };
}

/** The folder that an address names; undefined where it names a server, or nothing. */
export function folderOf(text: string): string | undefined {
  try {
    const address = readAddress(text);
    return address.kind === 'folder' ? address.folder : undefined;
  } catch {
    return undefined;
  }
}

/** The keywords of `postgres://user:password@host:port/name?keyword=value`. */
function ofUri(uri: string): Keywords {
  const parts = /^\w+:\/\/(?:([^/?]*)@)?([^/?@]*)(?:\/([^?]*))?(?:\?(.*))?$/s.exec(uri);
  if (parts === null) throw new Trouble('database_address_is_wrong');
  const [, credentials = '', hostAndPort, dbname = '', query = ''] = parts;
  const [, user, password = ''] = /^([^:]*):?(.*)$/s.exec(credentials) ?? [];
  const [, bracketed, plain = '', port = ''] = /^(?:\[([^\]]*)\]|([^:[\]]*))(?::(\d*))?$/.exec(hostAndPort) ?? refuse();
  const found = new Map<string, string>([
    ['user', user],
    ['password', password],
    ['host', bracketed ?? plain],
    ['port', port],
    ['dbname', dbname],
  ]);
  for (const parameter of query.split('&').filter((part) => part !== '')) {
    const [, name, value] = /^([^=]*)=(.*)$/s.exec(parameter) ?? refuse();
    // As JDBC and others write it.
    if (name === 'ssl') found.set('sslmode', ['true', '1', 'on'].includes(value) ? 'require' : 'disable');
    else found.set(name, value);
  }
  return known([...found].map(([name, value]) => [name, decoded(value)]));
}

/** The keywords of `host=db dbname='our cost'`: libpq's quotes and backslashes. */
function ofKeywords(text: string): Keywords {
  const found: (readonly [string, string])[] = [];
  let rest = text;
  while (rest !== '') {
    const pair = /^(\w+)\s*=\s*(?:'((?:[^'\\]|\\.)*)'|((?:[^\s'\\]|\\.)*))(?:\s+|$)/s.exec(rest) ?? refuse();
    found.push([pair[1], (pair[2] ?? pair[3]).replace(/\\(.)/gs, '$1')]);
    rest = rest.slice(pair[0].length);
  }
  return known(found);
}

/** Empty values count as none, and the last of several counts. */
export function known(found: Iterable<readonly [string, string]>): Keywords {
  const keywords: Partial<Record<Keyword, string>> = {};
  for (const [name, value] of found) {
    const keyword = KEYWORDS.find((one) => one === name);
    if (keyword === undefined) throw new Trouble('database_keyword_is_not_known', { expected: KEYWORDS.join(', ') });
    if (value !== '') keywords[keyword] = value;
  }
  return keywords;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return refuse();
  }
}

function refuse(): never {
  throw new Trouble('database_address_is_wrong');
}

/** Whether an address says a password itself. */
export function holdsPassword(text: string): boolean {
  const address = readAddress(text);
  return address.kind === 'server' && SECRETS.some((secret) => address.keywords[secret] !== undefined);
}

/** The address without any password, to be written down; the same text where it holds none. */
export function withoutPassword(text: string): string {
  const address = readAddress(text);
  if (address.kind === 'folder' || !holdsPassword(text)) return text;
  if (!text.includes('://')) {
    const kept = Object.entries(address.keywords).filter(([keyword]) => !SECRETS.some((secret) => secret === keyword));
    return kept.map(([keyword, value]) => `${keyword}=${quoted(value)}`).join(' ');
  }
  const [whole, scheme, user, rest, query = ''] =
    /^(\w+:\/\/)(?:([^/?]*)@)?([^?]*)(?:\?(.*))?$/s.exec(text.trim()) ?? [];
  if (whole === undefined) return refuse();
  const name = user === undefined ? '' : `${user.replace(/:.*$/s, '')}@`;
  const kept = query
    .split('&')
    .filter((part) => part !== '' && !SECRETS.some((secret) => part.startsWith(`${secret}=`)));
  return `${scheme}${name}${rest}${kept.length > 0 ? `?${kept.join('&')}` : ''}`;
}

const SECRETS: readonly Keyword[] = ['password', 'sslpassword'];

function quoted(value: string): string {
  return /^[\w./:@-]+$/.test(value) ? value : `'${value.replace(/[\\']/g, '\\$&')}'`;
}
