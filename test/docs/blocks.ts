import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A fenced block of a document. */
export interface Block {
  readonly language: string;
  /** Of its first line, counted from 1. */
  readonly line: number;
  readonly lines: readonly string[];
}

export interface Document {
  /** From the root. */
  readonly name: string;
  readonly text: string;
  readonly blocks: readonly Block[];
}

/** Every document: those of the root, of docs, and the README of each part. */
export function documents(): Document[] {
  const markdown = (folder: string) =>
    readdirSync(join(ROOT, folder))
      .filter((file) => file.endsWith('.md'))
      .map((file) => join(folder, file));
  const packages = readdirSync(join(ROOT, 'packages')).map((name) => `packages/${name}`);
  const readmes = [...packages, 'benchmarks', 'examples', 'test'].map((folder) => `${folder}/README.md`);
  return [
    ...markdown('.'),
    ...markdown('docs'),
    ...markdown('docs/erp'),
    ...readmes.filter((file) => existsSync(join(ROOT, file))),
  ].map((name) => {
    const text = readFileSync(join(ROOT, name), 'utf8');
    return { name, text, blocks: blocksIn(text) };
  });
}

export function blocksIn(text: string): Block[] {
  const blocks: Block[] = [];
  let open: { language: string; line: number; lines: string[] } | undefined;
  for (const [place, line] of text.split('\n').entries()) {
    const fence = /^```(.*)$/.exec(line);
    if (fence === null) open?.lines.push(line);
    else if (open === undefined) open = { language: fence[1], line: place + 2, lines: [] };
    else {
      blocks.push(open);
      open = undefined;
    }
  }
  if (open !== undefined) throw new Error(`the block from line ${open.line} on has no end`);
  return blocks;
}

/** A command as it stands after `$ `, with the output that is shown below it. */
export interface Shown {
  readonly command: string;
  readonly output: readonly string[];
}

/** The commands of a console block. */
export function commandsIn({ lines }: Block): Shown[] {
  const commands: { command: string; output: string[] }[] = [];
  for (const line of lines) {
    const last = commands.at(-1);
    if (line.startsWith('$ ')) commands.push({ command: line.slice(2), output: [] });
    else if (last === undefined) throw new Error(`"${line}" stands before any command`);
    else if (last.command.endsWith('\\')) last.command = `${last.command.slice(0, -1)}${line.trim()}`;
    else last.output.push(line);
  }
  return commands;
}

/** What the `console.log` lines of a ts block say that they print: in a comment behind them, or in those below. */
export function printedIn({ lines }: Block): string[] {
  let isBelow = false;
  return lines.flatMap((line) => {
    const shown = /console\.log\(.*\);(?: \/\/ (.*))?$/.exec(line);
    const below = isBelow ? /^\/\/ (.*)$/.exec(line) : null;
    isBelow = shown !== null || below !== null;
    const text = shown?.[1] ?? below?.[1];
    return text === undefined ? [] : [text];
  });
}
