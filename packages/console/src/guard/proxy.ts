import { createHash, timingSafeEqual } from 'node:crypto';
import type { Context } from 'hono';

/**
 * A proxy that signs people in and hands on their requests. What a request says of who is there is believed only beside a
 * secret that the proxy and the console share, since every program of this machine can send a header.
 */
export interface SigningProxy {
  /** Where people open it: `https://cost.example.com`. */
  readonly origin: string;
  /** The header that says who is signed in. */
  readonly userHeader: string;
  readonly secret: string;
}

/** The header that the proxy sends the secret in. */
const SECRET_HEADER = 'x-millrace-proxy';

/** Whether a request names the address that the proxy is opened by. */
export function isByProxy(c: Context, proxy: SigningProxy | undefined): proxy is SigningProxy {
  return proxy !== undefined && c.req.header('host') === new URL(proxy.origin).host;
}

/** Who a proxy says is signed in; undefined where it isn't the proxy that says so, or where it names nobody. */
export function userOf(c: Context, proxy: SigningProxy | undefined): string | undefined {
  if (!isByProxy(c, proxy) || !isSame(c.req.header(SECRET_HEADER) ?? '', proxy.secret)) return undefined;
  const named = Buffer.from(c.req.header(proxy.userHeader) ?? '', 'latin1')
    .toString('utf8')
    .trim();
  return named === '' || named.length > LONGEST_NAME || UNSEEN.test(named) ? undefined : named;
}

/** Names stand in the record of who did what. */
const LONGEST_NAME = 200;
const UNSEEN = /[\p{Cc}\p{Cf}\ufffd]/u;

/** By their hashes, so that no comparison tells how much of a guess was right. */
function isSame(one: string, other: string): boolean {
  const hashOf = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hashOf(one), hashOf(other));
}
