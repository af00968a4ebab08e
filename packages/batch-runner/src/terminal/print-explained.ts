import type { Explained, Outcome } from '@millrace/costing-core';
import { MOVEMENT_TYPES } from '@millrace/facts';
import type { Terms } from '@millrace/report/figures';
import { grouped, groupedQuantity } from '@millrace/report/figures';
import type { Spoken } from '../text/texts.js';
import type { Terminal } from './terminal.js';

/** What is explained, and the words for it. */
export interface ExplainedTree {
  readonly root: Explained;
  readonly outcome: Outcome;
  readonly terms: Terms;
}

/** The tree of what a unit cost consists of: amounts of the lines below add up to the line above. */
export function printExplained(terminal: Terminal, tree: ExplainedTree, { texts, language }: Spoken): void {
  const { root, terms } = tree;
  const unit = terms.names.unit(root.key.split(' · ').at(-1) ?? '');
  const [quantity, amount, unitCost] = [groupedQuantity(root.quantity), grouped(root.amount), grouped(root.unit_cost)];
  terminal.line(texts.explain.total(quantity, unit, amount, terms.currency, unitCost));
  printTree(
    terminal,
    tree,
    { texts, language },
    {
      titles: texts.explain.head,
      unitCost: (line) => line.unit_cost,
      addUp: true,
    },
  );
}

/** What stands in the column of unit costs: the part of each line in the whole, or what each line itself cost. */
interface UnitCosts {
  readonly titles: readonly string[];
  unitCost(line: Explained): string;
  /** Whether unit costs below a line add up to it; what they are rounded by is then a line of its own. */
  readonly addUp: boolean;
}

/** The lines alone. */
export function printTree(
  terminal: Terminal,
  { root, outcome, terms }: ExplainedTree,
  { texts, language }: Spoken,
  { titles, unitCost, addUp }: UnitCosts,
): void {
  const label = explainedText(outcome, terms, { texts, language });
  const elements = terms.elements.filter(({ code }) => code in root.elements);
  const rows: string[][] = [];
  // The lines still to be printed, the next one last, each with the text in front of it.
  const open: { line: Explained; lead: string; below: string }[] = [{ line: root, lead: '', below: '' }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { line, lead, below } = next;
    rows.push([
      `${lead}${label(line)}`,
      line.quantity === '' ? '' : groupedQuantity(line.quantity),
      grouped(line.amount),
      grouped(unitCost(line)),
      ...elements.map(({ code }) => (code in line.elements ? grouped(line.elements[code]) : '')),
    ]);
    const isRounded = addUp && /[1-9]/.test(line.rounding);
    const parts = line.lines.map((part, i) => ({ part, isLast: i === line.lines.length - 1 && !isRounded }));
    if (isRounded) open.push({ line: roundingOf(line), lead: `${below}└ `, below: '' });
    for (const { part, isLast } of parts.reverse()) {
      open.push({ line: part, lead: `${below}${isLast ? '└ ' : '├ '}`, below: `${below}${isLast ? '  ' : '│ '}` });
    }
  }
  const head = [...titles, ...elements.map(({ name }) => name[language])];
  terminal.table(head, rows, [...head.keys().drop(1)]);
}

/** A line of its own for what the column of unit costs is rounded by. */
function roundingOf({ rounding }: Explained): Explained {
  const nothing = { quantity: '', amount: '', rounding: '', elements: {}, lines: [] };
  return { ...nothing, kind: 'others', key: 'rounding', unit_cost: rounding };
}

/** What each line is, in words: `made by WO-1`, `M-7 Purchases GR-2041`. */
export function explainedText(
  { facts }: Outcome,
  terms: Terms,
  { texts: { explain, stock }, language }: Spoken,
): (line: Explained) => string {
  const movementRows = new Map(Array.from(facts.movement.movement, (code, row) => [facts.symbols.text(code), row]));
  const cut = (orders: readonly string[]) =>
    orders.length > NAMED ? explain.orders(orders.length) : orders.join(', ');

  return ({ kind, key }: Explained): string => {
    switch (kind) {
      case 'component':
      case 'circulating': {
        const name = terms.names.item(key.split(' · ')[1] ?? key)[language];
        return kind === 'component' ? `${key} ${name}` : `${key} ${name} (${explain.kind.circulating})`;
      }
      case 'made':
        return explain.made(cut(key.split(', ')));
      case 'others':
        return key === 'rounding' ? explain.rounding : explain.others(Number(key));
      case 'left':
        return explain.left(leftText(key));
      case 'document':
        return documentText(key);
      default:
        return key === '' ? explain.kind[kind] : `${explain.kind[kind]} ${key}`;
    }
  };

  function leftText(key: string): string {
    if (key === 'closing_stock') return explain.closingAlone;
    const kinds: Readonly<Record<string, string>> = stock.kind;
    return movementRows.has(key) || !Object.hasOwn(kinds, key) ? documentText(key) : kinds[key];
  }

  function documentText(key: string): string {
    const row = movementRows.get(key);
    if (row === undefined) return `${explain.kind.document} ${key}`;
    const { type, document, source } = facts.movement;
    const [number, origin] = [document[row], source[row]].map((code) => facts.symbols.text(code));
    return [key, stock.kind[MOVEMENT_TYPES[type[row]]], number, origin].filter((part) => part !== '').join(' ');
  }
}

/** Orders that are named one by one. */
const NAMED = 3;
