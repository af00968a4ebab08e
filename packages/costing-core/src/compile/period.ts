import type { Facts } from '@millrace/facts';
import type { Report } from '../findings.js';
import type { Scope } from '../period/scope.js';
import type { Policy } from '../policy.js';
import type { CarriedAs } from './carried-as.js';
import type { MovementKind } from './movements/kinds.js';
import type { PlanBuilder } from './plan.js';
import { type Bucket, bucketOf, type Valuation } from './stock/valuation.js';

/** What everything that compiles the stock of a period works on. */
export interface Period {
  readonly facts: Facts;
  readonly scope: Scope;
  readonly policy: Policy;
  readonly plan: PlanBuilder;
  readonly report: Report;
  /** What a movement is to the rules, by its row. */
  kindOf(row: number): MovementKind;
  /** How an item is valued. */
  valuation(item: number): Valuation;
  /** As which element an item enters the next step. */
  readonly carriedAs: CarriedAs;
  /** Codes of the items with which no cost travels: steps in parallel. */
  readonly steps: ReadonlySet<number>;
}

/** The bucket that a place belongs to, by its item's valuation. */
export function bucketAt({ valuation }: Pick<Period, 'valuation'>, place: Bucket): Bucket {
  return bucketOf(valuation(place.item), place);
}

/** Where a movement takes place. */
export function placeOf({ movement }: Facts, row: number): Bucket {
  return {
    plant: movement.plant[row],
    item: movement.item[row],
    lot: movement.lot[row],
    project: movement.project[row],
    inTransit: 0,
  };
}

/** Where what a movement brings arrives. */
export function arrivesAt({ facts, kindOf }: Pick<Period, 'facts' | 'kindOf'>, row: number): Bucket {
  return kindOf(row).hasDestination ? destinationOf(facts, row) : placeOf(facts, row);
}

/** Where a transfer or form change brings it: what the movement doesn't say stays as it is. */
function destinationOf({ movement }: Facts, row: number): Bucket {
  return {
    plant: movement.to_plant[row] || movement.plant[row],
    item: movement.to_item[row] || movement.item[row],
    lot: movement.to_lot[row] || movement.lot[row],
    project: movement.to_project[row] || movement.project[row],
    inTransit: 0,
  };
}

/** A place as it is said; of what it leaves open the lot and the project of another. */
export function asFrom(place: Bucket, other: Bucket | undefined): Bucket {
  if (other === undefined) return place;
  return { ...place, lot: place.lot || other.lot, project: place.project || other.project };
}
