import type { BomLineRow, LineKind } from '@millrace/bom';
import type { ItemPriceRow } from '@millrace/costing-core';
import type { FindingCases } from './finding-case.js';

export const line = (parent: string, component: string, more: Partial<BomLineRow> = {}): BomLineRow => ({
  plant: 'P1',
  parent,
  line: '10',
  component,
  quantity: '1',
  ...more,
});
export const price = (item: string, more: Partial<ItemPriceRow> = {}): ItemPriceRow => ({
  plant: 'P1',
  item,
  kind: 'plan',
  element: 'material',
  price: '1',
  ...more,
});
const PRICED = { item_price: [price('RAW')] };

/** Structures and standard costs: rows as the roll-up takes them, since much of this is refused where facts are read. */
export const STANDARD: FindingCases = {
  bom_must_not_contain_itself: {
    standard: { bom_line: [line('BOX', 'LID'), line('LID', 'BOX')] },
    finding: {
      severity: 'error',
      table: 'bom_line',
      key: 'P1 · BOX',
      fields: { items: 'BOX, LID', lines: 'BOX > LID (P1 · BOX ·  ·  · 10), LID > BOX (P1 · LID ·  ·  · 10)' },
    },
    en: [
      'BOX, LID go into each other: BOX > LID (P1 · BOX ·  ·  · 10), LID > BOX (P1 · LID ·  ·  · 10)',
      'remove or correct one of these lines; until then the items of the loop and all above them have no cost',
    ],
    zh: [
      'BOX、LID 相互包含：BOX > LID (P1 · BOX ·  ·  · 10)、LID > BOX (P1 · LID ·  ·  · 10)',
      '请删除或更正其中一行；在此之前，循环内及其上层物料均无成本',
    ],
  },
  bom_base_quantity_must_be_positive: {
    standard: { ...PRICED, bom: [{ plant: 'P1', parent: 'BOX', base_quantity: '0' }], bom_line: [line('BOX', 'RAW')] },
    finding: { severity: 'error', table: 'bom', key: 'P1 · BOX ·  · ', fields: { parent: 'BOX', base_quantity: '0' } },
    en: ['the BOM of BOX is for a quantity of 0', 'enter the quantity that its lines make'],
    zh: ['BOX 的物料清单基本数量为 0', '请填写这些行所产出的数量'],
  },
  bom_of_a_line_must_exist: {
    standard: {
      ...PRICED,
      bom: [{ plant: 'P1', parent: 'BOX' }],
      bom_line: [line('BOX', 'RAW', { alternative: '2' })],
    },
    finding: { severity: 'error', table: 'bom_line', key: 'P1 · BOX · 2 · ', fields: { parent: 'BOX', lines: '1' } },
    en: ['lines of BOX that belong to no BOM: 1', 'add the row to bom, or remove the lines'],
    zh: ['BOX 有不属于任何物料清单的行：1 行', '请在 bom 中补充该行，或删除这些行'],
  },
  item_must_have_one_active_bom: {
    standard: {
      ...PRICED,
      bom: [
        { plant: 'P1', parent: 'BOX' },
        { plant: 'P1', parent: 'BOX', alternative: '2' },
      ],
      bom_line: [line('BOX', 'RAW')],
    },
    finding: { severity: 'error', table: 'bom', key: 'P1 · BOX', fields: { as_of: '2026-10-31', boms: '@, 2@' } },
    en: ['several BOMs are active on 2026-10-31: @, 2@; the first of these was taken', 'deactivate or end all but one'],
    zh: ['2026-10-31 有多个有效的物料清单：@、2@；已取第一个', '请只保留一个有效，其余停用或设结束日期'],
  },
  bom_line_must_be_in_force: {
    standard: { ...PRICED, bom_line: [line('BOX', 'RAW'), line('BOX', 'GLUE', { line: '20', ends_on: '2026-09-30' })] },
    finding: {
      severity: 'warning',
      table: 'bom_line',
      key: 'P1 · BOX ·  ·  · 20',
      fields: { parent: 'BOX', component: 'GLUE', ends_on: '2026-09-30', as_of: '2026-10-31' },
    },
    en: [
      'the line of BOX for GLUE ended on 2026-09-30; it does not count on 2026-10-31',
      'extend it, or add what replaces it',
    ],
    zh: ['BOX 的 GLUE 行已于 2026-09-30 结束，2026-10-31 不计入', '请延长该行，或补充替代料'],
  },
  bom_line_kind_must_be_known: {
    standard: { ...PRICED, bom_line: [line('BOX', 'RAW', { kind: 'part' as LineKind })] },
    finding: {
      severity: 'error',
      table: 'bom_line',
      key: 'P1 · BOX ·  ·  · 10',
      fields: { parent: 'BOX', component: 'RAW', quantity: '1', kind: 'part' },
    },
    en: ['the line of BOX for RAW is of the kind "part"', 'use component, phantom, by_product or co_product'],
    zh: ['BOX 的 RAW 行类型为“part”', '可用：component、phantom、by_product、co_product'],
  },
  component_must_be_a_known_item: {
    standard: { ...PRICED, item: [{ item: 'BOX' }], bom_line: [line('BOX', 'RAW')] },
    finding: {
      severity: 'error',
      table: 'bom_line',
      key: 'P1 · BOX ·  ·  · 10',
      fields: { parent: 'BOX', component: 'RAW' },
    },
    en: ['BOX takes RAW, which is no item', 'add the item, or correct its code on the line'],
    zh: ['BOX 所用的 RAW 不是已有物料', '请补建该物料，或更正该行的编码'],
  },
  component_quantity_must_not_be_negative: {
    standard: { ...PRICED, bom_line: [line('BOX', 'RAW', { quantity: '-2' })] },
    finding: {
      severity: 'error',
      table: 'bom_line',
      key: 'P1 · BOX ·  ·  · 10',
      fields: { parent: 'BOX', component: 'RAW', quantity: '-2', kind: 'component' },
    },
    en: ['BOX takes -2 of RAW', 'only a by-product or co-product goes out: correct the sign, or the kind of the line'],
    zh: ['BOX 对 RAW 的用量为 -2', '只有副产品和联产品可以为负：请更正符号或行类型'],
  },
  component_quantity_must_not_be_zero: {
    standard: { ...PRICED, bom_line: [line('BOX', 'RAW', { quantity: '0' })] },
    finding: {
      severity: 'warning',
      table: 'bom_line',
      key: 'P1 · BOX ·  ·  · 10',
      fields: { parent: 'BOX', component: 'RAW', quantity: '0' },
    },
    en: ['BOX takes nothing of RAW', 'enter a quantity, or remove the line'],
    zh: ['BOX 对 RAW 的用量为 0', '请填写用量或删除该行'],
  },
  conversion_must_be_a_plain_number: {
    standard: {
      ...PRICED,
      bom_line: [line('BOX', 'RAW')],
      unit_conversion: [{ from_unit: 't', to_unit: 'kg', numerator: '1e3' }],
    },
    finding: {
      severity: 'error',
      table: 'unit_conversion',
      key: ' · t · kg',
      fields: { numerator: '1e3', denominator: '1' },
    },
    en: ['the conversion is "1e3" to "1"', 'enter plain decimal numbers above zero, such as 1000 and 1'],
    zh: ['单位换算为“1e3”比“1”', '请填写大于零的普通数字，如 1000 和 1'],
  },
  cost_share_must_be_a_plain_number: {
    standard: {
      ...PRICED,
      item_price: [price('RAW'), price('CHIP')],
      bom_line: [line('BOX', 'RAW'), line('BOX', 'CHIP', { line: '20', kind: 'by_product', cost_share: '5 %' })],
    },
    finding: {
      severity: 'error',
      table: 'bom_line',
      key: 'P1 · BOX ·  ·  · 20',
      fields: { parent: 'BOX', component: 'CHIP', quantity: '1', cost_share: '5 %' },
    },
    en: ['the cost share of CHIP is "5 %"', 'enter a plain decimal number such as 0.25'],
    zh: ['CHIP 的成本分摊比例为“5 %”', '请填写普通数字，如 0.25'],
  },
  costing_lot_must_be_positive: {
    standard: { ...PRICED, item: [{ item: 'BOX', costing_lot: '0' }, { item: 'RAW' }], bom_line: [line('BOX', 'RAW')] },
    finding: { severity: 'error', table: 'item', key: 'BOX', fields: { item: 'BOX', costing_lot: '0' } },
    en: ['the costing lot of BOX is 0', 'enter the lot over which fixed quantities and set-up are spread, or nothing'],
    zh: ['BOX 的成本核算批量为 0', '请填写用于分摊固定用量和准备时间的批量，或留空'],
  },
  phantom_must_have_a_bom: {
    standard: { ...PRICED, bom_line: [line('BOX', 'RAW', { kind: 'phantom' })] },
    finding: {
      severity: 'error',
      table: 'bom_line',
      key: 'P1 · BOX ·  ·  · 10',
      fields: { parent: 'BOX', component: 'RAW' },
    },
    en: ['BOX takes the phantom RAW, which has no BOM', 'add a BOM for it, or make the line an ordinary component'],
    zh: ['BOX 所用的虚拟件 RAW 没有物料清单', '请补建其物料清单，或将该行改为普通组件'],
  },
  purchased_item_must_not_have_a_bom: {
    standard: {
      item_plant: [{ plant: 'P1', item: 'BOX' }],
      item: [{ item: 'BOX', supply: 'purchased' }],
      item_price: [price('BOX')],
      bom_line: [line('BOX', 'RAW')],
    },
    finding: { severity: 'warning', table: 'bom', key: 'P1 · BOX', fields: { item: 'BOX' } },
    en: ['BOX is purchased; its BOM is not used', 'set supply to made or both if it is made'],
    zh: ['BOX 为外购件，其物料清单未使用', '如为自制，请将 supply 改为 made 或 both'],
  },
  quantity_must_be_a_plain_number: {
    standard: { ...PRICED, bom_line: [line('BOX', 'RAW', { quantity: '1*2' })] },
    finding: {
      severity: 'error',
      table: 'bom_line',
      key: 'P1 · BOX ·  ·  · 10',
      fields: { parent: 'BOX', component: 'RAW', quantity: '1*2' },
    },
    en: ['BOX takes "1*2" of RAW', 'enter a plain decimal number such as 1234.56'],
    zh: ['BOX 对 RAW 的用量为“1*2”', '请填写普通数字，如 1234.56'],
  },
  line_operation_must_be_in_the_routing: {
    standard: {
      ...PRICED,
      bom_line: [line('BOX', 'RAW', { operation: '30' })],
      routing_operation: [{ plant: 'P1', item: 'BOX', operation: '10' }],
    },
    finding: {
      severity: 'error',
      table: 'bom_line',
      key: 'P1 · BOX ·  ·  · 10',
      fields: { parent: 'BOX', component: 'RAW', quantity: '1', operation: '30' },
    },
    en: [
      'the line of BOX for RAW names the operation 30, which the routing lacks',
      'correct it, or add the operation: without it the scrap that the line bears is unknown',
    ],
    zh: ['BOX 的 RAW 行指定工序 30，工艺路线中没有', '请更正，或补充该工序：否则无法确定该行应承担的工序损耗'],
  },
  scrap_rate_must_be_from_zero_to_below_one: {
    standard: { ...PRICED, bom_line: [line('BOX', 'RAW', { scrap_rate: '1' })] },
    finding: {
      severity: 'error',
      table: 'bom_line',
      key: 'P1 · BOX ·  ·  · 10',
      fields: { parent: 'BOX', component: 'RAW', quantity: '1', scrap_rate: '1' },
    },
    en: ['the scrap rate is 1', 'enter a rate from 0 to below 1, such as 0.05 for 5 %'],
    zh: ['损耗率为 1', '请填写 0 到 1（不含 1）之间的数，如 5% 填 0.05'],
  },
  unit_must_convert_to_the_items_unit: {
    standard: {
      ...PRICED,
      item: [{ item: 'BOX' }, { item: 'RAW', unit: 'kg' }],
      bom_line: [line('BOX', 'RAW', { unit: 'furlong' })],
    },
    finding: {
      severity: 'error',
      table: 'bom_line',
      key: 'P1 · BOX ·  ·  · 10',
      fields: { parent: 'BOX', component: 'RAW', quantity: '1', unit: 'furlong', to: 'kg' },
    },
    en: [
      'there is no conversion from furlong to kg, in which the component RAW of BOX is counted',
      'add it to unit_conversion, or correct the unit',
    ],
    zh: ['缺少从 furlong 到 kg 的换算，BOX 的组件 RAW 以后者计量', '请在 unit_conversion 中补充，或更正单位'],
  },
  co_product_must_not_be_in_a_phantom: {
    standard: {
      ...PRICED,
      bom_line: [
        line('BOX', 'KIT', { kind: 'phantom' }),
        line('KIT', 'RAW'),
        line('KIT', 'CHIP', { line: '20', kind: 'co_product', cost_share: '0.5' }),
      ],
    },
    finding: {
      severity: 'error',
      table: 'bom_line',
      key: 'P1 · KIT ·  ·  · 20',
      fields: { item: 'BOX', output_item: 'CHIP', line: 'P1 · KIT ·  ·  · 20' },
    },
    en: [
      'CHIP comes out of a phantom of BOX, and its share would be of the phantom alone',
      'put the line on BOX, or make the phantom an item of its own',
    ],
    zh: ['CHIP 由 BOX 的虚拟件产出，其分摊比例只对虚拟件有效', '请将该行移到 BOX，或将虚拟件改为独立物料'],
  },
  co_product_must_have_a_share: {
    standard: {
      item_price: [price('RAW'), price('CHIP')],
      bom_line: [line('BOX', 'RAW'), line('BOX', 'CHIP', { line: '20', kind: 'co_product' })],
    },
    finding: {
      severity: 'error',
      table: 'bom_line',
      key: 'P1 · BOX ·  ·  · 20',
      fields: { item: 'BOX', output_item: 'CHIP', line: 'P1 · BOX ·  ·  · 20' },
    },
    en: [
      'what CHIP takes of the cost of BOX is not known, or the shares pass 1',
      'give the line a cost_share, or both items a weight in joint_output',
    ],
    zh: [
      'CHIP 应分摊 BOX 的成本比例未知，或比例合计超过 1',
      '请在该行填写 cost_share，或在 joint_output 中为两者填写权数',
    ],
  },
  co_product_must_come_from_one_item: {
    standard: {
      bom_line: ['BOX', 'LID'].map((parent) => line(parent, 'CHIP', { kind: 'co_product', cost_share: '0.5' })),
    },
    finding: { severity: 'warning', table: 'item', key: 'P1 · CHIP', fields: { item: 'CHIP', also_from: 'LID' } },
    en: ['CHIP also comes from LID; the cost of the first was taken', 'give it a BOM of its own, or one source'],
    zh: ['CHIP 也由 LID 产出；已取第一个来源的成本', '请为其建立物料清单，或只保留一个来源'],
  },
};
