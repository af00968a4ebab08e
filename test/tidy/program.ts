import ts from 'typescript';
import { absolute, nodesOf } from './sources.js';

/** The packages as the compiler sees them: with the types of expressions and the exports of each. */
export class Program {
  readonly #program: ts.Program;
  readonly #checker: ts.TypeChecker;

  constructor(packages: readonly string[]) {
    const { config } = ts.readConfigFile(absolute('tsconfig.json'), ts.sys.readFile);
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, absolute('.'));
    this.#program = ts.createProgram(packages.map(entryOf), { ...options, types: [] });
    this.#checker = this.#program.getTypeChecker();
  }

  /** Functions and classes that a package exports without a word on what they do. */
  silentExports(name: string): string[] {
    const entry = this.#program.getSourceFile(entryOf(name));
    const module = entry && this.#checker.getSymbolAtLocation(entry);
    if (module === undefined) throw new Error(`${name} exports nothing`);
    return this.#checker.getExportsOfModule(module).flatMap((exported) => {
      const symbol = exported.flags & ts.SymbolFlags.Alias ? this.#checker.getAliasedSymbol(exported) : exported;
      const isCode = (symbol.flags & (ts.SymbolFlags.Function | ts.SymbolFlags.Class)) !== 0;
      return isCode && symbol.getDocumentationComment(this.#checker).length === 0 ? [exported.name] : [];
    });
  }

  /** Calls of `sort` that do not say how: only typed arrays, which sort by number, need not. */
  looseSorts(name: string): string[] {
    const folder = absolute(`packages/${name}/src/`);
    const files = this.#program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(folder));
    return files.flatMap((file) =>
      [...nodesOf(file)]
        .filter((node) => this.#sortsLoosely(node))
        .map((node) => `${file.fileName}: ${node.getText()}`),
    );
  }

  #sortsLoosely(node: ts.Node): boolean {
    if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
    const { name, expression } = node.expression;
    if (!/^(sort|toSorted)$/.test(name.text) || node.arguments.length > 0) return false;
    const type = this.#checker.getTypeAtLocation(expression).getSymbol()?.name ?? '';
    return !/^(Int|Uint|Float|Big)\w*Array$/.test(type);
  }
}

function entryOf(name: string): string {
  return absolute(`packages/${name}/src/index.ts`);
}
