import { type Explained, explain, type Version } from '@millrace/costing-core';
import { termsOf } from '@millrace/report/figures';
import { EXIT, mastersOf, recomputeAsked, Trouble } from '@millrace/store';
import { printExplained } from '../terminal/print-explained.js';
import type { Cli } from './cli.js';
import { explainOptions } from './given/explain-options.js';

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
      const [plant, item] = placeOf(name, version, record.version);
      const root = explain(outcome, version, plant, item, explainOptions(options)) as Explained;
      return {
        exit: EXIT.done,
        json: { version: record.version, period: record.period, plant, item, explained: [root] },
        print(terminal) {
          const terms = termsOf({ version: { tables: version }, masters: mastersOf(outcome), language });
          printExplained(terminal, root, outcome, terms, texts, language);
        },
      };
    },
  );
}

/** `PLANT/ITEM`, or an item that has a cost in one plant only. */
function placeOf(name: string, version: Version, number: number): [plant: string, item: string] {
  const places = new Set(version.rows('unit_cost').map(({ plant, item }) => `${plant}/${item}`));
  const found = [...places].filter((place) => place === name || place.slice(place.indexOf('/') + 1) === name);
  if (found.length === 0) throw new Trouble('item_is_not_known', { item: name, version: String(number) });
  if (found.length > 1) {
    const plants = found.map((place) => place.slice(0, place.indexOf('/'))).join(', ');
    throw new Trouble('item_is_in_several_plants', { item: name, plants });
  }
  const [plant, item] = [found[0].slice(0, found[0].indexOf('/')), found[0].slice(found[0].indexOf('/') + 1)];
  return [plant, item];
}
