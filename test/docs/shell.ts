import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { builtCommand, COMPILED, millrace } from '../batch/millrace.js';
import { ROOT } from './blocks.js';

export interface Printed {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * A shell in a folder that looks like a fresh clone: what the repository holds is there, what commands write is not
 * in the repository. `millrace`, `npx millrace` and `npm run` run the sources, so that nothing needs to be built.
 */
export class Shell {
  readonly #folder: string;
  #code = 0;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async open(): Promise<Shell> {
    const folder = await mkdtemp(join(tmpdir(), 'millrace-docs-'));
    const clone = join(folder, 'clone');
    const commands = join(folder, 'commands');
    await mkdir(clone);
    await mkdir(commands);
    for (const name of await readdir(ROOT)) {
      if (!name.startsWith('.') && name !== 'millrace.config.json') await symlink(join(ROOT, name), join(clone, name));
    }
    for (const [name, script] of Object.entries(scripts())) {
      await writeFile(join(commands, name), `#!/bin/sh\n${script}\n`);
      await chmod(join(commands, name), 0o755);
    }
    return new Shell(folder);
  }

  async close(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** Runs a line; `$?` is the code of the line before. */
  async run(line: string): Promise<Printed> {
    if (line === DEMO_TO_GO_ON_WITH) return this.#demo();
    const args = argumentsOf(line);
    if (args === undefined) return this.#inShell(line);
    const { code, stdout, stderr } = await millrace(args, { cwd: join(this.#folder, 'clone') });
    this.#code = code;
    return { code, stdout, stderr };
  }

  /** The demo that documents begin with is made once, and copied for each of them. */
  async #demo(): Promise<Printed> {
    const made = join('.data', 'demo');
    demo ??= (async () => {
      const shell = await Shell.open();
      return { folder: shell.#folder, printed: await shell.#inShell(DEMO_TO_GO_ON_WITH) };
    })();
    const { folder, printed } = await demo;
    await cp(join(folder, 'clone', made), join(this.#folder, 'clone', made), { recursive: true });
    this.#code = printed.code;
    return printed;
  }

  #inShell(line: string): Promise<Printed> {
    const env = {
      ...process.env,
      ...COMPILED,
      PATH: [join(this.#folder, 'commands'), process.env.PATH].join(delimiter),
      DATABASE_URL: '',
      LANG: 'C',
      LC_ALL: '',
    };
    return new Promise((resolve) => {
      const script = `(exit ${this.#code})\n${line}`;
      const options = { cwd: join(this.#folder, 'clone'), env, maxBuffer: 2 ** 28 };
      execFile('/bin/sh', ['-c', script], options, (error, stdout, stderr) => {
        this.#code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
        resolve({ code: this.#code, stdout, stderr });
      });
    });
  }

  /** Runs TypeScript as it stands. */
  async runScript(name: string, text: string): Promise<Printed> {
    const file = join(this.#folder, 'clone', name);
    await writeFile(file, text);
    return this.#inShell(`node "${file}"`);
  }
}

const DEMO_TO_GO_ON_WITH = 'millrace demo | tail -1';

let demo: Promise<{ readonly folder: string; readonly printed: Printed }> | undefined;

/** Takes away what documents shared. */
export async function removeShared(): Promise<void> {
  if (demo !== undefined) await rm((await demo).folder, { recursive: true, force: true });
}

/** The arguments of a line that only runs the command, with nothing in it that a shell would have to read. */
function argumentsOf(line: string): string[] | undefined {
  const [, args] = /^(?:npx millrace|millrace|npm run millrace --)((?: [\w./:=+%@-]+)*)$/.exec(line) ?? [];
  return args?.split(' ').filter((word) => word !== '');
}

const node = `"${process.execPath}" --import "${fileURLToPath(new URL('../batch/from-source.js', import.meta.url))}"`;

/** What commands of these names run. */
function scripts(): Readonly<Record<string, string>> {
  const command = `"${process.execPath}" "${builtCommand()}"`;
  return {
    node: `exec ${node} "$@"`,
    millrace: `exec ${command} "$@"`,
    npx: `[ "$1" = millrace ] || { echo "npx $1 is not run by documents" >&2; exit 9; }\nshift\nexec ${command} "$@"`,
    npm: [
      // What is installed is there already.
      '[ "$1" = ci ] && exit 0',
      '[ "$1" = run ] || { echo "npm $1 is not run by documents" >&2; exit 9; }',
      'script=$2; shift 2; [ "$1" = -- ] && shift',
      'case "$script" in',
      `  demo) exec ${command} demo "$@" ;;`,
      `  millrace) exec ${command} "$@" ;;`,
      '  *) echo "npm run $script is not run by documents" >&2; exit 9 ;;',
      'esac',
    ].join('\n'),
  };
}
