import {
  accountBalances,
  closePeriod,
  type Edge,
  edgesOf,
  type FactRows,
  type JournalLine,
  journal,
  type Row,
  readStage,
} from '@millrace/costing-core';
import { JOURNAL_EVENTS, PLACES } from '@millrace/facts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../../budget.js';
import { CENTRES, DEPARTMENTS, ELEMENTS, SEMI_ELEMENTS } from './cells.js';
import { type Factory, factory, factoryOfTwoMonths, OCTOBER, SEPTEMBER } from './factory.js';
import { parallelFactory } from './parallel.js';

type Rule = Row<'account_rule'>;

/** An account for each place, named as it is; of what is outside, for each event. */
const EVERYWHERE: readonly Rule[] = PLACES.map((place) => ruleOf({ place, account: place }));
const OUTSIDE: readonly Rule[] = JOURNAL_EVENTS.map((event) =>
  ruleOf({ place: 'outside', event, account: `outside ${event}` }),
);

/** docs/journals.md: what journals hold of a random month, against the version's own tables and against its flows. */
describe.each([
  ['random month', factory],
  ['random month with steps in parallel', parallelFactory],
])('the journal of a %s', (_, factory) => {
  test('moves each account from what it opened with to what it closes with', () => {
    fc.assert(
      fc.property(factory, (drawn) => {
        const kept = PLACES.map((place) => ruleOf({ place, account: place, dimensions: 'item, element' }));
        const { lines, version } = booked(drawn, [...kept, ...OUTSIDE]);
        const net = (isAsked: (line: JournalLine) => boolean) =>
          lines.filter(isAsked).reduce((sum, { debit, credit }) => sum + units(debit) - units(credit), 0n);
        for (const account of ['stock', 'in_transit']) {
          const own = version.rows('stock_element').filter((row) => (row.in_transit === '') === (account === 'stock'));
          for (const { item, element } of own) {
            const moved = own
              .filter((row) => row.item === item && row.element === element)
              .reduce((sum, row) => sum + units(row.closing_amount) - units(row.opening_amount), 0n);
            expect(net((line) => line.account === account && line.item === item && line.element === element)).toBe(
              moved,
            );
          }
        }
        for (const element of [...ELEMENTS, ...SEMI_ELEMENTS]) {
          const of = <R extends { readonly element: string }>(rows: readonly R[]) =>
            rows.filter((row) => row.element === element);
          const ofOrders = of(version.rows('order_cost')).reduce((sum, row) => sum + units(row.closing_wip), 0n);
          const ofSteps = of(version.rows('step_share'))
            .filter(({ share }) => share === 'in_process')
            .reduce((sum, { amount }) => sum + units(amount), 0n);
          const proof = (side: string, category: string) =>
            of(version.rows('proof'))
              .filter((row) => row.side === side && row.category === category)
              .reduce((sum, { amount }) => sum + units(amount), 0n);
          const carried = proof('out', 'absorption_carried') - proof('in', 'opening_absorption');
          const at = (account: string) => net((line) => line.account === account && line.element === element);
          expect(at('order')).toBe(ofOrders + ofSteps - proof('in', 'opening_wip'));
          expect(at('loss')).toBe(0n);
          expect(at('overhead') + at('service') + at('administration')).toBe(carried);
        }
        for (const event of JOURNAL_EVENTS) {
          const outside = lines.filter((line) => line.account === `outside ${event}`);
          const total = (side: 'debit' | 'credit') => outside.reduce((sum, line) => sum + units(line[side]), 0n);
          const proven = (side: string) =>
            version
              .rows('proof')
              .filter((row) => row.side === side && row.category === event)
              .reduce((sum, { amount }) => sum + units(amount), 0n);
          expect([event, total('debit'), total('credit')]).toEqual([event, proven('out'), proven('in')]);
        }
      }),
      runs(30),
    );
  });

  test('leaves each account with what stands there, and needs no other postings', () => {
    fc.assert(
      fc.property(factory, (drawn) => {
        const kept = PLACES.map((place) => ruleOf({ place, account: place, dimensions: 'item, element' }));
        const { outcome, version } = booked(drawn, [...kept, ...OUTSIDE]);
        const balances = accountBalances(outcome);
        const sum = (column: 'opening' | 'closing', ...accounts: readonly string[]) =>
          balances.reduce((total, row) => (accounts.includes(row.account) ? total + units(row[column]) : total), 0n);
        const proven = (side: string, ...categories: readonly string[]) =>
          version
            .rows('proof')
            .reduce(
              (total, row) =>
                row.side === side && categories.includes(row.category) ? total + units(row.amount) : total,
              0n,
            );
        const centres = ['overhead', 'service', 'administration'];
        expect(sum('opening', 'stock', 'in_transit')).toBe(proven('in', 'opening_stock'));
        expect(sum('closing', 'stock', 'in_transit')).toBe(proven('out', 'closing_stock'));
        expect(sum('opening', 'order')).toBe(proven('in', 'opening_wip'));
        expect(sum('closing', 'order')).toBe(proven('out', 'closing_wip', 'step_wip'));
        expect(sum('opening', ...centres)).toBe(proven('in', 'opening_absorption'));
        expect(sum('closing', ...centres)).toBe(proven('out', 'absorption_carried'));
        expect(balances.filter(({ elsewhere }) => units(elsewhere) !== 0n)).toEqual([]);
        expect(balances.some(({ account }) => account === '' || account.startsWith('outside'))).toBe(false);
      }),
      runs(30),
    );
  });

  test('has each cent of each flow on the accounts of the closest rules', () => {
    fc.assert(
      fc.property(factory, fc.array(rule, { maxLength: 5 }), ({ facts: given, policy }, extra) => {
        // A flow's two ends have one element each; what is carried combined is in the property above.
        const itemised = { step_costing: { carry: 'itemised' }, step_costing_by_category: {} } as const;
        const drawn = { facts: given, policy: { ...policy, ...itemised } };
        // A node's name doesn't say whether its goods are on their way: there the same rules hold as in stock.
        const inStock = extra.filter(({ place }) => place !== 'in_transit');
        const onTheWay = inStock
          .filter(({ place }) => place === 'stock')
          .map((row) => ({ ...row, place: 'in_transit' }) as const);
        const everywhere = EVERYWHERE.map((row) => ({
          ...row,
          account: row.place === 'in_transit' ? 'stock' : row.place,
        }));
        const rules = distinct([...everywhere, ...inStock, ...onTheWay]);
        const { version, facts, lines, edges, findings } = booked(drawn, rules, false);
        const expected = linesOf([...edges, ...strandedIn(version)], rules, facts);
        const isTold = findings.some(({ code }) => code === 'account_must_be_one');
        expect(isTold).toBe(expected === undefined);
        if (expected === undefined) return;
        const found = new Map<string, bigint>();
        for (const { event, account, debit, credit } of lines()) {
          const key = `${event} ${debit === '' ? 'credit' : 'debit'} ${account}`;
          found.set(key, (found.get(key) ?? 0n) + units(debit) + units(credit));
        }
        expect(sortedEntries(found)).toEqual(sortedEntries(expected));
      }),
      runs(30),
    );
  });

  test('is in balance entry by entry, and the same whatever the order of rows', () => {
    fc.assert(
      fc.property(factory, (drawn) => {
        const rules = [...EVERYWHERE, ...OUTSIDE].map((row) => ({
          ...row,
          dimensions: 'plant item lot project order centre',
        }));
        const { lines } = booked(drawn, rules);
        const balance = new Map<number, bigint>();
        for (const { entry, debit, credit } of lines) {
          balance.set(entry, (balance.get(entry) ?? 0n) + units(debit) - units(credit));
        }
        expect([...balance.values()].every((sum) => sum === 0n)).toBe(true);
        const reversed = Object.fromEntries(
          Object.entries(drawn.facts).map(([table, rows]) => [table, rows.toReversed()]),
        );
        expect(booked({ ...drawn, facts: reversed }, rules.toReversed()).lines).toEqual(lines);
      }),
      runs(12),
    );
  });
});

describe('the journal of a random month', () => {
  test('with the difference posted beside it is the journal of the later version', () => {
    fc.assert(
      fc.property(factoryOfTwoMonths, fc.array(rule, { maxLength: 2 }), (drawn, extra) => {
        // Documents and pools had each other's amounts first.
        const { movement_amount = [], cost_pool = [] } = drawn.facts;
        const moved = <R extends { readonly amount: unknown }>(rows: readonly R[]): R[] =>
          rows.map((row, i) => ({ ...row, amount: rows[(i + 1) % rows.length].amount }));
        const first = { movement_amount: moved(movement_amount), cost_pool: moved(cost_pool) };
        const before = { ...drawn, facts: { ...drawn.facts, ...first } };
        for (const closing of [SEPTEMBER, OCTOBER]) {
          const [older, newer] = [
            closed(before, [...EVERYWHERE, ...OUTSIDE], closing),
            closed(drawn, distinct([...EVERYWHERE, ...OUTSIDE, ...extra]), closing),
          ];
          if (newer.findings.some(({ code }) => code === 'account_must_be_one')) continue;
          const sums = new Map<string, bigint>();
          const add = (lines: readonly JournalLine[], sign: bigint) => {
            for (const { event, account, debit, credit } of lines) {
              const key = `${event} ${debit === '' ? 'credit' : 'debit'} ${account}`;
              sums.set(key, (sums.get(key) ?? 0n) + sign * (units(debit) + units(credit)));
            }
          };
          add(journal(older).lines, 1n);
          add(journal(newer, { against: older }).lines, 1n);
          add(journal(newer).lines, -1n);
          expect(sortedEntries(sums)).toEqual([]);
          expect(journal(newer, { against: newer }).lines).toEqual([]);
        }
      }),
      runs(12),
    );
  });
});

/** What random months have often. */
const COMMON: readonly string[] = [
  'issue',
  'completion',
  'driven',
  'served',
  'sale',
  'purchase_receipt',
  'transfer',
  'pool',
];

const rule: fc.Arbitrary<Rule> = fc
  .record({
    place: fc.constantFrom(...PLACES),
    event: fc.constantFrom('', ...JOURNAL_EVENTS.filter((event) => COMMON.includes(event))),
    category: fc.constantFrom('', '', 'metal', 'paint'),
    centre: fc.constantFrom('', '', '', ...CENTRES, ...DEPARTMENTS),
    element: fc.constantFrom('', '', ...ELEMENTS),
    account: fc.constantFrom('A', 'B', 'C'),
  })
  .map((drawn) => ruleOf(drawn as Partial<Rule>));

function ruleOf(given: Partial<Rule>): Rule {
  return { ledger: 'L', place: 'stock', valid_from: '2026-01-01', account: '', ...given };
}

function distinct(rules: readonly Rule[]): Rule[] {
  const nameOf = ({ place, event, category, centre, element }: Rule) =>
    [place, event, category, centre, element].map((name) => name ?? '').join();
  return [...new Map(rules.map((row) => [nameOf(row), row])).values()];
}

function closed(
  { facts, policy }: Factory,
  account_rule: readonly Rule[],
  closing = SEPTEMBER as { ledger: string; period: string },
) {
  const { version, outcome, findings } = closePeriod({ ...facts, account_rule }, policy, closing);
  if (version === undefined || outcome === undefined) throw new Error(`no version: ${JSON.stringify(findings)}`);
  return { version, outcome, findings };
}

function booked(
  drawn: Factory,
  rules: readonly Rule[],
  areWhole?: true,
): ReturnType<typeof closed> & { lines: readonly JournalLine[] };
function booked(
  drawn: Factory,
  rules: readonly Rule[],
  areWhole: false,
): ReturnType<typeof closed> & { facts: FactRows; edges: Edge[]; lines: () => readonly JournalLine[] };
function booked(drawn: Factory, rules: readonly Rule[], areWhole = true) {
  const of = closed(drawn, rules);
  if (!areWhole) return { ...of, facts: drawn.facts, edges: [...edgesOf(of.outcome)], lines: () => journal(of).lines };
  expect(of.findings.filter(({ code }) => code.startsWith('account_must'))).toEqual([]);
  return { ...of, lines: journal(of).lines };
}

function units(text: string): bigint {
  return BigInt(text.replace('.', '') || '0');
}

function sortedEntries(sums: ReadonlyMap<string, bigint>): [string, bigint][] {
  return [...sums].filter(([, sum]) => sum !== 0n).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Written from docs/journals.md: the lines without dimensions; undefined where two rules are as close. */
function linesOf(
  edges: readonly FlowByName[],
  rules: readonly Rule[],
  facts: FactRows,
): Map<string, bigint> | undefined {
  const lines = new Map<string, bigint>();
  const add = (key: string, amount: bigint) => lines.set(key, (lines.get(key) ?? 0n) + amount);
  for (const { from, to, kind, movement, item, amounts } of edges) {
    if (SILENT.has(kind)) continue;
    const row = facts.movement?.find((of) => of.movement === movement);
    // No document has an issue by bill of material.
    const event = movement.startsWith('back-flush:') ? 'issue' : (row?.type ?? kind);
    const [credit, debit] = [from, to].map((name, i) => {
      if (name !== '') return standingOf(name, facts);
      const inside = standingOf([to, from][i], facts);
      // What is of an item that was sold has its category.
      if (item !== undefined) return { ...inside, place: 'outside', category: categoryOf(item, facts) };
      return { ...inside, place: 'outside', centre: String(row?.centre || inside.centre) };
    });
    for (const [element, amount] of Object.entries(amounts)) {
      if (units(amount) === 0n) continue;
      const accounts = [debit, credit].map((at) => closest(rules, { ...at, event, element }));
      if (accounts.includes(undefined)) return undefined;
      if (accounts[0] === accounts[1]) continue;
      add(`${event} debit ${accounts[0]}`, units(amount));
      add(`${event} credit ${accounts[1]}`, units(amount));
    }
  }
  return lines;
}

type FlowByName = Pick<Edge, 'from' | 'to' | 'kind' | 'movement' | 'item' | 'amounts'>;
type Standing = Record<'place' | 'category' | 'centre', string>;

function strandedIn(version: ReturnType<typeof closed>['version']): FlowByName[] {
  return version
    .rows('residual')
    .filter(({ reason }) => reason === 'zero_quantity' || reason === 'trapped')
    .map(({ reason, object, key, element, amount }) => ({
      from: `${object} ${key}`,
      to: '',
      kind: reason,
      movement: '',
      amounts: { [element]: amount },
    }));
}

/** The account of the rule that names all that any other that fits names, and more. */
function closest(rules: readonly Rule[], asked: Standing & Record<'event' | 'element', string>): string | undefined {
  const named = (row: Rule) => NAMED.filter((column) => row[column]);
  const fits = rules.filter(
    (row) => row.place === asked.place && named(row).every((column) => row[column] === asked[column]),
  );
  const winner = fits.find((row) => fits.every((other) => named(other).every((column) => named(row).includes(column))));
  return winner && String(winner.account);
}

const NAMED = ['event', 'category', 'centre', 'element'] as const;

function standingOf(name: string, facts: FactRows): Standing {
  const [, kind, key] = /^(\S+) (.*)$/.exec(name) as RegExpExecArray;
  const parts = key.split(' · ');
  if (kind === 'order' || kind === 'loss' || kind === 'wip_balance') {
    const order = facts.production_order?.find((row) => row.order === parts[0]);
    return {
      place: kind === 'loss' ? kind : 'order',
      category: categoryOf(order?.item, facts),
      centre: readStage(parts[1] ?? '')?.centre ?? '',
    };
  }
  if (kind === 'step' || kind === 'step_balance') {
    return { place: 'order', category: categoryOf(parts[0], facts), centre: readStage(parts[1])?.centre ?? '' };
  }
  if (['pool', 'rate', 'department', 'centre', 'received'].includes(kind)) {
    const centre = kind === 'pool' ? facts.cost_pool?.find((row) => row.pool === key)?.centre : parts[0];
    const { kind: of } = facts.cost_centre?.find((row) => row.centre === centre) ?? {};
    return { place: of === 'production' ? 'overhead' : String(of), category: '', centre: String(centre) };
  }
  const item = parts.find((part) => facts.item?.some((row) => row.item === part));
  return { place: 'stock', category: categoryOf(item, facts), centre: '' };
}

function categoryOf(item: unknown, facts: FactRows): string {
  return String(facts.item?.find((row) => row.item === item)?.category ?? '');
}

/** Balances that are carried on, and what stays with one item, order or centre. */
const SILENT: ReadonlySet<string> = new Set([
  'opening_stock',
  'opening_wip',
  'opening_absorption',
  'closing_stock',
  'closing_wip',
  'step_wip',
  'absorption_carried',
  'carry',
  'pooled',
  'own_cost',
  'revalued',
  'spread',
  'late',
  'standard',
]);
