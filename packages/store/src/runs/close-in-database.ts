import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type Closed,
  type ClosedForWriting,
  closeForWriting,
  type Finding,
  type Outcome,
  type Policy,
  poolsAgreeWithTheGeneralLedger,
  type Version,
  type Waiver,
} from '@millrace/costing-core';
import type { Database } from '../database/database.js';
import { type FactDigests, factDigests } from '../facts/fact-digests.js';
import { type ReadPeriod, readFactsOfPeriod } from '../facts/facts-of-period.js';
import { publishedPeriods, sincePublished } from '../facts/facts-since-published.js';
import { glBalances } from '../versions/gl-balances.js';
import { mustNotBeClosedForGood } from '../versions/period-states.js';
import { KeptInput } from '../versions/version-input.js';
import { waiversToday } from '../versions/waivers.js';
import type { Draft, Written } from '../versions/write-version.js';
import { runUnderLock } from './run-under-lock.js';
import type { Steps } from './steps.js';

export interface ClosedInDatabase extends Closed {
  /** What only the database can tell: it doesn't belong to the version. */
  readonly aside: readonly Finding[];
  /** What may be published in spite of a finding today. */
  readonly waivers: readonly Waiver[];
  /** The draft that was written, or the version that held this result before. */
  readonly written?: Written;
}

/** A policy, and its number where it was taken from the record; else it is put there, unless it is the newest. */
interface PolicyToCloseBy {
  readonly content: Policy;
  readonly number?: number | undefined;
}

/**
 * Closes a period of the database from one snapshot and writes the version as a draft; see `runUnderLock`. Nothing is written
 * where a finding is fatal.
 *
 * @throws Trouble where the period is closed for good.
 */
export async function closeInDatabase(
  database: Database,
  ledger: string,
  period: string,
  { content: policy, number }: PolicyToCloseBy,
  steps: Steps,
): Promise<ClosedInDatabase> {
  return runUnderLock({ database, ledger, place: period, command: 'close', steps }, async () => {
    await mustNotBeClosedForGood(database, ledger, period);
    const of = { database, ledger, period, policy, steps };
    const { closed, read, ...known } = await compute(of, true);
    const waivers = await waiversToday(database, ledger, period, policy);
    const finish = () => {
      const result = { ...finished(closed), ...known, waivers };
      return { result, findings: [...result.findings, ...result.aside] };
    };
    return { draft: isWhole(closed) ? draftOf(closed, read, number) : undefined, finish };
  });
}

/** The same without writing anything: for trials and checks. */
export async function closeOnTrial(
  database: Database,
  ledger: string,
  period: string,
  policy: Policy,
  steps: Steps,
): Promise<ClosedInDatabase> {
  try {
    const { closed, read: _, ...known } = await compute({ database, ledger, period, policy, steps }, false);
    return { ...finished(closed), ...known, waivers: await waiversToday(database, ledger, period, policy) };
  } finally {
    steps.finished();
  }
}

interface ToClose {
  readonly database: Database;
  readonly ledger: string;
  readonly period: string;
  readonly policy: Policy;
  readonly steps: Steps;
}

/** What a close comes to, with all that was still to be done. */
function finished({ rest: _, ...closed }: ClosedForWriting): Closed {
  return closed;
}

interface Computed extends Pick<ClosedInDatabase, 'examined' | 'aside'> {
  readonly closed: ClosedForWriting;
  readonly read: Read;
}

/**
 * Reads and computes. What published periods were computed from is held against the rows as they are meanwhile: the database
 * works on the digests while this process computes.
 *
 * @param isWritten whether a version will be written, which keeps the digests of its own rows, and whose tables are made then.
 */
async function compute({ database, ledger, period, policy, steps }: ToClose, isWritten: boolean): Promise<Computed> {
  const input = new KeptInput();
  return database.transaction('snapshot', async () => {
    const { facts, dates, findings, openedFrom } = await readFactsOfPeriod(database, ledger, period, steps);
    if (facts === undefined) {
      const examined = () => new Map();
      const closed = { findings: [], examined, rest: { advance: () => false } };
      return { closed, examined, aside: findings, read: { openedFrom, digests: new Map(), input } };
    }
    const published = await publishedPeriods(database, ledger, period);
    const asked = [...published.map((of) => of.period), ...(isWritten ? [dates] : [])];
    const digests = factDigests(database, ledger, asked);
    // They are waited for below; until then nobody hears of their failure.
    digests.catch(() => {});
    // Lets the question go out before this process is busy.
    await nextTurn();
    const after = openedFrom === undefined ? {} : { previous: openedFrom };
    const closed = await steps.run('compute', async () => {
      const own = closeForWriting(facts, policy, { ledger, period, ...after }, isWritten ? input.keep : undefined);
      if (!isWritten) own.version?.makeAll();
      return own;
    });
    const taken = await digests;
    const since = await sincePublished(database, published, taken);
    const pools =
      closed.outcome && poolsAgreeWithTheGeneralLedger(closed.outcome, await glBalances(database, ledger, period));
    const examined = () => {
      const own = closed.examined();
      if (own.size === 0) return own;
      return new Map([...own, [SINCE, since.compared] as const, [POOLS, pools?.accounts ?? 0] as const]);
    };
    const read = { openedFrom, digests: taken.get(period) ?? new Map(), input };
    return { closed, examined, aside: [...findings, ...since.findings, ...(pools?.findings ?? [])], read };
  });
}

/** What changed in published periods, which only the database can tell. */
const SINCE = 'POST-20';
/** Cost pools against the general ledger, which comes after the close, so that no facts of a period have it. */
const POOLS = 'PRE-19';

/** What was read for a close, beside the facts. */
interface Read extends Pick<ReadPeriod, 'openedFrom'> {
  /** Of the rows, by table; see `factDigests`. */
  readonly digests: FactDigests;
  /** What is kept of them with the version. */
  readonly input: KeptInput;
}

type ClosedWhole = ClosedForWriting & { readonly version: Version; readonly outcome: Outcome };

function draftOf(closed: ClosedWhole, { openedFrom, digests, input }: Read, number: number | undefined): Draft {
  const { version, rest } = closed;
  const { policy } = closed.outcome;
  return {
    version,
    findings: () => closed.findings,
    rest,
    input,
    policy: { content: policy, number },
    openedFrom: openedFrom?.record,
    digests,
  };
}

function isWhole(closed: ClosedForWriting): closed is ClosedWhole {
  return closed.version !== undefined && closed.outcome !== undefined;
}
