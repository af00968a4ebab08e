import {
  add,
  divide,
  type Fraction,
  fraction,
  multiply,
  ONE,
  overCommonDenominator,
  printFraction,
  QUANTITY_SCALE,
  subtract,
  ZERO,
} from '@millrace/exact';
import { sumOf } from '../../production/split.js';
import type { FlowKind } from '../flow-kinds.js';
import { OUTSIDE } from '../plan.js';
import type { WithCounts } from './sharing.js';
import { stageUnits } from './stage-equivalents.js';
import { atStandard, standardOf } from './stage-quota.js';
import { lowest, smaller } from './stage-weights.js';
import type { StepShare, StepStage } from './step-stages.js';
import { knownInProcess, standardOfStep, stepMethod, WHOLE_METHODS } from './step-wip.js';

/** Who has units of a step that wait no more. */
export type Taken = Pick<StepShare, 'share' | 'ref' | 'units'>;

/** Whose units share what a step's stage holds. */
export interface StepSharing {
  /** The step's orders. */
  readonly own: readonly number[];
  /** Units that are made and in no finished product. */
  readonly later: Fraction;
  readonly taken: readonly Taken[];
  /** By quota: what a whole unit weighs, and by order what it has in process. Undefined where nothing is laid down. */
  readonly quotas: { readonly each: Fraction; readonly inProcess: ReadonlyMap<number, Fraction> } | undefined;
  /** The node that a movement by which units left otherwise leads to. */
  targetOf(row: number): number;
  byOrder(a: number, b: number): number;
  /** Says that a choice doesn't go with steps in parallel. */
  tell(choice: string): void;
}

/** A share with its weights: among what opened the stage, where that has a node of its own, and among all else. */
interface Part extends Omit<StepShare, keyof StepStage> {
  readonly ofOpening: Fraction;
}

/** Units of a step's orders in a stage, in equivalents. */
interface OwnUnits {
  readonly inProcess: Fraction;
  /** Lost as a rule, where those are counted: what all that the step completed bears, and what is in process in it. */
  readonly counted: Fraction;
  readonly shifted: Fraction;
  /** By order beyond the rule. */
  readonly lost: readonly { readonly order: number; readonly units: Fraction; readonly equivalents: Fraction }[];
  /** What is in process by order, without quotas. */
  readonly byOrder: ReadonlyMap<number, Fraction>;
}

/** Adds the edges by which a stage of a step shares what it holds. */
export function shareStep(sharing: WithCounts, of: StepStage, given: StepSharing): void {
  const { plan, policy, orders, losses, openings, report, facts } = sharing;
  const { own, later, quotas } = given;
  const { kind } = orders.stages.codes(of.stage);
  const isBorneAlone = kind === 'fee' || kind === 'spoilage';
  const units = ownUnits(sharing, of, given);
  const method = isBorneAlone ? undefined : stepMethod(sharing, of, own);
  const known = method === undefined ? undefined : knownInProcess(sharing, of, { method, later, own: units.byOrder });
  const parts = method === 'fifo' ? byFifo() : byAverage();
  const last = parts.pop() as Part;
  const staying = known === undefined ? last : { ...last, equivalents: undefined, weight: ZERO, ofOpening: ZERO };
  parts.push(staying);
  const lost = lostParts();
  const bearing = parts.slice(0, -1);
  const isLost = ({ share }: Part) => share === 'lost';
  const all = [
    ...bearing.filter((part) => !isLost(part)),
    ...merged([...bearing.filter(isLost), ...lost]).sort((a, b) => given.byOrder(a.ref, b.ref)),
    staying,
  ];
  if (known?.some((amount) => amount !== 0)) plan.fixed(of.node, OUTSIDE, known, 'step_wip', of.item);
  const unit = addEdges(
    of.node,
    all.map(({ weight }) => weight),
  );
  if (unit !== undefined) plan.roundRate(of.node, policy.rate_rounding.wip ?? policy.rate_rounding.default, unit);
  if (of.opening !== undefined)
    addEdges(
      of.opening,
      all.map(({ ofOpening }) => ofOpening),
    );
  for (const { ofOpening, ...part } of all) {
    orders.steps.shares.push({ ...of, ...part });
    if (part.share === 'finished') orders.steps.takers.add(part.ref);
  }

  /** At one rate; what units of the step bear that were lost as a rule is the same part of each. */
  function byAverage(): Part[] {
    const each = quotas?.each ?? ONE;
    const whole = add(later, sumOf(given.taken.map((of) => of.units)));
    const isNothing = whole.numerator === 0n;
    const factor = isNothing ? each : multiply(each, add(ONE, divide(units.counted, whole)));
    const kept = isNothing ? add(units.shifted, units.counted) : units.shifted;
    const inProcess = sumOf([units.inProcess, multiply(kept, each), multiply(later, factor)]);
    const standard = method === 'completed_at_standard' ? standardToLeave(inProcess) : undefined;
    return [
      ...given.taken.map((part): Part => {
        const weight = multiply(part.units, factor);
        if (standard === undefined) return { ...part, equivalents: weight, weight, ofOpening: weight };
        const amounts = atStandard(sharing.scope, standard, part.units);
        plan.fixed(of.node, nodeOf(part), amounts, FLOW_OF[part.share], part.ref);
        return { ...part, equivalents: undefined, weight: ZERO, ofOpening: ZERO };
      }),
      { share: 'in_process', ref: -1, units: later, equivalents: inProcess, weight: inProcess, ofOpening: inProcess },
    ];
  }

  /** What is finished leaves at its standard as long as anything stays; then it takes all that is left. */
  function standardToLeave(inProcess: Fraction) {
    return inProcess.numerator > 0n ? standardOfStep(sharing, of, own) : undefined;
  }

  /**
   * First in, first out: the work that was in units of the step when the period opened is in those first that wait no more. Who has
   * these has of it, and of the period's, in proportion.
   *
   *     35 equivalents opened, 60 are finished, 40 stay: all that opened, and 25 of the period's 65.
   */
  function byFifo(): Part[] {
    const begun = openings.equivalentsOfStep(of);
    const gone = sumOf(given.taken.map((of) => of.units));
    const whole = add(later, gone);
    const inProcess = add(later, units.inProcess);
    const first = smaller(gone, begun);
    const waiting = subtract(begun, first);
    const staying = smaller(waiting, inProcess);
    const lostUnits = sumOf(units.lost.map((of) => of.equivalents));
    const missing = subtract(subtract(waiting, staying), lostUnits);
    if (missing.numerator > 0n) {
      report('work_in_process_must_not_fall_back', 'item', facts.symbols.text(of.item), {
        stage: orders.stages.text(of.stage),
        difference: printFraction(missing, QUANTITY_SCALE),
      });
    }
    const bears = (quantity: Fraction) =>
      whole.numerator === 0n ? ZERO : divide(multiply(quantity, units.counted), whole);
    const part = (quantity: Fraction, of: Fraction) =>
      gone.numerator === 0n ? ZERO : divide(multiply(quantity, of), gone);
    const kept = whole.numerator === 0n ? add(units.shifted, units.counted) : add(units.shifted, bears(later));
    return [
      ...given.taken.map((of): Part => {
        const weight = add(part(of.units, subtract(gone, first)), bears(of.units));
        // Where nobody knows how far it was, it is completed.
        const ofOpening = begun.numerator === 0n ? of.units : part(of.units, first);
        return { ...of, equivalents: of.units, weight, ofOpening };
      }),
      {
        share: 'in_process',
        ref: -1,
        units: later,
        equivalents: inProcess,
        weight: add(subtract(inProcess, staying), kept),
        ofOpening: staying,
      },
    ];
  }

  /** What the step's own orders lost beyond the rule: by equivalent units, by its hours, or at its standard. */
  function lostParts(): Part[] {
    const part = ({ order, units }: OwnUnits['lost'][number], weight: Fraction): Part => {
      return { share: 'lost', ref: order, units, equivalents: weight, weight, ofOpening: ZERO };
    };
    const hours = kind === 'conversion' ? sharing.spoiledHours : undefined;
    const worked = hours === undefined ? ZERO : sumOf(own.map((order) => hours.worked(order)));
    const byHours = new Map<OwnUnits['lost'][number], Fraction>();
    const found: Part[] = [];
    for (const lost of units.lost) {
      const standard = policy.spoilage.irreparable === 'quota' ? standardOf(sharing, lost.order, of.stage) : undefined;
      const ofOrder = hours?.lost(lost.order);
      if (hours !== undefined && ofOrder !== undefined) {
        byHours.set(lost, divide(multiply(ofOrder, hours.worked(lost.order)), worked));
      } else if (standard === undefined) found.push(part(lost, multiply(lost.equivalents, quotas?.each ?? ONE)));
      else {
        const amounts = atStandard(sharing.scope, standard, lost.equivalents);
        plan.fixed(of.node, losses.node(lost.order), amounts, 'irreparable', lost.order);
        found.push({ ...part(lost, ZERO), equivalents: undefined });
      }
    }
    const sum = sumOf([...byHours.values()]);
    const isAll = sum.numerator === sum.denominator;
    let others = sumOf([...parts, ...found].map(({ weight }) => weight));
    // What is lost by hours is a part of all, whatever the others weigh.
    if (isAll) for (const other of [...parts, ...found]) other.weight = ZERO;
    else if (others.numerator === 0n && byHours.size > 0) {
      staying.weight = ONE;
      others = ONE;
    }
    for (const [lost, of] of byHours) {
      found.push(part(lost, isAll ? of : divide(multiply(others, of), subtract(ONE, sum))));
    }
    return found;
  }

  /** All to what stays where nothing weighs. Returns the weight that stands for one equivalent unit, where something does. */
  function addEdges(from: number, weighing: readonly Fraction[]): Fraction | undefined {
    const total = sumOf(weighing);
    const weights = lowest(overCommonDenominator(weighing));
    if (total.numerator === 0n) weights[weights.length - 1] = 1n;
    for (const [i, part] of all.entries()) {
      if (part.share !== 'in_process') plan.share(from, nodeOf(part), weights[i], FLOW_OF[part.share], part.ref);
      else if (weights[i] > 0n) plan.share(from, OUTSIDE, weights[i], 'step_wip', of.item);
    }
    if (total.numerator === 0n) return undefined;
    return divide(fraction(weights.reduce((sum, weight) => sum + weight, 0n)), total);
  }

  function nodeOf({ share, ref }: Taken): number {
    if (share === 'lost') return losses.node(ref);
    return share === 'elsewhere' ? given.targetOf(ref) : (orders.completedNode(ref) as number);
  }
}

/** What the step's orders have in process in a stage, and what they lost there. */
function ownUnits(sharing: WithCounts, { stage }: StepStage, { own, quotas, tell }: StepSharing): OwnUnits {
  const { orders, losses } = sharing;
  const { kind } = orders.stages.codes(stage);
  const isBorneAlone = kind === 'fee' || kind === 'spoilage';
  let [inProcess, counted, shifted] = [ZERO, ZERO, ZERO];
  const lost: OwnUnits['lost'][number][] = [];
  const byOrder = new Map<number, Fraction>();
  for (const order of own) {
    const wip = orders.wip(order, stage);
    const isPlain = isBorneAlone || GOING_WITH.has(wip.method);
    if (!isPlain) tell(`wip.method: ${wip.method}`);
    const method = isPlain ? wip.method : 'equivalent_units';
    const found = stageUnits(sharing, { order, stage }, { ...wip, method });
    byOrder.set(order, found.inProcess);
    const weighed = quotas?.inProcess.get(order) ?? multiply(found.inProcess, quotas?.each ?? ONE);
    inProcess = add(inProcess, weighed);
    counted = add(counted, subtract(subtract(found.borne, found.completed), found.shifted));
    shifted = add(shifted, found.shifted);
    if (losses.of(order).rows.some(({ loss }) => loss.centre !== 0)) tell('normal_loss.centre');
    const hours = kind === 'conversion' ? sharing.spoiledHours : undefined;
    const isByHours = hours?.lost(order) !== undefined;
    if (found.lost.numerator <= 0n && !isByHours) continue;
    const lostAt = isByHours ? hours.at(order) : found.lostAt;
    if (found.lostAt.length > 1) losses.weighs(order, stage, lostAt);
    lost.push({ order, units: found.abnormal, equivalents: found.lost });
  }
  return { inProcess, counted, shifted, lost, byOrder };
}

/** What an order of the step lost of its own and of what it took is one part. */
function merged(parts: readonly Part[]): Part[] {
  const byRef = new Map<number, Part>();
  for (const part of parts) {
    const before = byRef.get(part.ref);
    byRef.set(part.ref, before === undefined ? part : together(before, part));
  }
  return [...byRef.values()];
}

function together(a: Part, b: Part): Part {
  const isKnown = a.equivalents === undefined && b.equivalents === undefined;
  return {
    ...a,
    units: add(a.units, b.units),
    equivalents: isKnown ? undefined : add(a.equivalents ?? ZERO, b.equivalents ?? ZERO),
    weight: add(a.weight, b.weight),
    ofOpening: add(a.ofOpening, b.ofOpening),
  };
}

/** As what a share leaves the stage. */
export const FLOW_OF: Readonly<Record<StepShare['share'], FlowKind>> = {
  finished: 'completed',
  elsewhere: 'movement',
  lost: 'irreparable',
  in_process: 'step_wip',
};

/** Methods that differ by degrees alone, or by quota; and those that hold for the step as a whole. */
const GOING_WITH: ReadonlySet<string> = new Set([
  'equivalent_units',
  'coefficient',
  'flow',
  'all_until_finished',
  'quota_ratio',
  ...WHOLE_METHODS,
]);
