import { add, divide, type Fraction, fraction, multiply, ONE, ZERO } from '@millrace/exact';
import { operationCharges } from '../standard/conversion-cost.js';
import type { ItemCost } from '../standard/cost-item.js';
import type { LotCost } from '../standard/lot-cost.js';
import type { RolledStandard } from '../standard/roll-up.js';
import { surcharges } from '../standard/surcharge.js';
import { type Fixed, fixed, type Vector } from './fixed-point.js';

/** How much one unit takes, and how much of that is for what comes out good. */
export interface Drawn {
  quantity: Fixed;
  without: Fixed;
}

interface LineOfRecipe {
  /** The number of the component. */
  readonly of: number;
  readonly drawn: Drawn;
}

interface WorkOfRecipe {
  readonly centre: string;
  readonly driver: string;
  readonly drawn: Drawn;
  /** What it costs, by element. */
  readonly amounts: Vector;
}

/** What one unit of an item takes and bears on its own level. */
export interface StandardRecipe {
  readonly lines: readonly LineOfRecipe[];
  readonly work: readonly WorkOfRecipe[];
  readonly fee: Vector;
  readonly credit: Vector;
  readonly surcharge: Vector;
  /** How many numbers of the last decimal may have been rounded on the way. */
  readonly roundings: number;
}

/** Recipes of a roll-up, by item number; of an item with a price the surcharges alone. */
export function standardRecipes(rolled: RolledStandard): (number: number) => StandardRecipe {
  const { standard, costs } = rolled;
  const { policy, elements, bom, equations, elementOfCredit } = standard;
  const chargesOf = operationCharges(standard.rows, standard.selection.as_of, policy);
  const applySurcharges = surcharges(policy, elements);
  const scale = 10n ** BigInt(policy.cost_scale);
  const nothing = (): Vector => elements.map(() => 0n);
  const costOf = (number: number): readonly Fraction[] => {
    const { exact, total } = costs[number] as ItemCost;
    return exact ?? total.map((amount) => fraction(amount, scale));
  };

  /** What surcharges add to what a level bears by itself. */
  const surchargesOf = (number: number): Vector => {
    const { source, own, terms } = equations[number];
    const components: Fraction[] = elements.map(() => ZERO);
    const purchased: Fraction[] = elements.map(() => ZERO);
    for (const { child, coefficient } of terms) {
      if (coefficient.numerator < 0n) continue;
      addAll(components, costOf(child), coefficient);
      if (equations[child].source === 'price') addAll(purchased, costOf(child), coefficient);
    }
    const borne = applySurcharges({ own, components, purchased, isPriced: source === 'price' });
    return borne.map((amount, e) => exactly(amount) - exactly(own[e]));
  };

  const creditOf = ({ joint }: LotCost, perUnit: Fraction): Vector => {
    const credit = nothing();
    for (const { child, quantity, price } of joint.credits) {
      const units = multiply(quantity, perUnit);
      const collapsed = policy.by_product_credit !== 'own_elements';
      const e =
        price !== undefined || collapsed ? elements.findIndex(({ element }) => element === elementOfCredit(child)) : -1;
      if (price !== undefined) credit[e] -= exactly(multiply(units, price));
      else
        for (const [own, amount] of costOf(child).entries())
          credit[e < 0 ? own : e] -= exactly(multiply(units, amount));
    }
    return credit;
  };

  const linesOf = ({ components, item }: LotCost, perUnit: Fraction): LineOfRecipe[] => {
    const lines = new Map<number, LineOfRecipe>();
    for (const { line, quantity, depth } of components) {
      const known = lines.get(line.child) ?? { of: line.child, drawn: { quantity: 0n, without: 0n } };
      lines.set(line.child, known);
      const taken = multiply(quantity, perUnit);
      // What a phantom's operations lose is usage of the item that it is part of.
      const raise = depth === 0 && item.lines.includes(line) ? line.raise : ONE;
      draw(known.drawn, taken, raise);
    }
    return [...lines.values()].filter(({ drawn }) => drawn.quantity !== 0n);
  };

  const workOf = (cost: LotCost, perUnit: Fraction, fee: Vector): WorkOfRecipe[] => {
    const work = new Map<string, WorkOfRecipe>();
    const levels = [
      { item: cost.item, lot: cost.lot, isOwn: true },
      ...cost.phantoms.map(({ line, quantity }) => ({ item: bom.items[line.child], lot: quantity, isOwn: false })),
    ];
    for (const { item, lot, isOwn } of levels) {
      for (const operation of item.operations) {
        const charged = chargesOf(operation, lot);
        if (charged === undefined) continue;
        const paid = elements.findIndex(({ element }) => element === policy.subcontract_element);
        if (paid >= 0) fee[paid] += exactly(multiply(charged.subcontract, perUnit));
        for (const { centre, driver, quantity, rates } of charged.charges) {
          if (rates.length === 0 || quantity.numerator === 0n) continue;
          const by = driver === 'quantity' ? PIECES : driver;
          const key = `${centre}\0${by}`;
          const known = work.get(key) ?? {
            centre,
            driver: by,
            drawn: { quantity: 0n, without: 0n },
            amounts: nothing(),
          };
          work.set(key, known);
          const units = multiply(quantity, perUnit);
          draw(known.drawn, units, isOwn ? operation.inputPerPiece : ONE);
          for (const { element, rate } of rates) {
            const e = elements.findIndex((of) => of.element === element);
            known.amounts[e] += exactly(multiply(rate, units));
          }
        }
      }
    }
    return [...work.values()];
  };

  return (number) => {
    const { from: cost, source, terms } = equations[number];
    const fee = nothing();
    const surcharge = surchargesOf(number);
    if (cost === undefined) return { lines: [], work: [], fee, credit: nothing(), surcharge, roundings: 1 };
    const output = source === 'joint' ? cost.joint.outputs.get(number) : undefined;
    const perUnit =
      output === undefined ? divide(cost.joint.mainShare, cost.lot) : divide(output.share, output.quantity);
    const work = workOf(cost, perUnit, fee);
    const roundings = 1 + terms.length + cost.operations.length * (elements.length + 1);
    return { lines: linesOf(cost, perUnit), work, fee, credit: creditOf(cost, perUnit), surcharge, roundings };
  };
}

/** Pieces that go through a centre, as pools know them. */
const PIECES = 'quantity_good';

function draw(drawn: Drawn, quantity: Fraction, raise: Fraction): void {
  drawn.quantity += exactly(quantity);
  drawn.without += exactly(divide(quantity, raise));
}

function addAll(to: Fraction[], amounts: readonly Fraction[], factor: Fraction): void {
  for (const [e, amount] of amounts.entries()) to[e] = add(to[e], multiply(amount, factor));
}

/** To 40 decimals. */
export function exactly({ numerator, denominator }: Fraction): Fixed {
  return fixed(numerator, denominator);
}
