import { EXIT, grant, RIGHTS, Trouble } from '@millrace/store';
import type { Cli } from './cli.js';

/** `millrace grant RIGHT ROLE`: what a role of the database needs for some of the commands, and nothing else. */
export function addGrant(cli: Cli): void {
  const { texts } = cli;
  cli.add(
    {
      name: 'grant',
      says: texts.help.grant,
      arguments: [
        ['<right>', texts.argument.right],
        ['<role>', texts.argument.role],
      ],
      example: 'millrace grant close month_end\n  millrace grant read auditor',
    },
    async (run, [asked, role]) => {
      const right = RIGHTS.find((one) => one === asked);
      if (right === undefined) {
        throw new Trouble('option_is_wrong', { option: 'grant', value: asked, expected: RIGHTS.join(', ') });
      }
      const granted = await grant(await run.open(), right, role);
      return {
        exit: EXIT.done,
        json: { right, role, granted },
        print: (terminal) => terminal.line(texts.granted(right, role)),
      };
    },
  );
}
