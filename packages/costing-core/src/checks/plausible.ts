import type { Facts } from '@millrace/facts';
import type { Report } from '../findings.js';
import type { Scope } from '../period/scope.js';
import type { Policy } from '../policy.js';
import { completeOrdersAreClosed } from './complete-orders-are-closed.js';
import { documentNumbersAreComplete } from './document-numbers-are-complete.js';
import { hoursAreNearTheRouting } from './hours-are-near-the-routing.js';
import { itemsMoveSeldom } from './items-move-seldom.js';
import { movementsCameOnce } from './movements-came-once.js';
import { ordersMoveOn } from './orders-move-on.js';

/** The checks of facts that never stand in the way of computing with them: they can be made meanwhile, piece by piece. */
export function* factsArePlausible(own: Facts, scope: Scope, policy: Policy, report: Report): Generator<void> {
  movementsCameOnce(own, scope, report);
  yield;
  completeOrdersAreClosed(own, scope, report);
  yield;
  ordersMoveOn(own, scope, policy, report);
  yield;
  yield* hoursAreNearTheRouting(own, scope, policy, report);
  yield;
  documentNumbersAreComplete(own, scope, policy, report);
  yield;
  itemsMoveSeldom(own, scope, policy, report);
}
