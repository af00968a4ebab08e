import { inspect } from 'node:util';
import type { Words } from '@millrace/console';
import type { Language } from '@millrace/costing-core';
import { EXIT, Trouble } from '@millrace/store';
import { causeText } from '../terminal/print-causes.js';
import { explainedText } from '../terminal/print-explained.js';
import { tell } from '../text/texts.js';
import { textsIn } from '../text/texts-in.js';
import type { Cli } from './cli.js';

/** `millrace serve`: the console, until it is asked to stop. */
export function addServe(cli: Cli): void {
  const { texts, language } = cli;
  cli.add<{ port?: string }>(
    {
      name: 'serve',
      says: texts.serve.help,
      options: [['--port <port>', texts.serve.port]],
      example: 'millrace serve\n  millrace serve --port 0 --database ./.data/demo/database',
    },
    async (run, _args, { port }) => {
      // A server and its pages take long to load: only who wants them waits.
      const { startConsole } = await import('@millrace/console');
      const started = await startConsole({
        open: () => run.openAnother(),
        port: portOption(port),
        ledger: run.config?.ledger ?? '',
        language,
        words: { en: wordsIn('en'), zh: wordsIn('zh') },
        onDefect: (error) => run.warn(inspect(error)),
      });
      return {
        exit: EXIT.done,
        json: { address: started.address },
        print(terminal) {
          terminal.line(texts.serve.listens(started.address));
          terminal.line(texts.serve.once);
          terminal.line(texts.serve.stop);
        },
        lasts: run.stopped().then(() => started.stop()),
      };
    },
  );
}

const DEFAULT_PORT = 4180;

function portOption(text: string | undefined): number {
  if (text === undefined) return DEFAULT_PORT;
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
    throw new Trouble('option_is_wrong', { option: '--port', value: text, expected: '4180, 0' });
  }
  return Number(text);
}

function wordsIn(language: Language): Words {
  const texts = textsIn(language);
  return {
    trouble(trouble) {
      const [cause, remedy] = tell(trouble, texts).split('\n  → ');
      return { cause, remedy };
    },
    table: texts.tableName,
    explained: (outcome, terms) => explainedText(outcome, terms, { texts, language }),
    cause: (cause, terms) => causeText(cause, texts, terms, language),
  };
}
