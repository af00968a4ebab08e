import type { Row } from '@millrace/costing-core';
import { CENTRES, ELEMENTS, instant, LOTS, money, OPERATIONS, PLANTS, PROJECTS } from './cells.js';
import { itemsOf, ordersOf, routedOperations } from './orders-of.js';
import type { Happening, Plan } from './plan.js';

/** The movements of a plan, with the amounts that they bring and what those of earlier periods had cost. */
export function movementsOf(plan: Plan): Written {
  const written: Written = { movement: [], movement_amount: [], movement_receipt: [], earlier_cost: [] };
  for (const [i, happening] of plan.happenings.entries()) {
    const { cells, owns, earlier, invoice, receipts = [] } = writeDown(plan, happening, written.movement);
    if (cells === undefined) continue;
    const movement = `m${i}`;
    const row: Row<'movement'> = {
      movement,
      document: `D${happening.a % 3}`,
      line: happening.b % 4,
      posted_at: instant(happening.when),
      quantity: happening.quantity,
      unit: happening.otherUnit ? ['g', 'box', 'pallet'][happening.c % 3] : '',
      lot: LOTS[happening.b % 4],
      project: PROJECTS[happening.c % 4],
      ...cells,
      source: movement,
      status: happening.status,
    };
    written.movement.push(row);
    // What comes back of an earlier month mostly comes back in parts.
    if (earlier !== undefined && !owns) written.movement.push({ ...row, movement: `${movement} again` });
    for (const receipt of receipts) written.movement_receipt.push({ movement, receipt });
    if (invoice !== undefined) {
      const posted_at = instant({ ...happening.when, day: happening.when.day + (happening.a % 4) });
      written.movement.push({ ...row, ...invoice, posted_at, movement: `${movement} invoice` });
    }
    for (const [e, units] of happening.amounts.entries()) {
      const element = ELEMENTS[e];
      const amount = money(units, plan.amountScale);
      if (invoice !== undefined) {
        const more = money(units + happening.b * 3, plan.amountScale);
        written.movement_amount.push({ movement: `${movement} invoice`, ledger: 'L', element, amount: more });
      }
      if (owns) written.movement_amount.push({ movement, ledger: 'L', element, amount });
      if (owns && e === 0) written.movement_amount.push({ movement, ledger: 'OTHER', element, amount: '7' });
      if (earlier === undefined) continue;
      if (written.earlier_cost.some((row) => row.movement === earlier && row.element === element)) continue;
      written.earlier_cost.push({
        ledger: 'L',
        movement: earlier,
        element,
        quantity: EARLIER_QUANTITIES[earlier.length % EARLIER_QUANTITIES.length],
        // Mostly nothing came back before; single elements may be credits.
        amount: happening.c % 5 === 1 ? amount : amount.replace('-', ''),
        returned: happening.c % 4 === 2 ? '3.5' : '',
        posted_on: happening.a % 3 === 0 ? '' : `2026-08-${10 + (happening.b % 20)}`,
      });
    }
  }
  return written;
}

const OTHER_OUTFLOWS = ['expense_issue', 'count_loss', 'count_loss', 'stock_scrap'] as const;

interface Written {
  readonly movement: Row<'movement'>[];
  readonly movement_amount: Row<'movement_amount'>[];
  readonly movement_receipt: Row<'movement_receipt'>[];
  readonly earlier_cost: Row<'earlier_cost'>[];
}

interface Movement {
  /** Undefined where nothing can happen: a return of nothing, a completion of an order that doesn't count. */
  readonly cells?: Cells;
  /** True: it brings amounts. */
  readonly owns?: boolean;
  /** The movement of an earlier period whose cost is known. */
  readonly earlier?: string;
  /** The receipts that an amount is for. */
  readonly receipts?: readonly string[];
  /** A second movement, some days later: what is invoiced of an estimate. */
  readonly invoice?: Partial<Row<'movement'>>;
}

type Cells = Pick<Row<'movement'>, 'type' | 'item' | 'plant'> & Partial<Row<'movement'>>;

/** What movements of earlier periods moved: mostly more than comes back. */
const EARLIER_QUANTITIES = ['60', '25', '12.5'];

function writeDown(plan: Plan, { event, a, b, c }: Happening, before: readonly Row<'movement'>[]): Movement {
  const items = itemsOf(plan);
  const orders = ordersOf(plan);
  const order = orders[c % orders.length];
  const operations = routedOperations(plan, order);
  const { item } = items[a % items.length];
  const plant = PLANTS[b % 4 === 3 ? 1 : 0];
  const ofOrder = { item: order.makes, plant: PLANTS[order.plant], order: order.order };
  const operation = b % 3 === 0 ? (operations ?? OPERATIONS)[a % (operations ?? OPERATIONS).length] : '';
  /** Mostly no scrap in particular; else some of this month, or of one before. */
  const scrapNamed = (): string => {
    const scrap = before.filter((row) => row.type === 'operation_scrap' && row.order === order.order);
    if (a % 3 === 1) return '';
    return scrap.length > 0 && a % 3 === 0 ? String(scrap[a % scrap.length].movement) : 'earlier scrap';
  };
  switch (event) {
    case 'purchase':
      if (a % 5 === 4) return { ...again('purchase_receipt', c, before), owns: true };
      return { cells: { type: c % 4 === 0 ? 'purchase_estimate' : 'purchase_receipt', item, plant }, owns: true };
    case 'purchase return':
      return {
        ...returning(c % 3 === 0 ? 'purchase_estimate_reversal' : 'purchase_return', a, b, c, before),
        owns: true,
      };
    case 'adjustment': {
      const type = c % 2 === 0 ? 'purchase_adjustment' : 'revaluation';
      // An invoice may know its receipt, and not the lot.
      const open = a % 2 === 0 ? { lot: '', project: '' } : {};
      const cells: Cells = { type, item, plant, quantity: '0', unit: '', ...open };
      if (b % 3 === 0) return { cells, owns: true };
      const purchases = before.filter((row) => row.type === 'purchase_receipt' && row.item === item);
      const refers_to =
        purchases.length > 0 && b % 3 === 1 ? purchases[0].movement : `earlier purchase ${item} ${plant}`;
      return { cells: { ...cells, refers_to }, owns: true, ...(b % 3 === 2 ? { earlier: String(refers_to) } : {}) };
    }
    case 'freight': {
      // Over up to three purchases of what is valued, which may be of before the month; in the middle of it, so that it
      // has a month in every zone.
      const isFit = (row: Row<'movement'>) =>
        row.type === 'purchase_receipt' && row.status === 'approved' && row.posted_at < '2026-09-28';
      const valued = new Set(items.filter((of) => of.valued).map((of) => of.item));
      const fit = before.filter((row) => isFit(row) && !row.unit && valued.has(String(row.item)));
      if (fit.length === 0) return {};
      const receipts = new Set([a, b, c].slice(0, 1 + (c % 3)).map((at) => fit[at % fit.length].movement));
      const basis =
        a % 2 === 0 ? ({ basis: 'quantity', unit: '' } as const) : ({ basis: 'weight', unit: 'g' } as const);
      const cells: Cells = { type: 'purchase_adjustment', item, plant, quantity: '0', lot: '', project: '', ...basis };
      return { cells, owns: true, receipts: [...receipts].map(String) };
    }
    case 'issue': {
      if (b % 7 === 6) return { cells: { type: 'issue', item, plant, centre: [...CENTRES, ...CENTRES, ''][c % 5] } };
      if (b % 7 === 5) return again('issue', a, before);
      if (!order.counts || order.unissued !== undefined) return {};
      // Mostly of a lower level than what the order makes; sometimes anything, now and then the very item (rework).
      const level = items.findIndex((of) => of.item === order.makes);
      const component = c % 2 === 0 && level > 0 ? items[a % level].item : a % 5 === 0 ? order.makes : item;
      return { cells: { type: 'issue', item: component, plant, order: order.order, operation } };
    }
    case 'issue return': {
      const back = returning('issue_return', a, b, c, before);
      // What is taken apart gives back what another order took.
      const apart = orders.filter(({ type, counts }) => type === 'disassembly' && counts);
      if (apart.length === 0) return back;
      const earlier = `earlier part ${item} ${plant}`;
      const { cells = { type: 'issue_return', item, plant, unit: '', refers_to: earlier }, ...rest } = back;
      const known = back.cells === undefined && c % 4 > 0 ? { earlier } : {};
      return {
        ...rest,
        ...known,
        cells: { ...cells, order: apart[a % apart.length].order, operation: '', centre: '' },
      };
    }
    case 'completion':
      if (a % 7 === 6) return again('completion', b, before);
      return order.counts ? { cells: { type: 'completion', ...ofOrder } } : {};
    case 'completion reversal':
      return returning('completion_reversal', a, b, c, before);
    case 'transfer':
      return transfer(plan, a, b, c, before);
    case 'transfer out': {
      const to_plant = c % 5 === 0 ? 'X' : '';
      // Now and then a plant outside the ledger sends something to one of it.
      if (c % 7 === 3) return { cells: { type: 'transfer_out', item, plant: 'X', to_plant: plant, unit: '' } };
      return { cells: { type: 'transfer_out', item, plant, to_plant, unit: '' } };
    }
    case 'transfer in': {
      const sent = before.filter((row) => row.type === 'transfer_out' && row.to_plant !== 'X');
      if (sent.length === 0) return {};
      const { movement, item: goods, plant: from, to_plant, lot = '', project = '' } = sent[a % sent.length];
      const to = to_plant || (from === 'P1' ? 'P2' : 'P1');
      const open = { lot: '', project: '' };
      return {
        cells: {
          type: 'transfer_in',
          item: goods,
          plant: to,
          refers_to: movement,
          ...(c % 3 === 0 ? open : { lot, project }),
        },
        owns: b % 3 === 0,
      };
    }
    case 'form change': {
      const other = items[(a + 1) % items.length];
      if (!other.valued || other.item === item) return {};
      return { cells: { type: 'form_change', item, plant, to_item: other.item, unit: '' }, owns: a % 4 === 0 };
    }
    case 'sale':
      return b % 5 === 4 ? again('sale', a, before) : { cells: { type: 'sale', item, plant } };
    case 'sale return':
      return returning('sale_return', a, b, c, before);
    case 'other outflow':
      return { cells: { type: OTHER_OUTFLOWS[c % 4], item, plant } };
    case 'count gain':
      return { cells: { type: 'count_gain', item, plant }, owns: c % 2 === 0 };
    case 'estimate invoiced': {
      // Of an estimate of an earlier month, mostly of all of it; several of one item are of one estimate.
      const refers_to = `earlier ${c % 3 === 0 ? 'purchase' : 'estimate'} ${item} ${plant}`;
      const cells: Cells = { type: 'purchase_estimate_reversal', item, plant, refers_to, unit: '', lot: LOTS[a % 2] };
      const quantity = b % 2 === 0 ? {} : { quantity: String(1 + (b % 17)) };
      const invoice: Partial<Row<'movement'>> = {
        type: a % 5 === 0 ? 'purchase_estimate' : 'purchase_receipt',
        ...quantity,
      };
      const told = c % 4 === 0 ? {} : { earlier: refers_to };
      return { cells, owns: b % 4 > 0, ...told, ...(a % 8 > 0 ? { invoice } : {}) };
    }
    case 'operation scrap': {
      if (!order.counts || operations === undefined) return {};
      const hours = c % 3 === 0 ? {} : { hours_machine: String((b % 4) / 2), hours_labour: String((a % 3) / 4) };
      return { cells: { type: 'operation_scrap', ...ofOrder, operation: operations[a % operations.length], ...hours } };
    }
    case 'by-product':
    case 'co-product': {
      // Of an item that is laid down for the order, if any; elsewhere of whatever item.
      const laidDown = [
        ...plan.joints.filter((row) => items[row.item % items.length].item === order.makes),
        ...plan.boms.flatMap((row) => (items[row.item % items.length].item === order.makes ? row.outputs : [])),
      ];
      const output = items[(laidDown.length > 0 ? laidDown[a % laidDown.length].output : a) % items.length];
      if (!order.counts || !output.valued || output.item === order.makes) return {};
      const type = event === 'co-product' ? 'completion' : b % 4 === 0 ? 'salvage_receipt' : 'by_product_receipt';
      const refers_to = type === 'salvage_receipt' ? scrapNamed() : '';
      const cells: Cells = { ...ofOrder, type, item: output.item, refers_to, operation: b % 8 === 0 ? operation : '' };
      return { cells, owns: type === 'salvage_receipt' && c % 3 === 0 };
    }
    case 'compensation':
      if (!order.counts) return {};
      return {
        cells: { type: 'compensation', ...ofOrder, refers_to: scrapNamed(), quantity: '0', unit: '' },
        owns: true,
      };
    case 'fee':
      if (!order.counts) return {};
      return { cells: { type: 'subcontract_fee', ...ofOrder, operation, quantity: '0', unit: '' }, owns: true };
  }
}

/** Both ways between the ledger's plants, from and to the plant outside it, to another item, to another lot. */
function transfer(plan: Plan, a: number, b: number, c: number, before: readonly Row<'movement'>[]): Movement {
  const items = itemsOf(plan);
  const { item } = items[a % items.length];
  const routes = [
    ['P1', 'P2'],
    ['P2', 'P1'],
    ['P1', 'X'],
    ['X', 'P2'],
  ];
  const [plant, to_plant] = routes[c % 4];
  if (b % 9 === 0 && plant !== 'X') return { cells: { type: 'transfer', item, plant, lot: '', to_lot: 'lot 2' } };
  const other = items[(a + 1) % items.length];
  const becomes = b % 7 === 0 && other.valued ? { to_item: other.item, unit: '' } : {};
  const owns = plant === 'X' ? a % 3 > 0 : a % 5 === 0;
  // What came from outside goes back: of this month, or of an earlier one.
  const received = before.filter((row) => row.type === 'transfer' && row.plant === 'X');
  if (to_plant === 'X' && b % 3 === 0) {
    const [back] = received.length > 0 ? [received[a % received.length]] : [];
    const earlier = `earlier purchase ${item} ${plant}`;
    if (back === undefined || b % 2 === 0) {
      return {
        cells: { type: 'transfer', item, plant, to_plant, unit: '', refers_to: earlier },
        owns: a % 2 === 0,
        earlier,
      };
    }
    const cells: Cells = {
      type: 'transfer',
      item: String(back.to_item || back.item),
      plant: String(back.to_plant),
      to_plant,
    };
    return { cells: { ...cells, unit: '', refers_to: back.movement }, owns: a % 2 === 0 };
  }
  return { cells: { type: 'transfer', item, plant, to_plant, ...becomes, ...(owns ? { unit: '' } : {}) }, owns };
}

/** What each type of return takes back. */
const RETURNED = {
  purchase_return: ['purchase_receipt', 'purchase_estimate'],
  purchase_estimate_reversal: ['purchase_estimate'],
  issue_return: ['issue'],
  sale_return: ['sale'],
  completion_reversal: ['completion'],
};

/** What came back is taken, received or made again, and the document names the return (红冲的红冲). */
function again(
  type: 'purchase_receipt' | 'issue' | 'completion' | 'sale',
  at: number,
  before: readonly Row<'movement'>[],
): Movement {
  const returns = before.filter((row) =>
    (RETURNED as Partial<Record<string, readonly string[]>>)[row.type]?.includes(type),
  );
  if (returns.length === 0) return {};
  const {
    item,
    plant,
    order = '',
    operation = '',
    centre = '',
    project = '',
    lot = '',
    movement,
  } = returns[at % returns.length];
  return { cells: { type, item, plant, order, operation, centre, project, lot, unit: '', refers_to: movement } };
}

/** A return of something that happened, linked or not, or of something of an earlier period. */
function returning(
  type: keyof typeof RETURNED,
  a: number,
  b: number,
  c: number,
  before: readonly Row<'movement'>[],
): Movement {
  const isFromOutside = (row: Row<'movement'>) => row.type === 'transfer' && row.plant === 'X';
  const candidates = before.filter(
    (row) => RETURNED[type].includes(String(row.type)) || (type === 'purchase_return' && isFromOutside(row)),
  );
  if (candidates.length === 0) return {};
  const original = candidates[a % candidates.length];
  const { order = '', operation = '', centre = '', project = '' } = original;
  const item = String(original.to_item || original.item);
  const plant = String(original.to_plant || original.plant);
  // In the item's own unit: what is too small for 6 decimals would be nothing at some amount.
  const cells: Cells = { type, item, plant, order, operation, centre, project, unit: '', lot: LOTS[c % 4] };
  if (b % 3 === 0) return { cells };
  if (b % 3 === 1) return { cells: { ...cells, refers_to: original.movement } };
  const isOfLayer = type === 'purchase_return' && c % 2 === 0;
  const earlier = isOfLayer
    ? `earlier purchase ${item} ${plant}`
    : `earlier ${type} ${item} ${plant} ${order}${centre} ${c % 2}`;
  return { cells: { ...cells, refers_to: earlier }, ...(c % 4 === 0 ? {} : { earlier }) };
}
