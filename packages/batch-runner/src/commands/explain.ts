import { type Explained, explain } from '@millrace/costing-core';
import { termsOf } from '@millrace/report/figures';
import { EXIT, mastersOf, recomputeAsked } from '@millrace/store';
import { printExplained } from '../terminal/print-explained.js';
import type { Cli } from './cli.js';
import { explainOptions } from './given/explain-options.js';
import { placeOf } from './given/place-of.js';

interface ExplainOptions {
  readonly ledger?: string;
  readonly of?: string;
  readonly depth?: string;
  readonly all?: boolean;
}

/** `millrace explain ITEM`: recomputes a version from its stored inputs and walks the flows back to documents. */
export function addExplain(cli: Cli): void {
  const { texts, language } = cli;
  cli.add<ExplainOptions>(
    {
      name: 'explain',
      says: texts.help.explain,
      arguments: [['<item>', texts.argument.item]],
      options: [
        ['--ledger <ledger>', texts.option.ledger],
        ['--of <version>', texts.option.version_of],
        ['--depth <levels>', texts.option.depth],
        ['--all', texts.option.all],
      ],
      example: 'millrace explain P1/PUMP-50\n  millrace explain PUMP-50 --of 2026-09 --depth 2',
    },
    async (run, [name], options) => {
      const database = await run.open();
      const ledger = await run.ledger(database, options.ledger);
      const { record, version, outcome } = await recomputeAsked(database, ledger, options.of);
      const { plant, item } = placeOf(name, version.rows('unit_cost'), record.version);
      const root = explain(outcome, version, plant, item, explainOptions(options)) as Explained;
      return {
        exit: EXIT.done,
        json: { version: record.version, period: record.period, plant, item, explained: [root] },
        print(terminal) {
          const terms = termsOf({ version: { tables: version }, masters: mastersOf(outcome), language });
          printExplained(terminal, { root, outcome, terms }, { texts, language });
        },
      };
    },
  );
}
