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
  const [{ of, ...heard }, setHeard] = useState<Heard<T> & { readonly of: string | undefined }>({ of: to, ...UNHEARD });
  useEffect(() => {
    if (to === undefined) return;
    const gone = new AbortController();
    setHeard((before) => ({ ...before, waiting: true }));
    ask<T>(to, gone.signal).then(
      (answer) => setHeard({ of: to, answer, refusal: undefined, waiting: false }),
      (error: unknown) => {
        if (gone.signal.aborted) return;
        if (!(error instanceof Refused)) throw error;
        setHeard({ of: to, answer: undefined, refusal: error.refusal, waiting: false });
      },
    );
    return () => gone.abort();
  }, [to]);
  return to === undefined || inSameLanguage(of, to) ? heard : UNHEARD;
}

/** An answer in the language of before isn't shown while the one in another language is on its way. */
export function inSameLanguage(before: string | undefined, now: string): boolean {
  return before === undefined || languageOf(before) === languageOf(now);
}

function languageOf(address: string): string | null {
  return new URLSearchParams(address.split('?')[1]).get('lang');
}

const UNHEARD = { answer: undefined, refusal: undefined, waiting: true };
