import type { Facts } from '@millrace/facts';
import { APPROVED, MOVEMENT_TYPES, type MovementType, rowOf } from '@millrace/facts';
import type { Scope } from '../../period/scope.js';

/**
 * What each type of movement does to stock (formulas.md 1).
 *
 * `into`, `outOf`: the direction, and the phase in which the leg is taken within one instant (rules.md 4).
 * `owns`: the movement brings its own amounts; `addsCost`: it may bring some besides what it carries. `returns`: the
 * types that it takes back when it refers to one. `fromOrder`: it takes its cost from an order, or `leaves` its loss; `saysWorth`: its amounts may
 * say how much that is. `hasDestination`: it arrives where its `to_plant`, `to_item`, `to_lot` and `to_project` say.
 */
export interface MovementKind {
  readonly type: MovementType;
  readonly into?: Phase;
  readonly outOf?: Phase;
  readonly valueOnly?: Phase;
  readonly owns?: true;
  readonly addsCost?: true;
  readonly fromOrder?: true;
  readonly saysWorth?: true;
  /** Its own amounts go out of the ledger, though it moves no stock. */
  readonly leaves?: true;
  readonly hasDestination?: true;
  readonly returns?: readonly MovementType[];
}

type Phase = (typeof PHASES)[keyof typeof PHASES];

/** Opening stands first, at 0. */
export const PHASES = {
  receipt: 1,
  adjustment: 2,
  transferIn: 3,
  completion: 4,
  outflow: 5,
  transferOut: 6,
} as const;

const { receipt, adjustment, transferIn, completion, outflow, transferOut } = PHASES;

const KINDS: Record<MovementType, Omit<MovementKind, 'type'>> = {
  purchase_receipt: { into: receipt, owns: true },
  purchase_estimate: { into: receipt, owns: true },
  purchase_estimate_reversal: { outOf: outflow, owns: true, returns: ['purchase_estimate'] },
  purchase_return: { outOf: outflow, owns: true, returns: ['purchase_receipt', 'purchase_estimate'] },
  purchase_adjustment: { valueOnly: adjustment, owns: true },
  subcontract_fee: { owns: true, fromOrder: true },
  count_gain: { into: receipt, owns: true },
  revaluation: { valueOnly: adjustment, owns: true },
  issue: { outOf: outflow },
  issue_return: { into: receipt, returns: ['issue'] },
  transfer: { outOf: transferOut, into: transferIn, addsCost: true, hasDestination: true },
  transfer_out: { outOf: transferOut, into: transferOut },
  transfer_in: { outOf: transferIn, into: transferIn, addsCost: true },
  sale: { outOf: outflow },
  sale_return: { into: receipt, returns: ['sale'] },
  expense_issue: { outOf: outflow },
  count_loss: { outOf: outflow },
  stock_scrap: { outOf: outflow },
  form_change: { outOf: transferOut, into: transferIn, addsCost: true, hasDestination: true },
  completion: { into: completion, fromOrder: true },
  completion_reversal: { outOf: outflow, returns: ['completion'], fromOrder: true },
  by_product_receipt: { into: completion, fromOrder: true },
  salvage_receipt: { into: completion, fromOrder: true, saysWorth: true },
  operation_scrap: { fromOrder: true },
  compensation: { owns: true, fromOrder: true, leaves: true },
};

/** By the type's place in MOVEMENT_TYPES, which is how facts store it. */
export const MOVEMENT_KINDS: readonly MovementKind[] = MOVEMENT_TYPES.map((type) => ({ type, ...KINDS[type] }));

/** The place of a type in MOVEMENT_TYPES. */
export const TYPE = Object.fromEntries(MOVEMENT_TYPES.map((type, place) => [type, place])) as Record<
  MovementType,
  number
>;

/** The row of an approved movement by its code; −1 for none. */
export function approvedMovements({ movement }: Facts): (code: number) => number {
  const movementRow = rowOf(movement.movement);
  return (code) => {
    const row = movementRow(code);
    return row >= 0 && movement.status[row] === APPROVED ? row : -1;
  };
}

/**
 * What each movement is to the rules, by its row: what its type says, but a transfer from a plant outside the ledger is a
 * purchase, one to such a plant a sale, or where it refers to one from outside a return to the vendor (rules.md 25). It
 * keeps the phase of its type.
 */
export function movementKinds(facts: Facts, { plants }: Scope): (row: number) => MovementKind {
  const { movement } = facts;
  const approved = approvedMovements(facts);
  return (row) => {
    if (comesFromOutside(row)) return FROM_OUTSIDE[movement.type[row]];
    if (!goesOutside(row)) return MOVEMENT_KINDS[movement.type[row]];
    const reference = movement.refers_to[row];
    const isReturn = reference !== 0 && (approved(reference) < 0 || comesFromOutside(approved(reference)));
    return isReturn ? BACK_OUTSIDE : TO_OUTSIDE;
  };

  function comesFromOutside(row: number): boolean {
    const { hasDestination } = MOVEMENT_KINDS[movement.type[row]];
    if (hasDestination) return !plants.has(movement.plant[row]) && plants.has(movement.to_plant[row]);
    if (movement.type[row] !== TYPE.transfer_in || !plants.has(movement.plant[row])) return false;
    const sent = approved(movement.refers_to[row]);
    return sent >= 0 && movement.type[sent] === TYPE.transfer_out && !plants.has(movement.plant[sent]);
  }

  function goesOutside(row: number): boolean {
    const sends = MOVEMENT_KINDS[movement.type[row]].hasDestination || movement.type[row] === TYPE.transfer_out;
    const to = movement.to_plant[row];
    return sends === true && plants.has(movement.plant[row]) && to !== 0 && !plants.has(to);
  }
}

/** By the place of its type. */
const FROM_OUTSIDE: readonly MovementKind[] = MOVEMENT_KINDS.map(({ hasDestination }) => ({
  type: 'purchase_receipt',
  into: transferIn,
  owns: true,
  ...(hasDestination && { hasDestination }),
}));
const TO_OUTSIDE: MovementKind = { type: 'sale', outOf: transferOut };
const BACK_OUTSIDE: MovementKind = { ...KINDS.purchase_return, type: 'purchase_return', outOf: transferOut };
