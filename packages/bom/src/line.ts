import {
  add,
  divide,
  type Fraction,
  fraction,
  fractionFaultOf,
  ONE,
  parseFraction,
  subtract,
  ZERO,
} from '@millrace/exact';
import type { Finding } from '@millrace/facts';
import type { Convert } from './conversion.js';
import { type BomFindingCode, bomFinding } from './finding.js';
import { lineKey } from './in-force.js';
import { type Operation, rateOf } from './operations.js';
import type { BomPolicy } from './policy.js';
import { product } from './product.js';
import type { BomLineRow, LineKind } from './rows.js';

/**
 * A line as arithmetic: for a lot L of the parent (in its base unit) it needs perUnit · L + perLot of the
 * component (in its base unit). Outputs are positive too; `kind` tells them apart.
 *
 *     variable line   perUnit = u/b · s · y · c      fixed line   perLot = u · c
 *
 * u quantity, b base quantity, s line scrap (1 + s or 1/(1 − s)), y what operation scrap adds, c unit conversion.
 * 5 m per 2 pieces, 4 % mark-up, cut from rolls of 100 m: 5/2 · 1.04 / 100 = 0.026 rolls.
 */
export interface BomLine {
  readonly row: BomLineRow;
  readonly key: string;
  readonly component: string;
  readonly kind: LineKind;
  readonly perUnit: Fraction;
  readonly perLot: Fraction;
  /** What `perUnit` is raised by, so that enough is left after the scrap of operations; 1 where it isn't. */
  readonly raise: Fraction;
  /** Base units of the component in one unit of the line. */
  readonly toBase: Fraction;
  readonly unit: string;
  readonly componentUnit: string;
  /** Of a co-product or by-product: the part of the cost that it takes. */
  readonly costShare: Fraction | undefined;
}

export interface LineContext {
  readonly policy: BomPolicy;
  readonly convert: Convert;
  readonly baseQuantity: Fraction;
  readonly operations: readonly Operation[];
  readonly componentUnit: string;
}

/** The line, or why it can't be one. A warning comes with the line. */
export function readLine(row: BomLineRow, context: LineContext): { line?: BomLine; finding?: Finding } {
  const report = (code: BomFindingCode, fields: Record<string, string> = {}) => {
    const all = { parent: row.parent, component: row.component, quantity: row.quantity, ...fields };
    return { finding: bomFinding(code, 'bom_line', lineKey(row), all) };
  };
  const kind = row.kind === undefined || row.kind === '' ? 'component' : row.kind;
  if (!KINDS.has(kind)) return report('bom_line_kind_must_be_known', { kind });
  if (fractionFaultOf(row.quantity) !== undefined) return report('quantity_must_be_a_plain_number');
  const written = parseFraction(row.quantity);
  const isOutput = kind === 'by_product' || kind === 'co_product';
  if (written.numerator < 0n && !isOutput) return report('component_quantity_must_not_be_negative', { kind });
  const unit = row.unit === undefined || row.unit === '' ? context.componentUnit : row.unit;
  const toBase = context.convert(row.component, unit, context.componentUnit);
  if (toBase === undefined) return report('unit_must_convert_to_the_items_unit', { unit, to: context.componentUnit });
  const scrap = rateOf(row.scrap_rate);
  if (scrap === undefined) {
    return report('scrap_rate_must_be_from_zero_to_below_one', { scrap_rate: row.scrap_rate ?? '' });
  }
  const raise = raisedByOperations(row, context);
  if (raise === undefined) return report('line_operation_must_be_in_the_routing', { operation: row.operation ?? '' });
  const share = row.cost_share === undefined || row.cost_share === '' ? undefined : row.cost_share;
  if (share !== undefined && fractionFaultOf(share) !== undefined) {
    return report('cost_share_must_be_a_plain_number', { cost_share: share });
  }
  const quantity = product(magnitude(written), toBase);
  const isFixed = row.fixed === true || row.fixed === 'true';
  const perBase = product(quantity, divide(ONE, context.baseQuantity));
  const scaled = product(product(perBase, scrapFactor(scrap, context.policy)), raise);
  const line: BomLine = {
    row,
    key: lineKey(row),
    component: row.component,
    kind,
    perUnit: isFixed ? ZERO : scaled,
    perLot: isFixed ? quantity : ZERO,
    raise: isFixed ? ONE : raise,
    toBase,
    unit,
    componentUnit: context.componentUnit,
    costShare: share === undefined ? undefined : parseFraction(share),
  };
  if (written.numerator !== 0n) return { line };
  return { line, ...report('component_quantity_must_not_be_zero') };
}

const KINDS: ReadonlySet<string> = new Set<LineKind>(['component', 'phantom', 'by_product', 'co_product']);

function scrapFactor(scrap: Fraction, policy: BomPolicy): Fraction {
  if (scrap.numerator === 0n) return ONE;
  return policy.line_scrap === 'mark_up' ? add(ONE, scrap) : divide(ONE, subtract(ONE, scrap));
}

function raisedByOperations(row: BomLineRow, { policy, operations }: LineContext): Fraction | undefined {
  const named = row.operation ?? '';
  if (policy.operation_scrap === 'none') return ONE;
  if (named !== '') return operations.find(({ operation }) => operation === named)?.inputPerPiece;
  if (policy.operation_scrap === 'linked_lines' || operations.length === 0) return ONE;
  return operations[0].inputPerPiece;
}

function magnitude(value: Fraction): Fraction {
  return value.numerator < 0n ? fraction(-value.numerator, value.denominator) : value;
}
