import { EXACT_QUANTITIES } from '@millrace/bom';
import { fractionFaultOf } from '@millrace/exact';
import { z } from 'zod';
import type { StandardPolicy } from './standard-policy.js';

const plainNumber = z.string().refine((text) => fractionFaultOf(text) === undefined, 'a plain decimal number');
const positive = plainNumber.refine((text) => /^[^-]*[1-9]/.test(text), 'above zero');
const rounding = z.enum(['exact', 'up', 'down', 'half_up']);

/** The policy of standard costs as data: nothing may be left out, and nothing unknown is let pass. */
export const standardPolicySchema: z.ZodType<StandardPolicy> = z.strictObject({
  line_scrap: z.enum(['mark_up', 'yield']),
  operation_scrap: z.enum(['linked_lines', 'all_lines', 'none']),
  costing_lot: z.union([z.literal('bom_base_quantity'), positive]),
  quantity_rounding: z.strictObject({
    components: rounding,
    outputs: rounding,
    step: z.record(z.string(), positive),
  }),
  cost_scale: z.int().min(0).max(9),
  cost_rounding: z.enum(['once', 'every_line', 'never']),
  price_chain: z.array(z.string().min(1)).min(1),
  converted_price: z.union([z.literal('exact'), z.int().min(0).max(9)]),
  purchase_element: z.string().min(1),
  subcontract_element: z.string().min(1),
  cycles: z.enum(['in_proportion', 'whole']),
  by_product_credit: z.union([z.literal('own_elements'), z.strictObject({ element: z.string().min(1) })]),
  surcharges: z.array(
    z.strictObject({
      element: z.string().min(1),
      rate: plainNumber,
      on_class: z.string().min(1),
      basis: z.enum(['price', 'purchased_components', 'all_components', 'own']),
    }),
  ),
});

/** Every choice spelled out, as `millrace init` writes it. */
export const defaultStandardPolicy: StandardPolicy = {
  line_scrap: 'mark_up',
  operation_scrap: 'linked_lines',
  costing_lot: 'bom_base_quantity',
  quantity_rounding: EXACT_QUANTITIES,
  cost_scale: 6,
  cost_rounding: 'once',
  price_chain: ['plan', 'standard', 'purchase'],
  converted_price: 'exact',
  purchase_element: 'material',
  subcontract_element: 'subcontract',
  cycles: 'in_proportion',
  by_product_credit: 'own_elements',
  surcharges: [],
};
