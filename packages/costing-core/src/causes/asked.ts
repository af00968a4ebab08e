import type { Outcome } from '../results/outcome.js';
import type { VersionRows } from '../results/version.js';
import type { RolledStandard } from '../standard/roll-up.js';
import type { Cause } from './cause.js';
import type { Total } from './total-nodes.js';

/** A closed period: its version, and the flows that it was read off. */
export interface ClosedPeriod {
  readonly version: VersionRows;
  readonly outcome: Outcome;
}

/** A standard, plan or simulation: the equations that its costs were rolled up from, as `rollStandard` gives them. */
export interface RolledVersion {
  readonly rolled: () => RolledStandard;
  readonly amountScale: number;
}

/** What can be compared by causes. */
export type CostedVersion = ClosedPeriod | RolledVersion;

/** What is asked about: the unit cost of an item in a plant, or a total over all items. */
export type Asked = { readonly plant: string; readonly item: string } | Total;

/** What one cause is of a change. */
export interface CauseOfChange extends Cause {
  readonly part: string;
  /** Of the change, with 1 decimal; empty where nothing changed. */
  readonly percent: string;
  /** Per element; those of `rounding` leave what the sum of elements is off by, since each is rounded by itself. */
  readonly elements: readonly { readonly element: string; readonly part: string }[];
}

/** A change and what caused it. Decimals of unit costs; of totals those of amounts. */
export interface RootCauses {
  /** Empty where a version has no such cost: then nothing changed, and there are no causes. */
  readonly before: string;
  readonly after: string;
  readonly change: string;
  readonly elements: readonly ChangedElement[];
  /** By the size of their parts, `rounding` last. They add up to the change, and to that of each element. */
  readonly causes: readonly CauseOfChange[];
}

/** The change of an item's unit cost with its largest causes. */
export interface LargestCauses extends RootCauses {
  readonly plant: string;
  readonly item: string;
  /** All other causes and rounding; undefined where nothing is left. */
  readonly others: Pick<CauseOfChange, 'part' | 'percent' | 'elements'> | undefined;
}

interface ChangedElement {
  readonly element: string;
  readonly before: string;
  readonly after: string;
  readonly change: string;
}
