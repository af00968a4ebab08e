import {
  AssumptionMisfit,
  rollStandard,
  type StandardChoices,
  type StandardKind,
  type StandardRolled,
  TABLES_OF_STANDARD,
} from '@millrace/costing-core';
import type { ColumnChunk } from '@millrace/facts';
import { grouped } from '@millrace/report/figures';
import type { Written } from '@millrace/store';
import { EXIT, rollInDatabase, Trouble } from '@millrace/store';
import { standardPolicyOf } from '../config.js';
import { findingsAsJson, printFindings } from '../terminal/print-findings.js';
import type { Cli, Result } from './cli.js';
import { type AssumptionOptions, assumptionOptions, assumptionsAsked } from './given/assumptions.js';
import { dayArgument } from './given/day.js';
import { type MastersOptions, withMasters } from './given/masters.js';

interface RollOptions extends MastersOptions, AssumptionOptions {
  readonly kind?: string;
  readonly on?: string;
  readonly trial?: boolean;
  readonly all?: boolean;
}

/**
 * `millrace standard roll`: the standard costs of a ledger's plants as of a day, written as a version. Assumptions are kept
 * with the version; the facts stay as they are.
 */
export function addStandardRoll(cli: Cli): void {
  const { texts, language } = cli;
  const { option, help } = texts.structure;
  cli.add<RollOptions>(
    {
      name: 'standard roll',
      says: help.roll,
      options: [
        ['--kind <kind>', option.kind],
        ['--on <date>', option.effectiveOn],
        ...assumptionOptions(cli),
        ['--ledger <ledger>', texts.option.ledger],
        ['--trial', texts.option.trial],
        ['--from <path>', texts.option.from],
        ['--all', texts.option.all],
      ],
      example:
        'millrace standard roll --on 2026-11-01\n  millrace standard roll --kind simulation --on 2026-11-01 --price CU-WIRE=+8%',
    },
    async (run, _args, options): Promise<Result> => {
      const kind = kindArgument(options.kind ?? 'standard');
      const effective_on = dayArgument(options.on);
      const choices: StandardChoices = {
        policy: standardPolicyOf(run.config),
        assumptions: await assumptionsAsked(options),
      };
      return withMasters(
        run,
        options,
        { tables: TABLES_OF_STANDARD, ledger: true, checked: false },
        async ({ facts, ledger, database, steps }) => {
          const roll = (keep?: (chunk: ColumnChunk) => void) =>
            steps.run('roll', async () =>
              fitting(() => rollStandard(facts, choices, { ledger, kind, effective_on }, keep)),
            );
          const place = `${kind} ${effective_on}`;
          const result: StandardRolled & { readonly written?: Written } =
            database === undefined || options.trial
              ? await roll()
              : await rollInDatabase({ database, ledger, place, steps }, choices, roll);
          steps.finished();
          return resultOf(result, { ledger, kind, effective_on, all: options.all === true });
        },
      );
    },
  );

  function resultOf(
    { findings, version, items, withoutCost, written }: StandardRolled & { readonly written?: Written },
    { ledger, kind, effective_on, all }: { ledger: string; kind: StandardKind; effective_on: string; all: boolean },
  ): Result {
    const has = (severity: string) => findings.some((found) => found.severity === severity);
    const { inputHash, policyHash, engine } = version?.identity ?? {};
    return {
      exit: version === undefined ? EXIT.badInput : has('error') ? EXIT.blocked : EXIT.done,
      json: {
        ledger,
        kind,
        effective_on,
        version: written?.version,
        hash: version?.hash,
        input_hash: inputHash,
        policy_hash: policyHash,
        engine,
        items,
        without_cost: withoutCost,
        findings: findingsAsJson(findings, language),
        tables: version && Object.fromEntries(STANDARD_RESULTS.map((name) => [name, version.eachRow(name)])),
      },
      print(terminal) {
        const { close, structure, hash } = texts;
        const says = structure.roll;
        if (version !== undefined) {
          terminal.line(`${ledger} ${structure.kind[kind]} ${effective_on}  ${hash} ${version.hash}`);
          terminal.line(says.counted(grouped(String(items - withoutCost)), grouped(String(withoutCost))));
          terminal.line();
        }
        printFindings(terminal, findings, { texts, language, all });
        terminal.line();
        const { number, before } = written?.policy ?? {};
        if (number !== undefined && before !== undefined) terminal.line(close.otherPolicy(number, before));
        if (version === undefined) terminal.line(close.refused);
        else if (written === undefined) terminal.line(close.trial);
        else if (!written.isNew) terminal.line(close.same(written.version, structure.state[written.state]));
        else {
          terminal.line(says.draft(written.version, structure.kind[kind], effective_on));
          terminal.line(says.showWith(written.version));
          if (kind !== 'simulation') terminal.line(has('error') ? says.blocked : says.activateWith(written.version));
        }
      },
    };
  }
}

const STANDARD_RESULTS = ['unit_cost', 'unit_cost_element', 'standard_source', 'standard_level'] as const;

function kindArgument(text: string): StandardKind {
  if (text === 'standard' || text === 'plan' || text === 'simulation') return text;
  throw new Trouble('option_is_wrong', { option: '--kind', value: text, expected: 'standard, plan, simulation' });
}

/** @throws Trouble where an assumption doesn't fit the facts. */
export function fitting<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof AssumptionMisfit)) throw error;
    const { assumed, elements } = error;
    if (elements.length > 0)
      throw new Trouble('assumption_fits_several', { assumed, elements: elements.join(', ') }, error);
    throw new Trouble('assumption_fits_nothing', { assumed }, error);
  }
}
