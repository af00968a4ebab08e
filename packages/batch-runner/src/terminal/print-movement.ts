import { type Explained, type Outcome, stockLedger } from '@millrace/costing-core';
import { MOVEMENT_TYPES } from '@millrace/facts';
import { grouped, groupedQuantity, unitCostText } from '@millrace/report/figures';
import type { Spoken } from '../text/texts.js';
import { type ExplainedTree, printTree } from './print-explained.js';
import type { Terminal } from './terminal.js';

/** What a movement cost: which layers it took, what they consist of, by element. */
export function printMovement(terminal: Terminal, key: string, tree: ExplainedTree, { texts, language }: Spoken): void {
  const { root, outcome, terms } = tree;
  const { item, type } = movementOf(key, outcome);
  const unit = terms.names.unit(item);
  const name = terms.names.item(item)[language];
  const [quantity, amount, unitCost] = [groupedQuantity(root.quantity), grouped(root.amount), grouped(root.unit_cost)];
  terminal.line(texts.stock.movement(texts.stock.kind[type], quantity, unit, `${item} ${name}`));
  terminal.line(texts.explain.total(quantity, unit, amount, terms.currency, unitCost));
  const unitCostOf = (line: Explained) => unitCostText(line.amount, line.quantity, terms);
  printTree(
    terminal,
    tree,
    { texts, language },
    {
      titles: texts.stock.movementHead,
      unitCost: unitCostOf,
      addUp: false,
    },
  );
}

/** The movement's lines in stock ledgers, and what its cost consists of. */
export function movementAsJson(key: string, root: Explained, outcome: Outcome) {
  const { item, type } = movementOf(key, outcome);
  const lines = [...stockLedger(outcome, { item })].filter(({ movement }) => movement === key);
  return { movement: key, type, item, stock: lines, explained: [root] };
}

function movementOf(key: string, { facts }: Outcome) {
  const row = facts.movement.movement.indexOf(facts.symbols.find(key) ?? -1);
  return { item: facts.symbols.text(facts.movement.item[row]), type: MOVEMENT_TYPES[facts.movement.type[row]] };
}
