import { ENGINE } from '@millrace/costing-core';
import { EXIT, hashOfRows, recompute, versionNamed } from '@millrace/store';
import type { Cli } from './cli.js';

/** `millrace verify VERSION`: the stored rows have the stored hash, and so has what the stored inputs come to. */
export function addVerify(cli: Cli): void {
  const { texts } = cli;
  cli.add<{ ledger?: string }>(
    {
      name: 'verify',
      says: texts.help.verify,
      arguments: [['<version>', texts.argument.version]],
      options: [['--ledger <ledger>', texts.option.ledger]],
      example: 'millrace verify 3',
    },
    async (run, [name], { ledger }) => {
      const database = await run.open();
      const record = await versionNamed(database, await run.ledger(database, ledger), name);
      const rows = await hashOfRows(database, record);
      const recomputed = (await recompute(database, record)).version?.hash ?? '';
      const same = rows === record.hash && recomputed === record.hash;
      return {
        exit: same ? EXIT.done : EXIT.blocked,
        json: { version: record.version, period: record.period, same, hash: record.hash, rows, recomputed },
        print(terminal) {
          const { verify } = texts;
          if (same) terminal.line(verify.same(record.version, record.hash));
          if (rows !== record.hash) terminal.line(verify.rowsDiffer);
          if (recomputed !== record.hash) terminal.line(verify.differs(recomputed, record.hash));
          if (!same && record.engine !== ENGINE) terminal.line(verify.otherEngine(record.engine, ENGINE));
        },
      };
    },
  );
}
