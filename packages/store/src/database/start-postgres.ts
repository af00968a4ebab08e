import { PGlite } from '@electric-sql/pglite';
import { Trouble } from '../trouble.js';
import { PARSERS } from './connection.js';
import { DurableFiles, durableParameters } from './durable-files.js';

/** A Postgres within this process, and what its failures mean. */
export interface Postgres {
  readonly database: PGlite;
  /** What an error of it means: that of a statement as on any server, all else as a folder that doesn't work. */
  meaning(error: unknown): unknown;
  /** Lets go of it; one that has given up is left as it is, for the next start to recover. */
  close(): Promise<void>;
}

/**
 * Starts a Postgres within this process, on files of its own; where there are none they are made.
 *
 * @param folder what the database is called.
 * @throws Trouble with what Postgres said, where it can't start.
 */
export async function startPostgres(files: string, folder: string): Promise<Postgres> {
  // Where Postgres gives up it says why here, and PGlite then fails over something else.
  let last = '';
  const onStderr = (text: string) => {
    last = /(?:FATAL|PANIC): +(.*)/.exec(text)?.[1] ?? last;
    return false;
  };
  const meaning = (error: unknown) => {
    if (error instanceof Trouble || isOfAStatement(error)) return error;
    const says = last || (error instanceof Error ? error.message : String(error));
    return (
      Trouble.behind(new Error(says, { cause: error })) ?? new Trouble('folder_is_damaged', { folder, says }, error)
    );
  };
  try {
    let hasGivenUp = false;
    const fs = new DurableFiles(files, () => {
      hasGivenUp = true;
      return new Error(last || 'Postgres has ended itself');
    });
    const options = { fs, startParams: durableParameters(PGlite), parsers: PARSERS, onStderr };
    const database = await PGlite.create(options);
    const close = async () => {
      if (hasGivenUp) return;
      await database.close().catch((error) => {
        throw meaning(error);
      });
    };
    return { database, meaning, close };
  } catch (error) {
    throw meaning(error);
  }
}

/** Postgres gave it a code, and goes on working. Not so where it finds its own files missing or damaged. */
function isOfAStatement(error: unknown): boolean {
  const code = error instanceof Error ? ((error as { code?: string }).code ?? '') : '';
  return /^[0-9A-Z]{5}$/.test(code) && !/^(XX00[012]|58P01|58030)$/.test(code);
}
