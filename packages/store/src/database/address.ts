import { Trouble } from '../trouble.js';

/** Whether an address leads to a Postgres server; otherwise it is the folder of an embedded database. */
export function isServer(address: string): boolean {
  return /^postgres(ql)?:\/\//.test(address);
}

/** Whether an address has a scheme, so that it is no folder: `postgres://…`, but `http://…` as well. */
export function hasScheme(address: string): boolean {
  return SCHEME.test(address);
}

/** @throws Trouble for an address with a scheme that no database here has: a folder `http:` would be made of it. */
export function mustBeServerOrFolder(address: string): void {
  // It would be the folder where the command runs.
  if (address === '')
    throw new Trouble('option_is_wrong', {
      option: '--database',
      value: address,
      expected: 'postgres://user@host:5432/name, ./.data',
    });
  if (!hasScheme(address) || isServer(address)) return;
  // The scheme alone: what follows may hold a password.
  throw new Trouble('database_scheme_is_not_known', { scheme: SCHEME.exec(address)?.[0] ?? '' });
}

/** Of two letters at least: `C:/data` is a folder. */
const SCHEME = /^[a-z][a-z0-9+.-]+:\/+/i;
