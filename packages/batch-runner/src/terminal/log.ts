import { hostname } from 'node:os';
import type { RunIds, Step, StepDisplay } from '@millrace/store';
import type { Logger } from 'pino';

/**
 * A log for programs: a JSON object a line, with the instant, the level, the command, its process and host, and below `msg` what people
 * would be told.
 */
export async function openLog(out: NodeJS.WritableStream, command: string): Promise<Logger> {
  // Only who wants it waits until it is loaded.
  const { pino } = await import('pino');
  return pino(
    {
      base: { command, pid: process.pid, host: hostname() },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
    },
    { write: (line) => void out.write(line) },
  );
}

/** Steps as lines of a log, each with the run that it belongs to: its number in the table `run`, its ledger and period. */
export function logDisplay(log: Logger, inWords: (step: string) => string): StepDisplay {
  let ids: Partial<RunIds> = {};
  return {
    about(run) {
      ids = run;
    },
    began() {},
    advanced() {},
    ended({ step, rows, ms }: Step) {
      log.info({ ...ids, event: 'step', step, rows, ms }, inWords(step));
    },
    finished() {
      ids = {};
    },
  };
}
