import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { removeAfterTests } from '../leftovers.js';

/** A place in what a command sends: the statement of that number, from 0, and whether the server has had it. */
export interface Moment {
  readonly statement: number;
  /** `during`: it goes on, and nobody waits for the answer. `after`: the server has done it, and the command doesn't hear of it. */
  readonly when: 'before' | 'during' | 'after';
}

/**
 * A line between a command and its server, which counts the statements and the copied rows that go over it, and is held at one of
 * them: what becomes of the command there, or of the line, is for the test to do.
 */
export class Line {
  /** The server's address, over this line. */
  readonly address: string;
  /** What went over it: the text of simple statements, a word for all else. */
  readonly statements: readonly string[];
  /** The moment has come. */
  readonly held: Promise<void>;
  readonly #cut: () => void;

  private constructor(address: string, statements: readonly string[], held: Promise<void>, cut: () => void) {
    this.address = address;
    this.statements = statements;
    this.held = held;
    this.#cut = cut;
  }

  static async to(address: string, moment?: Moment): Promise<Line> {
    const statements: string[] = [];
    const sockets = new Set<Socket>();
    let reached = () => {};
    const held = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const server = createServer((client) => {
      const behind = connectedTo(address);
      for (const socket of [client, behind]) {
        sockets.add(socket);
        socket.on('error', () => {});
      }
      client.on('close', () => behind.destroy());
      behind.on('close', () => client.destroy());
      carry(client, behind, statements, { moment, reached });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const cut = () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    };
    removeAfterTests(async () => cut());
    return new Line(over(address, server), statements, held, cut);
  }

  /** Ends it, as a network does: neither side is told. */
  cut(): void {
    this.#cut();
  }
}

interface Holding {
  readonly moment: Moment | undefined;
  readonly reached: () => void;
}

function carry(client: Socket, behind: Socket, statements: string[], { moment, reached }: Holding): void {
  let isHeld = false;
  let withholds = false;
  let isBusy = false;
  let copies = false;
  messages(client, true, (type, message) => {
    if (isHeld) return;
    const begins = type === 'Q' || (!isBusy && 'PB'.includes(type)) || type === 'c' || (type === 'd' && !copies);
    isBusy = type !== 'S' && (isBusy || 'PB'.includes(type));
    copies = type === 'd';
    const isIt = begins && statements.length === moment?.statement;
    if (begins) statements.push(type === 'Q' ? message.toString('utf8', 5, message.length - 1) : type);
    isHeld = isIt && moment.when === 'before';
    withholds ||= isIt && moment.when === 'after';
    if (!isHeld) behind.write(message);
    if (isHeld || (isIt && moment.when === 'during')) reached();
  });
  messages(behind, false, (type, message) => {
    if (!withholds) client.write(message);
    // Ready for the next statement, or for rows.
    else if ('ZGH'.includes(type)) reached();
  });
}

/** Hands on whole messages: a letter and a length, which the first one of a client lacks the letter of. */
function messages(from: Socket, isClient: boolean, onMessage: (type: string, message: Buffer) => void): void {
  let rest = Buffer.alloc(0);
  let isFirst = isClient;
  from.on('data', (piece) => {
    rest = Buffer.concat([rest, piece as Buffer]);
    for (;;) {
      const header = isFirst ? 0 : 1;
      if (rest.length < header + 4) return;
      const length = header + rest.readUInt32BE(header);
      if (rest.length < length) return;
      onMessage(isFirst ? '' : String.fromCharCode(rest[0]), rest.subarray(0, length));
      isFirst = false;
      rest = rest.subarray(length);
    }
  });
}

function connectedTo(address: string): Socket {
  const { host, port } = placeOf(address);
  return host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host);
}

function placeOf(address: string): { host: string; port: number } {
  const url = new URL(address);
  const host = url.searchParams.get('host') ?? url.hostname;
  return { host, port: Number(url.searchParams.get('port') ?? (url.port || '5432')) };
}

function over(address: string, server: Server): string {
  const url = new URL(address);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  url.search = '?sslmode=disable';
  return url.href;
}
