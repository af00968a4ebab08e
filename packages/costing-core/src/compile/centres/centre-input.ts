import type { Facts } from '@millrace/facts';
import type { Report } from '../../findings.js';
import type { Scope } from '../../period/scope.js';
import type { Policy } from '../../policy.js';
import type { NetMovements } from '../movements/returns.js';
import type { Movements } from '../movements/select.js';
import type { Orders } from '../orders/orders.js';
import type { Structures } from '../orders/structures.js';

/** What a closing looks at, handed from stage to stage. */
export interface CentreInput {
  readonly facts: Facts;
  readonly scope: Scope;
  readonly policy: Policy;
  readonly movements: Movements;
  readonly net: NetMovements;
  readonly orders: Orders;
  readonly report: Report;
  /** The structure that each order follows. */
  readonly structures: Structures;
}
