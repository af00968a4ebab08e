import { add, type Fraction, multiply, ZERO } from '@millrace/exact';
import { type Facts, TABLES } from '@millrace/facts';
import type { Report } from '../../findings.js';
import { LineFormulas } from '../../formula/line-formulas.js';
import { chosenFor, type Policy } from '../../policy.js';
import { componentLines } from './component-lines.js';
import type { Structures } from './structures.js';

/** By the code of a step: how many of its units something consists of. */
export type StepNeeds = ReadonlyMap<number, Fraction>;

/** Codes of the items that are steps in parallel (平行结转): no cost travels with them, by the policy `step_costing`. */
export function parallelItems({ item, symbols }: Facts, policy: Policy): ReadonlySet<number> {
  const found = new Set<number>();
  for (let row = 0; row < item.rowCount; row++) {
    // What is only bought is no step.
    if (item.supply[row] === PURCHASED) continue;
    const own = chosenFor(policy.step_costing_by_category, symbols.text(item.category[row]));
    if ((own ?? policy.step_costing).carry === 'parallel') found.add(item.item[row]);
  }
  return found;
}

/**
 * What steps a unit of an item consists of, by its bill of material in force, level by level while the
 * components are steps: one that isn't bears the cost of the steps below it and carries it as stock does. 2 blanks a shaft and 3 shafts a
 * gear: 6 blanks a gear.
 *
 * @returns the needs of a bill of material by its row, for an order by its code, and those of an item in a plant, codes.
 */
export function stepNeeds(
  facts: Facts,
  day: number,
  { steps, structures, report }: { steps: ReadonlySet<number>; structures: Structures; report: Report },
): {
  readonly ofBom: (header: number | undefined, order?: number) => StepNeeds;
  readonly ofItem: (item: number) => StepNeeds;
} {
  const linesOf = componentLines(facts, day, structures);
  const formulas = LineFormulas.of(facts);
  const known = new Map<number, StepNeeds>();
  const open = new Set<number>();
  /** How many lines were left out: what lacks one because of where it was asked from is not remembered. */
  let cut = 0;
  const textOf = (item: number) => facts.symbols.text(item);

  function ofBom(header: number | undefined, order = 0): StepNeeds {
    if (header === undefined) return NOTHING;
    const isOwn = formulas?.isOwn(order) === true;
    const present = isOwn ? undefined : known.get(header);
    if (present !== undefined) return present;
    open.add(header);
    const before = cut;
    const needs = new Map<number, Fraction>();
    const need = (item: number, quantity: Fraction) => {
      needs.set(item, add(needs.get(item) ?? ZERO, quantity));
    };
    for (const { plant, item, quantity, isFixed } of linesOf(header, order)) {
      if (!steps.has(item)) continue;
      if (isFixed) {
        report('choice_must_go_with_parallel_steps', 'item', textOf(item), { choice: 'bom_line.fixed' });
        continue;
      }
      const below = structures.headerOf(plant, item);
      if (below !== undefined && open.has(below)) {
        report('step_must_not_need_itself', 'item', textOf(item));
        cut++;
        continue;
      }
      need(item, quantity);
      for (const [step, each] of ofBom(below)) need(step, multiply(quantity, each));
    }
    open.delete(header);
    if (cut === before && !isOwn) known.set(header, needs);
    return needs;
  }

  /** By the plant whose bill of material is found first, in the order of the plants' names. */
  const plants = [...new Set(facts.bom.plant)].sort(facts.symbols.compare);
  return {
    ofBom,
    ofItem: (item) => ofBom(plants.map((plant) => structures.headerOf(plant, item)).find((of) => of !== undefined)),
  };
}

const NOTHING: StepNeeds = new Map();
const PURCHASED = TABLES.item.columns.supply.choices.indexOf('purchased');
