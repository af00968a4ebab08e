import type { BomItem, Need } from '@millrace/bom';
import {
  add,
  compare,
  divide,
  type Fraction,
  fractionFaultOf,
  multiply,
  ONE,
  parseFraction,
  subtract,
  ZERO,
} from '@millrace/exact';
import type { Finding } from '@millrace/facts';
import { type StandardFindingCode, standardFinding } from './standard-findings.js';
import type { JointOutputRow } from './standard-rows.js';

/** How the cost of one lot of a process is shared among what comes out of it. */
export interface JointSplit {
  readonly mainShare: Fraction;
  /** By item number: its part of the cost and its quantity, over all lines that yield it. */
  readonly outputs: ReadonlyMap<number, { readonly share: Fraction; readonly quantity: Fraction }>;
  /** Credited before the split: by-products that take no share. */
  readonly credits: readonly {
    readonly child: number;
    readonly quantity: Fraction;
    readonly price: Fraction | undefined;
  }[];
  readonly findings: readonly Finding[];
}

/**
 * Splits the cost of a lot after by-product credits. Outputs whose line states a cost_share take that part; what
 * remains goes by weight · quantity to the item itself and the co-products without a share.
 *
 * 300.00 with one co-product of share 0.5 leaves 150.00. 116,000 over 1,000 at weight 60 and 500 at weight 80:
 * 69,600 and 46,400. Source: formulas.md 5.
 */
export function splitJointly(
  item: BomItem,
  lot: Fraction,
  outputs: readonly Need[],
  rows: readonly JointOutputRow[],
): JointSplit {
  const findings: Finding[] = [];
  const report = ({ line }: Need, code: StandardFindingCode = 'co_product_must_have_a_share') => {
    const fields = { item: item.item, output_item: line.component, line: line.key };
    findings.push(standardFinding(code, 'bom_line', line.key, fields));
  };
  const shared = new Map<number, { share: Fraction; quantity: Fraction }>();
  const take = (need: Need, share: Fraction) => {
    const before = shared.get(need.line.child) ?? { share: ZERO, quantity: ZERO };
    shared.set(need.line.child, { share: add(before.share, share), quantity: add(before.quantity, need.quantity) });
  };
  const credits: JointSplit['credits'][number][] = [];
  const byWeight: { need: Need; weight: Fraction }[] = [];
  let left: Fraction = ONE;
  for (const need of outputs) {
    const { line, quantity } = need;
    // Nothing comes out, so nothing is shared; another finding reports the line of quantity 0.
    if (quantity.numerator === 0n) continue;
    const row = rows.find(({ output_item }) => output_item === line.component);
    if (need.depth > 0 && (line.costShare !== undefined || line.kind === 'co_product')) {
      report(need, 'co_product_must_not_be_in_a_phantom');
      continue;
    }
    if (line.costShare !== undefined) {
      take(need, line.costShare);
      left = subtract(left, line.costShare);
    } else if (line.kind === 'by_product') {
      credits.push({ child: line.child, quantity, price: numberOf(row?.price) });
    } else {
      const weight = numberOf(row?.weight);
      if (weight === undefined) report(need);
      else byWeight.push({ need, weight: multiply(weight, quantity) });
    }
  }
  if (compare(left, ZERO) < 0 && outputs.length > 0) report(outputs[0]);
  if (byWeight.length === 0) return { mainShare: left, outputs: shared, credits, findings };
  const mainWeight = numberOf(
    rows.find(({ role, output_item }) => role === 'main' && output_item === item.item)?.weight,
  );
  if (mainWeight === undefined) report(byWeight[0].need);
  const mainPart = multiply(mainWeight ?? ZERO, lot);
  const total = byWeight.reduce<Fraction>((sum, { weight }) => add(sum, weight), mainPart);
  if (total.numerator <= 0n) {
    report(byWeight[0].need);
    return { mainShare: left, outputs: shared, credits, findings };
  }
  for (const { need, weight } of byWeight) take(need, multiply(left, divide(weight, total)));
  return { mainShare: multiply(left, divide(mainPart, total)), outputs: shared, credits, findings };
}

/** A weight or price that isn't a plain number not below zero counts as missing, which is a finding of its own. */
function numberOf(text: string | undefined): Fraction | undefined {
  if (text === undefined || fractionFaultOf(text) !== undefined) return undefined;
  const value = parseFraction(text);
  return value.numerator < 0n ? undefined : value;
}
