import { hostname } from 'node:os';
import type { Language } from '@millrace/costing-core';
import { visible } from '@millrace/facts';
import { Database, type Exit, mustBeMigrated, type StepDisplay, Steps, systemUser, Trouble } from '@millrace/store';
import type { Command } from 'commander';
import type { Logger } from 'pino';
import { type Config, readConfig } from '../config.js';
import type { Surroundings } from '../surroundings.js';
import { logDisplay, openLog } from '../terminal/log.js';
import { SILENT, stepDisplay, stepText } from '../terminal/step-display.js';
import { Terminal } from '../terminal/terminal.js';
import { writeJson } from '../terminal/write-json.js';
import type { Spoken, Texts } from '../text/texts.js';

/** What a command came to: an exit code, and its result for people and for programs. */
export interface Result {
  readonly exit: Exit;
  /** Values and iterables of rows; see `writeJson`. */
  readonly json: unknown;
  print(terminal: Terminal): void | Promise<void>;
  /** What goes on after the result has been told. */
  readonly lasts?: Promise<void>;
}

/** The options that every command takes. */
export interface GlobalOptions {
  readonly database?: string;
  readonly config?: string;
  readonly json?: boolean;
  readonly by?: string;
  readonly log?: 'text' | 'json';
}

/** How commands are added to the program. */
export interface Cli {
  readonly texts: Texts;
  readonly language: Language;
  /** Adds a command; `work` gets what it needs from outside, then the command's arguments and options. */
  add<O extends object>(
    spec: CommandSpec,
    work: (run: Run, args: readonly string[], options: O) => Promise<Result>,
  ): void;
}

/** The language that the command speaks, and where it does. */
interface SpokenThere extends Spoken {
  readonly surroundings: Surroundings;
}

interface LoggedThere extends SpokenThere {
  /** Where all that isn't the result goes, if not as text to stderr. */
  readonly log: Logger | undefined;
}

interface CommandSpec {
  /** One word, or a group and a word: `bom explode`. */
  readonly name: string;
  readonly says: string;
  readonly arguments?: readonly (readonly [name: string, says: string])[];
  readonly options?: readonly (readonly [flags: string, says: string])[];
  readonly example: string;
}

export function cliOf(
  program: Command,
  { texts, language, surroundings }: SpokenThere,
  ended: (exit: Exit) => void,
): Cli {
  return {
    texts,
    language,
    add(spec, work) {
      const [first, second] = spec.name.split(' ');
      const parent = second === undefined ? program : groupOf(program, first as Group, texts);
      const command = parent.command(second ?? first).description(spec.says);
      for (const [name, says] of spec.arguments ?? []) command.argument(name, says);
      for (const [flags, says] of spec.options ?? []) command.option(flags, says);
      command.helpOption('-h, --help', texts.option.help);
      command.addHelpText('after', `\n${texts.example}\n  ${spec.example}`);
      command.action(async () => {
        const options = command.optsWithGlobals<GlobalOptions>();
        const purpose = `millrace ${[spec.name, ...command.args].join(' ')}`;
        const log = options.log === 'json' ? await openLog(surroundings.stderr, spec.name) : undefined;
        const run = new Run({ texts, language, surroundings, log }, options, purpose);
        try {
          const { exit, json, print, lasts } = await work(run, command.args, command.opts());
          if (options.json) await writeJson(surroundings.stdout, json);
          else await print(run.terminal);
          await lasts;
          ended(exit);
        } finally {
          await run.end();
        }
      });
    },
  };
}

type Group = keyof Texts['structure']['group'];

/** The command that stands for several: `millrace bom`. It does nothing itself but show them. */
function groupOf(program: Command, name: Group, texts: Texts): Command {
  const present = program.commands.find((command) => command.name() === name);
  if (present !== undefined) return present;
  const group = program.command(name).description(texts.structure.group[name]).helpCommand(false);
  group.helpOption('-h, --help', texts.option.help);
  group.addHelpText('after', () => {
    const names = group.commands.map((command) => `  millrace ${name} ${command.name()} --help`);
    return `\n${texts.example}\n${names.join('\n')}`;
  });
  return group;
}

/** One run of a command: its surroundings. */
export class Run {
  readonly texts: Texts;
  readonly language: Language;
  readonly terminal: Terminal;
  readonly options: GlobalOptions;
  readonly #surroundings: Surroundings;
  readonly #log: Logger | undefined;
  readonly #purpose: string;
  readonly #opened: Database[] = [];
  readonly #steps: Steps[] = [];
  #config: Config | undefined;
  #database: Promise<Database> | undefined;

  constructor({ texts, language, surroundings, log }: LoggedThere, options: GlobalOptions, purpose: string) {
    this.texts = texts;
    this.language = language;
    this.terminal = new Terminal(surroundings.stdout);
    this.#surroundings = surroundings;
    this.#log = log;
    this.options = options;
    this.#purpose = purpose;
  }

  get config(): Config | undefined {
    this.#config ??= readConfig(this.options.config);
    return this.#config;
  }

  get env(): Surroundings['env'] {
    return this.#surroundings.env;
  }

  /** The database's address: from the option, the environment, the config, or the default folder. */
  get address(): string {
    return this.options.database ?? (this.env.DATABASE_URL || this.config?.database || DEFAULT_FOLDER);
  }

  /** Steps that are shown while they go on. */
  steps(): Steps {
    const steps = new Steps(
      this.#log === undefined
        ? stepDisplay(this.#surroundings.stderr, this.texts, this.options.json === true)
        : this.stepLog(),
    );
    this.#steps.push(steps);
    return steps;
  }

  /** Steps as lines of the log; where there is none, nothing of them is shown. */
  stepLog(): StepDisplay {
    return this.#log === undefined ? SILENT : logDisplay(this.#log, (step) => stepText(step, this.texts));
  }

  /** The database, which must have been set up. It is opened once, however often a command asks: a folder has one session. */
  open(): Promise<Database> {
    this.#database ??= this.openAnother();
    return this.#database;
  }

  /** Opens the database in a session of its own, which a folder hasn't got. */
  async openAnother(): Promise<Database> {
    const database = await this.openToMigrate();
    await mustBeMigrated(database);
    return database;
  }

  /** Opens a database that is there, set up or not. */
  async openToMigrate(): Promise<Database> {
    return this.#opening(Database.open(this.address, this.#session, this));
  }

  /** Opens a database that may be empty, or a folder where none is yet. */
  async openOrMake(address: string): Promise<Database> {
    return this.#opening(Database.openOrMake(address, this.#session, this));
  }

  /** Opens the database that a site's own tables are in: the one that is named, or that the config names, or the same by a session of its own. */
  async openSources(address?: string): Promise<Database> {
    const connection = address ?? this.config?.sources.connection ?? '';
    if (connection === '' && (await this.open()).kind === 'embedded') {
      throw new Trouble('sources_need_a_connection', { place: this.address });
    }
    return this.#opening(Database.open(connection === '' ? this.address : connection, this.#session, this));
  }

  /** The message for others who find the database in use. */
  get #session(): string {
    return `${this.#purpose} (${process.pid}@${hostname()})`;
  }

  /** When it is asked to stop. */
  async stopped(): Promise<void> {
    return this.#surroundings.stopped?.();
  }

  /** The same for what ends by itself too: where nobody can ask, it never is. */
  async interrupted(): Promise<void> {
    return this.#surroundings.stopped?.() ?? new Promise(() => {});
  }

  /** Says something beside the result. */
  warn(text: string): void {
    if (this.#log === undefined) this.#surroundings.stderr.write(`${text}\n`);
    else this.#log.warn(text);
  }

  /** Says in a line what has happened: to people the text, to programs its name and fields beside it. */
  tell(event: string, fields: Readonly<Record<string, string | number>>, text: string): void {
    if (this.#log === undefined) this.#surroundings.stderr.write(`${visible(text)}\n`);
    else this.#log.info({ event, ...fields }, text);
  }

  /** Who says to run this; the system's user, where nobody is named. */
  get by(): string {
    const { by } = this.options;
    if (by?.trim() === '') throw new Trouble('option_is_wrong', { option: '--by', value: by, expected: 'zhang.wei' });
    return by ?? systemUser();
  }

  async #opening(opening: Promise<Database>): Promise<Database> {
    const database = await opening;
    this.#opened.push(database);
    if (database.isPlainToAnotherHost) {
      this.warn(`millrace: ${this.texts.plainText(visible(database.place))}`);
    }
    return database;
  }

  /** The ledger that is meant: asked for, configured, or the only one. */
  async ledger({ kysely, place }: Database, asked: string | undefined): Promise<string> {
    const named = asked ?? this.config?.ledger;
    if (named !== undefined && named !== '') return named;
    const rows = await kysely.selectFrom('millrace.ledger').select('ledger').orderBy('ledger').execute();
    if (rows.length === 0) throw new Trouble('ledger_is_missing', { place });
    if (rows.length > 1) {
      throw new Trouble('ledger_must_be_chosen', { ledgers: rows.map(({ ledger }) => ledger).join(', ') });
    }
    return rows[0].ledger;
  }

  /** Closes what was opened, also where the command failed: a display that goes on would keep the process alive. */
  async end(): Promise<void> {
    for (const steps of this.#steps) steps.finished();
    for (const database of this.#opened) await database.close().catch(() => {});
  }
}

const DEFAULT_FOLDER = './.data';
