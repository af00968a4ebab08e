/** A ledger to be closed, in seconds: a worker asks the server for its facts, computes, and sends the results to the server. */
export interface Job {
  readonly read: number;
  readonly compute: number;
  readonly write: number;
}

export interface Simulated {
  /** From the first job to the last one's end. */
  readonly seconds: number;
  /** The part of their time in which workers compute, and in which the server's streams are in use. */
  readonly workersBusy: number;
  readonly serverBusy: number;
}

/**
 * Lets workers take jobs from a queue, the longest first as `close-all --workers` gives them out. The server serves so many streams at
 * full speed; who comes when all are in use waits in line. Two jobs of 1 s at the server and 1 s in between, two workers and one
 * stream: the second reads from 1 to 2, when the first has computed; it writes from 2 to 3, the second from 3 to 4.
 */
export function simulate(jobs: readonly Job[], workers: number, streams: number): Simulated {
  const waiting = [...jobs].sort((a, b) => total(b) - total(a));
  const events: Event[] = [];
  const line: Event[] = [];
  let free = streams;
  let now = 0;
  const atServer = (event: Event) => {
    if (free === 0) {
      line.push(event);
      return;
    }
    free--;
    events.push({ ...event, at: now + event.job[event.phase] });
  };
  const nextJob = () => {
    const job = waiting.shift();
    if (job !== undefined) atServer({ at: now, job, phase: 'read' });
  };
  for (let w = 0; w < workers; w++) nextJob();
  for (let ended = takeFirst(events); ended !== undefined; ended = takeFirst(events)) {
    now = ended.at;
    const { job, phase } = ended;
    if (phase !== 'compute') {
      free++;
      const next = line.shift();
      if (next !== undefined) atServer(next);
    }
    if (phase === 'read') events.push({ at: now + job.compute, job, phase: 'compute' });
    else if (phase === 'compute') atServer({ at: now, job, phase: 'write' });
    else nextJob();
  }
  const sum = (of: (job: Job) => number) => jobs.reduce((all, job) => all + of(job), 0);
  return {
    seconds: now,
    workersBusy: sum(({ compute }) => compute) / (now * workers),
    serverBusy: sum(({ read, write }) => read + write) / (now * streams),
  };
}

/** A job's phase that ends. */
interface Event {
  readonly at: number;
  readonly job: Job;
  readonly phase: keyof Job;
}

/** The earliest; of several at once, what was added first. */
function takeFirst(events: Event[]): Event | undefined {
  let first = 0;
  for (let e = 1; e < events.length; e++) if (events[e].at < events[first].at) first = e;
  return events.splice(first, 1)[0];
}

function total({ read, compute, write }: Job): number {
  return read + compute + write;
}
