import ts from 'typescript';
import type { SourceFile } from './sources.js';

/** Functions with a body that take more than so many parameters, by name. */
export function longParameterLists(file: SourceFile, most: number): string[] {
  return [...file.nodes()].filter(hasBody).flatMap((node) => {
    return node.parameters.length > most ? [nameOf(node)] : [];
  });
}

/** Tests and hooks with a limit of their own. */
export function ownLimits(file: SourceFile): string[] {
  return [...file.nodes()].flatMap((node) => {
    const isOption = ts.isPropertyAssignment(node) && node.name.getText() === 'timeout';
    const isLast = ts.isCallExpression(node) && node.arguments.length > 1 && isLimit(node.arguments.at(-1));
    return isOption || (isLast && /^(test|it|describe|(before|after)(All|Each))\b/.test(node.getText()))
      ? [file.place(node)]
      : [];
  });
}

function isLimit(argument: ts.Node | undefined): boolean {
  return argument !== undefined && ts.isNumericLiteral(argument);
}

type WithBody =
  | ts.FunctionDeclaration
  | ts.FunctionExpression
  | ts.ArrowFunction
  | ts.MethodDeclaration
  | ts.ConstructorDeclaration;

function hasBody(node: ts.Node): node is WithBody {
  const isFunction =
    ts.isFunctionDeclaration(node) ||
    ts.isFunctionExpression(node) ||
    ts.isArrowFunction(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isConstructorDeclaration(node);
  return isFunction && node.body !== undefined;
}

function nameOf(node: WithBody): string {
  if (ts.isConstructorDeclaration(node)) return `${node.parent.name?.text ?? 'a class'}.constructor`;
  const named = node.name ?? (ts.isVariableDeclaration(node.parent) ? node.parent.name : undefined);
  return named?.getText() ?? 'a function without a name';
}
