import { hashPolicy } from '@millrace/costing-core';
import { printLocal, readInstant } from '@millrace/facts';
import {
  type Database,
  EXIT,
  type PolicyKind,
  policiesOf,
  type RecordedPolicy,
  recordPolicies,
  Trouble,
  timeZoneOf,
} from '@millrace/store';
import { type Config, policyOf, standardPolicyOf } from '../config.js';
import type { Terminal } from '../terminal/terminal.js';
import type { Cli, Result } from './cli.js';
import { type Difference, policyDifferences } from './given/policy-differences.js';

interface PoliciesOptions {
  readonly ledger?: string;
  readonly record?: boolean;
  readonly reason?: string;
}

/** A policy that is compared: one on record, or the config's. */
interface Compared {
  readonly number: number | undefined;
  readonly kind: PolicyKind;
  readonly content: object;
}

/** What the config says, against the newest policy of its kind on record. */
interface Configured extends Compared {
  readonly newest: RecordedPolicy | undefined;
  readonly differences: readonly Difference[];
}

const KINDS: readonly PolicyKind[] = ['close', 'standard'];

/**
 * `millrace policies [ONE] [OTHER]`: the policies that a ledger's versions were computed by. The config is where people change a
 * policy; on record stands what was used.
 */
export function addPolicies(cli: Cli): void {
  const { texts } = cli;
  const says = texts.policies;
  cli.add<PoliciesOptions>(
    {
      name: 'policies',
      says: says.help,
      arguments: [
        ['[one]', says.one],
        ['[other]', says.other],
      ],
      options: [
        ['--ledger <ledger>', texts.option.ledger],
        ['--record', says.record],
        ['--reason <text>', texts.option.reason],
      ],
      example:
        'millrace policies\n  millrace policies 1 3\n  millrace policies 3 config\n  millrace policies --record --reason "FIFO from 2027 on, by the board"',
    },
    async (run, [one, other], { ledger: named, record = false, reason = '' }): Promise<Result> => {
      const database = await run.open();
      const ledger = await run.ledger(database, named);
      if (record) {
        if (one !== undefined) throw new Trouble('options_exclude_each_other', { option: '--record', other: one });
        if (reason.trim() === '') throw new Trouble('reason_is_missing');
        await putOnRecord(database, ledger, run.config, reason);
      }
      const policies = await policiesOf(database, ledger);
      if (one === undefined) return listed(policies, run.config, ledger, await timeZoneOf(database, ledger));
      const first = numbered(policies, ledger, one);
      if (other === undefined) return shown(first);
      const second = other === CONFIG ? configured(run.config, ledger, first.kind) : numbered(policies, ledger, other);
      if (first.kind !== second.kind) throw new Trouble('policies_are_of_two_kinds', { one, other });
      return compared(first, second);
    },
  );

  function listed(
    policies: readonly RecordedPolicy[],
    config: Config | undefined,
    ledger: string,
    timeZone: string,
  ): Result {
    const inConfig = KINDS.map((kind) => againstNewest(configured(config, ledger, kind), policies));
    return {
      exit: EXIT.done,
      json: {
        ledger,
        policies,
        config: inConfig.map(({ kind, newest, differences }) => ({
          kind,
          newest: newest?.number,
          is_newest: newest !== undefined && differences.length === 0,
          differences,
        })),
      },
      print(terminal) {
        if (policies.length === 0) return terminal.line(says.none);
        const rows = policies.map(({ number, kind, hash, versions, recorded_at, recorded_by, reason }) => [
          String(number),
          says.kind[kind],
          hash.slice(0, 12),
          String(versions),
          printLocal(readInstant(recorded_at), timeZone),
          recorded_by,
          reason,
        ]);
        terminal.table([...says.head, says.recorded(timeZone), says.by, says.why], rows, [0, 3]);
        terminal.line();
        for (const one of inConfig) printConfigured(terminal, one);
      },
    };
  }

  function printConfigured(terminal: Terminal, { kind, newest, differences }: Configured): void {
    const word = says.kind[kind];
    if (newest === undefined) terminal.line(says.notYet(word));
    else if (differences.length === 0) terminal.line(says.isNewest(word, newest.number));
    else {
      terminal.line(says.differs(word, newest.number));
      printDifferences(terminal, differences, [says.policy(newest.number), says.config]);
    }
  }

  function shown({ content, ...policy }: RecordedPolicy): Result {
    return {
      exit: EXIT.done,
      json: { ...policy, content },
      print(terminal) {
        terminal.line(says.title(policy.number, says.kind[policy.kind]));
        for (const line of JSON.stringify(content, null, 2).split('\n')) terminal.line(line);
      },
    };
  }

  function compared(one: Compared, other: Compared): Result {
    const differences = policyDifferences(one.content, other.content);
    return {
      exit: EXIT.done,
      json: { one: one.number, other: other.number ?? CONFIG, differences },
      print(terminal) {
        if (differences.length === 0) terminal.line(says.same);
        else printDifferences(terminal, differences, [one, other].map(nameOf));
      },
    };
  }

  function nameOf({ number }: Compared): string {
    return number === undefined ? says.config : says.policy(number);
  }

  function printDifferences(terminal: Terminal, differences: readonly Difference[], names: readonly string[]): void {
    const rows = differences.map(({ choice, one = '', other = '' }) => [choice, one, other]);
    terminal.table([says.choice, ...names], rows, []);
  }
}

const CONFIG = 'config';

async function putOnRecord(
  database: Database,
  ledger: string,
  config: Config | undefined,
  reason: string,
): Promise<void> {
  const both = KINDS.map((kind) => ({ ledger, ...configured(config, ledger, kind) }));
  await recordPolicies(database, both, reason);
}

function configured(config: Config | undefined, ledger: string, kind: PolicyKind): Compared {
  const content = kind === 'close' ? policyOf(config, ledger) : standardPolicyOf(config);
  return { number: undefined, kind, content };
}

function againstNewest(own: Compared, policies: readonly RecordedPolicy[]): Configured {
  const newest = policies.findLast(({ kind }) => kind === own.kind);
  const differs = newest !== undefined && hashPolicy(own.content) !== newest.hash;
  return { ...own, newest, differences: differs ? policyDifferences(newest.content, own.content) : [] };
}

function numbered(policies: readonly RecordedPolicy[], ledger: string, name: string): RecordedPolicy {
  const found = policies.find(({ number }) => String(number) === name);
  if (found === undefined) throw new Trouble('policy_is_not_known', { ledger, policy: name });
  return found;
}
