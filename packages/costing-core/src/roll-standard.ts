import type { FactRows } from '@millrace/facts';
import { type ColumnChunk, type Facts, hashingFacts, Later, readFacts } from '@millrace/facts';
import { keysAreUnique } from './checks/keys-are-unique.js';
import { lineFormulasGiveQuantities } from './checks/line-formulas-give-quantities.js';
import { mastersMakeSense } from './checks/masters-make-sense.js';
import { referencesAreKnown } from './checks/references-are-known.js';
import { ENGINE } from './close-period.js';
import { catalogued, type Finding, Findings } from './findings.js';
import { withLineQuantities } from './formula/line-formulas.js';
import { hashPolicy } from './policy.js';
import { type Identity, Version, type VersionKind, writeFindings } from './results/version.js';
import { factsOfStandard, plantsOf } from './standard/facts-of-standard.js';
import { standardRows } from './standard/from-facts.js';
import { type Costed, rollFacts } from './standard/roll-facts.js';
import { type RolledStandard, rollUp } from './standard/roll-up.js';
import type { StandardPolicy } from './standard/standard-policy.js';
import { standardTables } from './standard/standard-tables.js';
import { unitCosts } from './standard/unit-cost.js';
import { type Assumptions, selectionUnder, whatIf } from './standard/what-if.js';

export type StandardKind = Exclude<VersionKind, 'actual'>;

/** Every choice that a standard version is made of; stored with it and hashed. */
export interface StandardChoices {
  readonly policy: StandardPolicy;
  /** What is assumed instead of what the facts say; the facts stay as they are. */
  readonly assumptions: Assumptions;
}

export interface Rolling {
  readonly ledger: string;
  readonly kind: StandardKind;
  /** The day from which the costs count, and of which BOMs, rates and prices are taken. */
  readonly effective_on: string;
}

/** What a roll-up came to. Without a version where a finding is fatal. */
export interface StandardRolled {
  readonly findings: readonly Finding[];
  readonly version?: Version;
  /** The equations behind the version, which `rootCauses` compares: computed each time that they are asked for. Without a version there are none. */
  readonly rolled?: () => RolledStandard;
  /** What it was rolled up from: the facts that it looks at, nothing assumed. */
  readonly facts: Facts;
  readonly amountScale: number;
  /** How many items there are, and how many of them have no cost. */
  readonly items: number;
  readonly withoutCost: number;
  /** What is still to be done for the version's hash; whoever asks for that waits for it. */
  readonly rest: Pick<Later<unknown>, 'advance'>;
}

/**
 * Rolls the standard costs of a ledger's plants up into a version: facts → checks → structure → equations → unit costs.
 * Pure, as `closePeriod` is: the same facts, choices and day give the same bytes, whatever the order of the rows.
 *
 * @param keep takes what the version was computed from as it is hashed; has all of it when the version's `inputHash` is known.
 * @throws RangeError where an assumption matches nothing.
 *
 * @example
 * const choices = { policy: defaultStandardPolicy, assumptions: { prices: [{ item: 'CU-WIRE', percent: '8' }] } };
 * rollStandard(facts, choices, { ledger: 'CN01', kind: 'simulation', effective_on: '2026-11-01' }).version?.rows('unit_cost');
 */
export function rollStandard(
  facts: FactRows | Facts,
  choices: StandardChoices,
  rolling: Rolling,
  keep?: (chunk: ColumnChunk) => void,
): StandardRolled {
  const own = factsOfStandard('symbols' in facts ? facts : readFacts(facts, rolling.ledger));
  const findings = new Findings();
  checkStandardFacts(own, findings);
  const at = own.ledger.ledger.indexOf(own.symbols.find(rolling.ledger) ?? -1);
  if (at < 0) findings.report('ledger_must_be_known', 'ledger', rolling.ledger);
  const amountScale = at < 0 ? 0 : own.ledger.amount_scale[at];
  if (findings.fatal) {
    const nothing = { items: 0, withoutCost: 0, rest: { advance: () => false } };
    return { findings: findings.sorted(), facts: own, amountScale, ...nothing };
  }

  const { policy, assumptions } = choices;
  // Kept only where the costs themselves come of it: of a large catalogue it is many times the version.
  let kept: RolledStandard | undefined;
  const costed = isAsItIs(assumptions)
    ? (rollFacts({ facts: withLineQuantities(own), plants: plantsOf(own) }, policy, rolling.effective_on) ?? fromRows())
    : fromRows();
  findings.add(catalogued(costed.findings));

  const { ledger, kind, effective_on } = rolling;
  const inputHash = new Later(hashingFacts(own, amountScale, keep));
  // In this order, since the hash is over its text.
  const identity: Identity = {
    ledger,
    period: effective_on.slice(0, 'yyyy-mm'.length),
    kind,
    effective_on,
    get inputHash() {
      return inputHash.value;
    },
    policyHash: hashPolicy(choices),
    engine: ENGINE,
  };
  const sorted = findings.sorted();
  const version = new Version(
    identity,
    costed.elements.map(({ element }) => element),
    { ...standardTables(costed.unitCosts), finding: writeFindings(sorted) },
  );
  const withoutCost = version.sum('standard_source').rowCount - version.sum('unit_cost').rowCount;
  return {
    findings: sorted,
    version,
    rolled: () => kept ?? rollRows(),
    facts: own,
    amountScale,
    items: costed.items,
    withoutCost,
    rest: inputHash,
  };

  function rollRows(): RolledStandard {
    const rows = whatIf(standardRows(own, plantsOf(own)), assumptions);
    return rollUp(rows, selectionUnder(assumptions, rolling.effective_on, rows), policy);
  }

  function fromRows(): Costed {
    const rolled = rollRows();
    kept = rolled;
    const { elements, bom } = rolled.standard;
    return { elements, findings: rolled.findings, items: bom.items.length, unitCosts: () => unitCosts(rolled) };
  }
}

function isAsItIs(assumptions: Assumptions): boolean {
  return Object.values(assumptions).every((of) => of === undefined || of.length === 0);
}

/** What must be in order before a structure is read from facts. */
export function checkStandardFacts(facts: Facts, findings: Findings): void {
  findings.add(facts.faults);
  keysAreUnique(facts, findings.report);
  referencesAreKnown(facts, findings.report);
  mastersMakeSense(facts, findings.report);
  lineFormulasGiveQuantities(facts, findings.report);
}
