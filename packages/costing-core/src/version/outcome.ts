import type { Compiled } from '../compile/compile.js';
import type { Facts } from '../facts/read-facts.js';
import type { Policy } from '../policy.js';
import type { Scope } from '../scope.js';
import type { Verified } from '../verify.js';

/** A settled and verified period: what version tables, explanations and comparisons are read off. */
export interface Outcome {
  readonly facts: Facts;
  readonly scope: Scope;
  readonly policy: Policy;
  readonly compiled: Compiled;
  readonly settled: Verified;
}
