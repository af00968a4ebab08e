import { type Facts, rowKey } from '@millrace/facts';
import { componentLines } from '../compile/orders/component-lines.js';
import { orderStructures } from '../compile/orders/structures.js';
import type { Report } from '../findings.js';
import type { FormulaError } from '../formula/formula.js';
import { LineFormulas } from '../formula/line-formulas.js';
import type { Scope } from '../period/scope.js';

/** Formulas of lines can be read, and come to a quantity with the attributes of items alone, as a standard takes them. */
export function lineFormulasGiveQuantities(facts: Facts, report: Report): void {
  const formulas = LineFormulas.of(facts);
  if (formulas === undefined) return;
  for (let line = 0; line < facts.bom_line.rowCount; line++) {
    const fault = formulas.quantity(line)?.fault;
    if (fault !== undefined) tell(facts, report, formulas, { line, order: 0, fault });
  }
}

/** Formulas of lines can be read, and come to a quantity for each order that takes them. */
export function lineFormulasOfOrdersGiveQuantities(facts: Facts, scope: Scope, report: Report): void {
  const formulas = LineFormulas.of(facts);
  if (formulas === undefined) return;
  for (let line = 0; line < facts.bom_line.rowCount; line++) {
    const fault = formulas.unreadable(line);
    if (fault !== undefined) tell(facts, report, formulas, { line, order: 0, fault });
  }
  const { production_order: orders } = facts;
  const structures = orderStructures(facts, scope.lastDay, () => {});
  const faults = new Map<number, FormulaError>();
  const linesOf = componentLines(facts, scope.lastDay, structures, undefined, (line, fault) => faults.set(line, fault));
  const told = new Set<number>();
  for (let row = 0; row < orders.rowCount; row++) {
    const header = scope.plants.has(orders.plant[row]) ? structures.header(row) : undefined;
    if (header === undefined) continue;
    const order = formulas.isOwn(orders.order[row]) ? orders.order[row] : 0;
    faults.clear();
    linesOf(header, order);
    for (const [line, fault] of faults) {
      if (formulas.unreadable(line) !== undefined || (order === 0 && told.has(line))) continue;
      if (order === 0) told.add(line);
      tell(facts, report, formulas, { line, order, fault });
    }
  }
}

function tell(
  facts: Facts,
  report: Report,
  formulas: LineFormulas,
  { line, order, fault }: { readonly line: number; readonly order: number; readonly fault: FormulaError },
): void {
  const { symbols, bom_line } = facts;
  const text = symbols.text(bom_line.formula[line]);
  const fields = { what: fault.message, position: String(fault.position) };
  const key = rowKey(facts, 'bom_line', line);
  if (formulas.unreadable(line) === undefined) {
    report('line_formula_must_give_a_quantity', 'bom_line', key, { ...fields, order: symbols.text(order) });
    return;
  }
  const near = text.slice(fault.position - 1, fault.position + 19);
  report('line_formula_must_be_readable', 'bom_line', key, { ...fields, near });
}
