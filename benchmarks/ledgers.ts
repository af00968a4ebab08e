import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PERIOD, smallLedgers } from './factory/small-ledgers.js';
import { writeTables } from './factory/write-plant.js';
import { keepResult } from './history/keep-result.js';
import { millrace, startMillrace } from './measure/command.js';
import { machine, optionOf } from './measure/own-process.js';
import { loadFacts } from './postgres/copy-rows.js';
import { type PostgresServer, startPostgres } from './postgres/server.js';

/**
 * 1,000 small ledgers (100 movements each) closed by workers, who take them from the queue: the rate, whether the last are closed as
 * fast as the first, and what a job costs beside the close itself.
 *
 *     npm run bench -- ledgers                               1,000 ledgers, 2 workers
 *     npm run bench -- ledgers --ledgers 100 --workers 4
 *
 * It needs Postgres (initdb, pg_ctl, psql) and a build. Times are of one run: ratios of the same run count.
 */
export async function bench(args: readonly string[]): Promise<void> {
  const ledgers = Number(optionOf(args, '--ledgers') ?? 1000);
  const workers = Number(optionOf(args, '--workers') ?? 2);
  console.log(machine());
  const folder = mkdtempSync(path.join(tmpdir(), 'millrace-ledgers-'));
  const server = startPostgres();
  try {
    const facts = path.join(folder, 'facts');
    const rows = writeTables(facts, (take) => smallLedgers(ledgers, take));
    millrace(folder, ['init', '--database', server.address], server.address);
    for (const table of rows.keys()) await loadFacts(server, table, path.join(facts, `${table}.csv`));
    await server.sql('vacuum analyze');
    const running = Array.from({ length: workers }, () => startMillrace(folder, ['worker'], server.address));
    const closed = millrace(folder, ['close-all', PERIOD, '--workers', '--json'], server.address);
    for (const worker of running) worker.kill('SIGTERM');
    await Promise.all(running.map((worker) => once(worker, 'exit')));

    const told = JSON.parse(closed.stdout) as { readonly ledgers: readonly { readonly hash: string }[] };
    const hash = createHash('sha256');
    for (const one of told.ledgers) hash.update(`${one.hash}\n`);
    const { perSecond, job, run, between, first, last } = await measured(server, ledgers, workers);
    console.log(`\n${ledgers} ledgers, ${workers} workers: ${perSecond.toFixed(2)} ledgers a second`);
    console.log(
      `  a job ${job.toFixed(0)} ms, of it the close ${run.toFixed(0)} ms; between two jobs ${between.toFixed(0)} ms`,
    );
    console.log(`  beside the close: ${(job + between - run).toFixed(0)} ms a job`);
    console.log(`  the first half ${first.toFixed(2)} a second, the second half ${last.toFixed(2)}`);
    console.log(`  hash of the versions ${hash.digest('hex').slice(0, 16)}`);
    const ratios = { beside: (job + between - run) / run, 'second half': last / first };
    keepResult('ledgers', { ledgers, workers, perSecond, jobMs: job, closeMs: run, betweenMs: between, ratios });
  } finally {
    server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Measured {
  /** Ledgers a second, of all workers together. */
  readonly perSecond: number;
  /** Milliseconds from when a job is taken until it has ended. */
  readonly job: number;
  /** Of it, those of the run that the close records. */
  readonly run: number;
  /** Milliseconds of a worker from one job to the next. */
  readonly between: number;
  /** Ledgers a second of the first half, and of the second. */
  readonly first: number;
  readonly last: number;
}

/** As the database saw it, from the first job that was taken to the last that ended. */
async function measured(server: PostgresServer, ledgers: number, workers: number): Promise<Measured> {
  const cells = await server.sql(`
    with jobs as (
      select extract(epoch from started_on) as began, extract(epoch from completed_on) as ended,
        row_number() over (order by completed_on) as place
      from millrace_queue.job where state = 'completed'
    ), whole as (select min(began) as began, max(ended) as ended, max(ended) filter (where place <= ${ledgers / 2}) as half from jobs)
    select count(*), max(whole.ended - whole.began), max(whole.half - whole.began), avg(jobs.ended - jobs.began),
      (select avg(extract(epoch from ended_at - started_at)) from millrace.run where state = 'done')
    from jobs, whole`);
  const [count, seconds, half, job, run] = cells.trim().split('|').map(Number);
  if (count !== ledgers) throw new Error(`${count} ledgers were closed`);
  return {
    perSecond: ledgers / seconds,
    job: job * 1000,
    run: run * 1000,
    between: ((seconds * workers) / ledgers - job) * 1000,
    first: Math.floor(ledgers / 2) / half,
    last: (ledgers - Math.floor(ledgers / 2)) / (seconds - half),
  };
}
