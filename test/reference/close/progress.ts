import type { Policy, Row, WipChoice } from '@millrace/costing-core';
import { carriedAs } from './carried.js';
import { type Counted, found, type Order, text } from './counted.js';
import { Fraction, larger, ONE, smaller, sum, ZERO } from './fraction.js';
import { compareOperations } from './order-of-rows.js';
import { stageStandard } from './stage-standard.js';
import { alternativeOf, type Component, componentsOf } from './structures.js';
import { covers, isApart, partsOf, type StageParts, wipOf } from './wip.js';

/** The operation of an order that reports no quantities; it stands for any. */
const VIRTUAL = '';

const HALF = Fraction.of('0.5');

/** Where units are that were counted nobody knows where. */
const NOWHERE = 'nowhere';

/** Where units are that have passed all operations and wait to be received. */
const PASSED = 'passed';

/** Units that are in process at an operation. */
interface InProcess {
  readonly operation: string;
  readonly quantity: Fraction;
}

export interface Progress {
  /** Received as planned less scrap. */
  readonly receivedAll: boolean;
  readonly operations: readonly string[];
  /** What is issued here enters at the start (rules.md 14). */
  readonly firstOperation: string;
  /** How work in process of a stage is valued. */
  readonly wip: (stage: string) => WipChoice;
  /** Units in process, and what they are in a stage. */
  readonly inProcess: (stage: string) => Fraction;
  readonly equivalentUnits: (stage: string) => Fraction;
  readonly isCounted: boolean;
  /** How far a unit that was scrapped at an operation had got in a stage: it has had that operation (rules.md 15). */
  readonly scrapDegree: (stage: string, operation: string) => Fraction;
  /** Units in process that have passed the inspection which finds what is spoiled at an operation. */
  readonly pastInspection: (stage: string, operation: string) => Fraction;
  /** The stage that an item enters which is issued at an operation; '' for none. */
  readonly materialStage: (operation: string, item: string) => string;
  /** What a whole unit should cost in a stage, by element, on the period's last day or another one; undefined where a price is missing. */
  readonly stageStandard: (stage: string, on?: string) => Fraction[] | undefined;
  /** The stage that conversion enters which was reported at an operation; of an element, where that is kept apart. */
  readonly conversionStage: (operation: string, element: string) => string;
  /** Whether there are several, by operation or centre. */
  readonly isApart: boolean;
  /** Good and reported as scrap at an operation in the period, below 0 counting as 0. */
  readonly goodAt: (operation: string) => Fraction;
  readonly scrapAt: (operation: string) => Fraction;
  readonly hasScrap: boolean;
  /** False: the order reports no quantities, and has one operation that stands for any. */
  readonly reported: boolean;
  /** By operation: units in process as they follow from the reports; what has passed all of them stands at the last. */
  readonly leftAt: (operation: string) => Fraction;
}

/** How far an order has come by the period's end: rules.md 15 and 16. */
export function progressOf(counted: Counted, policy: Policy, order: Order): Progress {
  const { operations, hours, centres, isRouted } = operationsOf(counted, order);
  const reports = counted.reports.filter((report) => report.order === order.order);
  const total = (operation: string, what: 'good' | 'scrap') =>
    sum(reports.filter((report) => report.operation === operation).map((report) => report.sign.times(report[what])));
  const received = sum(
    counted.toDate
      .filter((movement) => movement.order === order.order && movement.item === order.item)
      .map(({ type, quantity }) =>
        type === 'completion' ? quantity : type === 'completion_reversal' ? quantity.negated : ZERO,
      ),
  );
  const reported = reports.some(({ good, scrap }) => good.sign > 0 || scrap.sign > 0);
  const postedScrap = counted.toDate.filter(({ type, order: of }) => type === 'operation_scrap' && of === order.order);
  /** To date: as reported, else as posted. */
  const scrapTo = (operation: string) => {
    const told = total(operation, 'scrap');
    if (told.sign !== 0) return told;
    return sum(postedScrap.filter((of) => of.operation === operation).map(({ quantity }) => quantity));
  };
  const scrapped = reported ? sum(operations.map(scrapTo)) : sum(postedScrap.map(({ quantity }) => quantity));
  const followed: InProcess[] = reported
    ? atOperations(
        operations,
        operations.map((operation) => total(operation, 'good')),
        operations.map(scrapTo),
        policy.started === 'planned' ? order.planned : undefined,
        received,
      )
    : [
        {
          operation: VIRTUAL,
          quantity: policy.started === 'planned' ? larger(ZERO, order.planned.minus(received).minus(scrapped)) : ZERO,
        },
      ];

  /** By operation, what was reported up to a time, good at least what the next operation took on. */
  const goodUpTo = (counts: (report: (typeof reports)[number]) => boolean): Fraction[] => {
    const of = (operation: string, what: 'good' | 'scrap') =>
      sum(
        reports
          .filter((report) => report.operation === operation && counts(report))
          .map((report) => report.sign.times(report[what])),
      );
    const good = operations.map((operation) => of(operation, 'good'));
    for (let k = good.length - 2; k >= 0; k--) {
      good[k] = larger(good[k], good[k + 1].plus(of(operations[k + 1], 'scrap')));
    }
    return good;
  };
  /** The centre of all operations, where they have one. */
  const only = (isRouted || reported) && new Set(centres).size === 1 ? centres[0] : '';
  const centreAt = (operation: string) =>
    operation !== '' && reported && operations.includes(operation) ? centres[operations.indexOf(operation)] : only;
  const wipAt = (centre: string, element: string) => wipOf(counted, policy, order, centre, element);
  const wip = (stage: string) => {
    const { operation, centre, element } = partsOf(stage);
    return wipAt(centre === '' ? centreAt(operation) : centre, element);
  };
  const counts = (counted.rows.wip_count ?? []).filter(
    (row) => row.order === order.order && row.period === counted.period && partsOf(text(row.stage)).component === '',
  );

  /** By coefficients, or 1 throughout, whatever the operation. */
  const overall = (stage: string): Fraction | undefined => {
    const { kind, element } = partsOf(stage);
    const { method, coefficients } = wip(stage);
    if (kind === 'fee' || kind === 'spoilage') return ZERO;
    if (method === 'all_until_finished') return ONE;
    const of = kind === 'evenly' ? 'material' : kind;
    const coefficient = method === 'coefficient' ? (coefficients[element] ?? coefficients[of]) : undefined;
    return coefficient === undefined ? undefined : Fraction.of(coefficient);
  };
  /** Indices of the operations whose work a conversion stage holds. */
  const ownOf = (stage: string): number[] => {
    const { operation, centre } = partsOf(stage);
    return operations.flatMap((code, k) =>
      operation !== '' ? (code === operation ? [k] : []) : centre === '' || centres[k] === centre ? [k] : [],
    );
  };
  /** The part of a stage's work that lies before an operation, with so much of its own. */
  const done = (stage: string, k: number, own: (j: number) => Fraction): Fraction => {
    const mine = ownOf(stage);
    const worked = sum(mine.map((j) => hours[j])).sign > 0 ? hours : hours.map(() => ONE);
    const part = sum(mine.filter((j) => j < k).map((j) => worked[j])).plus(
      mine.includes(k) ? own(k).times(worked[k]) : ZERO,
    );
    return part.over(sum(mine.map((j) => worked[j])));
  };
  const isTakenForGood = (kind: string) =>
    (kind === 'material' || kind === 'evenly') && counted.backFlushed.has(order.order);
  const components = componentsOf(counted, order);
  const entersHalf = ({ evenly }: Component, stage: string) =>
    (evenly ?? wip(stage).entry_progress === '0.5') ? HALF : ONE;
  /**
   * Of material in one stage by its cumulative quota, the part that has entered at an operation; undefined elsewhere, and where
   * neither prices nor one unit make components comparable (the factories count all in kg).
   */
  const enteredAt = (
    stage: string,
    k: number,
    own: (component: Component, stage: string) => Fraction,
  ): Fraction | undefined => {
    const { operation, component } = partsOf(stage);
    const { material_entry, method } = wip(stage);
    if (material_entry !== 'cumulative_quota' || operation !== '' || component !== '' || method === 'coefficient')
      return undefined;
    const isPriced = components.some(({ price }) => price !== undefined);
    const worth = ({ quantity, price }: Component) => (isPriced ? quantity.times(sum(price ?? [])) : quantity);
    const whole = sum(components.map(worth));
    if (whole.sign === 0) return ONE;
    const parts = components.map((of) => {
      const place = Math.max(0, operations.indexOf(of.operation));
      return place > k ? ZERO : place < k ? worth(of) : own(of, stage).times(worth(of));
    });
    return sum(parts).over(whole);
  };
  const degree = (stage: string, operation: string): Fraction => {
    const { kind, operation: at, element } = partsOf(stage);
    const given = overall(stage);
    if (given !== undefined) return given;
    if (operation === PASSED) return ONE;
    // Material by the bill of material is taken for what is good alone.
    if (isTakenForGood(kind)) return ZERO;
    const k = operations.indexOf(operation);
    const isNowhere = !reported || k < 0;
    if (kind === 'material' && !isNowhere) {
      const part = enteredAt(stage, k, entersHalf);
      if (part !== undefined) return part;
    }
    if (kind === 'material') return isNowhere || at === '' || k >= operations.indexOf(at) ? ONE : ZERO;
    if (kind === 'evenly') {
      const entry = at === '' ? 0 : operations.indexOf(at);
      return isNowhere || k === entry ? HALF : k < entry ? ZERO : ONE;
    }
    if (isNowhere)
      return wip(stage).method === 'flow' && at !== '' && reported && ownOf(stage).length > 0
        ? ONE
        : Fraction.of(wip(stage).progress);
    // A stage of an operation or centre that the order does not have lies before all that it has.
    if (ownOf(stage).length === 0) return ONE;
    if (wip(stage).method === 'flow' && at !== '') return k >= operations.indexOf(at) ? ONE : ZERO;
    return done(stage, k, (j) => Fraction.of(wipAt(centres[j], element).progress));
  };
  /** Where spoiled pieces are found at a part of all hours: how much of a stage's hours lies before it. */
  const inspectedDegree = (stage: string): Fraction | undefined => {
    const { kind, operation: at } = partsOf(stage);
    if (policy.spoilage.inspection === 'operation' || (kind !== 'conversion' && kind !== 'evenly')) return undefined;
    const point = Fraction.of(policy.spoilage.inspection);
    if (!reported) return point;
    if (kind === 'conversion' && at !== '' && wip(stage).method === 'flow') return undefined;
    const mine = kind === 'conversion' ? ownOf(stage) : [at === '' ? 0 : operations.indexOf(at)].filter((k) => k >= 0);
    if (mine.length === 0) return undefined;
    const worked = sum(hours).sign > 0 ? hours : hours.map(() => ONE);
    const startOf = (k: number) => sum(worked.slice(0, k));
    const reached = point.times(sum(worked));
    const whole = sum(mine.map((k) => worked[k]));
    if (whole.sign === 0) {
      const had = mine.filter((k) => startOf(k).compare(reached) < 0 || point.compare(ONE) === 0);
      return Fraction.of(String(had.length)).over(Fraction.of(String(mine.length)));
    }
    const parts = mine.map((k) => larger(ZERO, smaller(worked[k], reached.minus(startOf(k)))));
    return sum(parts).over(whole);
  };
  const scrapDegree = (stage: string, operation: string): Fraction => {
    const { kind, operation: at } = partsOf(stage);
    const k = operations.indexOf(operation);
    // Scrap at an operation that the order does not have is borne by the good units.
    if (reported && k < 0) return ZERO;
    if (kind === 'fee' || kind === 'spoilage') return ZERO;
    if (wip(stage).method === 'all_until_finished') return ONE;
    if (isTakenForGood(kind)) return ZERO;
    const inspected = inspectedDegree(stage);
    if (inspected !== undefined) return inspected;
    if (!reported) return ONE;
    if (kind === 'material') {
      const part = enteredAt(stage, k, () => ONE);
      if (part !== undefined) return part;
    }
    if (kind === 'material' || kind === 'evenly') return at === '' || k >= operations.indexOf(at) ? ONE : ZERO;
    if (ownOf(stage).length === 0) return ONE;
    if (wip(stage).method === 'flow' && at !== '') return k >= operations.indexOf(at) ? ONE : ZERO;
    return done(stage, k, () => ONE);
  };

  /** Where they were counted: by operation, each with the rows that tell of it. */
  const byCount = [...new Set(counts.map((row) => text(row.operation)))].map((operation) => {
    const rows = counts.filter((row) => text(row.operation) === operation);
    const quantities = rows.map((row) => Fraction.of(text(row.quantity)));
    const isKnown = operations.includes(operation) && reported;
    return { operation: isKnown ? operation : NOWHERE, rows, quantity: quantities.reduce(larger, ZERO) };
  });
  const takesCount = (stage: string) =>
    counts.length > 0 && (wip(stage).degrees === 'counted' || ['fixed', 'count'].includes(wip(stage).method));
  const countedUnits = (stage: string, { operation, rows, quantity }: (typeof byCount)[number]): Fraction => {
    const said = rows
      .map((row) => ({ row, of: text(row.stage) === '' ? undefined : partsOf(text(row.stage)) }))
      .filter(({ of }) =>
        of === undefined ? ['conversion', 'evenly'].includes(partsOf(stage).kind) : covers(of, partsOf(stage)),
      )
      .sort((a, b) => widthOf(b.of) - widthOf(a.of))[0]?.row;
    if (text(said?.equivalent_units) !== '') return Fraction.of(text(said?.equivalent_units));
    if (text(said?.degree) !== '') return quantity.times(Fraction.of(text(said?.degree)));
    return quantity.times(degree(stage, operation));
  };

  const conversionStage = (operation: string, element: string): string => {
    const centre = operation === '' ? '' : centreAt(operation);
    const apart = policy.conversion_stages === 'operation' || wipAt(centre, '').method === 'flow';
    const base =
      operation === ''
        ? 'conversion'
        : apart
          ? `conversion:${operation}`
          : policy.conversion_stages === 'centre' && centre !== ''
            ? `conversion@${centre}`
            : 'conversion';
    const of = partsOf(base);
    const place = of.centre === '' ? centreAt(of.operation) : of.centre;
    return element !== '' && isApart(counted, policy, order, place, element) ? `${base}#${element}` : base;
  };
  const materialStage = (operation: string, item: string): string => {
    const at = operation === firstOperation ? '' : operation;
    const { method, material_entry, entry_progress } = wip(at === '' ? 'material' : `material:${at}`);
    const place = at === '' ? '' : `:${at}`;
    if (item !== '' && (method === 'component_list' || method === 'count')) return `material${place}=${item}`;
    if (material_entry === 'cumulative_quota') return 'material';
    const line = components.find((of) => of.item === item);
    const isEvenly = item !== '' && (line?.evenly ?? entry_progress === '0.5');
    return `${isEvenly ? 'evenly' : 'material'}${place}`;
  };
  const firstOperation = (isRouted || reported ? operations[0] : undefined) ?? VIRTUAL;
  return {
    materialStage,
    stageStandard: (stage, lastDay = counted.lastDay) =>
      stageStandard({ ...counted, lastDay }, order, partsOf(stage), {
        components: lastDay === counted.lastDay ? components : componentsOf({ ...counted, lastDay }, order),
        carriedAs: (item) => carriedAs(counted, policy, item),
        operations: reported ? operations : [VIRTUAL],
        hours: reported ? hours : [ZERO],
        centres: reported ? centres : [only],
        isWhole: wip(stage).material_entry === 'cumulative_quota',
        isEvenly: (of) => wip(stage).material_entry === 'by_entry' && entersHalf(of, stage) === HALF,
        isApart: (element) => {
          const { operation, centre } = partsOf(stage);
          return isApart(counted, policy, order, centre === '' ? centreAt(operation) : centre, element);
        },
      }),
    receivedAll: received.compare(order.planned.minus(scrapped)) >= 0,
    operations: reported ? operations : [VIRTUAL],
    firstOperation,
    wip,
    isCounted: counts.length > 0,
    inProcess: (stage) => sum((takesCount(stage) ? byCount : followed).map(({ quantity }) => quantity)),
    equivalentUnits: (stage) =>
      sum(
        takesCount(stage)
          ? byCount.map((units) => countedUnits(stage, units))
          : followed.map(({ operation, quantity }) => quantity.times(degree(stage, operation))),
      ),
    scrapDegree,
    pastInspection: (stage, operation) => {
      const { inspection } = policy.spoilage;
      const isAfter = (at: string) =>
        at === PASSED || (at !== NOWHERE && operations.indexOf(at) > operations.indexOf(operation));
      const isDone = (equivalents: Fraction, quantity: Fraction) =>
        equivalents.compare(quantity.times(Fraction.of(inspection))) >= 0;
      const past = takesCount(stage)
        ? byCount.filter((units) =>
            inspection === 'operation'
              ? isAfter(units.operation)
              : isDone(countedUnits('conversion', units), units.quantity),
          )
        : followed.filter((units) =>
            inspection === 'operation'
              ? isAfter(units.operation)
              : isDone(units.quantity.times(degree('conversion', units.operation)), units.quantity),
          );
      return sum(past.map(({ quantity }) => quantity));
    },
    conversionStage,
    isApart: policy.conversion_stages !== 'order' || wipAt(only, '').method === 'flow',
    goodAt: (operation) => {
      const k = operations.indexOf(operation);
      return larger(ZERO, goodUpTo(() => true)[k].minus(goodUpTo(({ inPeriod }) => !inPeriod)[k]));
    },
    scrapAt: (operation) =>
      larger(
        ZERO,
        sum(
          reports
            .filter((report) => report.operation === operation && report.inPeriod)
            .map(({ sign, scrap }) => sign.times(scrap)),
        ),
      ),
    hasScrap: scrapped.sign !== 0 || postedScrap.some(({ quantity }) => quantity.sign > 0),
    reported,
    leftAt: (operation) =>
      sum(
        followed
          .filter(({ operation: at }) => at === operation || (at === PASSED && operation === operations.at(-1)))
          .map(({ quantity }) => quantity),
      ),
  };
}

function widthOf(parts: StageParts | undefined): number {
  return parts === undefined ? 0 : Object.values(parts).filter((part) => part !== '').length;
}

/** started − good − scrap at each operation, and what is good at the last one and not yet received. */
function atOperations(
  operations: readonly string[],
  reportedGood: readonly Fraction[],
  scrap: readonly Fraction[],
  planned: Fraction | undefined,
  received: Fraction,
): InProcess[] {
  const good = [...reportedGood];
  const last = operations.length - 1;
  for (let k = last - 1; k >= 0; k--) good[k] = larger(good[k], good[k + 1].plus(scrap[k + 1]));
  const inProcess: InProcess[] = operations.map((operation, k) => {
    const started = k > 0 ? good[k - 1] : (planned ?? good[0].plus(scrap[0]));
    return { operation, quantity: larger(ZERO, started.minus(good[k]).minus(scrap[k])) };
  });
  inProcess.push({ operation: PASSED, quantity: larger(ZERO, good[last].minus(received)) });
  return inProcess;
}

interface Operations {
  readonly operations: string[];
  readonly hours: Fraction[];
  /** The cost centre of each. */
  readonly centres: string[];
  /** False: they are those of its reports. */
  readonly isRouted: boolean;
  /** Their rows; none where they are those of its reports. */
  readonly routing: readonly Row<'routing_operation'>[];
}

/** The order's operations in order, with the run hours per piece of each; those of its reports where it has no routing. */
export function operationsOf(counted: Counted, order: Order): Operations {
  const number = (cell: unknown) => Fraction.of(text(cell) || '0');
  const rows = (counted.rows.routing_operation ?? []).filter(
    (row) => row.plant === order.plant && row.item === order.item,
  );
  const alternative = alternativeOf(counted, order);
  const own = rows.filter((row) => text(row.alternative) === alternative);
  const routing = (own.length > 0 ? own : rows.filter((row) => text(row.alternative) === '')).sort(
    (a, b) =>
      Number(text(a.position) || '-1') - Number(text(b.position) || '-1') ||
      compareOperations(text(a.operation), text(b.operation)),
  );
  if (routing.length === 0) {
    const reports = counted.reports.filter((report) => report.order === order.order);
    const operations = [...new Set(reports.map(({ operation }) => operation))].sort(compareOperations);
    const centres = operations.map(
      (operation) => reports.findLast((report) => report.operation === operation)?.centre ?? '',
    );
    return { operations, hours: operations.map(() => ONE), centres, isRouted: false, routing: [] };
  }
  const hours = routing.map((row) =>
    number(row.run_hours_machine)
      .plus(number(row.run_hours_labour))
      .over(number(text(row.base_quantity) || '1')),
  );
  return {
    operations: routing.map(({ operation }) => text(operation)),
    hours,
    centres: routing.map((row) =>
      text(found(counted.rows.work_centre, (of) => of.work_centre === row.work_centre).centre),
    ),
    isRouted: true,
    routing,
  };
}
