/**
 * What the sample factory makes and buys: four sizes of centrifugal pumps in cast iron and stainless steel, and two
 * booster sets of two pumps each. Everything down to pig iron and copper wire.
 */
export interface Item {
  readonly item: string;
  readonly en: string;
  readonly zh: string;
  readonly unit: string;
  readonly category: 'raw' | 'part' | 'product';
  /** Ten-thousandths of a yuan per unit; made items have none. */
  readonly price?: number;
  /** How the price moves from September to October, in tenths of a percent. */
  readonly moves?: number;
  /** What a lorry brings at least, in thousandths. */
  readonly lot?: number;
}

/** Sizes of pumps with the motor that each takes. */
export const SIZES = ['32', '40', '50', '65'] as const;
export type Size = (typeof SIZES)[number];
export const MOTOR_OF: Readonly<Record<Size, string>> = { 32: '055', 40: '075', 50: '110', 65: '150' };
const POWER: Readonly<Record<Size, string>> = { 32: '0.55', 40: '0.75', 50: '1.1', 65: '1.5' };

export const ITEMS: readonly Item[] = [
  product('BST-232', 'Booster set 2 × 32', '增压机组 2×32'),
  product('BST-250', 'Booster set 2 × 50', '增压机组 2×50'),
  ...SIZES.flatMap((size) => [
    product(`PUMP-${size}`, `Centrifugal pump DN${size}, cast iron`, `铸铁离心泵 DN${size}`),
    product(`PUMP-${size}S`, `Centrifugal pump DN${size}, stainless`, `不锈钢离心泵 DN${size}`),
  ]),
  ...SIZES.flatMap((size) => [
    part(`MTR-${MOTOR_OF[size]}`, `Motor ${POWER[size]} kW`, `电机 ${POWER[size]} kW`),
    part(`STA-${MOTOR_OF[size]}`, `Wound stator ${POWER[size]} kW`, `定子绕组 ${POWER[size]} kW`),
    part(`ROT-${MOTOR_OF[size]}`, `Rotor ${POWER[size]} kW`, `转子 ${POWER[size]} kW`),
    part(`SHF-${MOTOR_OF[size]}`, `Shaft ${POWER[size]} kW`, `电机轴 ${POWER[size]} kW`),
    part(`HSG-${size}`, `Housing DN${size}, cast iron`, `铸铁泵体 DN${size}`),
    part(`HSG-${size}S`, `Housing DN${size}, stainless`, `不锈钢泵体 DN${size}`),
    part(`IMP-${size}`, `Brass impeller DN${size}`, `黄铜叶轮 DN${size}`),
    part(`CST-${size}`, `Iron casting DN${size}`, `铸铁毛坯 DN${size}`),
  ]),
  raw(['CST-32S', 'Stainless casting DN32', '不锈钢毛坯 DN32'], 'pc', 960_000, 12, 10),
  raw(['CST-40S', 'Stainless casting DN40', '不锈钢毛坯 DN40'], 'pc', 1_280_000, 12, 10),
  raw(['CST-50S', 'Stainless casting DN50', '不锈钢毛坯 DN50'], 'pc', 1_720_000, 12, 10),
  raw(['CST-65S', 'Stainless casting DN65', '不锈钢毛坯 DN65'], 'pc', 2_360_000, 12, 10),
  raw(['PIG-IRON', 'Pig iron', '生铁'], 'kg', 34_000, -31, 1000),
  raw(['SCRAP-IRON', 'Scrap iron', '废铁'], 'kg', 26_000, -24, 500),
  raw(['SAND', 'Moulding sand', '型砂'], 'kg', 9_000, 0, 500),
  raw(['BRASS', 'Brass ingots', '黄铜锭'], 'kg', 520_000, 64, 50),
  raw(['BAR-20', 'Steel bar 20 mm', '圆钢 20'], 'kg', 68_000, 9, 100),
  raw(['BAR-25', 'Steel bar 25 mm', '圆钢 25'], 'kg', 66_000, 9, 100),
  raw(['LAM', 'Silicon steel laminations', '硅钢片'], 'kg', 92_000, 15, 200),
  raw(['CU-WIRE', 'Enamelled copper wire', '漆包铜线'], 'kg', 680_000, 83, 25),
  raw(['VARNISH', 'Insulating varnish', '绝缘漆'], 'kg', 240_000, 0, 20),
  raw(['BRG-6204', 'Bearing 6204', '轴承 6204'], 'pc', 65_000, 20, 100),
  raw(['BRG-6205', 'Bearing 6205', '轴承 6205'], 'pc', 82_000, 20, 100),
  raw(['SEAL-16', 'Mechanical seal 16', '机械密封 16'], 'pc', 115_000, 0, 50),
  raw(['SEAL-20', 'Mechanical seal 20', '机械密封 20'], 'pc', 158_000, 0, 50),
  raw(['GASKET', 'Gasket kit', '密封垫组'], 'pc', 24_000, 0, 100),
  raw(['BOLT', 'Bolt kit', '紧固件组'], 'pc', 31_000, -16, 100),
  raw(['TBOX', 'Terminal box', '接线盒'], 'pc', 56_000, 0, 50),
  raw(['LABEL', 'Nameplate', '铭牌'], 'pc', 6_500, 0, 200),
  raw(['CARTON', 'Carton', '纸箱'], 'pc', 78_000, 26, 50),
  raw(['PAINT', 'Paint', '油漆'], 'kg', 185_000, 0, 20),
  raw(['FRAME', 'Base frame', '机组底座'], 'pc', 1_420_000, 0, 2),
  raw(['CTRL', 'Control box', '控制箱'], 'pc', 1_680_000, -30, 2),
  raw(['CABLE', 'Cable', '电缆'], 'm', 42_000, 77, 100),
];

export const ITEM = new Map(ITEMS.map((item) => [item.item, item]));

function product(item: string, en: string, zh: string): Item {
  return { item, en, zh, unit: 'pc', category: 'product' };
}

function part(item: string, en: string, zh: string): Item {
  return { item, en, zh, unit: 'pc', category: 'part' };
}

/** @param names its code, and what it is called in English and Chinese. */
function raw(
  [item, en, zh]: readonly [string, string, string],
  unit: string,
  price: number,
  moves: number,
  lot: number,
): Item {
  return { item, en, zh, unit, category: 'raw', price, moves, lot: lot * 1000 };
}
