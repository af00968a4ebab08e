import type { Row } from '@millrace/costing-core';
/**
 * What a random factory is made of, before it is written down as facts: few numbers, which pick from lists by their
 * remainder, so that a counterexample shrinks to something small.
 */
export interface Plan {
  readonly amountScale: number;
  readonly timeZone: string;
  readonly elementPositions: readonly number[];
  readonly items: readonly ItemPlan[];
  readonly routings: readonly RoutingPlan[];
  readonly orders: readonly OrderPlan[];
  readonly openings: readonly OpeningPlan[];
  readonly openingWip: readonly OpeningWipPlan[];
  readonly happenings: readonly Happening[];
  readonly reports: readonly ReportPlan[];
  readonly pools: readonly PoolPlan[];
  readonly statistics: readonly StatisticPlan[];
  readonly services: readonly ServicePlan[];
  readonly attributes: readonly {
    readonly ofOrder: boolean;
    readonly owner: number;
    readonly name: string;
    readonly value: string;
  }[];
  readonly budgets: readonly {
    readonly centre: number;
    readonly element: number;
    readonly driver: string;
    readonly amount: number;
    readonly quantity: string;
  }[];
  /** What centres absorbed in the year before, and whether it ends with September. */
  readonly absorbed: readonly {
    readonly centre: number;
    readonly element: number;
    readonly driver: string;
    readonly amount: number;
    readonly quantity: string;
    readonly difference: number;
  }[];
  /** What of it was applied to items, by their numbers. */
  readonly appliedBefore: readonly { readonly absorbed: number; readonly item: number; readonly amount: number }[];
  readonly yearEnd: '' | 'true' | 'false';
  /** Planned prices of services. */
  readonly servicePrices: readonly {
    readonly centre: number;
    readonly element: number | undefined;
    readonly price: string;
    readonly steam: boolean;
  }[];
  readonly joints: readonly JointPlan[];
  readonly boms: readonly BomPlan[];
  readonly counts: readonly CountPlan[];
  readonly quotas: readonly QuotaPlan[];
  readonly prices: readonly PricePlan[];
  readonly normalLosses: readonly NormalLossPlan[];
}

/** What an item loses as a rule. */
interface NormalLossPlan {
  readonly item: number;
  readonly plant: number;
  readonly operation: string;
  readonly month: number;
  readonly rate: string;
  readonly basis: 'input' | 'good' | 'expected' | 'units';
  /** Whose overhead bears it; undefined: the good units. */
  readonly centre: number | undefined;
  readonly scrapItem: number | undefined;
  readonly scrapPrice: string | undefined;
}

export interface ItemPlan {
  readonly made: boolean;
  readonly category: string;
  readonly valued: boolean;
  /** How its second unit converts: the item's own or the general conversion, given this way round or the other. */
  readonly conversion: number;
  readonly factor: readonly [string, string];
}

interface RoutingPlan {
  readonly item: number;
  readonly plant: number;
  readonly alternative: string;
  readonly operations: readonly OperationPlan[];
}

interface OperationPlan {
  readonly code: string;
  readonly position: number | undefined;
  readonly machine: string;
  readonly labour: string;
  readonly base: string | undefined;
}

export interface OrderPlan {
  readonly item: number;
  readonly plant: number;
  readonly alternative: string;
  readonly planned: string;
  readonly type: 'normal' | 'rework' | 'disassembly';
  readonly closing: 'open' | 'closed' | 'closed later' | 'closed before';
  readonly counts: boolean;
  /** The order whose pieces a rework order repairs. */
  readonly repairs: number | undefined;
  /** Nothing is issued to it, and its bill of material has these lines besides. */
  readonly unissued: BomPlan['outputs'] | undefined;
}

interface OpeningPlan {
  readonly item: number;
  readonly plant: number;
  readonly layer: number;
  readonly quantity: string;
  /** In the smallest unit of the ledger, by element. */
  readonly amounts: readonly number[];
  readonly negative: boolean;
}

interface OpeningWipPlan {
  readonly order: number;
  readonly stage: number;
  readonly element: number;
  readonly amount: number;
  readonly units: string | undefined;
}

interface CountPlan {
  readonly order: number;
  readonly operation: number;
  readonly stage: number;
  readonly quantity: string;
  readonly degree: string | undefined;
  readonly equivalents: string | undefined;
}

interface QuotaPlan {
  readonly order: number;
  readonly stage: number;
  readonly completed: string;
  readonly inProcess: string;
}

export type Event =
  | 'purchase'
  | 'purchase return'
  | 'adjustment'
  | 'issue'
  | 'issue return'
  | 'completion'
  | 'completion reversal'
  | 'transfer'
  | 'transfer out'
  | 'transfer in'
  | 'form change'
  | 'sale'
  | 'sale return'
  | 'other outflow'
  | 'count gain'
  | 'estimate invoiced'
  | 'freight'
  | 'operation scrap'
  | 'fee'
  | 'compensation'
  | 'by-product'
  | 'co-product';

export interface Happening {
  readonly event: Event;
  /** Which item, plant, order or earlier happening it is about. */
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly quantity: string;
  readonly otherUnit: boolean;
  /** In the smallest unit of the ledger, by element. */
  readonly amounts: readonly number[];
  readonly when: When;
  readonly status: Row<'movement'>['status'];
}

export interface When {
  /** Days before the first day (below 1) or in the month. */
  readonly day: number;
  readonly minute: number;
}

interface ReportPlan {
  readonly order: number;
  readonly operation: number;
  readonly workCentre: number;
  readonly good: string | undefined;
  readonly scrap: string | undefined;
  readonly rework: string | undefined;
  readonly machine: string | undefined;
  readonly labour: string | undefined;
  readonly cycles: string | undefined;
  readonly setup: boolean;
  readonly idle: 'true' | 'false' | undefined;
  readonly reverses: boolean;
  readonly when: When;
  readonly status: Row<'movement'>['status'];
}

interface PoolPlan {
  readonly centre: number;
  readonly element: number;
  readonly amount: number;
  readonly fixed: boolean;
  readonly driver: string;
  readonly normal: string | undefined;
  readonly rate: string | undefined;
  readonly status: Row<'movement'>['status'];
  readonly period: string;
}

interface JointPlan {
  readonly item: number;
  readonly plant: number;
  readonly output: number;
  readonly role: 'main' | 'co' | 'by';
  readonly weight: string | undefined;
  readonly price: string | undefined;
  readonly share: string | undefined;
  readonly furtherCost: string | undefined;
  readonly furtherRate: string | undefined;
  readonly sellingCost: string | undefined;
  readonly month: number;
}

/** A bill of material, of which an order needs the days on which it counts and what it yields besides. */
interface BomPlan {
  readonly item: number;
  readonly plant: number;
  readonly alternative: string;
  readonly from: number;
  /** The last month; undefined: it doesn't end. */
  readonly to: number | undefined;
  readonly active: boolean;
  readonly outputs: readonly {
    readonly output: number;
    readonly kind: 'co_product' | 'by_product' | 'component' | 'phantom';
    readonly share: string | undefined;
    readonly ended: boolean;
    readonly quantity: string;
    readonly operation: string;
    readonly entry: '' | 'start' | 'evenly';
    readonly scrapRate: string;
    readonly fixed: boolean;
  }[];
}

interface PricePlan {
  readonly item: number;
  readonly plant: number;
  readonly kind: 'standard' | 'purchase' | 'sale' | 'last actual';
  readonly element: number;
  readonly price: string;
  readonly per: string;
  readonly month: number;
}

/** A quantity of a statistic that an order, an item or a centre has. */
interface StatisticPlan {
  readonly driver: 'kwh' | 'area';
  /** None for the rows of all centres. */
  readonly centre: number | undefined;
  readonly kind: 'order' | 'item' | 'centre';
  readonly target: number;
  readonly operation: string;
  readonly position: number | undefined;
  readonly quantity: string;
  readonly status: Row<'movement'>['status'];
}

/** What a department gave. */
interface ServicePlan {
  readonly from: number;
  readonly kind: 'centre' | 'order' | 'item' | 'expense';
  readonly to: number;
  readonly service: string;
  readonly position: number | undefined;
  readonly quantity: string;
  readonly status: Row<'movement'>['status'];
}
