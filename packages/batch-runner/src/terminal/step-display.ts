import { visible } from '@millrace/facts';
import { grouped } from '@millrace/report/figures';
import type { Step, StepDisplay } from '@millrace/store';
import cliProgress from 'cli-progress';
import type { Surroundings } from '../surroundings.js';
import type { Texts } from '../text/texts.js';

/** Shows steps: moving on a terminal, line by line where output is piped, not at all beside JSON. */
export function stepDisplay(err: Surroundings['stderr'], texts: Texts, quiet: boolean): StepDisplay {
  if (quiet) return SILENT;
  return err.isTTY ? movingDisplay(err, texts) : lineDisplay(err, texts);
}

export const SILENT: StepDisplay = { began() {}, advanced() {}, ended() {}, finished() {} };

function lineDisplay(err: NodeJS.WritableStream, texts: Texts): StepDisplay {
  return {
    began() {},
    advanced() {},
    ended({ step, rows, ms }: Step) {
      // A table without rows is not worth a line; a ledger is.
      if (rows === 0 && step.includes(':') && !step.startsWith('ledger:')) return;
      const counted = rows > 0 ? `, ${texts.steps.rows(grouped(String(rows)))}` : '';
      err.write(`${visible(stepText(step, texts))}${counted}, ${ms} ms\n`);
    },
    finished() {},
  };
}

function movingDisplay(err: NodeJS.WritableStream, texts: Texts): StepDisplay {
  let bar: cliProgress.SingleBar | undefined;
  let done = 0;
  const show = (step: string, rows: number) => {
    const payload = {
      step: visible(stepText(step, texts)),
      rows: rows > 0 ? texts.steps.rows(grouped(String(rows))) : '',
    };
    if (bar === undefined) {
      bar = new cliProgress.SingleBar({
        stream: err,
        format: ' {bar} {duration_formatted} {step} {rows}',
        barsize: 24,
        barCompleteChar: '█',
        barIncompleteChar: '░',
        clearOnComplete: true,
        hideCursor: true,
      });
      bar.start(EXPECTED, done, payload);
    } else bar.update(done, payload);
  };
  return {
    began: (step) => show(step, 0),
    advanced: (step, rows) => show(step, rows),
    ended({ step, rows }) {
      done++;
      if (bar !== undefined && done >= bar.getTotal()) bar.setTotal(done + 1);
      show(step, rows);
    },
    finished() {
      bar?.stop();
      bar = undefined;
      done = 0;
    },
  };
}

/** About as many steps as a close has: it only decides how the bar looks. */
const EXPECTED = 48;

/** A step in words; its name is `verb:table` or a verb alone. */
export function stepText(step: string, texts: Texts): string {
  const { steps, tableName } = texts;
  const [verb, of = ''] = step.split(':');
  const name = steps.verbs[verb as keyof typeof steps.verbs];
  if (typeof name !== 'function') return name ?? step;
  return name(OF_TABLES.has(verb) ? (steps.parts[of] ?? tableName(of)) : of);
}

/** Other steps are of a ledger, a version, a file. */
const OF_TABLES: ReadonlySet<string> = new Set(['read', 'unchanged', 'check', 'remember', 'import', 'write']);
