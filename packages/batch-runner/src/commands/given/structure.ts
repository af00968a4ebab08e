import { type Bom, type BomItem, buildBom } from '@millrace/bom';
import { bomRows, catalogued, type Finding, Findings, STRUCTURE_TABLES } from '@millrace/costing-core';
import type { TableName } from '@millrace/facts';
import { Names } from '@millrace/report/figures';
import { mastersIn, Trouble } from '@millrace/store';
import { standardPolicyOf } from '../../config.js';
import type { Result, Run } from '../cli.js';
import { dayArgument } from './day.js';
import { type Masters, type MastersOptions, withMasters } from './masters.js';
import { plantMustBeKnown } from './plant.js';

export interface StructureOptions extends MastersOptions {
  readonly plant?: string;
  readonly on?: string;
}

/** The bills of material that count on a day, with what was found in them and in the masters that they are read from. */
export interface AskedStructure extends Masters {
  readonly bom: Bom;
  readonly on: string;
  readonly nameOf: (item: string) => string;
}

/** Tables that the structure's own refer to. */
const AROUND: readonly TableName[] = ['plant', 'cost_element', 'cost_centre', 'work_centre'];

/** Reads the structures of the plants that are asked for, and shows something of them. */
export async function withStructure(
  run: Run,
  options: StructureOptions,
  more: readonly TableName[],
  show: (structure: AskedStructure) => Promise<Result>,
): Promise<Result> {
  const on = dayArgument(options.on);
  const needs = { tables: [...AROUND, ...STRUCTURE_TABLES, ...more], ledger: more.length > 0, checked: true };
  return withMasters(run, options, needs, async (masters) => {
    const { facts, steps } = masters;
    plantMustBeKnown(mastersIn(facts, 0, ['plant']), options.plant);
    const rows = bomRows(facts, options.plant === undefined ? undefined : [options.plant]);
    const policy = standardPolicyOf(run.config);
    const bom = await steps.run('roll', async () => buildBom(rows, { as_of: on }, policy));
    steps.finished();
    const findings = new Findings();
    findings.add([...masters.findings, ...catalogued(bom.findings)]);
    const names = new Names(mastersIn(facts, 0));
    return show({ ...masters, findings: findings.sorted(), bom, on, nameOf: (item) => names.item(item)[run.language] });
  });
}

/**
 * The item that is meant: `PLANT/ITEM`, or an item that one plant alone has; of several plants, the one that makes it.
 *
 * @throws Trouble where there is none, or where it could be several.
 */
export function itemAsked({ items }: Bom, name: string): BomItem {
  const places = items.filter(({ plant, item }) => item === name || `${plant}/${item}` === name);
  if (places.length === 0) throw new Trouble('item_is_in_no_structure', { item: name });
  const made = places.filter(({ lines }) => lines.length > 0);
  const [found, ...others] = made.length > 0 ? made : places;
  if (others.length > 0) {
    const plants = [found, ...others].map(({ plant }) => plant).join(', ');
    throw new Trouble('item_is_made_in_several_plants', { item: name, plants });
  }
  return found;
}

/** What was found on some of the items; the key of a finding on a structure begins with plant and item. */
export function findingsOn(
  { bom: { items }, findings }: Pick<AskedStructure, 'bom' | 'findings'>,
  numbers: Iterable<number>,
): Finding[] {
  const named = new Set<string>();
  const codes = new Set<string>();
  for (const number of numbers) {
    named.add(`${items[number].plant} · ${items[number].item}`);
    codes.add(items[number].item);
  }
  const isOn = ({ table, key, fields }: Finding) =>
    named.has(key.split(' · ', 2).join(' · ')) ||
    (table === 'item' && codes.has(key)) ||
    (fields.items ?? '').split(', ').some((item) => codes.has(item));
  return findings.filter(isOn);
}
