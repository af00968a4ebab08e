import type { Language } from '@millrace/costing-core';
import type { Database, Trouble } from '@millrace/store';

/** What the command says in a language, so that the console says the same. */
export interface Words {
  /** Cause and remedy of a trouble. */
  trouble(trouble: Trouble): { readonly cause: string; readonly remedy: string };
  /** A table of facts. */
  table(name: string): string;
}

export interface ConsoleOptions {
  /** Opens a session of the database that is shown; called again where the session was lost. */
  open(): Promise<Database>;
  /** The port on this machine; 0 for any that is free. */
  readonly port: number;
  /** Shown first; empty for the first of them. */
  readonly ledger: string;
  /** Shown to who has not chosen another. */
  readonly language: Language;
  readonly words: Readonly<Record<Language, Words>>;
  /** Where defects are written: what a reader of a page is told is less. */
  readonly onDefect: (error: unknown) => void;
}
