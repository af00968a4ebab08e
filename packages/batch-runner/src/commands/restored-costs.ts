import { type RestoredBy, type RestoredItem, restoredCosts } from '@millrace/costing-core';
import { printFixed } from '@millrace/exact';
import { compareText } from '@millrace/facts';
import { grouped, groupedQuantity, groupedUnitCost, unitsOf } from '@millrace/report/figures';
import { restoredSheet } from '@millrace/report/sheets';
import { EXIT, Trouble } from '@millrace/store';
import type { Terminal } from '../terminal/terminal.js';
import type { Spoken } from '../text/texts.js';
import type { Result, Run } from './cli.js';
import { type ClosedPeriod, showClosed } from './given/closed-period.js';

export interface RestoreAsked {
  readonly ledger?: string;
  readonly restoreBy?: string;
  readonly levels?: string;
  readonly residue?: string;
  readonly rateDecimals?: string;
  readonly csv?: boolean;
}

interface Shown {
  /** Whether a row of an item and plant is asked for. */
  readonly wanted: (row: object) => boolean;
  /** Refuses an item or plant that the version has nothing of. */
  readonly mustHave: (isThere: boolean) => void;
  readonly spoken: Spoken;
}

/** `millrace table VERSION --restored`: what was made by original elements (成本还原), and how that was worked out. */
export function showRestored(
  run: Run,
  name: string | undefined,
  asked: RestoreAsked,
  { wanted, mustHave, spoken }: Shown,
): Promise<Result> {
  return showClosed(run, name, asked, (closed) => {
    const { period, number, version, outcome } = closed;
    mustHave(version.rows('unit_cost').some(wanted));
    const { residue } = asked;
    const elements = outcome.scope.elements.map((code) => outcome.facts.symbols.text(code));
    if (residue !== undefined && !elements.includes(residue)) wrong('residue', residue, elements.join(', '));
    const rounding = decimalsOf(asked.rateDecimals);
    const choices = {
      by: byOf(asked.restoreBy),
      levels: levelsOf(asked.levels),
      ...(residue && { residue }),
      ...(rounding !== undefined && { rate_rounding: rounding }),
    };
    const items = restoredCosts(outcome, version, choices)
      .filter(wanted)
      .sort((a, b) => compareText(a.plant, b.plant) || compareText(a.item, b.item));
    return {
      exit: EXIT.done,
      json: {
        version: number,
        period,
        hash: version.hash,
        unit_cost_restored: items.flatMap(({ plant, item, quantity, elements: rows }) =>
          rows.map((row) => ({ plant, item, quantity, ...row })),
        ),
        restored_cost: items.flatMap(({ steps }) => steps),
        not_restored: items.flatMap(({ plant, item, left }) => left.map((element) => ({ plant, item, element }))),
      },
      print: (terminal) =>
        asked.csv ? terminal.csv(restoredSheet(items), spoken.language) : print(terminal, closed, items, spoken),
    };
  });
}

function print(
  terminal: Terminal,
  { period, outcome }: ClosedPeriod,
  items: readonly RestoredItem[],
  { texts, language }: Spoken,
): void {
  const said = texts.restored;
  if (items.length === 0) {
    terminal.line(said.none);
    return;
  }
  const { item: table, symbols } = outcome.facts;
  const nameOf = (item: string) => {
    const row = table.item.indexOf(symbols.find(item) ?? -1);
    const names = language === 'zh' ? [table.name_zh, table.name] : [table.name, table.name_zh];
    return row < 0 ? '' : symbols.text(names.map((column) => column[row]).find((code) => code !== 0) ?? 0);
  };
  terminal.heading(said.title(period));
  terminal.table(
    said.head,
    items.flatMap(({ plant, item, quantity, elements }) => [
      ...elements.map((row) => [
        plant,
        item,
        nameOf(item),
        groupedQuantity(quantity),
        row.element,
        grouped(row.carried),
        grouped(row.restored),
        groupedUnitCost(row.unit_cost, SHOWN),
      ]),
      [plant, item, nameOf(item), groupedQuantity(quantity), said.total, ...totals(elements, outcome.scope), ''],
    ]),
    [3, 5, 6, 7],
  );
  const steps = items.flatMap((of) => of.steps);
  if (steps.length > 0) {
    terminal.heading(said.steps);
    terminal.table(
      said.stepHead,
      steps.map((row) => [
        row.plant,
        row.item,
        String(row.level),
        row.semi,
        said.by[row.by],
        groupedUnitCost(row.rate, RATE_SHOWN),
        row.element,
        groupedUnitCost(inPercent(row.share), PERCENT_SHOWN),
        grouped(row.amount),
      ]),
      [2, 5, 7, 8],
    );
  }
  const left = items.filter((of) => of.left.length > 0);
  for (const { item, left: elements } of left) terminal.line(said.left(item, elements.join(', ')));
  if (steps.length === 0 && left.length === 0) terminal.line(said.notCombined);
}

function totals(
  elements: RestoredItem['elements'],
  { amountScale }: ClosedPeriod['outcome']['scope'],
): readonly [string, string] {
  const total = (column: 'carried' | 'restored') =>
    grouped(
      printFixed(
        elements.reduce((sum, row) => sum + unitsOf(row[column], amountScale), 0n),
        amountScale,
      ),
    );
  return [total('carried'), total('restored')];
}

/** A share of 9 decimals, in percent with 7. */
function inPercent(share: string): string {
  return printFixed(unitsOf(share, SHARE_SCALE), SHARE_SCALE - 2);
}

function byOf(text: string | undefined): RestoredBy {
  const found = text === undefined ? 'this_month' : STRUCTURES.find((of) => of === text);
  return found ?? wrong('restore-by', text ?? '', STRUCTURES.join(', '));
}

function levelsOf(text: string | undefined): number {
  if (text === undefined) return Number.POSITIVE_INFINITY;
  return /^[1-9]\d{0,3}$/.test(text) ? Number(text) : wrong('levels', text, '1, 2, 3 …');
}

function decimalsOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  return /^\d$/.test(text) ? Number(text) : wrong('rate-decimals', text, '0, 1, 2 … 9');
}

function wrong(option: string, value: string, expected: string): never {
  throw new Trouble('option_is_wrong', { option: `--${option}`, value, expected });
}

const STRUCTURES: readonly RestoredBy[] = ['this_month', 'available', 'standard'];
const SHARE_SCALE = 9;
/** Decimals on a terminal. */
const SHOWN = 4;
const RATE_SHOWN = 6;
const PERCENT_SHOWN = 2;
