import type { Language } from '@millrace/costing-core';
import { grouped, termsOf } from '@millrace/report/figures';
import { EXIT } from '@millrace/store';
import { type DemoMonth, handOver, prepareFolder, runDemo } from '../demo/run-demo.js';
import { closedAsJson, printClosed } from '../terminal/print-closed.js';
import { printComparison } from '../terminal/print-comparison.js';
import { printUnitCosts } from '../terminal/print-unit-costs.js';
import type { Terminal } from '../terminal/terminal.js';
import type { Texts } from '../text/texts.js';
import type { Cli } from './cli.js';

/** `millrace demo`: two months of a sample factory, from CSV files to published and reported versions. */
export function addDemo(cli: Cli): void {
  const { texts, language } = cli;
  cli.add<{ folder?: string; keep?: boolean }>(
    {
      name: 'demo',
      says: texts.help.demo,
      options: [
        ['--folder <folder>', texts.option.folder],
        ['--keep', texts.option.keep],
      ],
      example: 'millrace demo --lang zh\n  millrace demo --keep',
    },
    async (run, _args, options) => {
      const began = performance.now();
      const place = await prepareFolder(options.folder ?? (options.keep ? KEPT_FOLDER : DEFAULT_FOLDER));
      const database = await run.openOrMake(place.database);
      const months: DemoMonth[] = [];
      for await (const month of runDemo(database, place, language, () => run.steps())) {
        months.push(month);
        if (!run.options.json) printMonth(run.terminal, month, texts, language);
      }
      const left = options.keep ? await handOver(place, texts, language) : undefined;
      return {
        exit: EXIT.done,
        json: months.map(({ closing, compared, html }) => ({
          ...closedAsJson(closing, language),
          compared,
          report: html,
        })),
        print(terminal) {
          const seconds = ((performance.now() - began) / 1000).toFixed(1);
          terminal.heading(texts.demo.done(seconds));
          if (left === undefined) terminal.line(texts.demo.next(place.database));
          else for (const line of texts.demo.left(left.folder, left.next, left.period).split('\n')) terminal.line(line);
        },
      };
    },
  );
}

const DEFAULT_FOLDER = './.data/demo';
const KEPT_FOLDER = './millrace-demo';

function printMonth(terminal: Terminal, month: DemoMonth, texts: Texts, language: Language): void {
  const { period, folder, rows, closing, version, report, compared, html } = month;
  const terms = termsOf(report);
  terminal.heading(`═══ ${texts.demo.month(period)} ═══`);
  terminal.line(texts.demo.files(folder, grouped(String(rows))));
  terminal.line();
  printClosed(terminal, closing, texts, language, false);
  terminal.line(texts.publish.done(version.version, period));
  printUnitCosts(terminal, report.version.tables, terms, { texts, language }, ({ basis }) => basis === 'produced');
  if (report.previous?.number !== undefined) {
    terminal.heading(texts.compare.title(String(report.previous.number), String(version.version)));
    printComparison(terminal, compared, terms, { texts, language }, false);
  }
  terminal.line();
  terminal.line(texts.demo.report(html));
}
