import type { Language, Policy } from '@millrace/costing-core';
import type { TracedWords } from '@millrace/report/figures';
import type { Database, Trouble } from '@millrace/store';
import type { Act } from './acts/rights.js';
import type { SigningProxy } from './guard/proxy.js';

/** What the command says in a language, so that the console says the same. */
export interface Words extends TracedWords {
  /** Cause and remedy of a trouble. */
  trouble(trouble: Trouble): { readonly cause: string; readonly remedy: string };
  /** A table of facts. */
  table(name: string): string;
  /** A step of a close: `read movement`. */
  step(step: string): string;
}

/** A language, and what the command says in it. */
export interface SpokenWords {
  readonly language: Language;
  readonly words: Words;
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
  /** What it may do beside reading, where the role of the database may. */
  readonly allow: readonly Act[];
  /** In front of it, where there is one. */
  readonly proxy: SigningProxy | undefined;
  /** The rules that a ledger is closed by. */
  policyOf(database: Database, ledger: string): Promise<Policy>;
  /** Where defects are written: what a reader of a page is told is less. */
  readonly onDefect: (error: unknown) => void;
}
