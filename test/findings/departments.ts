import type { Row } from '@millrace/costing-core';
import type { Month } from '../factory/month.js';
import { made } from './centres.js';
import type { FindingCases } from './finding-case.js';

/** A month with the department POWER and the shop C1, where O1 is made of what it has. */
function served(
  to: string,
  more: { readonly to_kind?: Row<'department_service'>['to_kind']; readonly quantity?: string } = {},
): Month {
  return made()
    .add('cost_centre', { centre: 'POWER', plant: 'P1', kind: 'service' })
    .pool('LIGHT', '60.00', { centre: 'POWER', driver: '' })
    .add('department_service', {
      period: '2026-09',
      from_centre: 'POWER',
      to_kind: 'centre',
      to,
      quantity: '30',
      status: 'approved',
      ...more,
    });
}

const OVERHEAD = { centre_overhead_driver: { C1: 'hours_machine' } };

/** Service departments. */
export const DEPARTMENTS = {
  department_must_be_a_service_centre: {
    facts: made()
      .pool('POWER', '80.00')
      .add('cost_centre', { centre: 'C2', plant: 'P1', kind: 'production' })
      .add('department_service', {
        period: '2026-09',
        from_centre: 'C1',
        to_kind: 'centre',
        to: 'C2',
        quantity: '3',
        status: 'approved',
      }),
    finding: { severity: 'error', table: 'cost_centre', key: 'C1', fields: {} },
    en: [
      'a production centre gave services to others; its cost is spread by its own drivers instead',
      'make it a service centre, or take the services out',
    ],
    zh: ['基本生产中心登记了对外提供的劳务，其费用仍按自身分配标准分配', '请改为辅助生产中心，或删除该劳务'],
  },
  department_must_serve_others: {
    facts: served('POWER').pool('HEAT', '80.00'),
    finding: { severity: 'error', table: 'cost_centre', key: 'POWER', fields: { method: 'algebraic' } },
    en: [
      'the department gave nothing to those that its method lets bear it (algebraic); its cost can not be spread',
      'check its services, or choose another method',
    ],
    zh: ['按代数分配法，该部门没有可承担费用的受益单位，费用无法分配', '请核对劳务数量，或更换分配方法'],
  },
  order_of_departments_must_name_each: {
    facts: served('C1'),
    policy: {
      ...OVERHEAD,
      service_departments: { method: 'step_down', order: ['C1'], basis: 'services', difference: 'expense' },
    },
    finding: { severity: 'error', table: 'cost_centre', key: 'POWER', fields: {} },
    en: [
      'the order in which departments close does not name it; it closes after those that are named',
      'add it to the order in the policy',
    ],
    zh: ['顺序分配法的顺序中没有该部门，排在已列部门之后', '请在政策的顺序中加入该部门'],
  },
  service_must_have_a_planned_price: {
    facts: served('C1').pool('HEAT', '80.00'),
    policy: {
      ...OVERHEAD,
      service_departments: { method: 'planned_price', order: [], basis: 'services', difference: 'expense' },
    },
    finding: { severity: 'error', table: 'cost_centre', key: 'POWER', fields: { service: 'service' } },
    with: ['residuals_are_large'],
    en: ['there is no planned price for "service"; nothing is charged for it', 'add a rate of the centre for it'],
    zh: ['“service”没有计划单价，未向受益单位收费', '请为该中心补充计划单价'],
  },
  planned_price_must_have_pools_to_split_it: {
    facts: made()
      .pool('HEAT', '80.00')
      .add('cost_centre', { centre: 'POWER', plant: 'P1', kind: 'service' })
      .add('department_service', {
        period: '2026-09',
        from_centre: 'POWER',
        to_kind: 'centre',
        to: 'C1',
        quantity: '30',
        status: 'approved',
      })
      .add('rate', { plant: 'P1', centre: 'POWER', driver: 'service', valid_from: '2026-01-01', rate: '2' }),
    policy: {
      ...OVERHEAD,
      service_departments: { method: 'planned_price', order: [], basis: 'services', difference: 'expense' },
    },
    finding: { severity: 'error', table: 'cost_centre', key: 'POWER', fields: { service: 'service' } },
    en: [
      'the planned price of "service" has no cost element, and the department no pools to split it by; nothing is charged for it',
      'give the price by cost element',
    ],
    zh: ['“service”的计划单价没有成本要素，该部门也没有费用池可供拆分，未向受益单位收费', '请按成本要素登记计划单价'],
  },
  centre_must_have_an_overhead_driver: {
    facts: served('C1'),
    finding: { severity: 'error', table: 'cost_centre', key: 'C1', fields: {} },
    en: [
      'departments served the centre, and no driver says how it spreads what that cost',
      'name a driver for it in centre_overhead_driver',
    ],
    zh: ['该中心接受了辅助生产劳务，但没有指定分配标准', '请在 centre_overhead_driver 中为其指定分配标准'],
  },
  rate_in_a_loop_was_not_rounded: {
    facts: served('C1')
      .add('cost_centre', { centre: 'WATER', plant: 'P1', kind: 'service' })
      .add(
        'department_service',
        ...['WATER', 'POWER'].map(
          (from_centre): Row<'department_service'> => ({
            period: '2026-09',
            from_centre,
            to_kind: 'centre',
            to: from_centre === 'WATER' ? 'POWER' : 'WATER',
            quantity: '10',
            status: 'approved',
          }),
        ),
      ),
    policy: { ...OVERHEAD, rate_rounding: { default: 'exact', service_departments: 2 } },
    finding: { severity: 'warning', table: 'department', key: 'POWER', fields: {} },
    with: ['loop_was_solved', 'rate_in_a_loop_was_not_rounded'],
    en: [
      'it takes part in a loop, so it was shared exactly, not as rate_rounding says',
      'take its rate exactly, or break the loop',
    ],
    zh: ['处于相互分配的循环中，按精确比例分配，未采用 rate_rounding 所定的方式', '请采用精确分配率，或消除循环'],
  },
} satisfies FindingCases;
