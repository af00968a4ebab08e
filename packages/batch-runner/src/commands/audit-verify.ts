import { checkAudit, EXIT } from '@millrace/store';
import type { Cli } from './cli.js';

/** `millrace audit verify`: the audit log is whole, and the versions match it. */
export function addAuditVerify(cli: Cli): void {
  const { texts } = cli;
  cli.add<{ ledger?: string; head?: string }>(
    {
      name: 'audit verify',
      says: texts.audit.help,
      options: [
        ['--ledger <ledger>', texts.option.ledger],
        ['--head <hash>', texts.option.head],
      ],
      example: 'millrace audit verify\n  millrace audit verify --head 5f0c…',
    },
    async (run, _args, { ledger: asked, head }) => {
      const database = await run.open();
      const ledger = await run.ledger(database, asked);
      const checked = await database.transaction('snapshot', () => checkAudit(database, ledger, head));
      return {
        exit: checked.faults.length === 0 ? EXIT.done : EXIT.blocked,
        json: { ledger, ...checked },
        print(terminal) {
          for (const { fault, at } of checked.faults) terminal.line(texts.audit.fault[fault](at));
          if (checked.faults.length === 0) terminal.line(texts.audit.whole(ledger, checked.entries));
          if (checked.head !== '') terminal.line(texts.audit.head(checked.head));
        },
      };
    },
  );
}
