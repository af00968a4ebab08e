import type { RefusalAnswer } from '../src/answers.js';
import { NO_SERVER, Refused } from './ask.js';

interface Told {
  /** Of the session, as `/api/may` gives it. */
  readonly token: string;
  readonly lang: string;
}

/** Tells the server to do something; `body` is what. */
export async function act(name: 'close' | 'publish', body: object, { token, lang }: Told): Promise<Response> {
  const headers = { 'content-type': 'application/json', 'x-millrace-token': token };
  const to = `/api/act/${name}?lang=${lang}`;
  const response = await fetch(to, { method: 'POST', headers, body: JSON.stringify(body) }).catch(() => undefined);
  if (response === undefined) throw new Refused({ code: NO_SERVER, cause: '', remedy: '' });
  if (!response.ok) throw new Refused((await response.json()) as RefusalAnswer);
  return response;
}

/** The lines of an answer that is told while the work goes on. */
export async function* linesOf<T>(response: Response): AsyncGenerator<T> {
  if (response.body === null) return;
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read().catch(() => ({ done: true, value: undefined }));
    const lines = (rest + (value ?? '')).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield JSON.parse(line) as T;
    if (done) return;
  }
}
