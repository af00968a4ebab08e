import type { Driven } from './drivers.js';
import { OUTSIDE } from './network.js';

/** The departments of a period, as what leads to them needs to know. */
export interface DepartmentNodes {
  /** The node of its own cost; undefined for a centre that is none. */
  own(centre: string): string | undefined;
  /** The node that what others give it enters. */
  received(centre: string): string;
}

/** Where a part of what a centre spreads goes. */
export function whereTo(
  { kind, target, stage }: Pick<Driven, 'kind' | 'target' | 'stage'>,
  departments: DepartmentNodes | undefined,
): { to: string; kind: string } {
  if (kind === 'order') return { to: `order ${target} · ${stage}`, kind: 'driven' };
  if (kind === 'centre' && departments !== undefined) return { to: departments.received(target), kind: 'served' };
  return { to: OUTSIDE, kind: 'no_driver' };
}
