import type { Facts } from '@millrace/facts';
import type { Compiled } from '../compile/compile.js';
import type { Scope } from '../period/scope.js';
import type { Policy } from '../policy.js';
import type { Verified } from '../verify.js';

/** A settled and verified period: what version tables, explanations and comparisons are read off. */
export interface Outcome {
  /** What the period was closed from: what is closed again, and stored. */
  readonly given: Facts;
  /** The same with issues by bill of material at the end of `movement`, where the policy asks for them. */
  readonly facts: Facts;
  readonly scope: Scope;
  readonly policy: Policy;
  readonly compiled: Compiled;
  readonly settled: Verified;
}
