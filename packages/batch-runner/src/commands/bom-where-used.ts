import { type AncestorRow, type Bom, type BomItem, type UseRow, whereUsed, whereUsedInAll } from '@millrace/bom';
import { groupedQuantity } from '@millrace/report/figures';
import { EXIT, Trouble } from '@millrace/store';
import { alignedLines } from '../terminal/aligned-lines.js';
import { findingsAsJson, printFindings } from '../terminal/print-findings.js';
import type { Texts } from '../text/texts.js';
import type { Cli } from './cli.js';
import { findingsOn, type StructureOptions, withStructure } from './given/structure.js';

interface WhereUsedOptions extends StructureOptions {
  readonly singleLevel?: boolean;
}

/** `millrace bom where-used ITEM`: what an item goes into, in every plant, up to the top items. */
export function addBomWhereUsed(cli: Cli): void {
  const { texts, language } = cli;
  const { option, help } = texts.structure;
  cli.add<WhereUsedOptions>(
    {
      name: 'bom where-used',
      says: help.whereUsed,
      arguments: [['<item>', texts.argument.item]],
      options: [
        ['--single-level', option.singleLevel],
        ['--on <date>', option.on],
        ['--plant <plant>', texts.option.plant],
        ['--ledger <ledger>', texts.option.ledger],
        ['--from <path>', texts.option.from],
      ],
      example: 'millrace bom where-used BRG-6204 --on 2026-10-31',
    },
    (run, [name], options) =>
      withStructure(run, options, [], async (structure) => {
        const { bom, on, nameOf } = structure;
        const places = placesOf(bom, name);
        const [{ item, unit }] = places;
        const single = options.singleLevel === true;
        const direct = () => places.flatMap((place) => whereUsed(bom, place));
        const findings = findingsOn(structure, above(bom, places));
        return {
          exit: findings.some(({ severity }) => severity === 'error') ? EXIT.blocked : EXIT.done,
          json: {
            item,
            unit,
            on,
            findings: findingsAsJson(findings, language),
            rows: single ? directAsJson(direct()) : allAsJson(inAll(bom, places)),
          },
          async print(terminal) {
            const { title, none } = texts.structure.whereUsed;
            if (direct().length === 0) terminal.line(none(`${item} ${nameOf(item)}`));
            else {
              terminal.line(title(`${item} ${nameOf(item)}`, unit, on));
              const lines = single ? directLines(direct(), texts, nameOf) : allLines(inAll(bom, places), texts, nameOf);
              await terminal.lines(lines);
            }
            if (findings.length === 0) return;
            terminal.line();
            printFindings(terminal, findings, { texts, language });
          },
        };
      }),
  );
}

/** An item may be used in several plants; all of them are shown. */
function placesOf({ items }: Bom, name: string): BomItem[] {
  const places = items.filter(({ plant, item }) => item === name || `${plant}/${item}` === name);
  if (places.length === 0) throw new Trouble('item_is_in_no_structure', { item: name });
  return places;
}

function* inAll(bom: Bom, places: readonly BomItem[]): Generator<AncestorRow> {
  for (const place of places) yield* whereUsedInAll(bom, place);
}

/** The numbers of an item and of all above it. */
function above(bom: Bom, places: readonly BomItem[]): number[] {
  const ancestors = [...places, ...inAll(bom, places)];
  return ancestors.map(({ plant, item }) => bom.numberOf(item, plant) as number);
}

function* directAsJson(rows: Iterable<UseRow>) {
  for (const { plant, parent, line, kind, quantity, depth } of rows) {
    yield { plant, parent, line, kind, quantity, through_phantoms: depth };
  }
}

function* allAsJson(rows: Iterable<AncestorRow>) {
  for (const { low_level_code, plant, item, quantity, top } of rows) {
    yield { low_level_code, plant, item, quantity, top };
  }
}

function directLines(rows: Iterable<UseRow>, texts: Texts, nameOf: (item: string) => string) {
  const { whereUsed: says, explode } = texts.structure;
  const cells = function* () {
    for (const { plant, parent, line, kind, quantity } of rows) {
      yield [plant, parent, line, groupedQuantity(quantity), explode.kind[kind], nameOf(parent)];
    }
  };
  return alignedLines(says.singleHead, cells(), [2, 3]);
}

function allLines(rows: Iterable<AncestorRow>, texts: Texts, nameOf: (item: string) => string) {
  const { head, top: isTop } = texts.structure.whereUsed;
  const cells = function* () {
    for (const { low_level_code, plant, item, quantity, top } of rows) {
      yield [String(low_level_code), plant, item, groupedQuantity(quantity), top ? isTop : '', nameOf(item)];
    }
  };
  return alignedLines(head, cells(), [0, 3]);
}
