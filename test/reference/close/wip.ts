import type { Policy, WipChoice } from '@millrace/costing-core';
import { type Counted, type Order, text } from './counted.js';

/** A stage by its parts; the codes of the factories have none of the signs that would be escaped. */
export interface StageParts {
  readonly kind: string;
  readonly operation: string;
  readonly centre: string;
  readonly element: string;
  readonly component: string;
}

export function partsOf(stage: string): StageParts {
  const [, kind = '', operation = '', centre = '', element = '', component = ''] =
    /^([a-z]+)(?::([^@#=]*))?(?:@([^#=]*))?(?:#([^=]*))?(?:=(.*))?$/.exec(stage) ?? [];
  return { kind, operation, centre, element, component };
}

/** Whether one stage names nothing that the other does not name too. */
export function covers(wide: StageParts, narrow: StageParts): boolean {
  const parts = ['operation', 'centre', 'element', 'component'] as const;
  return wide.kind === narrow.kind && parts.every((part) => wide[part] === '' || wide[part] === narrow[part]);
}

/** How work in process is valued: of an element before a cost centre, a category, the ledger, key by key. */
export function wipOf(counted: Counted, policy: Policy, order: Order, centre: string, element: string): WipChoice {
  const levels = levelsOf(counted, policy, order, centre);
  return Object.assign({}, ...levels, ...levels.map(({ elements = {} }) => elements[element] ?? {}));
}

/** Whether some level says something of an element. */
export function isApart(counted: Counted, policy: Policy, order: Order, centre: string, element: string): boolean {
  return levelsOf(counted, policy, order, centre).some(
    ({ elements = {} }) => Object.keys(elements[element] ?? {}).length > 0,
  );
}

function levelsOf(counted: Counted, policy: Policy, order: Order, centre: string) {
  const category = text(counted.rows.item?.find((row) => row.item === order.item)?.category);
  return [policy.wip, policy.wip_by_category[category] ?? {}, policy.wip_by_centre[centre] ?? {}];
}
