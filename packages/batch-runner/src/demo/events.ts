import type { MovementType, Row } from '@millrace/facts';
import { instantOf } from './calendar.js';
import { moneyText, quantityText } from './figures.js';

/** A movement of stock before it has its number. */
export interface Movement {
  readonly day: number;
  /** Minutes of the day. */
  readonly minutes: number;
  readonly type: MovementType;
  readonly document: string;
  readonly plant: string;
  readonly item: string;
  /** Thousandths of the item's unit. */
  readonly quantity: number;
  /** The unit of the document, where it isn't the item's: a tonne is 1000 kg. */
  readonly unit?: 't';
  readonly order?: string;
  readonly operation?: string;
  readonly centre?: string;
  readonly toPlant?: string;
  /** The movement that it takes back. */
  readonly of?: Movement;
  /** Fen by element, of types that bring their cost. */
  readonly amounts?: Readonly<Record<string, number>>;
  readonly reason?: string;
  readonly draft?: true;
}

/** Movements as rows, numbered in the order of time; lines count within their document. */
export function movementRows(movements: readonly Movement[], ledger: string) {
  const ordered = [...movements].sort((a, b) => a.day - b.day || a.minutes - b.minutes);
  const numbers = new Map(ordered.map((movement, i) => [movement, `MV-${String(i + 1).padStart(6, '0')}`]));
  const lines = new Map<string, number>();
  const rows: Row<'movement'>[] = [];
  const amounts: Row<'movement_amount'>[] = [];
  for (const movement of ordered) {
    const { day, minutes, type, document, plant, item, quantity, unit, of } = movement;
    const line = (lines.get(document) ?? 0) + 1;
    lines.set(document, line);
    const number = numbers.get(movement) as string;
    rows.push({
      movement: number,
      document,
      line: String(line),
      posted_at: instantOf(day, minutes),
      type,
      plant,
      item,
      quantity: quantityText(unit === 't' ? quantity / 1000 : quantity),
      unit: unit ?? '',
      order: movement.order ?? '',
      operation: movement.operation ?? '',
      centre: movement.centre ?? '',
      to_plant: movement.toPlant ?? '',
      refers_to: of === undefined ? '' : (numbers.get(of) as string),
      reason: movement.reason ?? '',
      source: `ERP/${document}/${line}`,
      status: movement.draft ? 'draft' : 'approved',
    });
    for (const [element, fen] of Object.entries(movement.amounts ?? {})) {
      amounts.push({ movement: number, ledger, element, amount: moneyText(fen) });
    }
  }
  return { rows, amounts };
}
