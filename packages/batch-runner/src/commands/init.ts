import { existsSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { defaultPolicy } from '@millrace/costing-core';
import { EXIT, migrate, Trouble } from '@millrace/store';
import { CONFIG_FILE, configText } from '../config.js';
import type { Cli } from './cli.js';

/** `millrace init`: a config with every choice spelled out, and a database that is set up. */
export function addInit(cli: Cli): void {
  const { texts, language } = cli;
  cli.add<{ force?: boolean; ledger?: string }>(
    {
      name: 'init',
      says: texts.help.init,
      options: [
        ['--ledger <ledger>', texts.option.ledger],
        ['--force', texts.option.force],
      ],
      example: 'millrace init --database postgres://cost@db.example/factory --lang zh',
    },
    async (run, _args, { force, ledger = '' }) => {
      const file = resolve(run.options.config ?? CONFIG_FILE);
      if (existsSync(file) && !force) throw new Trouble('config_is_there_already', { file });
      const database = run.options.database ?? (run.env.DATABASE_URL || './.data');
      const opened = await run.openOrMake(database);
      const steps = await migrate(opened);
      writeFileSync(file, configText({ database, ledger, language, policy: defaultPolicy }));
      return {
        exit: EXIT.done,
        json: { config: file, database: opened.place, migrations: steps },
        print(terminal) {
          terminal.line(texts.init.written(file));
          terminal.line(texts.init.database(opened.place));
        },
      };
    },
  );
}
