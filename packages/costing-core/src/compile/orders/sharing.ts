import type { Facts } from '@millrace/facts';
import type { Report } from '../../findings.js';
import type { Scope } from '../../period/scope.js';
import type { Policy } from '../../policy.js';
import type { PlanBuilder } from '../plan.js';
import type { Counts } from './counts.js';
import type { Losses } from './losses.js';
import type { Openings } from './opening-units.js';
import type { orderQuotas } from './order-quotas.js';
import type { Orders } from './orders.js';
import type { SpoiledHours } from './spoiled-hours.js';

/** What every stage needs to be shared. */
export interface Sharing {
  readonly facts: Facts;
  readonly scope: Scope;
  readonly plan: PlanBuilder;
  readonly policy: Policy;
  readonly orders: Orders;
  readonly openings: Openings;
  readonly losses: Losses;
  /** Hours of what is lost; undefined: conversion is lost by equivalent units. */
  readonly spoiledHours: SpoiledHours | undefined;
  /** By node: what was issued to it, 6 decimals. */
  readonly issued: ReadonlyMap<number, number>;
  /** Codes of items that are steps in parallel. */
  readonly steps: ReadonlySet<number>;
  readonly report: Report;
  /** The node of what others give to a centre. */
  overhead(centre: number): number;
}

/** The same with what was counted in process, and quotas. */
export interface WithCounts extends Sharing {
  readonly counts: Counts;
  readonly quotas: ReturnType<typeof orderQuotas>;
  readonly uncounted: Set<number>;
}
