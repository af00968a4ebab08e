import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { defaultPolicy } from '@millrace/costing-core';
import { EXIT, holdsPassword, migrate, Trouble, withoutPassword, writeDurably } from '@millrace/store';
import { CONFIG_FILE, type Config, configText, fromFolder, keepFormer, readConfigAsWritten } from '../config.js';
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
    async (run, _args, { force = false, ledger }) => {
      const file = resolve(run.options.config ?? CONFIG_FILE);
      if (existsSync(file) && !force) throw new Trouble('config_is_there_already', { file });
      const asked = run.options.database ?? (run.env.DATABASE_URL || undefined);
      // What was configured stays, unless something else is asked for: a new config must not lead to another database.
      const configured = formerOf(file, asked === undefined);
      const former = asked === undefined ? configured : undefined;
      const database = asked ?? former?.database ?? './.data';
      const opened = await run.openOrMake(fromFolder(former === undefined ? '.' : dirname(file), database));
      const steps = await migrate(opened);
      const kept = keepFormer(file);
      const address = withoutPassword(former === undefined ? seenFrom(dirname(file), database) : database);
      const chosen = { ledger: ledger ?? configured?.ledger ?? '', language, policy: defaultPolicy };
      await writeDurably(file, configText({ database: address, ...chosen }));
      return {
        exit: EXIT.done,
        json: { config: file, kept, database: opened.place, migrations: steps },
        print(terminal) {
          terminal.line(texts.init.written(file));
          if (kept !== undefined) terminal.line(texts.init.kept(kept));
          terminal.line(texts.init.database(opened.place));
          if (holdsPassword(database)) terminal.line(texts.init.noPassword);
          if (opened.kind === 'embedded') terminal.line(texts.init.folder);
        },
      };
    },
  );
}

/** A folder is named from where the config is: as it was given where that is here, else in full. */
function seenFrom(folder: string, database: string): string {
  return folder === resolve('.') ? database : fromFolder('.', database);
}

/**
 * Database and ledger that a config names, as they stand there; undefined where there is no config, or one that can't be
 * read and need not be.
 */
function formerOf(file: string, isNeeded: boolean): Pick<Config, 'database' | 'ledger'> | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return readConfigAsWritten(file);
  } catch (error) {
    if (isNeeded) throw error;
    return undefined;
  }
}
