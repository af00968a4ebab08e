import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * Who may look: the browser that was opened with the printed token, and no other. Tokens and sessions are known by their
 * hashes alone, so that no comparison tells how much of a guess was right.
 */
export class Sessions {
  /** Good once: who has used it holds a session. */
  readonly token = secret();
  #unused = true;
  readonly #sessions = new Map<string, number>();
  /** Makes the tokens of sessions: who knows neither can't tell one from the other. */
  readonly #key = randomBytes(32);

  /** A new session for who has the token; undefined where it is wrong or used. */
  enter(token: string, now: number): string | undefined {
    if (!this.#unused || !timingSafeEqual(hashOf(token), hashOf(this.token))) return undefined;
    this.#unused = false;
    const session = secret();
    this.#sessions.set(keyOf(session), now);
    return session;
  }

  /** What a page sends with what it does. The cookie alone doesn't do: browsers send it by themselves. */
  tokenOf(session: string): string {
    return createHmac('sha256', this.#key).update(session).digest('base64url');
  }

  isTokenOf(session: string | undefined, token: string | undefined): boolean {
    if (session === undefined || token === undefined) return false;
    return timingSafeEqual(hashOf(token), hashOf(this.tokenOf(session)));
  }

  /** Whether a session is there and was used within its time; using it makes it last longer. */
  holds(session: string | undefined, now: number): boolean {
    if (session === undefined) return false;
    const key = keyOf(session);
    const used = this.#sessions.get(key);
    if (used === undefined) return false;
    if (now - used > SESSION_SECONDS * 1000) {
      this.#sessions.delete(key);
      return false;
    }
    this.#sessions.set(key, now);
    return true;
  }
}

/** A working day: a session that nobody used for so long is over. */
export const SESSION_SECONDS = 12 * 60 * 60;

function secret(): string {
  return randomBytes(32).toString('base64url');
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function keyOf(session: string): string {
  return hashOf(session).toString('base64url');
}
