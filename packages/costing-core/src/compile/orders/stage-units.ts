import type { Fraction } from '@millrace/exact';
import type { WipChoice } from '../../policy.js';

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
