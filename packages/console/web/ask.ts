import { useEffect, useState } from 'preact/hooks';
import type { RefusalAnswer } from '../src/answers.js';

/** What the server said, or why it said nothing. */
export interface Heard<T> {
  readonly answer: T | undefined;
  readonly refusal: RefusalAnswer | undefined;
  /** Another answer is on its way; until it comes the one before is shown. */
  readonly waiting: boolean;
}

/** Asks the server; in the words of `NO_SERVER` where it is gone. */
export async function ask<T>(to: string, signal: AbortSignal): Promise<T> {
  let response: Response;
  try {
    response = await fetch(to, { signal });
  } catch (error) {
    if (signal.aborted) throw error;
    throw new Refused({ code: NO_SERVER, cause: '', remedy: '' });
  }
  const said: unknown = await response.json();
  if (!response.ok) throw new Refused(said as RefusalAnswer);
  return said as T;
}

export const NO_SERVER = 'server_is_gone';

export class Refused extends Error {
  readonly refusal: RefusalAnswer;

  constructor(refusal: RefusalAnswer) {
    super(refusal.cause);
    this.refusal = refusal;
  }
}

/** The answer to an address, asked for again when it changes; undefined asks nothing. */
export function useAnswer<T>(to: string | undefined): Heard<T> {
  const [heard, setHeard] = useState<Heard<T>>({ answer: undefined, refusal: undefined, waiting: to !== undefined });
  useEffect(() => {
    if (to === undefined) return;
    const gone = new AbortController();
    setHeard((before) => ({ ...before, waiting: true }));
    ask<T>(to, gone.signal).then(
      (answer) => setHeard({ answer, refusal: undefined, waiting: false }),
      (error: unknown) => {
        if (gone.signal.aborted) return;
        if (!(error instanceof Refused)) throw error;
        setHeard({ answer: undefined, refusal: error.refusal, waiting: false });
      },
    );
    return () => gone.abort();
  }, [to]);
  return heard;
}
