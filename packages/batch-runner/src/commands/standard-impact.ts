import {
  catalogued,
  type ImpactRow,
  impactOf,
  plantsOf,
  rollUp,
  selectionUnder,
  standardRows,
  TABLES_OF_STANDARD,
  whatIf,
} from '@millrace/costing-core';
import { grouped, groupedUnitCost, Names, signed } from '@millrace/report/figures';
import { EXIT, mastersIn, Trouble } from '@millrace/store';
import { standardPolicyOf } from '../config.js';
import { findingsAsJson, printFindings } from '../terminal/print-findings.js';
import type { Cli } from './cli.js';
import { type AssumptionOptions, assumptionOptions, assumptionsAsked } from './given/assumptions.js';
import { dayArgument } from './given/day.js';
import { type MastersOptions, withMasters } from './given/masters.js';
import { fitting } from './standard-roll.js';

interface ImpactOptions extends MastersOptions, AssumptionOptions {
  readonly on?: string;
  readonly top?: string;
  readonly by?: string;
  readonly items?: string;
}

/**
 * `millrace standard impact`: "copper +8 %: which 40 products move most". Only what contains the changed item is computed
 * again, and nothing is written.
 */
export function addStandardImpact(cli: Cli): void {
  const { texts, language } = cli;
  const { option, help } = texts.structure;
  cli.add<ImpactOptions>(
    {
      name: 'standard impact',
      says: help.impact,
      options: [
        ...assumptionOptions(cli),
        ['--on <date>', option.on],
        ['--top <items>', option.top],
        ['--by <size>', option.by],
        ['--items <items>', option.items],
        ['--ledger <ledger>', texts.option.ledger],
        ['--from <path>', texts.option.from],
      ],
      example: 'millrace standard impact --price CU-WIRE=+8% --top 40 --on 2026-11-01',
    },
    async (run, _args, options) => {
      const as_of = dayArgument(options.on);
      const by = choiceOf('by', options.by, ['percent', 'amount']);
      const items = choiceOf('items', options.items, ['tops', 'all']);
      const top = countOf(options.top ?? '40');
      const assumptions = await assumptionsAsked(options);
      if (Object.values(assumptions).every((given) => !Array.isArray(given) || given.length === 0)) {
        throw new Trouble('nothing_is_assumed');
      }
      const policy = standardPolicyOf(run.config);
      return withMasters(
        run,
        options,
        { tables: TABLES_OF_STANDARD, ledger: true, checked: true },
        async ({ facts, ledger, steps }) => {
          const rows = standardRows(facts, plantsOf(facts));
          const { before, after } = await steps.run('roll', async () => {
            const before = rollUp(rows, { as_of }, policy);
            const after = fitting(() => {
              const assumed = whatIf(rows, assumptions);
              return rollUp(assumed, selectionUnder(assumptions, as_of, assumed), policy, before);
            });
            return { before, after };
          });
          steps.finished();
          const moved = impactOf(before, after, { by, items });
          const shown = moved.slice(0, top);
          const findings = catalogued(after.findings);
          const counts = { moved: moved.length, computed: after.computed, items: after.costs.length };
          return {
            exit: findings.some(({ severity }) => severity === 'error') ? EXIT.blocked : EXIT.done,
            json: { ledger, as_of, ...counts, findings: findingsAsJson(findings, language), rows: shown },
            print(terminal) {
              const says = texts.structure.impact;
              const names = new Names(mastersIn(facts, 0));
              if (moved.length === 0) terminal.line(says.none);
              else {
                const [m, c, i] = [counts.moved, counts.computed, counts.items].map((n) => grouped(String(n)));
                terminal.line(says.title(m, c, i));
                const elements = elementsIn(shown);
                const table = shown.map((row) => [
                  row.plant,
                  row.item,
                  names.item(row.item)[language],
                  ...[row.before, row.after].map((cost) => groupedUnitCost(cost, DECIMALS)),
                  signed(groupedUnitCost(row.change, DECIMALS)),
                  row.percent === undefined ? '' : signed(row.percent),
                  ...elements.map((element) => changeOf(row, element)),
                ]);
                const head = [...says.head, ...elements.map((element) => names.element(element)[language])];
                terminal.table(head, table, [...head.keys().drop(3)]);
                if (shown.length < moved.length) terminal.line(says.more(moved.length - shown.length));
              }
              if (findings.length > 0) printFindings(terminal, findings, { texts, language });
            },
          };
        },
      );
    },
  );
}

/** Decimals of unit costs on a terminal. */
const DECIMALS = 4;

/** The elements in which something moves. */
function elementsIn(rows: readonly ImpactRow[]): string[] {
  const names = (rows[0]?.elements ?? []).map(({ element }) => element);
  return names.filter((name) => rows.some((row) => changeOf(row, name) !== ''));
}

function changeOf({ elements }: ImpactRow, name: string): string {
  const change = elements.find(({ element }) => element === name)?.change ?? '';
  return /[1-9]/.test(change) ? signed(groupedUnitCost(change, DECIMALS)) : '';
}

function choiceOf<C extends string>(flag: string, text: string | undefined, choices: readonly [C, ...C[]]): C {
  const found = text === undefined ? choices[0] : choices.find((choice) => choice === text);
  if (found === undefined)
    throw new Trouble('option_is_wrong', { option: `--${flag}`, value: text ?? '', expected: choices.join(', ') });
  return found;
}

function countOf(text: string): number {
  if (!/^[1-9]\d*$/.test(text))
    throw new Trouble('option_is_wrong', { option: '--top', value: text, expected: '10, 40' });
  return Number(text);
}
