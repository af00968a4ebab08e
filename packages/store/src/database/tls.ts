import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type ConnectionOptions, createSecureContext } from 'node:tls';
import { Trouble } from '../trouble.js';
import type { Keywords } from './address.js';

const MODES = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'] as const;

/** libpq's `sslmode`. */
export type SslMode = (typeof MODES)[number];

/** Without a mode TLS is used where the server has it, as libpq does. */
export function sslModeOf(text = 'prefer'): SslMode {
  const mode = MODES.find((one) => one === text);
  if (mode === undefined)
    throw new Trouble('database_value_is_wrong', { keyword: 'sslmode', expected: MODES.join(', ') });
  return mode;
}

/**
 * What a mode asks of the other side. `require` encrypts and asks nobody who it is, unless it is told a root certificate:
 * then it is `verify-ca`, as in libpq. `verify-full` also compares the name. Without a root certificate, or where it is
 * `system`, the authorities are those that Node knows.
 *
 * @throws Trouble for a certificate that can't be read.
 */
export function tlsOptions(keywords: Keywords, mode: SslMode, host: string): ConnectionOptions {
  const { sslrootcert = rootByDefault(), sslcert, sslkey, sslpassword } = keywords;
  const verifies = mode.startsWith('verify') || (mode === 'require' && keywords.sslrootcert !== undefined);
  const options: ConnectionOptions = {
    rejectUnauthorized: verifies,
    ...(verifies && sslrootcert !== undefined && sslrootcert !== 'system' ? { ca: certificate(sslrootcert) } : {}),
    ...(sslcert === undefined ? {} : { cert: certificate(sslcert) }),
    ...(sslkey === undefined ? {} : { key: readPem(sslkey) }),
    ...(sslpassword === undefined ? {} : { passphrase: sslpassword }),
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ...(mode === 'verify-full' ? {} : { checkServerIdentity: () => undefined }),
  };
  try {
    createSecureContext(options);
  } catch (error) {
    throw unreadable(sslkey ?? sslcert ?? sslrootcert ?? '', error);
  }
  return options;
}

function rootByDefault(): string | undefined {
  const file = join(homedir(), '.postgresql', 'root.crt');
  return existsSync(file) ? file : undefined;
}

function certificate(file: string): string {
  const text = readPem(file);
  try {
    // Of a file without any certificate TLS would say nothing, and trust nobody.
    new X509Certificate(text);
    return text;
  } catch (error) {
    throw unreadable(file, error);
  }
}

function readPem(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw unreadable(file, error);
  }
}

function unreadable(file: string, error: unknown): Trouble {
  return new Trouble('certificate_can_not_be_read', { file, says: error instanceof Error ? error.message : '' }, error);
}
