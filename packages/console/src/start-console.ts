import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { Trouble } from '@millrace/store';
import { consoleApp } from './app.js';
import type { ConsoleOptions } from './console-options.js';
import { Sessions } from './guard/sessions.js';
import { Turns } from './turns.js';
import { readWebFiles } from './web-files.js';

/** A console that runs. */
export interface Console {
  /** Where it is entered, once: the token in it makes the session of one browser. */
  readonly address: string;
  /** Ends what goes on and frees the port; the session of the database is closed by who opened it. */
  stop(): Promise<void>;
}

/**
 * Starts the console: pages on a closed month and its data, from a database, for a browser on this machine. It listens on
 * loopback alone, and does more than read only where `allow` says so.
 *
 * @throws Trouble where the port is taken or the database can't be opened.
 */
export async function startConsole(options: ConsoleOptions): Promise<Console> {
  const files = await readWebFiles();
  const turns = new Turns(options.open);
  await turns.take(async () => {});
  const sessions = new Sessions();
  const server = createServer();
  const port = await listen(server, options.port);
  server.on('request', getRequestListener(consoleApp({ ...options, port, sessions, turns, files }).fetch));
  return {
    address: `http://${LOOPBACK}:${port}/enter?token=${sessions.token}`,
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      await turns.end();
      server.closeAllConnections();
      await closed;
    },
  };
}

const LOOPBACK = '127.0.0.1';

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new Trouble('port_is_taken', { port: String(port) }, error) : error);
    });
    server.listen(port, LOOPBACK, resolve);
  });
  return (server.address() as AddressInfo).port;
}
