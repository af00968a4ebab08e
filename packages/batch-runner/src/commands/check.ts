import { checkResults, type Finding, waiverOf } from '@millrace/costing-core';
import { allFindings, type Closing, EXIT, type Exit, exitOf, mayBePublished, Trouble } from '@millrace/store';
import { checksAsJson, printChecks } from '../terminal/print-checks.js';
import { printCounts } from '../terminal/print-counts.js';
import { findingsAsJson, printFindings } from '../terminal/print-findings.js';
import type { Cli } from './cli.js';
import { close } from './close.js';
import { periodArgument } from './given/period.js';

/**
 * `millrace check PERIOD`: the findings that a close would have, those after settling included, and every check with what came
 * of it; nothing is written.
 */
export function addCheck(cli: Cli): void {
  const { texts, language } = cli;
  cli.add<{ ledger?: string; from?: string; encoding?: string; all?: boolean; failOn?: string }>(
    {
      name: 'check',
      says: texts.help.check,
      arguments: [['<period>', texts.argument.period]],
      options: [
        ['--ledger <ledger>', texts.option.ledger],
        ['--from <path>', texts.option.from],
        ['--encoding <encoding>', texts.option.encoding],
        ['--fail-on <severity>', texts.checks.failOn],
        ['--all', texts.option.all],
      ],
      example: 'millrace check 2026-10\n  millrace check 2026-10 --fail-on warning --json > findings.json',
    },
    async (run, [period], options) => {
      const failOn = severityAsked(options.failOn);
      const closing = await close(run, periodArgument(period), { ...options, trial: true, counted: true });
      const findings = allFindings(closing);
      const checks = checkResults(closing.examined(), findings);
      const { ledger, waivers, counts = [] } = closing;
      const has = (severity: string) => unwaived(closing).some((found) => found.severity === severity);
      const { refused, blocked, warned, clean } = texts.check;
      const verdict = has('fatal') ? refused : !mayBePublished(closing) ? blocked : has('warning') ? warned : clean;
      return {
        exit: exitFor(closing, failOn),
        json: {
          ledger,
          period,
          findings: findingsAsJson(findings, language, waivers),
          checks: checksAsJson(checks, language),
          counts,
        },
        print(terminal) {
          printFindings(terminal, findings, { texts, language, all: options.all, waivers });
          printChecks(terminal, checks, { texts, language, all: options.all === true });
          printCounts(terminal, { ledger, period, counts }, texts);
          terminal.heading(verdict);
        },
      };
    },
  );
}

const SEVERITIES = ['warning', 'error', 'fatal'] as const;

type FailOn = (typeof SEVERITIES)[number];

function severityAsked(text = 'error'): FailOn {
  const asked = SEVERITIES.find((severity) => severity === text);
  if (asked !== undefined) return asked;
  throw new Trouble('option_is_wrong', { option: '--fail-on', value: text, expected: SEVERITIES.join(', ') });
}

/** As a close would exit, but findings below what is asked for don't count, nor does what is waived. */
function exitFor(closing: Closing, failOn: FailOn): Exit {
  const found = unwaived(closing);
  if (found.some(({ severity }) => severity === 'fatal')) return exitOf(closing);
  const fails = failOn === 'warning' ? found.length > 0 : failOn === 'error' && !mayBePublished(closing);
  return fails ? EXIT.blocked : EXIT.done;
}

function unwaived(closing: Closing): Finding[] {
  return allFindings(closing).filter((found) => waiverOf(found, closing.waivers) === undefined);
}
