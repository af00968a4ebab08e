import path from 'node:path';
import {
  type Bom,
  buildBom,
  EXACT_QUANTITIES,
  explode,
  explodeNetted,
  lowLevelCodes,
  whereUsed,
  whereUsedInAll,
} from '@millrace/bom';
import { expect, test } from 'vitest';
import { missingNote, sharedFile } from './cases/published.js';
import { ASSORTMENT, adventureWorks } from './data/adventureworks.js';
import { csv } from './data/csv.js';

const folder = sharedFile('data', 'adventureworks', 'csv');
const here = test.skipIf(folder === undefined);
const note = missingNote('data', 'adventureworks', 'csv');

const ROAD_150_RED_62 = '749';
const BB_BALL_BEARING = '3';
const DAYS = ['2010-06-01', '2010-09-01', '2014-06-30'];

const built = new Map<string, Bom>();
function bomAsOf(as_of: string): Bom {
  const known = built.get(as_of);
  if (known !== undefined) return known;
  const policy = {
    line_scrap: 'mark_up',
    operation_scrap: 'none',
    costing_lot: '1',
    quantity_rounding: EXACT_QUANTITIES,
  } as const;
  const bom = buildBom(adventureWorks(folder ?? ''), { as_of }, policy);
  built.set(as_of, bom);
  return bom;
}

interface SourceLine {
  readonly assembly: string;
  readonly component: string;
  readonly hundredths: number;
}

/** The lines in force, straight from the file. */
function sourceLines(day: string): SourceLine[] {
  return csv(path.join(folder ?? '', 'Production.BillOfMaterials.csv'))
    .filter((row) => row.StartDate <= day && (row.EndDate === '' || day <= row.EndDate))
    .map((row) => ({
      assembly: row.ProductAssemblyID || ASSORTMENT,
      component: row.ComponentID,
      hundredths: Math.round(Number(row.PerAssemblyQty) * 100),
    }));
}

/** Everything that one of an item takes, by walking every path. Quantities there are whole numbers. */
function walked(lines: readonly SourceLine[], item: string, quantity = 1, into = new Map<string, number>()) {
  for (const line of lines.filter(({ assembly }) => assembly === item)) {
    const need = (quantity * line.hundredths) / 100;
    into.set(line.component, (into.get(line.component) ?? 0) + need);
    walked(lines, line.component, need, into);
  }
  return into;
}

here(`all 2,679 lines are read; those in force differ from day to day${note}`, () => {
  expect(adventureWorks(folder ?? '').bom_line.length).toBe(2679);
  const counts = DAYS.map((day) => bomAsOf(day).items.reduce((sum, { lines }) => sum + lines.length, 0));
  expect(counts).toEqual(DAYS.map((day) => sourceLines(day).length));
  expect(counts).toEqual([802, 1823, 2480]);
});

test.skipIf(folder === undefined).each(DAYS)(
  `as of %s there is no loop and only ended lines are findings${note}`,
  (day) => {
    const { findings, structure } = bomAsOf(day);
    expect(structure.loops).toEqual([]);
    expect(new Set(findings.map(({ code }) => code))).toEqual(
      new Set(findings.length > 0 ? ['bom_line_must_be_in_force'] : []),
    );
  },
);

here(`a line that ended without a successor is a warning that names it${note}`, () => {
  const { findings } = bomAsOf('2014-06-30');
  const lines = adventureWorks(folder ?? '').bom_line;
  const ended = lines.filter((line) => line.ends_on !== '');
  const replaced = ended.filter((line) =>
    lines.some((other) => other.parent === line.parent && other.component === line.component && other.ends_on === ''),
  );
  expect(findings.length).toBe(ended.length - replaced.length);
  for (const { severity, fields } of findings) {
    expect(severity).toBe('warning');
    expect(Object.keys(fields)).toEqual(['parent', 'component', 'ends_on', 'as_of']);
  }
});

test.skipIf(folder === undefined).each(DAYS)(
  `a bicycle explodes to what every path adds up to, as of %s${note}`,
  (day) => {
    const bom = bomAsOf(day);
    const expected = walked(sourceLines(day), ROAD_150_RED_62);
    const rows = [...explodeNetted(bom, [{ item: ROAD_150_RED_62, quantity: '1' }], { lots: 'requirement' })];
    const below = rows.filter((row) => row.item !== ROAD_150_RED_62);
    expect(Object.fromEntries(below.map((row) => [row.item, Number(row.gross)]))).toEqual(Object.fromEntries(expected));
    const codes = below.map((row) => row.low_level_code);
    expect(codes).toEqual(codes.toSorted((a, b) => a - b));
  },
);

here(`the indented explosion of a bicycle has a row for every path${note}`, () => {
  const rows = [...explode(bomAsOf('2014-06-30'), { item: ROAD_150_RED_62, quantity: '1' })];
  const lines = sourceLines('2014-06-30');
  const paths = (item: string): number =>
    lines.filter(({ assembly }) => assembly === item).reduce((sum, { component }) => sum + 1 + paths(component), 0);
  expect(rows.length).toBe(paths(ROAD_150_RED_62));
  expect(Math.max(...rows.map((row) => row.level))).toBe(4);
});

here(`the ball bearing is used up to the bicycles, with quantities${note}`, () => {
  const bom = bomAsOf('2014-06-30');
  const lines = sourceLines('2014-06-30');
  const direct = whereUsed(bom, { item: BB_BALL_BEARING });
  const assemblies = lines.filter(({ component }) => component === BB_BALL_BEARING).map(({ assembly }) => assembly);
  expect(direct.map((row) => row.parent).sort()).toEqual(assemblies.sort());
  const all = [...whereUsedInAll(bom, { item: BB_BALL_BEARING })];
  const bicycle = all.find((row) => row.item === ROAD_150_RED_62);
  expect(Number(bicycle?.quantity)).toBe(walked(lines, ROAD_150_RED_62).get(BB_BALL_BEARING));
  for (const row of all) expect(Number(row.quantity)).toBe(walked(lines, row.item).get(BB_BALL_BEARING));
  expect(all.filter((row) => row.top).map((row) => row.item)).toEqual([ASSORTMENT]);
});

here(`low-level codes keep every component below all that use it${note}`, () => {
  const bom = bomAsOf('2014-06-30');
  const codes = lowLevelCodes(bom.structure);
  for (const { item, lines } of bom.items) {
    for (const line of lines) expect(codes[line.child]).toBeGreaterThan(codes[bom.numberOf(item) ?? -1]);
  }
});
