import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A file of ours. Names are from the root of the repository, with slashes. */
export interface SourceFile {
  readonly name: string;
  readonly text: string;
  readonly isTest: boolean;
  readonly lineCount: number;
  readonly imports: readonly Import[];
  /** All nodes of the syntax tree. */
  nodes(): Iterable<ts.Node>;
  /** `name:line`, as an editor opens it. */
  place(node: ts.Node): string;
}

interface Import {
  readonly from: string;
  /** What it takes from there by name. */
  readonly names: readonly string[];
  /** The file that a relative import leads to. */
  readonly file: string | undefined;
  /** Nothing is left of it when types are erased. */
  readonly isType: boolean;
}

/** Files and folders of the repository, without what is installed, built or of git's. */
export function filesBelow(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = path.posix.join(folder, entry.name);
    if (LEFT_OUT.has(entry.name)) return [];
    return entry.isDirectory() ? filesBelow(name) : [name];
  });
}

const LEFT_OUT = new Set(['.git', '.data', 'node_modules', 'dist', 'coverage', 'package-lock.json']);

export function read(name: string): string {
  return readFileSync(path.join(ROOT, name), 'utf8');
}

export function absolute(name: string): string {
  return path.join(ROOT, name);
}

export function sourcesBelow(...folders: readonly string[]): SourceFile[] {
  return folders.flatMap(filesBelow).filter(isSource).map(parsed);
}

function isSource(name: string): boolean {
  return /\.(tsx?|js)$/.test(name);
}

function parsed(name: string): SourceFile {
  const text = read(name);
  const tree = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const place = (node: ts.Node) => `${name}:${tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1}`;
  return {
    name,
    text,
    isTest: name.endsWith('.test.ts'),
    lineCount: tree.getLineStarts().length - 1,
    imports: tree.statements.flatMap((statement) => importOf(name, statement)),
    nodes: () => nodesOf(tree),
    place,
  };
}

function importOf(name: string, statement: ts.Statement): Import[] {
  if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
  if (statement.moduleSpecifier === undefined || !ts.isStringLiteral(statement.moduleSpecifier)) return [];
  const from = statement.moduleSpecifier.text;
  const file = from.startsWith('.')
    ? path.posix.join(path.posix.dirname(name), from).replace(/\.js$/, '.ts')
    : undefined;
  return [{ from, names: namesOf(statement), file, isType: isOfTypes(statement) }];
}

function namesOf(statement: ts.ImportDeclaration | ts.ExportDeclaration): string[] {
  const clause = ts.isExportDeclaration(statement) ? statement.exportClause : statement.importClause?.namedBindings;
  if (clause === undefined || !(ts.isNamedImports(clause) || ts.isNamedExports(clause))) return [];
  return clause.elements.map((element) => (element.propertyName ?? element.name).text);
}

function isOfTypes(statement: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(statement)) return statement.isTypeOnly;
  const clause = statement.importClause;
  if (clause === undefined) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const { namedBindings } = clause;
  if (clause.name !== undefined || namedBindings === undefined || !ts.isNamedImports(namedBindings)) return false;
  return namedBindings.elements.every((element) => element.isTypeOnly);
}

/** A node and all below it. */
export function* nodesOf(node: ts.Node): Iterable<ts.Node> {
  const waiting: ts.Node[] = [node];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    yield next;
    ts.forEachChild(next, (child) => {
      waiting.push(child);
    });
  }
}
