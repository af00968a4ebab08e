import { rowOf, TABLES } from '@millrace/facts';
import { chosenFor } from '../../policy.js';
import { OUTSIDE, type PlanBuilder } from '../plan.js';
import { Absorbed } from './absorbed.js';
import type { CentreInput } from './centre-input.js';
import { type Department, readDepartments } from './departments.js';
import { Drivers } from './drivers.js';
import { Pools } from './pools.js';
import { addServices } from './services.js';
import { SharedMaterial, type SharedOf } from './shared-material.js';
import { Spreading, type Spreads } from './spreading.js';

/**
 * What cost centres do: their pools and what is issued to them, what departments give to each other and to others, and how what a
 * production centre has is spread over the orders that it worked on.
 *
 * ```text
 * pool ──────────────► order          a driver over orders
 * pool, issue ─► department ─► department, received, order, expense
 *                              received ─► order       centre_overhead_driver
 * issue ─► centre ─► order                             centre_material_driver
 * ```
 */
export class Centres {
  readonly #input: CentreInput;
  readonly #plan: PlanBuilder;
  readonly drivers: Drivers;
  readonly #departments: ReadonlyMap<number, Department>;
  readonly #spreading: Spreading;
  readonly #centreRow: (code: number) => number;
  readonly #shared: SharedMaterial;
  /** By centre and item; 0: of all items. */
  readonly #material = new Map<string, number>();
  readonly #received = new Map<number, number>();
  /** By centre: the node that its own cost enters, and that of what others give it. */
  readonly #own = new Map<number, number>();
  readonly #second = new Map<number, number>();

  constructor(input: CentreInput, plan: PlanBuilder) {
    this.#input = input;
    this.#plan = plan;
    const { facts, scope, orders } = input;
    this.#centreRow = rowOf(facts.cost_centre.centre);
    this.drivers = new Drivers(input);
    this.#shared = new SharedMaterial(input);
    this.#departments = readDepartments(input, this.drivers);
    this.#spreading = new Spreading(
      plan,
      scope.amountScale,
      (order, operation, element) => orders.conversionStage(order, operation, element),
      (centre) => this.receivedNode(centre),
    );
  }

  get spreads(): Spreads {
    return this.#spreading.spreads;
  }

  /**
   * The node of what is issued to a centre: a department's own cost; the centre's material, which is spread where the policy
   * names a driver for it, or for the item; else expense.
   */
  materialNode(centre: number, item: number): number {
    if (this.#departments.has(centre)) return this.ownNode(centre);
    const { facts, policy } = this.#input;
    const choice = chosenFor(policy.centre_material_driver, facts.symbols.text(centre));
    const isByItem = typeof choice === 'object';
    const driver = isByItem ? chosenFor(choice, facts.symbols.text(item)) : choice;
    if (driver === undefined) return OUTSIDE;
    const part = isByItem ? item : 0;
    let node = this.#material.get(`${centre} ${part}`);
    if (node === undefined) {
      node = this.#plan.node('centre', centre, part);
      this.#material.set(`${centre} ${part}`, node);
      this.#spreadOver(node, centre, driver, part);
    }
    return node;
  }

  /** Material that orders share, by the node that shares it. */
  get sharedMaterial(): ReadonlyMap<number, SharedOf> {
    return this.#shared.byNode;
  }

  /** The node of a department's own cost. */
  ownNode(centre: number): number {
    let node = this.#own.get(centre);
    if (node === undefined) {
      node = this.#plan.node('department', centre, this.#round(this.#isInteractive(centre) ? 'first' : ''));
      this.#own.set(centre, node);
    }
    return node;
  }

  /** The node that what others give a centre enters. */
  receivedNode(centre: number): number {
    if (this.#departments.has(centre))
      return this.#isInteractive(centre) ? this.secondNode(centre) : this.ownNode(centre);
    let node = this.#received.get(centre);
    if (node === undefined) {
      node = this.#plan.node('received', centre);
      this.#received.set(centre, node);
    }
    return node;
  }

  /** The node of an interactive department's second round. */
  secondNode(centre: number): number {
    let node = this.#second.get(centre);
    if (node === undefined) {
      node = this.#plan.node('department', centre, this.#round('second'));
      this.#second.set(centre, node);
    }
    return node;
  }

  /** Adds the pools, then how departments and centres share what they have. To be called when all issues are known. */
  addPoolsAndServices(): void {
    const { facts, policy, report } = this.#input;
    const given = { input: this.#input, plan: this.#plan, drivers: this.drivers, spreading: this.#spreading };
    const absorbed = new Absorbed(given, (centre) => this.#departments.has(centre));
    const pools = new Pools(given, absorbed, (centre) =>
      this.#departments.has(centre) ? this.ownNode(centre) : undefined,
    );
    const hasCost = pools.add();
    addServices({
      ...given,
      departments: this.#departments,
      centres: this,
    });
    // What one centre received may be charged to another, which comes later in this loop then.
    for (const [centre, node] of this.#received) {
      hasCost.add(centre);
      const name = facts.symbols.text(centre);
      const kind = KINDS[facts.cost_centre.kind[this.#centreRow(centre)]];
      if (kind === 'administration') {
        this.#plan.share(node, OUTSIDE, 1, 'administration_expense', centre);
        continue;
      }
      const driver = chosenFor(policy.centre_overhead_driver, name);
      if (driver !== undefined) {
        if (!absorbed.takesReceived(centre, node, driver)) this.#spreadOver(node, centre, driver);
      } else {
        this.#plan.share(node, OUTSIDE, 1, 'no_driver', -1);
        report('centre_must_have_an_overhead_driver', 'cost_centre', name);
      }
    }
    absorbed.lookForBudgets();
    for (const centre of this.drivers.centres()) {
      // Hours of a plant of another ledger are that one's to cost.
      if (hasCost.has(centre) || !this.#isOfLedger(centre)) continue;
      for (const driver of ['hours_machine', 'hours_labour'] as const) {
        if (this.drivers.read(centre, driver).length === 0) continue;
        report('hours_must_have_a_pool', 'cost_centre', facts.symbols.text(centre), { driver });
      }
    }
  }

  #isOfLedger(centre: number): boolean {
    const { facts, scope } = this.#input;
    return scope.plants.has(facts.cost_centre.plant[this.#centreRow(centre)]);
  }

  /**
   * Over the orders of a centre, by a driver.
   *
   * @param item the code of what they share, which enters their material; 0: conversion.
   */
  #spreadOver(node: number, centre: number, driver: string, item = 0): void {
    const { facts, policy, report } = this.#input;
    const driven = Array.from(this.drivers.read(centre, driver)).filter(({ kind }) => kind !== 'centre');
    if (driven.length === 0) {
      this.#plan.share(node, OUTSIDE, 1, 'no_driver', -1);
      report('pool_must_have_a_driver', 'cost_centre', facts.symbols.text(centre), { driver, amount: '' });
      return;
    }
    const { orders } = this.#input;
    const toMaterial = (order: number) => {
      // At the operation that its lines name; of several at the start.
      const lines = orders.standards.components(order).filter((of) => of.item === item);
      const [operation = 0] = lines.map((line) => line.operation);
      const isOne = lines.every((line) => line.operation === operation);
      return orders.materialStage(order, isOne ? operation : 0, item);
    };
    const parts = this.#spreading.parts(driven, -1, 0, item === 0 ? undefined : toMaterial);
    if (item !== 0) this.#shared.share(node, centre, item, parts);
    this.#spreading.share(node, driver, parts, policy.rate_rounding.pools ?? policy.rate_rounding.default);
  }

  #isInteractive(centre: number): boolean {
    return this.#departments.get(centre)?.choice.method === 'interactive';
  }

  #round(name: '' | 'first' | 'second'): number {
    return this.#input.facts.symbols.code(name);
  }
}

const KINDS = TABLES.cost_centre.columns.kind.choices;
