import { type Fraction, fraction, GrowingArray, QUANTITY_SCALE } from '@millrace/exact';
import { WIP_METHODS, type WipChoice } from '../../policy.js';

/** What a stage's cost was shared over: a line of the cost-of-production report (生产成本报告). Units are not millionths. */
export interface StageUnits {
  readonly order: number;
  readonly stage: number;
  readonly node: number;
  readonly method: WipChoice['method'];
  readonly opening: Fraction;
  readonly openingEquivalents: Fraction;
  readonly completed: Fraction;
  /** All that were spoiled, and those of them beyond what is lost as a rule. */
  readonly scrapped: Fraction;
  readonly abnormal: Fraction;
  readonly closing: Fraction;
  readonly closingEquivalents: Fraction;
  /** All weights together; under FIFO those of the period's cost. */
  readonly equivalentUnits: Fraction;
}

/** The units of all stages, as columns: most are whole millionths, which need no fraction. */
export class StageUnitsTable implements Iterable<StageUnits> {
  readonly #order = new GrowingArray(Int32Array);
  readonly #stage = new GrowingArray(Int32Array);
  readonly #node = new GrowingArray(Int32Array);
  readonly #method = new GrowingArray(Uint8Array);
  readonly #units = new GrowingArray(Float64Array);
  /** By place in that column: what is no whole number of millionths, or too large for one. */
  readonly #fractions = new Map<number, Fraction>();

  get length(): number {
    return this.#order.length;
  }

  push(units: StageUnits): void {
    this.#order.push(units.order);
    this.#stage.push(units.stage);
    this.#node.push(units.node);
    this.#method.push(WIP_METHODS.indexOf(units.method));
    for (const column of COLUMNS) {
      const { numerator, denominator } = units[column];
      const isWhole = denominator === 1n || MILLION % denominator === 0n;
      const millionths = isWhole ? Number((numerator * MILLION) / denominator) : Number.NaN;
      const place = this.#units.push(Number.isSafeInteger(millionths) ? millionths : Number.NaN);
      if (Number.isNaN(this.#units.values[place])) this.#fractions.set(place, units[column]);
    }
  }

  /** Frees the room for more. */
  trim(): void {
    for (const column of [this.#order, this.#stage, this.#node, this.#method, this.#units]) column.kept();
  }

  orderAt(place: number): number {
    return this.#order.values[place];
  }

  stageAt(place: number): number {
    return this.#stage.values[place];
  }

  at(place: number): StageUnits {
    const units = (column: number) => {
      const at = place * COLUMNS.length + column;
      return this.#fractions.get(at) ?? fraction(BigInt(this.#units.values[at]), MILLION);
    };
    return {
      order: this.#order.values[place],
      stage: this.#stage.values[place],
      node: this.#node.values[place],
      method: WIP_METHODS[this.#method.values[place]],
      opening: units(0),
      openingEquivalents: units(1),
      completed: units(2),
      scrapped: units(3),
      abnormal: units(4),
      closing: units(5),
      closingEquivalents: units(6),
      equivalentUnits: units(7),
    };
  }

  *[Symbol.iterator](): Generator<StageUnits> {
    for (let place = 0; place < this.length; place++) yield this.at(place);
  }
}

const COLUMNS = [
  'opening',
  'openingEquivalents',
  'completed',
  'scrapped',
  'abnormal',
  'closing',
  'closingEquivalents',
  'equivalentUnits',
] as const;

const MILLION = 10n ** BigInt(QUANTITY_SCALE);
