import { rounded } from './figures.js';
import { MOTOR_OF, SIZES, type Size } from './items.js';

/** The two plants: Suzhou casts, machines and winds, Wuxi assembles and tests. */
export const SUZHOU = 'SZ';
export const WUXI = 'WX';

/** A component: thousandths of its unit per piece, issued at an operation (the first by default). */
export interface Component {
  readonly item: string;
  readonly quantity: number;
  readonly operation?: string;
}

/** An operation: thousandths of an hour. */
interface Operation {
  readonly operation: string;
  readonly workCentre: WorkCentre;
  readonly setup: number;
  readonly machine: number;
  readonly labour: number;
  /** Pieces of a thousand that are scrapped here, as a rule. */
  readonly scrap: number;
}

export const WORK_CENTRES = ['FOUNDRY', 'MACHINING', 'WINDING', 'ASSEMBLY', 'TEST'] as const;
export type WorkCentre = (typeof WORK_CENTRES)[number];

/** How an item is made: where, of what, and by which operations. */
export interface Structure {
  readonly plant: string;
  readonly components: readonly Component[];
  readonly operations: readonly Operation[];
}

/** Thousandths of a kilogram by size. */
const CAST_WEIGHT = [4200, 5600, 7800, 11_500];

/** By item, parts before what they go into. */
export const STRUCTURES: ReadonlyMap<string, Structure> = new Map([
  ...SIZES.flatMap((size, s) => castings(size, s)),
  ...SIZES.flatMap((size, s) => motors(MOTOR_OF[size], s)),
  ...SIZES.flatMap((size, s) => pumps(size, s)),
  ...(['32', '50'] as const).map((size) => boosterSet(size)),
]);

type Entry = readonly [item: string, structure: Structure];

function castings(size: Size, s: number): Entry[] {
  const weight = CAST_WEIGHT[s];
  const share = (perMille: number) => rounded(weight * perMille, 1000);
  const cast = [
    op('10', 'FOUNDRY', { setup: 600, machine: [120, 160, 210, 300][s], labour: [100, 130, 170, 230][s], scrap: 40 }),
  ];
  const machine = [
    op('10', 'MACHINING', { setup: 500, machine: [220, 260, 330, 430][s], labour: [140, 160, 200, 260][s], scrap: 12 }),
    op('20', 'MACHINING', { setup: 300, machine: [160, 190, 240, 310][s], labour: [110, 120, 150, 190][s], scrap: 0 }),
  ];
  return [
    made(`CST-${size}`, SUZHOU, cast, [
      { item: 'PIG-IRON', quantity: share(760) },
      { item: 'SCRAP-IRON', quantity: share(360) },
      { item: 'SAND', quantity: share(420) },
    ]),
    made(`HSG-${size}`, SUZHOU, machine, [
      { item: `CST-${size}`, quantity: 1000 },
      { item: 'PAINT', quantity: 50, operation: '20' },
    ]),
    made(`HSG-${size}S`, SUZHOU, machine, [{ item: `CST-${size}S`, quantity: 1000 }]),
    made(
      `IMP-${size}`,
      SUZHOU,
      [
        op('10', 'FOUNDRY', { setup: 400, machine: [70, 80, 100, 130][s], labour: [60, 70, 90, 110][s], scrap: 25 }),
        op('20', 'MACHINING', {
          setup: 300,
          machine: [150, 170, 210, 260][s],
          labour: [90, 100, 120, 150][s],
          scrap: 0,
        }),
      ],
      [{ item: 'BRASS', quantity: [350, 500, 750, 1100][s] }],
    ),
  ];
}

function motors(power: string, s: number): Entry[] {
  return [
    made(
      `SHF-${power}`,
      SUZHOU,
      [op('10', 'MACHINING', { setup: 300, machine: [120, 130, 160, 190][s], labour: [60, 65, 80, 95][s], scrap: 5 })],
      [{ item: s < 2 ? 'BAR-20' : 'BAR-25', quantity: [1100, 1400, 1900, 2400][s] }],
    ),
    made(
      `ROT-${power}`,
      SUZHOU,
      [op('10', 'WINDING', { setup: 200, machine: [110, 120, 140, 170][s], labour: [90, 100, 120, 150][s], scrap: 0 })],
      [{ item: 'LAM', quantity: [1400, 1700, 2200, 2900][s] }],
    ),
    made(
      `STA-${power}`,
      SUZHOU,
      [
        op('10', 'WINDING', {
          setup: 300,
          machine: [280, 310, 370, 450][s],
          labour: [400, 440, 520, 630][s],
          scrap: 8,
        }),
        op('20', 'WINDING', { setup: 200, machine: [100, 100, 120, 140][s], labour: [50, 50, 60, 70][s], scrap: 0 }),
      ],
      [
        { item: 'LAM', quantity: [2600, 3200, 4100, 5400][s] },
        { item: 'CU-WIRE', quantity: [620, 780, 1050, 1400][s] },
        { item: 'VARNISH', quantity: [80, 90, 110, 140][s], operation: '20' },
      ],
    ),
    made(
      `MTR-${power}`,
      SUZHOU,
      [
        op('10', 'WINDING', { setup: 300, machine: 50, labour: [360, 380, 420, 480][s], scrap: 0 }),
        op('20', 'WINDING', { setup: 0, machine: 120, labour: 90, scrap: 10 }),
      ],
      [
        { item: `STA-${power}`, quantity: 1000 },
        { item: `ROT-${power}`, quantity: 1000 },
        { item: `SHF-${power}`, quantity: 1000 },
        { item: s < 2 ? 'BRG-6204' : 'BRG-6205', quantity: 2000 },
        { item: 'TBOX', quantity: 1000, operation: '20' },
      ],
    ),
  ];
}

function pumps(size: Size, s: number): Entry[] {
  const operations = [
    op('10', 'ASSEMBLY', { setup: 400, machine: 60, labour: [520, 560, 640, 760][s], scrap: 0 }),
    op('20', 'TEST', { setup: 200, machine: 200, labour: 180, scrap: 6 }),
  ];
  const common = [
    { item: `IMP-${size}`, quantity: 1000 },
    { item: `MTR-${MOTOR_OF[size]}`, quantity: 1000 },
    { item: s < 2 ? 'SEAL-16' : 'SEAL-20', quantity: 1000 },
    { item: 'GASKET', quantity: 1000 },
    { item: 'BOLT', quantity: 1000 },
    { item: 'PAINT', quantity: [100, 110, 140, 180][s] },
    { item: 'LABEL', quantity: 1000, operation: '20' },
    { item: 'CARTON', quantity: 1000, operation: '20' },
  ];
  return [
    made(`PUMP-${size}`, WUXI, operations, [{ item: `HSG-${size}`, quantity: 1000 }, ...common]),
    made(`PUMP-${size}S`, WUXI, operations, [{ item: `HSG-${size}S`, quantity: 1000 }, ...common]),
  ];
}

function boosterSet(size: Size): Entry {
  const operations = [
    op('10', 'ASSEMBLY', { setup: 500, machine: 100, labour: 2400, scrap: 0 }),
    op('20', 'TEST', { setup: 300, machine: 500, labour: 600, scrap: 0 }),
  ];
  return made(`BST-2${size}`, WUXI, operations, [
    { item: `PUMP-${size}`, quantity: 2000 },
    { item: 'FRAME', quantity: 1000 },
    { item: 'CTRL', quantity: 1000 },
    { item: 'CABLE', quantity: 6000 },
    { item: 'BOLT', quantity: 4000 },
    { item: 'LABEL', quantity: 1000, operation: '20' },
  ]);
}

function made(item: string, plant: string, operations: readonly Operation[], components: readonly Component[]): Entry {
  return [item, { plant, components, operations }];
}

function op(operation: string, workCentre: WorkCentre, rest: Omit<Operation, 'operation' | 'workCentre'>): Operation {
  return { operation, workCentre, ...rest };
}
