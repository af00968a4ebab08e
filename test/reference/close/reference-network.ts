import type { FactRows, Policy } from '@millrace/costing-core';
import { Absorbed } from './absorbed.js';
import { countFlushed } from './back-flush.js';
import { balancesOf } from './balances.js';
import type { Bucket, Place, StockEvent } from './bucket.js';
import { Buckets, bucketKeys } from './buckets.js';
import { dayOf, instantOf } from './calendar.js';
import { combineSteps } from './carried.js';
import { factorBetween, found, type Movement, type Order, text, units } from './counted.js';
import { Departments } from './departments.js';
import { listedPrice, worth } from './fallback.js';
import { Fraction, sum, ZERO } from './fraction.js';
import { byProductValue, jointChoice, sharesCost } from './joint-outputs.js';
import { lateCosts } from './late-costs.js';
import { isOfEarlierScrap, lossesOf, salvageRow, scrapWorth } from './losses.js';
import { OUTSIDE, ReferenceNetwork, type Vector } from './network.js';
import { PHASE } from './order-of-rows.js';
import { addOrder, isBorneAlone, type Salvage } from './orders.js';
import { originalValues, partBetween } from './original-values.js';
import { isStep } from './parallel-items.js';
import { arrivalOf, asFrom, destinationOf, openingAmounts, openingPlace, placeOf } from './places.js';
import { addPools, spreadOver } from './pools.js';
import { progressOf } from './progress.js';
import { repairedBy } from './repaired-by.js';
import { lossesOfRepairs } from './repairs.js';
import { type FixedReturn, isReturn, netReturns } from './returns.js';
import { loopsOf } from './solve.js';
import { addSteps } from './steps.js';
import { returnedNode, StockEdges } from './stock-edges.js';
import { partsOf } from './wip.js';

/**
 * The cost-flow network of a period, made from the documents (rules.md, facts.md) and apart from the engine: slow,
 * obvious, in exact fractions. It looks every row up by searching and knows nothing of columns or codes.
 */
export function referenceNetwork(
  rows: FactRows,
  policy: Policy,
  closing: { readonly ledger: string; readonly period: string },
): ReferenceNetwork {
  const counted = countFlushed(rows, policy, closing);
  const { movements, elements, ledger, amountScale } = counted;
  const netted = netReturns(counted, bucketKeys(rows, policy));
  const network = new ReferenceNetwork(elements);
  const drivers = { counted, policy, netted };
  const departments = new Departments(network, drivers);
  const originalValue = originalValues(counted);
  const buckets = new Buckets(counted, policy, netted);
  /** What came in of an order: completions, by-products, salvage. */
  const fromOrders = new Map<string, StockEvent>();

  for (const row of rows.opening_stock ?? []) {
    const bucket = buckets.at(openingPlace(row));
    if (row.ledger !== ledger || bucket === undefined) continue;
    const quantity = Fraction.of(String(row.quantity));
    bucket.events.push({
      does: quantity.sign < 0 ? 'out' : 'in',
      bucket,
      key: undefined,
      movement: '',
      type: undefined,
      name: text(row.layer),
      openedBy: [
        text(row.received_on),
        text(row.sequence).padStart(20, '0'),
        text(row.layer),
        text(row.lot),
        text(row.project),
        text(row.plant),
      ],
      quantity: quantity.size,
      refersTo: '',
      amounts: openingAmounts(counted, row) ?? elements.map(() => 0n),
      node: OUTSIDE,
      day: dayOf(instantOf(`${counted.firstDay}T12:00:00Z`), 'UTC'),
      other: undefined,
    });
  }
  for (const row of rows.opening_wip ?? []) {
    if (row.ledger !== ledger) continue;
    const amount = units(String(row.amount), amountScale);
    const vector = elements.map((element) => (element === row.element ? amount : 0n));
    if (text(row.order) === '') {
      network.source(`step ${text(row.item)} · ${text(row.stage)}`, 'opening_wip', '', vector);
      continue;
    }
    const stage = openingStage(text(row.order), text(row.stage));
    const of = found([...counted.orders.values()], (order) => order.order === row.order);
    const isByFifo = progressOf(counted, policy, of).wip(stage).method === 'fifo' && !isBorneAlone(partsOf(stage).kind);
    const isFifo = isByFifo && !isStep(counted, policy, of);
    if (isFifo) network.node(`order ${row.order} · ${stage}`);
    network.source(`order ${row.order} · ${stage}${isFifo ? ' · opening' : ''}`, 'opening_wip', '', vector);
  }

  // Returns of one movement take their parts of it in the order of events, whoever asks for them first.
  for (const returned of netted.fixed) {
    const bucket = buckets.at(placeOf(returned.movement));
    if (bucket !== undefined) originalValue(returned, bucket);
  }
  for (const movement of movements) {
    if (!isReturn(movement)) addMovement(movement);
  }
  for (const returned of netted.fixed) addFixedReturn(returned);

  const matched = buckets.match();
  const stock = new StockEdges(network, policy, matched);
  network.lateCosts = lateCosts(buckets.all, matched, counted, returnedNode);
  stock.addInflows(buckets.all);
  stock.addOutflows(buckets.all);
  const absorbed = new Absorbed(network, drivers, departments);
  addPools(network, drivers, departments, absorbed);
  for (const order of counted.orders.values()) {
    if (repairedBy(counted, policy, netted, order) !== undefined) continue;
    const { units } = lossesOf(counted, policy, netted, order, progressOf(counted, policy, order));
    for (const { centre } of units) if (centre !== '') network.node(departments.received(centre));
  }
  departments.share(absorbed);
  for (const [centre, choice] of Object.entries(policy.centre_material_driver)) {
    if (typeof choice === 'string') {
      if (network.nodes.has(`centre ${centre}`)) spreadOver(network, drivers, `centre ${centre}`, centre, choice);
      continue;
    }
    for (const [item, driver] of Object.entries(choice)) {
      const node = `centre ${centre} · ${item}`;
      if (network.nodes.has(node)) spreadOver(network, drivers, node, centre, driver, item);
    }
  }
  const salvageOf = new Map<Order, Salvage[]>();
  for (const order of counted.orders.values()) {
    const received = [...fromOrders.values()].filter(({ movement }) => orderOf(movement) === order.order);
    const shares = (event: StockEvent) =>
      sharesCost(counted, policy, order, { type: event.type as Movement['type'], item: event.bucket.place.item });
    const isBefore = jointChoice(policy, order).credit_from === 'before_split';
    const salvage: Salvage[] = [];
    salvageOf.set(order, salvage);
    for (const event of received.filter((of) => !shares(of))) {
      const { bucket, quantity, movement } = event;
      const of = found(movements, (row) => row.movement === movement);
      const isSalvage = event.type === 'salvage_receipt';
      const priced = isSalvage ? salvageRow(counted, order, of) : undefined;
      const worthOf = priced ? scrapWorth(counted, priced, quantity, of.item) : isSalvage ? of.amounts : undefined;
      if (worthOf !== undefined) {
        if (isOfEarlierScrap(counted, of)) network.source(stock.entry(event), 'movement', movement, worthOf);
        else salvage.push({ movement, to: stock.entry(event), amounts: worthOf });
        continue;
      }
      const standard = listedPrice(counted, bucket.place, 'standard');
      const type = String(event.type);
      const value = byProductValue({ counted, policy, netted }, order, bucket, { type, quantity, standard });
      if (type === 'salvage_receipt') {
        salvage.push({ movement, to: stock.entry(event), amounts: value });
        continue;
      }
      const isCredited =
        !isStep(counted, policy, order) && !(isBefore && type === 'by_product_receipt') && received.some(shares);
      const node = isCredited ? 'completed' : 'material';
      network.fixed(`order ${order.order} · ${node}`, stock.entry(event), 'movement', movement, value);
    }
  }
  const bearers = lossesOfRepairs(network, { counted, policy, netted }, salvageOf);
  const closeLosses = [...counted.orders.values()].map((order) =>
    addOrder(
      network,
      counted,
      policy,
      netted,
      order,
      ({ movement }) => {
        const event = fromOrders.get(movement);
        return event && stock.entry(event);
      },
      salvageOf.get(order) ?? [],
      (stage) => openingStage(order.order, stage),
      bearers.get(order),
      departments,
    ),
  );
  addSteps(network, { counted, policy, netted, openingStage }, stock.closings, issuedTo, (order) => bearers.has(order));
  for (const close of closeLosses) close();
  // In a loop the weight of an abnormal gain counts as 0 (rules.md 10).
  for (const name of loopsOf(network).flatMap((loop) => [...loop])) {
    const { shares } = network.node(name);
    shares.splice(0, shares.length, ...shares.filter(({ weight }) => weight.sign > 0));
  }
  combineSteps(network, counted, policy);
  network.bearers = balancesOf(counted, stock.closings);
  return network;

  function orderOf(movement: string): string {
    return found(movements, (of) => of.movement === movement).order;
  }

  type Told = Pick<StockEvent, 'does' | 'quantity'> &
    Partial<Pick<StockEvent, 'amounts' | 'after' | 'node' | 'corrects' | 'name' | 'refersTo'>>;

  /** Notes what a movement does to a bucket; at its own phase unless another is given. */
  function note(
    movement: Movement,
    bucket: Bucket | undefined,
    told: Told,
    phase = movement.phase,
  ): StockEvent | undefined {
    if (bucket === undefined) return undefined;
    const event: StockEvent = {
      bucket,
      key: { ...movement, phase },
      movement: movement.movement,
      type: movement.is,
      name: movement.movement,
      refersTo: movement.refersTo,
      day: dayOf(movement.at, counted.timeZone),
      amounts: undefined,
      node: OUTSIDE,
      other: undefined,
      ...told,
    };
    bucket.events.push(event);
    return event;
  }

  /** A movement of the period, net of its returns. What was returned whole is as if it had not been. */
  function addMovement(movement: Movement): void {
    const quantity = netted.net(movement);
    const bucket = buckets.at(placeOf(movement));
    if (quantity.sign === 0 && movement.quantity.sign > 0) return;
    switch (movement.is) {
      case 'purchase_receipt':
      case 'purchase_estimate':
      case 'count_gain':
        receive(movement);
        return;
      case 'purchase_adjustment':
      case 'revaluation':
        if (shareOut(movement)) return;
        note(movement, buckets.at(asFrom(placeOf(movement), receivedAt(movement))), {
          does: 'value',
          quantity: ZERO,
          amounts: movement.amounts ?? elements.map(() => 0n),
        });
        return;
      case 'subcontract_fee': {
        const whole = movement.amounts;
        if (whole === undefined) return;
        const stages = elements.map((element) => feeStage(movement, element));
        for (const stage of new Set(stages.filter((_, e) => whole[e] !== 0n))) {
          const amounts = whole.map((amount, e) => (stages[e] === stage ? amount : 0n));
          network.source(`order ${movement.order} · ${stage}`, 'movement', movement.movement, amounts);
        }
        if (whole.every((amount) => amount === 0n)) {
          network.source(`order ${movement.order} · ${feeStage(movement, '')}`, 'movement', movement.movement, whole);
        }
        return;
      }
      case 'completion':
      case 'by_product_receipt':
      case 'salvage_receipt': {
        if (quantity.sign === 0) return;
        const event = note(movement, bucket, { does: 'in', quantity });
        if (event !== undefined) fromOrders.set(movement.movement, event);
        return;
      }
      case 'transfer':
      case 'form_change':
        move(movement, bucket, buckets.at(destinationOf(movement)));
        return;
      case 'transfer_out': {
        const leaves = movement.toPlant !== '' && !counted.plants.has(movement.toPlant);
        const onTheWay = { ...placeOf(movement), inTransit: movement.movement };
        move(movement, bucket, leaves ? undefined : buckets.at(onTheWay));
        return;
      }
      case 'transfer_in': {
        const onTheWay = sentBy(movement.refersTo);
        move(movement, onTheWay && buckets.at(onTheWay), buckets.at(asFrom(placeOf(movement), onTheWay)));
        return;
      }
      case 'issue':
        if (quantity.sign > 0) note(movement, bucket, { does: 'out', quantity, node: issuedTo(movement) });
        return;
      case 'sale':
      case 'expense_issue':
      case 'count_loss':
      case 'stock_scrap':
        if (quantity.sign > 0) note(movement, bucket, { does: 'out', quantity });
        return;
      case 'operation_scrap':
      case 'compensation':
        return;
      default:
        throw new Error(`the reference knows no ${movement.type}`);
    }
  }

  /** An amount for several receipts: a part for each, by cumulative rounding in their order. */
  function shareOut(movement: Movement): boolean {
    const named = (rows.movement_receipt ?? []).filter((row) => row.movement === movement.movement);
    if (named.length === 0) return false;
    const row = found(rows.movement, (of) => of.movement === movement.movement);
    const receipts = counted.all.filter((of) => named.some(({ receipt }) => receipt === of.movement));
    const weightOf = (receipt: Movement): Fraction => {
      if (row.basis === 'value') return sum((receipt.amounts ?? []).map((amount) => new Fraction(amount)));
      if (row.basis === 'quantity') return receipt.quantity;
      const own = text(found(rows.item, ({ item }) => item === receipt.toItem).unit);
      return receipt.quantity.times(factorBetween(rows, receipt.toItem, own, text(row.unit)) ?? ZERO);
    };
    const whole = sum(receipts.map(weightOf));
    let before = ZERO;
    for (const receipt of receipts) {
      const weight = weightOf(receipt);
      const amounts = (movement.amounts ?? elements.map(() => 0n)).map((amount) =>
        partBetween(amount, before, weight, whole),
      );
      before = before.plus(weight);
      note(movement, buckets.at(arrivalOf(receipt)), {
        does: 'value',
        quantity: ZERO,
        amounts,
        name: `${movement.movement}/${receipt.movement}`,
        refersTo: receipt.movement,
      });
    }
    return true;
  }

  /** What came is a receipt, but for what corrects an estimate of an earlier period: value only, of their difference. */
  function receive(movement: Movement): void {
    const bucket = buckets.at(arrivalOf(movement));
    if (bucket === undefined) return;
    const kept = netted.net(movement);
    const corrected = netted.corrected(movement);
    const amounts = netAmounts(movement, bucket);
    const invoiced =
      movement.amounts === undefined
        ? worth(corrected, bucket.fallback)
        : amounts.map((amount) => (kept.sign === 0 ? 0n : new Fraction(amount).times(corrected).over(kept).rounded));
    if (corrected.sign > 0) {
      const corrects = netted.corrections
        .filter(({ receipt }) => receipt === movement)
        .map(({ reversal, before, quantity }) => {
          const returned = found(netted.fixed, (of) => of.movement === reversal);
          const whole = originalValue(returned, bucket);
          const part = (amount: bigint) => partBetween(amount, before, quantity, returned.quantity);
          return { reversal: reversal.movement, amounts: whole.map(part) };
        });
      const { refersTo } = found(netted.corrections, ({ receipt }) => receipt === movement).reversal;
      const name = `${movement.movement}/${refersTo}`;
      note(
        movement,
        bucket,
        { does: 'value', quantity: ZERO, amounts: invoiced, corrects, name, refersTo },
        PHASE.value,
      );
    }
    if (corrected.sign > 0 && corrected.compare(kept) === 0) return;
    const rest = movement.amounts === undefined ? worth(kept.minus(corrected), bucket.fallback) : amounts;
    const told = movement.amounts === undefined ? rest : rest.map((amount, e) => amount - invoiced[e]);
    const moves = movement.type === 'transfer' || movement.type === 'form_change';
    const phase = moves ? PHASE.transferIn : movement.phase;
    note(movement, bucket, { does: 'in', quantity: kept.minus(corrected), amounts: told }, phase);
  }

  /** From one bucket to another, either of which may lie outside the ledger. What it costs lands where it goes. */
  function move(movement: Movement, from: Bucket | undefined, to: Bucket | undefined): void {
    const { quantity, type } = movement;
    const cost = type === 'transfer_out' ? undefined : movement.amounts;
    const arriving = type === 'transfer_out' ? PHASE.transferOut : PHASE.transferIn;
    if ((from !== undefined && from === to) || quantity.sign === 0) {
      if (cost !== undefined) note(movement, to, { does: 'value', quantity: ZERO, amounts: cost }, arriving);
      return;
    }
    const amounts = from === undefined && to !== undefined ? (cost ?? worth(quantity, to.fallback)) : cost;
    const source = note(movement, from, { does: 'out', quantity });
    const target = note(movement, to, { does: 'in', quantity, amounts }, arriving);
    if (source === undefined || target === undefined) return;
    source.other = target;
    target.other = source;
  }

  /** Where the stock is that a value adjustment is for; undefined where nothing says it, or several places do. */
  function receivedAt({ refersTo, plant, item }: Movement): Place | undefined {
    if (refersTo === '') return undefined;
    const isLike = (place: Place) => place.item === item && (place.plant === plant || place.plant === '');
    const received = movements.find(({ movement }) => movement === refersTo);
    if (received !== undefined) {
      const sent = received.type === 'transfer_in' ? sentBy(received.refersTo) : undefined;
      return [asFrom(arrivalOf(received), sent)].find(isLike);
    }
    const places = (rows.opening_stock ?? [])
      .filter((row) => row.ledger === ledger && text(row.layer) === refersTo && text(row.in_transit) === '')
      .map(openingPlace)
      .filter(isLike);
    const isOne = new Set(places.map(({ lot, project }) => JSON.stringify([lot, project]))).size === 1;
    return isOne ? places[0] : undefined;
  }

  /** Where the goods of a `transfer_out` are until they arrive; undefined where nobody sent them. */
  function sentBy(reference: string): Place | undefined {
    if (reference === '') return undefined;
    const sent = counted.toDate.find(({ movement }) => movement === reference);
    if (sent !== undefined) return { ...placeOf(sent), inTransit: reference };
    const opening = (rows.opening_stock ?? []).find(
      (row) => row.ledger === ledger && text(row.in_transit) === reference,
    );
    return opening && openingPlace(opening);
  }

  /** rules.md 21: a linked vendor return takes its share of the receipt, by cumulative rounding. */
  function netAmounts(movement: Movement, bucket: Bucket): Vector {
    const whole = movement.amounts;
    if (whole === undefined) return worth(netted.net(movement), bucket.fallback);
    if (movement.quantity.sign === 0) return whole;
    const part = netted.returned(movement).over(movement.quantity);
    return whole.map((amount) => amount - new Fraction(amount).times(part).rounded);
  }

  /** What refers to an earlier period, exceeds its reference or finds nothing to reduce: at the original value. */
  function addFixedReturn(returned: FixedReturn): void {
    const { movement, quantity } = returned;
    const bucket = buckets.at(placeOf(movement));
    if (bucket === undefined) return;
    const corrected = netted.corrected(movement);
    const rest = quantity.minus(corrected);
    const amounts = originalValue(returned, bucket);
    switch (movement.is) {
      case 'purchase_return':
      case 'purchase_estimate_reversal': {
        const isOfEarlier = movement.refersTo !== '' && !movements.some((of) => of.movement === movement.refersTo);
        if (rest.sign <= 0) return;
        if (isOfEarlier && policy.vendor_return === 'stock_price') {
          const owed = amounts.map((amount) => partBetween(amount, corrected, rest, quantity));
          note(movement, bucket, { does: 'out returned', quantity: rest, amounts: owed });
        } else note(movement, bucket, { does: 'out at value', quantity: rest, after: corrected, amounts });
        return;
      }
      case 'completion_reversal': {
        // What comes back is whole: it enters the stage of which every unit in process counts in full.
        const node = `order ${movement.order} · material`;
        note(movement, bucket, { does: 'out at value', quantity, amounts, node });
        return;
      }
      default: {
        const node = movement.type === 'issue_return' ? issuedTo(movement) : OUTSIDE;
        note(movement, bucket, { does: 'in', quantity, amounts, node });
      }
    }
  }

  /** The order's stage, the centre that spreads what it uses, or expense. */
  function issuedTo({ order, operation, centre, item }: Movement): string {
    if (order !== '') {
      const of = found([...counted.orders.values()], (row) => row.order === order);
      return `order ${order} · ${progressOf(counted, policy, of).materialStage(operation, item)}`;
    }
    const department = departments.own(centre);
    if (department !== undefined) return department;
    const choice = policy.centre_material_driver[centre];
    if (choice === undefined) return OUTSIDE;
    if (typeof choice === 'string') return `centre ${centre}`;
    return choice[item] === undefined ? OUTSIDE : `centre ${centre} · ${item}`;
  }

  /** The stage of opening work in process: material at the first operation is at the start (rules.md 14). */
  function openingStage(order: string, stage: string): string {
    const { kind, operation, component } = partsOf(stage);
    if (kind !== 'material' && kind !== 'evenly') return stage;
    const of = found([...counted.orders.values()], (row) => row.order === order);
    const isFirst = operation !== '' && progressOf(counted, policy, of).firstOperation === operation;
    return isFirst ? `${kind}${component === '' ? '' : `=${component}`}` : stage;
  }

  function feeStage({ order, operation }: Movement, element: string): string {
    if (policy.subcontract_fee === 'received') return 'fee';
    const of = found([...counted.orders.values()], (row) => row.order === order);
    return progressOf(counted, policy, of).conversionStage(operation, element);
  }
}
