import { fractionFaultOf } from '@millrace/exact';
import { z } from 'zod';
import type { Assumptions } from './what-if.js';

const text = z.string().min(1);
const plainNumber = z.string().refine((value) => fractionFaultOf(value) === undefined, 'a plain decimal number');
const change = [{ to: plainNumber }, { percent: plainNumber }] as const;

const price = { plant: text.optional(), item: text.optional(), kind: text.optional(), element: text.optional() };
const newPrice = z.strictObject({
  plant: text.optional(),
  item: text,
  kind: text,
  element: text.optional(),
  valid_from: text.optional(),
  price: plainNumber,
  per_quantity: plainNumber.optional(),
  unit: text.optional(),
});

const rate = {
  plant: text.optional(),
  at: text.optional(),
  centre: text.optional(),
  work_centre: text.optional(),
  driver: z.enum(['hours_machine', 'hours_labour', 'cycles', 'quantity', 'lots']).optional(),
  element: text.optional(),
};

const match = {
  plant: text.optional(),
  parent: text.optional(),
  alternative: z.string().optional(),
  line: text.optional(),
  component: text.optional(),
};
const cells = {
  unit: text.optional(),
  kind: z.enum(['component', 'phantom', 'by_product', 'co_product']).optional(),
  fixed: z.enum(['true', 'false']).optional(),
  scrap_rate: plainNumber.optional(),
  operation: text.optional(),
  starts_on: z.iso.date().optional(),
  ends_on: z.iso.date().optional(),
  cost_share: plainNumber.optional(),
  component_plant: text.optional(),
};

/**
 * What to assume, as a file holds it: changes of prices, rates and lines of bills of material, alternatives.
 *
 * @example
 * assumptionsSchema.parse({ prices: [{ item: 'CU-WIRE', percent: '8' }], lines: [{ remove: { parent: 'PUMP', line: '20' } }] })
 */
export const assumptionsSchema: z.ZodType<Assumptions> = z.strictObject({
  prices: z
    .array(z.union([...change.map((how) => z.strictObject({ ...price, ...how })), z.strictObject({ add: newPrice })]))
    .optional(),
  rates: z.array(z.union(change.map((how) => z.strictObject({ ...rate, ...how })))).optional(),
  alternatives: z
    .array(
      z.strictObject({
        plant: text.optional(),
        item: text,
        alternative: z.string().optional(),
        routing_alternative: z.string().optional(),
      }),
    )
    .optional(),
  lines: z
    .array(
      z.union([
        z.strictObject({
          add: z.strictObject({
            ...match,
            ...cells,
            valid_from: z.string().optional(),
            parent: text,
            component: text,
            quantity: plainNumber,
          }),
        }),
        z.strictObject({ remove: z.strictObject(match) }),
        z.strictObject({
          change: z.strictObject(match),
          to: z.strictObject({ ...cells, component: text.optional(), quantity: plainNumber.optional() }),
        }),
      ]),
    )
    .optional(),
});
