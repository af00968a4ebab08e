import { EXIT, migrate } from '@millrace/store';
import type { Cli } from './cli.js';

/** `millrace migrate`: brings the database up to date. */
export function addMigrate(cli: Cli): void {
  const { texts } = cli;
  cli.add(
    { name: 'migrate', says: texts.help.migrate, example: 'millrace migrate --database ./.data' },
    async (run) => {
      const database = await run.openToMigrate();
      const steps = await migrate(database);
      return {
        exit: EXIT.done,
        json: { database: database.place, migrations: steps },
        print(terminal) {
          terminal.line(steps.length > 0 ? texts.migrate.done(steps.join(', ')) : texts.migrate.nothing);
          terminal.line(texts.init.database(database.place));
        },
      };
    },
  );
}
