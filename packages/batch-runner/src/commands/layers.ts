import type { ResultTableName } from '@millrace/costing-core';
import {
  elementsOf,
  type LayerLine,
  type LayerTables,
  layersOf,
  REPORT_TABLES,
  type ReportMasters,
  type Terms,
  termsOf,
} from '@millrace/report/figures';
import { layersSheet } from '@millrace/report/sheets';
import { EXIT, mastersOf, mustBeActual, readMasters, StoredVersion, Trouble, versionAsked } from '@millrace/store';
import { printFindingCounts } from '../terminal/print-findings.js';
import { printLayers } from '../terminal/print-layers.js';
import type { Cli, Result } from './cli.js';
import { showClosed } from './given/closed-period.js';
import { plantMustBeKnown } from './given/plant.js';

interface LayersOptions {
  readonly ledger?: string;
  readonly from?: string;
  readonly item?: string;
  readonly plant?: string;
  readonly csv?: boolean;
}

/** `millrace layers`: what closing stock consists of: layer by layer under FIFO and LIFO, lot by lot, else as a whole. */
export function addLayers(cli: Cli): void {
  const { texts, language } = cli;
  cli.add<LayersOptions>(
    {
      name: 'layers',
      says: texts.help.layers,
      arguments: [['[version]', texts.argument.version_or_period]],
      options: [
        ['--ledger <ledger>', texts.option.ledger],
        ['--from <path>', texts.option.from],
        ['--plant <plant>', texts.option.plant],
        ['--item <item>', texts.option.item],
        ['--csv', texts.option.csv],
      ],
      example: 'millrace layers 2026-10 --item RAW',
    },
    async (run, [name], options) => {
      if (options.from !== undefined) {
        return showClosed(run, name, options, ({ period, version, outcome, findings }) => {
          const shown = layers(version, { period, hash: version.hash }, mastersOf(outcome), options);
          return {
            ...shown,
            print: (terminal) => {
              printFindingCounts(terminal, findings, texts);
              shown.print(terminal);
            },
          };
        });
      }
      const database = await run.open();
      const record = await versionAsked(database, await run.ledger(database, options.ledger), name);
      mustBeActual(record);
      const tables = await StoredVersion.read(database, record, TABLES);
      const { version, period, hash } = record;
      return layers(tables, { version, period, hash }, await readMasters(database, record), options);
    },
  );

  function layers(
    tables: LayerTables,
    identity: { readonly version?: number; readonly period: string; readonly hash: string },
    masters: ReportMasters,
    { item, plant, csv }: LayersOptions,
  ): Result {
    plantMustBeKnown(masters, plant);
    const terms: Terms = termsOf({ version: { tables }, masters, language });
    const { lines, total } = layersOf(tables, masters, terms, (line) => fits(line, item, plant));
    const { period } = identity;
    if (item !== undefined && lines.length === 0) throw new Trouble('item_has_no_stock', { period, item });
    if (plant !== undefined && lines.length === 0) throw new Trouble('plant_has_nothing', { place: period, plant });
    return {
      exit: EXIT.done,
      json: { ...identity, layers: lines, total: [total] },
      print(terminal) {
        if (csv) {
          return terminal.csv(layersSheet(lines, elementsOf([tables], terms.names, language)), language);
        }
        terminal.heading(texts.layers.title(period, terms.currency));
        printLayers(terminal, lines, total, terms, { texts, language });
      },
    };
  }
}

const TABLES: readonly ResultTableName[] = [...REPORT_TABLES, 'layer', 'layer_element', 'valuation'];

function fits(line: Pick<LayerLine, 'item' | 'plant'>, item: string | undefined, plant: string | undefined): boolean {
  return line.item === (item ?? line.item) && line.plant === (plant ?? line.plant);
}
