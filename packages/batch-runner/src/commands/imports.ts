import { grouped } from '@millrace/report/figures';
import { EXIT } from '@millrace/store';
import { type ImportedFile, importsOf, type TableCounts } from '../import/record.js';
import type { Cli } from './cli.js';

/** `millrace imports`: what was imported, from which files, when and by whom. */
export function addImports(cli: Cli): void {
  const { texts } = cli;
  cli.add({ name: 'imports', says: texts.help.imports, example: 'millrace imports' }, async (run) => {
    const imports = await importsOf(await run.open());
    return {
      exit: EXIT.done,
      json: imports,
      print(terminal) {
        if (imports.length === 0) {
          terminal.line(texts.import.none);
          return;
        }
        const rows = imports.map(({ number, at, by, files, counts, undoes, undoneBy }) => [
          String(number),
          at.slice(0, 16).replace('T', ' '),
          by,
          filesIn(files),
          ...(['added', 'changed', 'removed'] as const).map((what) => grouped(String(sumOf(counts, what)))),
          undoes !== undefined
            ? texts.import.undoes(undoes)
            : undoneBy !== undefined
              ? texts.import.undoneBy(undoneBy)
              : '',
        ]);
        terminal.table(texts.import.list, rows, [0, 4, 5, 6]);
      },
    };
  });
}

/** The first of them, each with the beginning of its hash, and how many there are. */
function filesIn(files: readonly ImportedFile[]): string {
  const named = files.slice(0, NAMED).map(({ name, sha256 }) => `${name} ${sha256.slice(0, 8)}`);
  return files.length > NAMED ? `${named.join(', ')}, … (${files.length})` : named.join(', ');
}

const NAMED = 3;

function sumOf(counts: readonly TableCounts[], what: 'added' | 'changed' | 'removed'): number {
  return counts.reduce((sum, each) => sum + each[what], 0);
}
