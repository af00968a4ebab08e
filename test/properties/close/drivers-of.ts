import type { FactRows } from '@millrace/costing-core';
import { ALL_CENTRES, CENTRE_ELSEWHERE, CENTRES, DEPARTMENTS, distinct, ELEMENTS, money } from './cells.js';
import { type Item, ordersOf } from './orders-of.js';
import type { Plan } from './plan.js';

/** Drivers of every kind, with what is counted of them; what departments gave, and at which prices. */
export function driversOf(plan: Plan, items: readonly Item[]): FactRows {
  const orders = ordersOf(plan).filter(({ counts }) => counts);
  const nameOf = (kind: string, target: number) =>
    kind === 'centre'
      ? ALL_CENTRES[target % ALL_CENTRES.length]
      : kind === 'item'
        ? items[target % items.length].item
        : kind === 'order'
          ? (orders[target % orders.length]?.order ?? '')
          : ['', 'sold'][target % 2];
  return {
    driver: [
      { driver: 'kwh', kind: 'statistic' },
      { driver: 'area', kind: 'statistic' },
      { driver: 'each', kind: 'even', of: 'kwh' },
      { driver: 'each_worked', kind: 'even', of: 'hours_labour' },
      { driver: 'by_labour', kind: 'value', of: 'labour' },
      { driver: 'by_pool', kind: 'value', of: 'POOL0' },
      { driver: 'by_cost', kind: 'value', of: 'direct_cost' },
      { driver: 'mould', kind: 'formula', formula: 'mould_cost * kwh / life' },
      {
        driver: 'slow',
        kind: 'formula',
        formula: 'hours_labour > 1.5 ? hours_labour - 0.5 * cycles : hours_machine / 3',
      },
    ],
    rate_budget: distinct(
      plan.budgets.map(({ centre, element, driver, amount, quantity }) => ({
        ledger: 'L',
        centre: CENTRES[centre],
        element: ELEMENTS[element],
        driver,
        valid_from: '2026-01-01',
        amount: money(amount, plan.amountScale),
        quantity,
      })),
      (row) => `${row.centre} ${row.element} ${row.driver}`,
    ),
    opening_absorption: distinct(
      plan.absorbed.flatMap(({ centre, element, driver, amount, quantity, difference }, place) => {
        const key = { ledger: 'L', centre: ALL_CENTRES[centre], element: ELEMENTS[element], driver };
        const whole = {
          ...key,
          item: '',
          amount: money(amount, plan.amountScale),
          quantity,
          applied: null,
          difference: money(difference, plan.amountScale),
        };
        const ofItems = plan.appliedBefore
          .filter(({ absorbed }) => absorbed === place)
          .map((of) => ({
            ...key,
            item: nameOf('item', of.item),
            amount: '0',
            quantity: '0',
            applied: money(of.amount, plan.amountScale),
            difference: '0',
          }));
        return [whole, ...ofItems];
      }),
      (row) => `${row.centre} ${row.element} ${row.driver} ${row.item}`,
    ),
    attribute: distinct(
      [
        // A formula may name what is there for one owner at least.
        ...['mould_cost', 'life'].map((name) => ({
          owner_kind: 'item' as const,
          owner: items[0].item,
          name,
          value: '7',
        })),
        ...plan.attributes
          .filter(({ ofOrder }) => !ofOrder || orders.length > 0)
          .map(({ ofOrder, owner, name, value }) => ({
            owner_kind: ofOrder ? ('order' as const) : ('item' as const),
            owner: nameOf(ofOrder ? 'order' : 'item', owner),
            name,
            value,
          })),
      ],
      (row) => `${row.owner_kind} ${row.owner} ${row.name}`,
    ),
    driver_quantity: distinct(
      plan.statistics
        .filter(({ kind }) => kind !== 'order' || orders.length > 0)
        .map(({ driver, centre, kind, target, operation, position, quantity, status }) => ({
          period: '2026-09',
          driver,
          centre: centre === undefined ? '' : ALL_CENTRES[centre],
          target_kind: kind,
          target: nameOf(kind, target),
          operation: kind === 'centre' ? '' : operation,
          position: position ?? null,
          quantity,
          status,
        }))
        .flatMap((row) => [row, ...elsewhere(row)]),
      (row) => `${row.driver} ${row.centre} ${row.target_kind} ${row.target} ${row.operation}`,
    ),
    department_service: distinct(
      plan.services
        .filter(({ kind }) => kind !== 'order' || orders.length > 0)
        .map(({ from, kind, to, service, position, quantity, status }) => ({
          period: '2026-09',
          from_centre: DEPARTMENTS[from],
          to_kind: kind,
          to: nameOf(kind, to),
          service,
          position: position ?? null,
          quantity,
          status,
        }))
        .flatMap((row) => (row.to_kind === 'centre' ? [row, { ...row, to: CENTRE_ELSEWHERE }] : [row])),
      (row) => `${row.from_centre} ${row.to_kind} ${row.to} ${row.service}`,
    ),
    rate: distinct(
      plan.servicePrices.map(({ centre, element, price, steam }) => ({
        plant: 'P1',
        centre: DEPARTMENTS[centre],
        driver: steam ? 'steam' : 'service',
        element: element === undefined ? '' : ELEMENTS[element],
        valid_from: '2026-01-01',
        rate: price,
      })),
      (row) => `${row.centre} ${row.driver} ${row.element}`,
    ),
  };
}

/** What another ledger counts by the same driver: for a centre of its own, and in one. */
function elsewhere<Of extends { readonly target_kind: string; readonly target: string; readonly centre: string }>(
  row: Of,
): Of[] {
  if (row.target_kind === 'centre') return [{ ...row, target: CENTRE_ELSEWHERE }];
  return [{ ...row, centre: CENTRE_ELSEWHERE }];
}
