import { createHash } from 'node:crypto';
import {
  defaultStandardPolicy,
  type FactRows,
  type LargestCauses,
  type RolledVersion,
  rollStandard,
} from '@millrace/costing-core';
import { generate } from '../rollup/workload.js';

const LEDGER = 'L1';
const PLANT = 'P1';
const FROM = '2020-01-01';
const CHANGED = '2026-11-01';

/** One item in so many changes: every so manieth price by 5 %, of every so manieth bill of material the first line by 0.007. */
const ONE_IN = 33;

/** The catalogue of the roll-up (workload A) with the changes of a month. */
export function changedCatalogue(items: number): FactRows {
  const { parent, component, quantity, price } = generate(items);
  const all = Array.from({ length: items }, (_, item) => item);
  const isMade = (item: number) => Number.isNaN(price[item]);
  const priceOf = (item: number, valid_from: string, millionths: number) => ({
    ...{ plant: PLANT, item: nameOf(item), kind: 'standard' as const, element: 'MAT', valid_from },
    ...{ price: (millionths / 1e6).toFixed(6), per_quantity: '1' },
  });
  const headerOf = (item: number, valid_from: string) => ({
    ...{ plant: PLANT, parent: nameOf(item), valid_from, base_quantity: '1', active: true },
  });
  const lineOf = (k: number, line: number, valid_from: string, thousandths: number) => ({
    ...{ plant: PLANT, parent: nameOf(parent[k]), valid_from, line, component: nameOf(component[k]) },
    ...{ quantity: (thousandths / 1000).toFixed(3), kind: 'component' as const, fixed: false },
  });
  let line = 0;
  const lines = Array.from(parent, (made, k) => {
    line = made === parent[k - 1] ? line + 1 : 1;
    const now = lineOf(k, line, FROM, quantity[k]);
    return made % ONE_IN === 0 ? [now, lineOf(k, line, CHANGED, quantity[k] + (line === 1 ? 7 : 0))] : [now];
  });
  return {
    ledger: [{ ledger: LEDGER, name: 'Catalogue', currency: 'CNY', amount_scale: 2, time_zone: 'Asia/Shanghai' }],
    plant: [{ plant: PLANT, name: 'One' }],
    ledger_plant: [{ ledger: LEDGER, plant: PLANT }],
    cost_element: [{ element: 'MAT', name: 'Material', class: 'material', position: 1 }],
    item: all.map((item) => ({
      ...{ item: nameOf(item), name: `Item ${item}`, unit: 'pc', element: 'MAT', valued: true },
      supply: isMade(item) ? 'made' : 'purchased',
    })),
    item_price: all
      .filter((item) => !isMade(item))
      .flatMap((item) => {
        const now = priceOf(item, FROM, price[item]);
        return item % ONE_IN === 1 ? [now, priceOf(item, CHANGED, Math.round(price[item] * 1.05))] : [now];
      }),
    bom: all
      .filter(isMade)
      .flatMap((item) =>
        item % ONE_IN === 0 ? [headerOf(item, FROM), headerOf(item, CHANGED)] : [headerOf(item, FROM)],
      ),
    bom_line: lines.flat(),
  };
}

/** Rolls it up for a day before the changes and one after, as `compare` does with two stored standards. */
export function twoStandards(facts: FactRows): readonly [RolledVersion, RolledVersion] {
  const sideOf = (effective_on: string): RolledVersion => {
    const choices = { policy: defaultStandardPolicy, assumptions: {} };
    const { rolled, amountScale, findings } = rollStandard(facts, choices, {
      ...{ ledger: LEDGER, kind: 'standard', effective_on },
    });
    if (rolled === undefined) throw new Error(JSON.stringify(findings.slice(0, 3)));
    return { rolled, amountScale };
  };
  return [sideOf('2026-10-31'), sideOf('2026-11-30')];
}

/** Items that no other is made of, the first of them. */
export function finishedItems(facts: FactRows, count: number): { readonly plant: string; readonly item: string }[] {
  const used = new Set(facts.bom_line?.map(({ component }) => component));
  const made = (facts.item ?? []).filter(({ item }) => !used.has(item)).slice(0, count);
  return made.map(({ item }) => ({ plant: PLANT, item: String(item) }));
}

/** A hash of what was told of all items. */
export function hashOf(all: readonly LargestCauses[]): string {
  const hash = createHash('sha256');
  for (const { plant, item, change, causes, others } of all) {
    const parts = causes.map(({ kind, subject, user, part }) => `${kind} ${subject} ${user} ${part}`);
    hash.update(`${plant} ${item} ${change} ${parts.join(' ')} ${others?.part ?? ''}\n`);
  }
  return hash.digest('hex').slice(0, 16);
}

function nameOf(item: number): string {
  return `I${String(item).padStart(7, '0')}`;
}
