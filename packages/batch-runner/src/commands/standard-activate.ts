import { EXIT, publish } from '@millrace/store';
import { findingsAsJson, printFindings } from '../terminal/print-findings.js';
import type { Cli } from './cli.js';

/** `millrace standard activate VERSION`: a pending standard or plan becomes the one that counts from its day on. */
export function addStandardActivate(cli: Cli): void {
  const { texts, language } = cli;
  cli.add<{ ledger?: string; reason?: string; waive?: readonly string[] }>(
    {
      name: 'standard activate',
      says: texts.structure.help.activate,
      arguments: [['<version>', texts.structure.argument.pending]],
      options: [
        ['--ledger <ledger>', texts.option.ledger],
        ['--reason <text>', texts.option.reason],
        ['--waive <code...>', texts.structure.option.waive],
      ],
      example: 'millrace standard activate 5 --reason "standards of 2027"',
    },
    async (run, [name], { ledger, reason = '', waive = [] }) => {
      const database = await run.open();
      const recorded = [reason, ...waive.map((code) => `waived: ${code}`)].filter((text) => text !== '').join('; ');
      const { version, refusedFor, superseded } = await publish(database, await run.ledger(database, ledger), name, {
        reason: recorded,
        waived: waive.map((code) => ({ code, by: run.by, reason })),
      });
      const refused = refusedFor.length > 0;
      const kind = texts.structure.kind[version.kind];
      return {
        exit: refused ? EXIT.blocked : EXIT.done,
        json: {
          version: version.version,
          kind: version.kind,
          effective_on: version.effective_on,
          state: version.state,
          hash: version.hash,
          superseded,
          findings: findingsAsJson(refusedFor, language),
        },
        print(terminal) {
          if (refused) {
            printFindings(terminal, refusedFor, { texts, language });
            terminal.heading(texts.structure.activate.refused(version.version));
            return;
          }
          terminal.line(texts.structure.activate.done(version.version, kind, version.effective_on ?? ''));
          if (superseded !== undefined) terminal.line(texts.publish.superseded(superseded));
        },
      };
    },
  );
}
