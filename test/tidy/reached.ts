import ts from 'typescript';
import { absolute } from './sources.js';

/**
 * What runs when a program runs: all that its first file names, all that these name, and so on. A class is taken whole,
 * a file's own statements with the first of its names.
 */
export class Reached {
  readonly #checker: ts.TypeChecker;
  readonly #done = new Set<ts.Node>();
  readonly #waiting: ts.Node[] = [];

  constructor(program: ts.Program, first: string) {
    this.#checker = program.getTypeChecker();
    const file = program.getSourceFile(absolute(first));
    if (file === undefined) throw new Error(`${first} is in no program`);
    this.#add(file);
    for (let node = this.#waiting.pop(); node !== undefined; node = this.#waiting.pop()) this.#follow(node);
  }

  /** Whether it is among what runs: by the name by which a package exports it. */
  has(exported: ts.Symbol): boolean {
    return this.#resolved(exported).declarations?.some((declaration) => this.#done.has(declaration)) ?? false;
  }

  #follow(node: ts.Node): void {
    if (ts.isIdentifier(node)) {
      const symbol = this.#checker.getSymbolAtLocation(node);
      const shorthand = ts.isShorthandPropertyAssignment(node.parent)
        ? this.#checker.getShorthandAssignmentValueSymbol(node.parent)
        : undefined;
      for (const found of [symbol, shorthand]) {
        if (found === undefined) continue;
        for (const declaration of this.#resolved(found).declarations ?? [])
          if (isOurs(declaration)) this.#add(declaration);
      }
    }
    // A part that is loaded when it is needed: what it exports is taken whole.
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const module = this.#checker.getSymbolAtLocation(node.arguments[0]);
      const exported = module === undefined ? [] : this.#checker.getExportsOfModule(module);
      for (const symbol of exported) for (const declaration of symbol.declarations ?? []) this.#add(declaration);
    }
    ts.forEachChild(node, (child) => {
      // Imports and types run nothing; what is declared is looked at when something names it.
      if (ts.isImportDeclaration(child) || ts.isExportDeclaration(child)) return;
      if (ts.isTypeNode(child) && !ts.isExpressionWithTypeArguments(child)) return;
      if (ts.isSourceFile(node) && isDeclared(child)) return;
      this.#waiting.push(child);
    });
  }

  #add(declaration: ts.Node): void {
    if (this.#done.has(declaration)) return;
    this.#done.add(declaration);
    this.#waiting.push(declaration);
  }

  #resolved(symbol: ts.Symbol): ts.Symbol {
    return symbol.flags & ts.SymbolFlags.Alias ? this.#checker.getAliasedSymbol(symbol) : symbol;
  }
}

function isOurs(node: ts.Node): boolean {
  const { fileName } = node.getSourceFile();
  return !fileName.includes('/node_modules/') && !fileName.endsWith('.d.ts');
}

function isDeclared(statement: ts.Node): boolean {
  return (
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isVariableStatement(statement)
  );
}
