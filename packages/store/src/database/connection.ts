/**
 * One session with a Postgres, on a server or embedded. All that the two do differently lies behind this interface;
 * bulk goes by COPY both ways.
 *
 * Both give numerics and dates as text, 8-byte integers as safe numbers, and instants as ISO 8601 in UTC.
 */
export interface Connection {
  readonly kind: 'server' | 'embedded';
  /** Where it leads, without any password. */
  readonly place: string;
  /** Whether what is sent can be read on its way: no TLS, and not on this machine. */
  readonly isPlainToAnotherHost: boolean;
  query<R>(sql: string, parameters?: readonly unknown[]): Promise<Answer<R>>;
  /** Several statements in a row, without parameters. */
  script(sql: string): Promise<void>;
  /** What a COPY sends, in pieces. The statement names the target of the COPY. */
  copyOut(copy: (target: string) => string): AsyncIterable<Uint8Array>;
  /** Feeds a COPY; every piece ends with a whole row. The statement names the source of the COPY. */
  copyIn(copy: (source: string) => string, pieces: AsyncIterable<string | Uint8Array>): Promise<void>;
  close(): Promise<void>;
}

export interface Answer<R> {
  readonly rows: R[];
  /** Rows that were read or changed. */
  readonly count: number;
}

/** How both kinds of connection read what Postgres sends as text, by the number of its type. */
export const PARSERS: Readonly<Record<number, (text: string) => unknown>> = {
  20: safeInteger,
  1082: (date) => date,
  1184: inUtc,
  1700: (numeric) => numeric,
};

function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is beyond the integers that are kept exactly`);
  return value;
}

/** Postgres writes 2026-09-10 00:00:00+00 in a session whose zone is UTC. */
function inUtc(text: string): string {
  return text.replace(' ', 'T').replace(/\+00$/, 'Z');
}
