import { type Assumptions, assumptionsSchema, type PeriodAssumptions } from '@millrace/costing-core';
import { fractionFaultOf } from '@millrace/exact';
import { Trouble } from '@millrace/store';
import { z } from 'zod';
import { issuesOf } from '../../config.js';
import { jsonOfFile, NoJsonFile } from '../../files/whole-file.js';
import type { Cli } from '../cli.js';

export interface AssumptionOptions {
  readonly assume?: string;
  readonly price?: readonly string[];
  readonly rate?: readonly string[];
  readonly line?: readonly string[];
}

export interface PeriodAssumptionOptions {
  readonly price?: readonly string[];
  readonly pool?: readonly string[];
  readonly rate?: readonly string[];
}

/** The options that state the assumptions of a command. */
export function assumptionOptions({ texts }: Cli): readonly (readonly [flags: string, says: string])[] {
  const { option } = texts.structure;
  return [
    ['--assume <file>', option.assume],
    ['--price <change...>', option.price],
    ['--rate <change...>', option.rate],
    ['--line <change...>', option.line],
  ];
}

/**
 * What is assumed: the file's assumptions first, then those of the options, as `CU-WIRE=+8%`, `P1/CU-WIRE=12.50`,
 * `WINDING=-2.5%`, `PUMP-50:SEAL-20=2`, `PUMP-50:SEAL-20=none`.
 *
 * @throws Trouble for what can't be read.
 */
export async function assumptionsAsked({
  assume,
  price = [],
  rate = [],
  line = [],
}: AssumptionOptions): Promise<Assumptions> {
  const file: Assumptions = assume === undefined ? {} : assumptionsIn(assume);
  const prices = [
    ...(file.prices ?? []),
    ...price.map((text) => {
      const [name, change] = changeIn('price', text);
      return { ...placeIn(name, 'item'), ...change };
    }),
  ];
  const rates = [
    ...(file.rates ?? []),
    ...rate.map((text) => {
      const [name, change] = changeIn('rate', text);
      return { ...placeIn(name, 'at'), ...change };
    }),
  ];
  const lines = [...(file.lines ?? []), ...line.map(lineIn)];
  return { ...file, prices, rates, lines };
}

/**
 * What is assumed of a closed period: `CU-WIRE=+8%`, `P1/CU-WIRE=-2.5%`, `MCH-TOOLS=+5%`.
 *
 * @throws Trouble for what can't be read.
 */
export function periodAssumptionsAsked({ price = [], pool = [] }: PeriodAssumptionOptions): PeriodAssumptions {
  return {
    prices: price.map((text) => {
      const [name, percent] = percentIn('price', text);
      return { ...placeIn(name, 'item'), percent };
    }),
    pools: pool.map((text) => {
      const [name, percent] = percentIn('pool', text);
      return { pool: name, percent };
    }),
  };
}

/**
 * Centres and the versions whose rates their pools are to have: `CC-110=2026-09`.
 *
 * @throws Trouble for what can't be read.
 */
export function ratesOfAsked({
  rate = [],
}: PeriodAssumptionOptions): { readonly centre: string; readonly version: string }[] {
  return rate.map((text) => {
    const at = text.lastIndexOf('=');
    const [centre, version] = [text.slice(0, at), text.slice(at + 1)];
    if (at > 0 && version !== '') return { centre, version };
    throw new Trouble('option_is_wrong', { option: '--rate', value: text, expected: 'CC-110=2026-09' });
  });
}

function percentIn(flag: 'price' | 'pool', text: string): [name: string, percent: string] {
  const [, name, percent] = /^(.+)=\+?(-?[\d.]+)%$/.exec(text) ?? [];
  if (name !== undefined && fractionFaultOf(percent) === undefined) return [name, percent];
  throw new Trouble('option_is_wrong', { option: `--${flag}`, value: text, expected: EXPECTED_PERCENT[flag] });
}

const EXPECTED_PERCENT = { price: 'CU-WIRE=+8%, P1/CU-WIRE=-2.5%', pool: 'MCH-TOOLS=+5%' } as const;

function assumptionsIn(file: string): Assumptions {
  const trouble = (says: Readonly<Record<'says' | 'says_zh', string>>, cause: unknown) =>
    new Trouble('assumptions_can_not_be_read', { file, ...says }, cause);
  let given: unknown;
  try {
    given = jsonOfFile(file);
  } catch (error) {
    if (!(error instanceof NoJsonFile)) throw error;
    throw trouble({ says: error.reason, says_zh: error.reason, ...error.fields }, error);
  }
  const result = assumptionsSchema.safeParse(given);
  if (result.success) return result.data;
  const inChinese = assumptionsSchema.safeParse(given, { error: z.locales.zhCN().localeError });
  throw trouble({ says: issuesOf(result.error, '; '), says_zh: issuesOf(inChinese.error, '；') }, result.error);
}

/** `NAME=12.50` or `NAME=+8%`. */
function changeIn(flag: 'price' | 'rate', text: string): [name: string, change: { to: string } | { percent: string }] {
  const at = text.lastIndexOf('=');
  const name = text.slice(0, at);
  const value = text.slice(at + 1);
  const number = value.replace(/%$/, '').replace(/^\+/, '');
  if (at < 1 || fractionFaultOf(number) !== undefined) throw wrong(flag, text);
  return [name, value.endsWith('%') ? { percent: number } : { to: number }];
}

/** `PLANT/CODE`, or a code of every plant. */
function placeIn<C extends string>(name: string, column: C): { plant?: string } & { [K in C]: string } {
  const at = name.indexOf('/');
  const code = { [column]: name.slice(at + 1) } as { [K in C]: string };
  return at < 0 ? code : { plant: name.slice(0, at), ...code };
}

function lineIn(text: string): NonNullable<Assumptions['lines']>[number] {
  const [, parent, component, quantity] = /^(.+):(.+)=(.+)$/.exec(text) ?? [];
  if (parent === undefined) throw wrong('line', text);
  const match = { ...placeIn(parent, 'parent'), component };
  if (quantity === 'none') return { remove: match };
  if (fractionFaultOf(quantity) !== undefined) throw wrong('line', text);
  return { change: match, to: { quantity } };
}

const EXPECTED = {
  price: 'CU-WIRE=+8%, P1/CU-WIRE=12.50',
  rate: 'WINDING=-2.5%, P1/WINDING=48',
  line: 'PUMP-50:SEAL-20=2, PUMP-50:SEAL-20=none',
} as const;

function wrong(flag: keyof typeof EXPECTED, text: string): Trouble {
  return new Trouble('option_is_wrong', { option: `--${flag}`, value: text, expected: EXPECTED[flag] });
}
