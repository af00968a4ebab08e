import { type Database, Trouble } from '@millrace/store';

/**
 * The one session of the database, which requests take in turns: a folder has no other, and a transaction must not see the
 * statements of another request between its own.
 */
export class Turns {
  readonly #open: () => Promise<Database>;
  #database: Promise<Database> | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(open: () => Promise<Database>) {
    this.#open = open;
  }

  /** Does `work` when all that was asked for before is done. A session that was lost is opened again for the next. */
  take<T>(work: (database: Database) => Promise<T>): Promise<T> {
    const taken = this.#last.then(async () => {
      this.#database ??= this.#open();
      try {
        return await work(await this.#database);
      } catch (error) {
        const trouble = Trouble.behind(error);
        if (trouble !== undefined && LOST.has(trouble.code)) this.#database = undefined;
        throw error;
      }
    });
    this.#last = taken.catch(() => {});
    return taken;
  }

  /** Waits for what has been asked for. */
  async end(): Promise<void> {
    await this.#last;
  }
}

const LOST = new Set(['database_was_lost', 'database_can_not_be_reached', 'folder_is_in_use']);
