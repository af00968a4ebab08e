import { inspect } from 'node:util';
import type { Language } from '@millrace/costing-core';
import { EXIT, type Exit, Trouble, type TroubleCode } from '@millrace/store';
import { Command, CommanderError, Option } from 'commander';
import { cliOf } from './commands/cli.js';
import { COMMANDS } from './commands/commands.js';
import { readConfig } from './config.js';
import type { Surroundings } from './surroundings.js';
import { openLog } from './terminal/log.js';
import { writeJson } from './terminal/write-json.js';
import { type Texts, tell } from './text/texts.js';
import { textsIn } from './text/texts-in.js';

const VERSION = '0.1.0';

/** Commander's own headings. */
const TITLES: Readonly<Record<string, (texts: Texts) => string>> = {
  'Usage:': ({ usage }) => usage,
  'Arguments:': ({ arguments: title }) => title,
  'Options:': ({ options }) => options,
  'Global Options:': ({ globalOptions }) => globalOptions,
  'Commands:': ({ commands }) => commands,
};

/** What is wrong with a command line, by commander's codes. */
const USAGE: Readonly<Record<string, TroubleCode>> = {
  'commander.missingArgument': 'argument_is_missing',
  'commander.optionMissingArgument': 'value_is_missing',
  'commander.unknownOption': 'option_is_not_known',
  'commander.unknownCommand': 'command_is_not_known',
  'commander.excessArguments': 'argument_is_too_much',
};

/**
 * Runs the command `millrace` with its arguments and returns its exit code. Results go to stdout; progress and trouble
 * to stderr; with --json stdout is one JSON document, whatever happens.
 *
 * @example
 * const exit = await runCommand(['close', '2026-10', '--json'], process);
 */
export async function runCommand(argv: readonly string[], surroundings: Surroundings): Promise<Exit> {
  const language = languageOf(argv, surroundings.env);
  const texts = textsIn(language);
  let exit: Exit = EXIT.done;
  const program = programOf(texts, surroundings);
  const cli = cliOf(program, { texts, language, surroundings }, (code) => {
    exit = code;
  });
  for (const add of COMMANDS) add(cli);
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return exit;
  } catch (error) {
    return failed(error, argv, texts, surroundings);
  }
}

function programOf(texts: Texts, { stdout, stderr }: Surroundings): Command {
  return new Command('millrace')
    .description(texts.program)
    .version(VERSION, '-V, --version', texts.option.version)
    .helpOption('-h, --help', texts.option.help)
    .helpCommand(false)
    .option('--database <address>', texts.option.database)
    .option('--config <file>', texts.option.config)
    .option('--json', texts.option.json)
    .option('--by <name>', texts.option.by)
    .addOption(new Option('--log <form>', texts.option.log).argParser(logArgument))
    .addOption(new Option('--lang <language>', texts.option.lang).argParser(languageArgument))
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      writeErr: (text) => void stderr.write(text),
      outputError() {},
    })
    .configureHelp({
      showGlobalOptions: true,
      styleTitle: (title) => TITLES[title]?.(texts) ?? title,
      styleUsage: (usage) => usage.replace('[options]', texts.anyOptions).replace('[command]', texts.anyCommand),
    });
}

/** Asked for, or configured, or the environment's. */
function languageOf(argv: readonly string[], env: Surroundings['env']): Language {
  const asked = optionOf(argv, '--lang');
  if (asked !== undefined) return asked === 'zh' ? 'zh' : 'en';
  try {
    const configured = readConfig(optionOf(argv, '--config'))?.language;
    if (configured !== undefined) return configured;
  } catch {
    // A broken config is reported by the command that needs it, in the environment's language.
  }
  const { LC_ALL, LC_MESSAGES, LANG } = env;
  return (LC_ALL || LC_MESSAGES || LANG || '').startsWith('zh') ? 'zh' : 'en';
}

/** Commander's own `choices` would stand in every help, in English. */
function languageArgument(text: string): string {
  if (text === 'en' || text === 'zh') return text;
  throw new Trouble('option_is_wrong', { option: '--lang', value: text, expected: 'en, zh' });
}

function logArgument(text: string): string {
  if (text === 'text' || text === 'json') return text;
  throw new Trouble('option_is_wrong', { option: '--log', value: text, expected: 'text, json' });
}

function optionOf(argv: readonly string[], option: string): string | undefined {
  const at = argv.findIndex((word) => word === option || word.startsWith(`${option}=`));
  if (at < 0) return undefined;
  return argv[at].includes('=') ? argv[at].slice(option.length + 1) : argv[at + 1];
}

async function failed(
  error: unknown,
  argv: readonly string[],
  texts: Texts,
  { stdout, stderr }: Surroundings,
): Promise<Exit> {
  if (error instanceof CommanderError && error.exitCode === 0) return EXIT.done;
  const trouble = meant(error);
  if (optionOf(argv, '--log') === 'json') {
    const stack = trouble.code === 'defect' ? { stack: inspect(error) } : {};
    const log = await openLog(stderr, argv[0] ?? '');
    log.error({ event: 'trouble', code: trouble.code, fields: trouble.fields, ...stack }, tell(trouble, texts));
  } else {
    if (trouble.code === 'defect') stderr.write(`${inspect(error)}\n`);
    stderr.write(`millrace: ${tell(trouble, texts)}\n`);
  }
  if (argv.includes('--json')) {
    const [cause, remedy] = tell(trouble, texts).split('\n  → ');
    await writeJson(stdout, { trouble: { code: trouble.code, fields: trouble.fields, cause, remedy } });
  }
  return trouble.exit;
}

function meant(error: unknown): Trouble {
  if (error instanceof CommanderError) {
    // Where no command is named, commander shows the help and says nothing else.
    if (error.code === 'commander.help') return new Trouble('command_is_missing', {}, error);
    // Commander says it in English, sometimes with what may have been meant; other languages have the words alone.
    const says = error.message.replace(/^error: /, '').replace('\n', ' ');
    const word = /'(.+?)'/.exec(says)?.[1] ?? '';
    const near = /\(Did you mean (?:one of )?(.+)\?\)$/.exec(says)?.[1];
    const near_zh = near === undefined ? '' : `；是否应为 ${near.replaceAll(', ', ' 或 ')}？`;
    return new Trouble(USAGE[error.code] ?? 'argument_is_wrong', { says, word, near_zh }, error);
  }
  return (
    Trouble.behind(error) ?? new Trouble('defect', { says: error instanceof Error ? error.message : String(error) })
  );
}
