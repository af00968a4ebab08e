import type { FactRows } from '@millrace/costing-core';
import { expect } from 'vitest';
import { ANY } from '../batch/databases.js';
import { factsFolder } from '../batch/facts-folder.js';
import { millrace } from '../batch/millrace.js';
import { movement, smallFactory } from '../batch/small-factory.js';

/** Names that would act where they are taken for markup, sent to a terminal, or shown as they are. */
export const HOSTILE = [
  ['<script>document.title="owned"</script>', '<img src=x onerror=document.title=1>'],
  ['"><svg onload=alert(1)>', '\u001b[31mred\u001b[2J'],
  ['PLAIN\u202egnp', '\u2066turned\u200f'],
  ['=cmd|calc', 'javascript:alert(1)'],
  ['A&B/C?d=e#f %41', 'slash & question'],
] as const;

/** Items in stock beside the boxes: so many that not all of their rows are in view. */
const SHELVES = Array.from({ length: 300 }, (_, n) => `PART-${String(n).padStart(3, '0')}`);

const facts = {
  ...smallFactory,
  item: [
    ...smallFactory.item,
    { item: 'CRATE', name: 'Crate', name_zh: '木箱', unit: 'pc', supply: 'made', valued: 'true' },
    ...HOSTILE.map(([item, name]) => part(item, name)),
    ...SHELVES.map((item) => part(item, `Part ${item.slice(-3)}`)),
  ],
  production_order: [
    ...smallFactory.production_order,
    { ...smallFactory.production_order[0], order: 'O2', item: 'CRATE', quantity_planned: '1' },
  ],
  movement: [
    ...smallFactory.movement,
    // Boxes go into a crate, and into a box what has a hostile name.
    movement('C1', '2026-09-06', 'issue', HOSTILE[0][0], '4', { order: 'O1' }),
    movement('C2', '2026-09-22', 'issue', 'BOX', '2', { order: 'O2' }),
    movement('C3', '2026-09-23', 'completion', 'CRATE', '1', { order: 'O2' }),
    ...[...HOSTILE.map(([item]) => item), ...SHELVES].map((item, n) =>
      movement(`P${n}`, '2026-09-05', 'purchase_receipt', item, '10'),
    ),
    // Bought in August too, cheaper than in September.
    movement('P', '2026-08-05', 'purchase_receipt', HOSTILE[4][0], '10'),
    // Bought dearer in October, and a document that counts nowhere.
    movement('M7', '2026-10-05', 'purchase_receipt', 'RAW', '40'),
    movement('M8', '2026-10-06', 'issue', 'RAW', '50', { order: 'O1' }),
    { ...movement('M9', '2026-10-07', 'sale', 'BOX', '1'), status: 'draft' },
  ],
  movement_amount: [
    ...smallFactory.movement_amount,
    ...[...HOSTILE.map(([item]) => item), ...SHELVES].map((_, n) => ({
      movement: `P${n}`,
      ledger: 'CN01',
      element: 'material',
      amount: `${100 + n}.00`,
    })),
    { movement: 'P', ledger: 'CN01', element: 'material', amount: '96.00' },
    { movement: 'M7', ledger: 'CN01', element: 'material', amount: '600.00' },
  ],
  // Of a day after all months: a standard is made of it alone.
  item_price: ['RAW', 'BOX', 'CRATE', ...HOSTILE.map(([item]) => item), ...SHELVES].map((item) => ({
    plant: 'P1',
    item,
    kind: 'purchase' as const,
    element: 'material',
    valid_from: '2026-12-01',
    price: '14',
    per_quantity: '1',
  })),
} satisfies FactRows;

function part(item: string, name: string) {
  return { item, name, name_zh: name, unit: 'pc', supply: 'purchased', valued: 'true' } as const;
}

/** A database with August and September published as versions 1 and 2, October as a draft, version 3, and November not closed. */
export async function months(): Promise<string> {
  const database = await ANY.create();
  for (const args of [
    ['import', await factsFolder(facts)],
    ['close', '2026-08'],
    ['publish', '2026-08'],
    ['close', '2026-09'],
    ['publish', '2026-09', '--reason', 'test'],
    ['close', '2026-10'],
  ]) {
    const { code, stdout, stderr } = await millrace([...args, '--database', database]);
    expect(code, `${args.join(' ')}\n${stdout}\n${stderr}`).toBe(0);
  }
  return database;
}
