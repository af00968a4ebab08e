import { faultOf } from '@millrace/exact';
import { z } from 'zod';

/** A number of a policy, as text, so that it is exact. */
export const plainNumber = z
  .string()
  .refine((text) => faultOf(text, 6) === undefined, 'a plain number with at most 6 decimals')
  .refine((text) => !text.startsWith('-'), 'a number that is not below zero');

/** Generous, for whatever trade: what a trade knows better its policy says. */
export const defaultChecks = {
  document_series: [],
  movements_per_item_day: 1000,
  still_days: 90,
  hours_percent: '50',
  residuals_percent: '5',
  element_share_points: '20',
  plants_percent: '30',
  pools_percent: '0',
};

/** From where on what can be right, but seldom is, becomes a finding. A key that is left out has its default. */
export const checks = z.strictObject({
  /** Beginnings of document numbers that are given out one after another: one that is missing in between is a finding. */
  document_series: z.array(z.string().min(1)).default(defaultChecks.document_series),
  /** More movements of an item at a plant on one day. */
  movements_per_item_day: z.int().min(1).default(defaultChecks.movements_per_item_day),
  /** Days without a movement or a report after which an order that is open and bears cost is named. */
  still_days: z.int().min(1).default(defaultChecks.still_days),
  /** Hours of an order further than this many percent from what its routing says for the quantities reported. */
  hours_percent: plainNumber.default(defaultChecks.hours_percent),
  /** Residuals of one reason beyond this many percent of what came in. */
  residuals_percent: plainNumber.default(defaultChecks.residuals_percent),
  /** An element whose share of a unit cost moved by more percentage points since the last version. */
  element_share_points: plainNumber.default(defaultChecks.element_share_points),
  /** An item that costs this many percent more at one plant than at another. */
  plants_percent: plainNumber.default(defaultChecks.plants_percent),
  /** Cost pools that differ from what the general ledger has on their accounts by more than this many percent of them. */
  pools_percent: plainNumber.default(defaultChecks.pools_percent),
});
