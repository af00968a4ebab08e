import {
  type Finding,
  type FormulaOfLine,
  type FormulaOfOrder,
  finding,
  formulaByLine,
  formulaByOrder,
  formulaFaultInWords,
  tryFormula,
} from '@millrace/costing-core';
import { EXIT, exitOf, Trouble } from '@millrace/store';
import { findingsAsJson, printFindings } from '../terminal/print-findings.js';
import type { Cli, Result } from './cli.js';
import { close } from './close.js';
import { periodArgument } from './given/period.js';

interface FormulaOptions {
  readonly with?: string;
  readonly ledger?: string;
  readonly from?: string;
  readonly all?: boolean;
}

/**
 * `millrace formula test DRIVER PERIOD`: what a driver by formula comes to for each order of a period, with what it reads; of an item
 * what its lines by formula come to; or a text, with values for its names. Nothing is written.
 */
export function addFormulaTest(cli: Cli): void {
  const { texts, language } = cli;
  const said = texts.structure.formula;
  cli.add<FormulaOptions>(
    {
      name: 'formula test',
      says: texts.structure.help.formulaTest,
      arguments: [
        ['<formula>', texts.structure.argument.formula],
        ['[period]', texts.argument.period],
      ],
      options: [
        ['--with <values>', texts.structure.option.with],
        ['--ledger <ledger>', texts.option.ledger],
        ['--from <path>', texts.option.from],
        ['--all', texts.option.all],
      ],
      example:
        "millrace formula test mould 2026-10\n  millrace formula test 'cost * shots / life' --with cost=60000,shots=1250,life=400000",
    },
    async (run, [formula, period], options): Promise<Result> => {
      if (period === undefined) return ofText(formula, valuesIn(options.with));
      const closing = await close(run, periodArgument(period), { ...options, trial: true });
      const { outcome } = closing;
      const orders = outcome === undefined ? [] : formulaByOrder(outcome, formula);
      const lines = outcome === undefined || orders !== undefined ? undefined : formulaByLine(outcome, formula);
      if (orders === undefined && lines === undefined) throw new Trouble('formula_is_not_known', { formula });
      const named = new Set(lines?.map(({ line }) => line));
      const isOwn = (found: Finding) => isOf(formula, found) || (found.table === 'bom_line' && named.has(found.key));
      const own = closing.findings.filter((found) => isOwn(found) || outcome === undefined);
      const isWrong = own.some(({ severity }) => severity !== 'warning');
      return {
        exit: outcome === undefined ? exitOf(closing) : isWrong ? EXIT.blocked : EXIT.done,
        json: { formula, period, ...(lines ? { lines } : { orders }), findings: findingsAsJson(own, language) },
        print(terminal) {
          if (own.length > 0) printFindings(terminal, own, { texts, language, all: options.all });
          if (lines !== undefined) terminal.table(said.linesHead, lines.map(bomLineOf), [3]);
          else if (orders !== undefined && orders.length > 0) terminal.table(said.head, orders.map(lineOf), [2]);
          else if (own.length === 0) terminal.line(said.none);
        },
      };
    },
  );

  function ofText(formula: string, values: Readonly<Record<string, string>>): Result {
    const { value, fault, position } = tryFormula(formula, values);
    if (fault === '') {
      return { exit: EXIT.done, json: { formula, value, findings: [] }, print: (terminal) => terminal.line(value) };
    }
    const near = formula.slice(Number(position) - 1, Number(position) + 19);
    const found = [finding('formula_must_be_readable', 'driver', '', { what: fault, position, near })];
    return {
      exit: EXIT.blocked,
      json: { formula, findings: findingsAsJson(found, language) },
      print: (terminal) => printFindings(terminal, found, { texts, language }),
    };
  }

  function lineOf({ centre, order, value, ...of }: FormulaOfOrder): string[] {
    return [centre, order, value, readOf(of)];
  }

  function bomLineOf({ line, component, order, value, ...of }: FormulaOfLine): string[] {
    return [line, component, order, value, readOf(of)];
  }

  function readOf({ inputs, fault, position }: Pick<FormulaOfOrder, 'inputs' | 'fault' | 'position'>): string {
    const read = Object.entries(inputs).map(([name, of]) => `${name} = ${of.replace(/\.?0+$/, '')}`);
    return fault === '' ? read.join(', ') : said.fault(formulaFaultInWords(fault, language), position);
  }
}

/** Findings about the driver itself, or what it came to for an order. */
function isOf(driver: string, { table, key, fields }: Finding): boolean {
  return (table === 'driver' && key === driver) || fields.driver === driver;
}

/** `shots=1250,life=400000`. */
function valuesIn(text: string | undefined): Record<string, string> {
  const values: Record<string, string> = {};
  for (const part of text === undefined || text === '' ? [] : text.split(',')) {
    const match = /^\s*([A-Za-z_]\w*)\s*=\s*(-?\d+(?:\.\d+)?)\s*$/.exec(part);
    if (match === null) {
      throw new Trouble('option_is_wrong', { option: '--with', value: part, expected: 'shots=1250,life=400000' });
    }
    values[match[1]] = match[2];
  }
  return values;
}
