import { inspect } from 'node:util';
import type { Act, Words } from '@millrace/console';
import type { Language } from '@millrace/costing-core';
import { EXIT, Trouble } from '@millrace/store';
import { policyOf } from '../config.js';
import { stepText } from '../terminal/step-display.js';
import { tell } from '../text/texts.js';
import { textsIn } from '../text/texts-in.js';
import type { Cli } from './cli.js';
import { ledgersMustBeKnown } from './close.js';
import { tracedWords } from './given/traced-period.js';

/** `millrace serve`: the console, until it is asked to stop. */
export function addServe(cli: Cli): void {
  const { texts, language } = cli;
  cli.add<{ port?: string; allow?: string; proxy?: string; userHeader?: string }>(
    {
      name: 'serve',
      says: texts.serve.help,
      options: [
        ['--port <port>', texts.serve.port],
        ['--allow <acts>', texts.serve.allow],
        ['--proxy <address>', texts.serve.proxy],
        ['--user-header <name>', texts.serve.userHeader],
      ],
      example: 'millrace serve\n  millrace serve --allow close,publish --by zhang.wei',
    },
    async (run, _args, { port, allow, proxy, userHeader }) => {
      // A server and its pages take long to load: only who wants them waits.
      const { ACTS, startConsole } = await import('@millrace/console');
      const started = await startConsole({
        open: () => run.openAnother(),
        port: portOption(port),
        ledger: run.config?.ledger ?? '',
        language,
        words: { en: wordsIn('en'), zh: wordsIn('zh') },
        allow: allowOption(allow, ACTS),
        proxy: proxyOption(proxy, userHeader, run.env[SECRET]),
        policyOf: async (database, ledger) => {
          const rows = await database.kysely.selectFrom('millrace.ledger').select('ledger').execute();
          ledgersMustBeKnown(run, new Set(rows.map((row) => row.ledger)));
          return policyOf(run.config, ledger);
        },
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

function allowOption(text: string | undefined, acts: readonly Act[]): Act[] {
  if (text === undefined) return [];
  return text.split(',').map((one) => {
    const act = acts.find((known) => known === one.trim());
    if (act === undefined) {
      throw new Trouble('option_is_wrong', { option: '--allow', value: text, expected: acts.join(',') });
    }
    return act;
  });
}

/** The secret isn't on the command line, where every user of the machine could read it. */
const SECRET = 'MILLRACE_PROXY_SECRET';
const SHORTEST_SECRET = 20;

function proxyOption(address: string | undefined, userHeader: string | undefined, secret = '') {
  if (address === undefined) {
    if (userHeader === undefined) return undefined;
    throw new Trouble('option_is_wrong', { option: '--user-header', value: userHeader, expected: '--proxy' });
  }
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.origin !== address.replace(/\/$/, '')) {
    throw new Trouble('option_is_wrong', { option: '--proxy', value: address, expected: 'https://cost.example.com' });
  }
  const header = (userHeader ?? '').toLowerCase();
  if (!/^[a-z][a-z0-9-]*$/.test(header)) {
    const fields = { option: '--user-header', value: userHeader ?? '', expected: 'x-forwarded-user' };
    throw new Trouble('option_is_wrong', fields);
  }
  if (secret.length < SHORTEST_SECRET) {
    throw new Trouble('option_is_wrong', { option: SECRET, value: '', expected: `${SHORTEST_SECRET}+` });
  }
  return { origin: url.origin, userHeader: header, secret };
}

function wordsIn(language: Language): Words {
  const texts = textsIn(language);
  return {
    trouble(trouble) {
      const [cause, remedy] = tell(trouble, texts).split('\n  → ');
      return { cause, remedy };
    },
    table: texts.tableName,
    ...tracedWords(language),
    step: (step) => stepText(step, texts),
  };
}
