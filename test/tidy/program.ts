import ts from 'typescript';
import { Reached } from './reached.js';
import { absolute, nodesOf } from './sources.js';

/** The packages as the compiler sees them: with the types of expressions and the exports of each. */
export class Program {
  readonly #program: ts.Program;
  readonly #checker: ts.TypeChecker;
  readonly #main: string;

  constructor(packages: readonly string[], main: string) {
    const { config } = ts.readConfigFile(absolute('tsconfig.json'), ts.sys.readFile);
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, absolute('.'));
    this.#program = ts.createProgram([...packages.map(entryOf), absolute(main)], { ...options, types: [] });
    this.#checker = this.#program.getTypeChecker();
    this.#main = main;
  }

  /** Functions and classes that a package exports without a word on what they do. */
  silentExports(name: string): string[] {
    return this.#exportsOf(name).flatMap((exported) => {
      const symbol = this.#resolved(exported);
      const isCode = (symbol.flags & (ts.SymbolFlags.Function | ts.SymbolFlags.Class)) !== 0;
      return isCode && symbol.getDocumentationComment(this.#checker).length === 0 ? [exported.name] : [];
    });
  }

  /** Names of functions, classes and values that a package exports and no run of the command reaches. */
  unreached(name: string): string[] {
    this.#reached ??= new Reached(this.#program, this.#main);
    const reached = this.#reached;
    const isValue = (symbol: ts.Symbol) => (this.#resolved(symbol).flags & ts.SymbolFlags.Value) !== 0;
    const values = this.#exportsOf(name).filter(isValue);
    return values.filter((symbol) => !reached.has(symbol)).map((symbol) => symbol.name);
  }

  #reached: Reached | undefined;

  #exportsOf(name: string): ts.Symbol[] {
    const entry = this.#program.getSourceFile(entryOf(name));
    const module = entry && this.#checker.getSymbolAtLocation(entry);
    if (module === undefined) throw new Error(`${name} exports nothing`);
    return this.#checker.getExportsOfModule(module);
  }

  #resolved(symbol: ts.Symbol): ts.Symbol {
    return symbol.flags & ts.SymbolFlags.Alias ? this.#checker.getAliasedSymbol(symbol) : symbol;
  }

  /** Calls of `sort` that do not say how: only typed arrays, which sort by number, need not. */
  looseSorts(name: string): string[] {
    return this.#textsOf(name, (node) => this.#sortsLoosely(node));
  }

  /** Calls that take an array apart into arguments: the stack, not the memory, limits how long it may be. */
  spreadsIntoCalls(name: string): string[] {
    return this.#textsOf(name, (node) => {
      if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return false;
      const spread = node.arguments?.filter(ts.isSpreadElement) ?? [];
      return spread.some(({ expression }) => !this.#hasFixedLength(expression));
    });
  }

  #hasFixedLength(expression: ts.Expression): boolean {
    const type = this.#checker.getTypeAtLocation(expression);
    return (ts.isAsExpression(expression) && ts.isTupleTypeNode(expression.type)) || this.#checker.isTupleType(type);
  }

  #textsOf(name: string, isWanted: (node: ts.Node) => boolean): string[] {
    const folder = absolute(`packages/${name}/src/`);
    const files = this.#program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(folder));
    return files.flatMap((file) =>
      [...nodesOf(file)].filter(isWanted).map((node) => `${file.fileName.slice(folder.length)}: ${node.getText()}`),
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
