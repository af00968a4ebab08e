import { EXIT, publish, Trouble } from '@millrace/store';
import { findingsAsJson, printFindings } from '../terminal/print-findings.js';
import type { Cli } from './cli.js';

/** `millrace publish VERSION`: a draft becomes the period's actual cost. */
export function addPublish(cli: Cli): void {
  const { texts, language } = cli;
  cli.add<{ ledger?: string; reason?: string; replace?: boolean }>(
    {
      name: 'publish',
      says: texts.help.publish,
      arguments: [['<version>', texts.argument.draft]],
      options: [
        ['--ledger <ledger>', texts.option.ledger],
        ['--reason <text>', texts.option.reason],
        ['--replace', texts.option.replace],
      ],
      example: 'millrace publish 2026-10 --reason "reviewed by controlling"',
    },
    async (run, [name], { ledger, reason = '', replace = false }) => {
      if (replace && reason.trim() === '') throw new Trouble('reason_is_missing');
      const database = await run.open();
      const { version, refusedFor, inSpiteOf, superseded, held, outdated } = await publish(
        database,
        await run.ledger(database, ledger),
        name,
        { reason, replace },
      );
      const refused = refusedFor.length > 0;
      return {
        exit: refused ? EXIT.blocked : EXIT.done,
        json: {
          version: version.version,
          period: version.period,
          state: version.state,
          hash: version.hash,
          superseded,
          held,
          outdated: outdated.map(({ version, period }) => ({ version, period })),
          findings: findingsAsJson(refusedFor, language),
          in_spite_of: inSpiteOf.flatMap(({ finding, waiver }) => findingsAsJson([finding], language, [waiver])),
        },
        print(terminal) {
          if (refused) {
            printFindings(terminal, refusedFor, { texts, language });
            terminal.line();
            for (const line of texts.publish.refused(version.version).split('\n')) terminal.line(line);
            return;
          }
          terminal.line(texts.publish.done(version.version, version.period));
          if (inSpiteOf.length > 0) terminal.line(texts.waivers.inSpiteOf(inSpiteOf.length));
          if (superseded !== undefined) terminal.line(texts.publish.superseded(superseded));
          if (held > 0) terminal.line(texts.periods.released(held, version.period));
          for (const later of outdated) terminal.line(texts.publish.outdated(later.version, later.period));
        },
      };
    },
  );
}
