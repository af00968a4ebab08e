import { allFindings, exitOf } from '@millrace/store';
import { printCounts } from '../terminal/print-counts.js';
import { findingsAsJson, printFindings } from '../terminal/print-findings.js';
import type { Cli } from './cli.js';
import { close } from './close.js';
import { periodArgument } from './given/period.js';

/** `millrace check PERIOD`: the findings that a close would have, those after settling included; nothing is written. */
export function addCheck(cli: Cli): void {
  const { texts, language } = cli;
  cli.add<{ ledger?: string; from?: string; encoding?: string; all?: boolean }>(
    {
      name: 'check',
      says: texts.help.check,
      arguments: [['<period>', texts.argument.period]],
      options: [
        ['--ledger <ledger>', texts.option.ledger],
        ['--from <path>', texts.option.from],
        ['--encoding <encoding>', texts.option.encoding],
        ['--all', texts.option.all],
      ],
      example: 'millrace check 2026-10',
    },
    async (run, [period], options) => {
      const closing = await close(run, periodArgument(period), { ...options, trial: true, counted: true });
      const findings = allFindings(closing);
      const { ledger, counts = [] } = closing;
      const has = (severity: string) => findings.some((found) => found.severity === severity);
      const { refused, blocked, warned, clean } = texts.check;
      const verdict = has('fatal') ? refused : has('error') ? blocked : has('warning') ? warned : clean;
      return {
        exit: exitOf(closing),
        json: { ledger: closing.ledger, period, findings: findingsAsJson(findings, language), counts },
        print(terminal) {
          printFindings(terminal, findings, texts, language, options.all === true);
          printCounts(terminal, { ledger, period, counts }, texts);
          terminal.heading(verdict);
        },
      };
    },
  );
}
