import { type Database, EXIT, Trouble } from '@millrace/store';

/**
 * The one session of the database, which requests take in turns: a folder has no other, and a transaction must not see the
 * statements of another request between its own.
 */
export class Turns {
  readonly #open: () => Promise<Database>;
  #database: Database | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(open: () => Promise<Database>) {
    this.#open = open;
  }

  /**
   * Does `work` when all that was asked for before is done. After trouble with the database, which may have been lost or have ended
   * itself, the next has a session of its own.
   */
  take<T>(work: (database: Database) => Promise<T>): Promise<T> {
    const taken = this.#last.then(async () => {
      this.#database ??= await this.#open();
      const database = this.#database;
      try {
        return await work(database);
      } catch (error) {
        if (Trouble.behind(error)?.exit === EXIT.system) {
          this.#database = undefined;
          await database.close().catch(() => {});
        }
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
