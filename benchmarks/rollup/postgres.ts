import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Measured } from './measure.js';
import { generate } from './workload.js';

/**
 * Postgres, level by level in numeric, on a server of its own in a temporary folder. `POSTGRES_BIN` says where
 * `initdb` and `pg_ctl` are; without it they are looked for on the PATH. As root the server runs as the user postgres.
 * Loading isn't timed.
 */
export async function postgres(items: number): Promise<Measured> {
  const { parent, component, quantity, price } = generate(items);
  const server = startServer();
  try {
    await server.sql('create unlogged table line (parent int, component int, quantity numeric(9,3))');
    await server.copy('line', lineRows(parent, component, quantity));
    await server.sql('create unlogged table price (item int, cost numeric(18,6))');
    await server.copy('price', priceRows(price));
    await server.sql('vacuum analyze line');
    await server.sql('vacuum analyze price');
    const seconds: Record<string, number> = {};
    const time = async (phase: string, work: () => Promise<void>) => {
      const start = performance.now();
      await work();
      seconds[phase] = (performance.now() - start) / 1000;
    };
    let deepest = 0;
    await time('levels', async () => {
      await server.sql(`create unlogged table reached as select distinct parent as item, 0 as steps from line l
        where not exists (select from line u where u.component = l.parent)`);
      for (let steps = 0; ; steps++) {
        const tag = await server.sql(`insert into reached select distinct component, ${steps + 1} from line
          join reached on parent = item and steps = ${steps}`);
        if (tag.trim() === 'INSERT 0 0') break;
        deepest = steps + 1;
      }
      await server.sql(`create unlogged table level as select item, max(steps) as level from reached group by item;
        analyze level`);
    });
    await time('roll-up', async () => {
      await server.sql('create unlogged table cost as select item, cost from price; analyze cost');
      for (let level = deepest; level >= 0; level--) {
        await server.sql(`insert into cost select parent, round(sum(quantity * cost), 6)
          from line join level on level.item = parent and level = ${level} join cost on cost.item = component
          group by parent`);
      }
    });
    const sum = await server.sql('select sum((cost * 1000000)::numeric(38,0) * (item % 1009 + 1)) from cost');
    return { seconds, figures: { rollUp: String(BigInt.asUintN(64, BigInt(sum.trim()))) } };
  } finally {
    server.stop();
  }
}

/** Whether a server can be started here. */
export function hasPostgres(): boolean {
  try {
    execFileSync(binary('initdb'), ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function binary(name: string): string {
  return process.env.POSTGRES_BIN === undefined ? name : path.join(process.env.POSTGRES_BIN, name);
}

function startServer() {
  const folder = mkdtempSync(path.join(tmpdir(), 'millrace-bench-'));
  const port = String(20_000 + (process.pid % 20_000));
  const isRoot = process.getuid?.() === 0;
  const run = (name: string, args: string[]) => {
    const command = isRoot ? ['runuser', '-u', 'postgres', '--', binary(name), ...args] : [binary(name), ...args];
    execFileSync(command[0], command.slice(1), { stdio: 'ignore', cwd: tmpdir() });
  };
  if (isRoot) execFileSync('chown', ['postgres', folder]);
  run('initdb', ['-D', path.join(folder, 'data'), '-U', 'bench', '-A', 'trust', '-E', 'UTF8', '--locale=C']);
  const settings = ['shared_buffers=2GB', 'work_mem=512MB', 'max_wal_size=16GB', 'synchronous_commit=off'];
  const options = [`-p ${port}`, `-k ${folder}`, '-h ""', ...settings.map((of) => `-c ${of}`)].join(' ');
  run('pg_ctl', ['-D', path.join(folder, 'data'), '-w', '-o', options, '-l', path.join(folder, 'log'), 'start']);
  const connection = ['-h', folder, '-p', port, '-U', 'bench', '-d', 'postgres', '-v', 'ON_ERROR_STOP=1', '-At'];
  return {
    sql: (text: string) => psql([...connection, '-c', text]),
    copy: async (table: string, rows: Iterable<string>) => {
      await psql([...connection, '-c', `copy ${table} from stdin`], rows);
    },
    stop: () => {
      run('pg_ctl', ['-D', path.join(folder, 'data'), '-m', 'immediate', 'stop']);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function psql(args: string[], input?: Iterable<string>): Promise<string> {
  const child = spawn(binary('psql'), args, { stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'inherit'] });
  const exit = once(child, 'exit');
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  if (input !== undefined && child.stdin !== null) await pipeline(Readable.from(input), child.stdin);
  const [code] = await exit;
  if (code !== 0) throw new Error(`psql ended with ${code}`);
  return output;
}

function* lineRows(parent: Int32Array, component: Int32Array, quantity: Int32Array): Generator<string> {
  let chunk = '';
  for (let k = 0; k < parent.length; k++) {
    chunk += `${parent[k]}\t${component[k]}\t${(quantity[k] / 1000).toFixed(3)}\n`;
    if (chunk.length > 65_536 || k === parent.length - 1) {
      yield chunk;
      chunk = '';
    }
  }
}

function* priceRows(price: Float64Array): Generator<string> {
  for (let item = 0; item < price.length; item++) {
    if (!Number.isNaN(price[item])) yield `${item}\t${(price[item] / 1_000_000).toFixed(6)}\n`;
  }
}
