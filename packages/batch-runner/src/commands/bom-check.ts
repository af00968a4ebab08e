import { grouped } from '@millrace/report/figures';
import { EXIT } from '@millrace/store';
import { findingsAsJson, printFindings } from '../terminal/print-findings.js';
import type { Cli } from './cli.js';
import { type StructureOptions, withStructure } from './given/structure.js';

interface CheckOptions extends StructureOptions {
  readonly all?: boolean;
}

/** `millrace bom check`: everything that is wrong with the bills of material that count on a day. */
export function addBomCheck(cli: Cli): void {
  const { texts, language } = cli;
  cli.add<CheckOptions>(
    {
      name: 'bom check',
      says: texts.structure.help.check,
      options: [
        ['--on <date>', texts.structure.option.on],
        ['--plant <plant>', texts.option.plant],
        ['--ledger <ledger>', texts.option.ledger],
        ['--from <path>', texts.option.from],
        ['--all', texts.option.all],
      ],
      example: 'millrace bom check --on 2026-10-31',
    },
    (run, _args, options) =>
      withStructure(run, options, [], async ({ bom, on, findings }) => {
        const has = (severity: string) => findings.some((found) => found.severity === severity);
        const items = bom.items.length;
        const lines = bom.items.reduce((sum, item) => sum + item.lines.length, 0);
        const levels = bom.structure.levelStart.length - 1;
        const { counted, clean, warned, blocked } = texts.structure.check;
        return {
          exit: has('error') ? EXIT.blocked : EXIT.done,
          json: { on, items, lines, levels, findings: findingsAsJson(findings, language) },
          print(terminal) {
            terminal.line(
              counted(...([items, lines, levels].map((n) => grouped(String(n))) as [string, string, string])),
            );
            printFindings(terminal, findings, { texts, language, all: options.all });
            terminal.heading(has('error') ? blocked : has('warning') ? warned : clean);
          },
        };
      }),
  );
}
