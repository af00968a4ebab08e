import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from './blocks.js';

/** What the compiler says against programs, as the repository's own sources are compiled: `README.md, line 9: …`. */
export async function typeFaults(programs: readonly (readonly [place: string, text: string])[]): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-programs-'));
  try {
    const files = programs.map((_, i) => join(folder, `${i}.ts`));
    for (const [i, [, text]] of programs.entries()) await writeFile(files[i], text);
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
    const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile);
    const { options } = ts.parseJsonConfigFileContent({ ...config, files }, ts.sys, ROOT);
    const program = ts.createProgram(files, { ...options, typeRoots: [join(ROOT, 'node_modules/@types')] });
    return files.flatMap((file, i) => {
      const source = program.getSourceFile(file) as ts.SourceFile;
      const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
      return found.map(({ messageText }) => `${programs[i][0]}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
