import { type Bom, type BomItem, explodeLevel, isOutput, type Need, nodeKey, sameRows } from '@millrace/bom';
import type { Fraction } from '@millrace/exact';
import type { Finding } from '@millrace/facts';
import type { CostOperations, OperationCost } from './conversion-cost.js';
import { type JointSplit, splitJointly } from './joint-split.js';
import type { JointOutputRow } from './standard-rows.js';

/** All that one lot of a made item costs on its own level, in quantities and own cost; components still unpriced. */
export interface LotCost {
  readonly item: BomItem;
  readonly lot: Fraction;
  readonly components: readonly Need[];
  readonly phantoms: readonly Need[];
  /** Of the item and of the phantoms that it is exploded through. */
  readonly operations: readonly OperationCost[];
  readonly joint: JointSplit;
  readonly findings: readonly Finding[];
  /** A line closes a loop, or a part of the BOM, routing or split could not be read. */
  readonly trouble: 'in_loop' | 'faulty' | undefined;
  /** What it was read from besides the item. */
  readonly phantomItems: readonly BomItem[];
  readonly jointRows: readonly JointOutputRow[];
}

export interface LotContext {
  readonly bom: Bom;
  readonly costOperations: CostOperations;
  /** By `nodeKey` of the main item. */
  readonly jointRows: ReadonlyMap<string, readonly JointOutputRow[]>;
}

/** A lot of an item, one level deep, through its phantoms: their lines and operations are the item's own. */
export function lotCost(context: LotContext, number: number, lot: Fraction): LotCost {
  const { bom, costOperations } = context;
  const item = bom.items[number];
  const needs = explodeLevel(bom, number, lot);
  const phantoms = needs.filter(({ line }) => line.kind === 'phantom' && !line.inLoop);
  const phantomItems = phantoms.map(({ line }) => bom.items[line.child]);
  const costed = [
    costOperations(item, lot),
    ...phantoms.map(({ quantity }, i) => costOperations(phantomItems[i], quantity)),
  ];
  const jointRows = jointRowsOf(context, item);
  const joint = splitJointly(
    item,
    lot,
    needs.filter(({ line }) => isOutput(line)),
    jointRows,
  );
  const findings = [...costed.flatMap((of) => of.findings), ...joint.findings];
  const faulty = item.faulty || phantomItems.some((phantom) => phantom.faulty) || findings.length > 0;
  const inLoop = needs.some(({ line }) => line.inLoop);
  return {
    item,
    lot,
    components: needs.filter(({ line }) => line.kind === 'component' && !line.inLoop),
    phantoms,
    operations: costed.flatMap((of) => of.operations),
    joint,
    findings,
    trouble: inLoop ? 'in_loop' : faulty ? 'faulty' : undefined,
    phantomItems,
    jointRows,
  };
}

/** Whether a costing lot worked out before still stands, rates apart: the very same item, phantoms and split. */
export function lotStands(before: LotCost, context: LotContext, number: number): boolean {
  const { items } = context.bom;
  return (
    before.item === items[number] &&
    before.phantomItems.every((phantom, i) => phantom === items[before.phantoms[i].line.child]) &&
    sameRows(before.jointRows, jointRowsOf(context, before.item))
  );
}

/** Whether rates play no part in it. */
export function isWithoutOperations({ item, phantomItems }: LotCost): boolean {
  return item.operations.length === 0 && phantomItems.every(({ operations }) => operations.length === 0);
}

function jointRowsOf({ jointRows }: LotContext, { plant, item }: BomItem): readonly JointOutputRow[] {
  return jointRows.get(nodeKey(plant, item)) ?? [];
}
