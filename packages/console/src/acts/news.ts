import type { Context } from 'hono';
import { stream } from 'hono/streaming';
import type { CloseNews } from '../answers.js';

/**
 * An answer that is told line by line while the work goes on, each a JSON document. The work goes on to its end also where nobody
 * listens any more; what stops it is the last line.
 */
export function toldLive(
  c: Context,
  work: (tell: (news: CloseNews) => void) => Promise<void>,
  refusalOf: (error: unknown) => CloseNews,
): Response {
  c.header('Content-Type', 'application/x-ndjson; charset=utf-8');
  c.header('Cache-Control', 'no-store');
  return stream(c, async (out) => {
    const tell = (news: CloseNews) => {
      out.write(`${JSON.stringify(news)}\n`).catch(() => {});
    };
    await work(tell).catch((error: unknown) => tell(refusalOf(error)));
  });
}
