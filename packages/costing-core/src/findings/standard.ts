import type { BomFindingCode } from '@millrace/bom';
import type { Rule } from '@millrace/facts';
import type { StandardFindingCode } from '../standard/standard-findings.js';

/**
 * Structures and standard costs: bills of material that can't be exploded, items that have no cost. The rules are those of
 * `BOM_RULES` and `STANDARD_RULES`, all of them, which the type checks; that severities agree is a test.
 */
export const STANDARD = {
  bom_must_not_contain_itself: {
    severity: 'error',
    check: 'PRE-15',
    en: [
      '{items} go into each other: {lines}',
      'remove or correct one of these lines; until then the items of the loop and all above them have no cost',
    ],
    zh: ['{items:list} 相互包含：{lines:list}', '请删除或更正其中一行；在此之前，循环内及其上层物料均无成本'],
  },
  bom_base_quantity_must_be_positive: {
    severity: 'error',
    check: 'PRE-14',
    en: ['the BOM of {parent} is for a quantity of {base_quantity}', 'enter the quantity that its lines make'],
    zh: ['{parent} 的物料清单基本数量为 {base_quantity}', '请填写这些行所产出的数量'],
  },
  bom_of_a_line_must_exist: {
    severity: 'error',
    check: 'PRE-11',
    en: ['lines of {parent} that belong to no BOM: {lines}', 'add the row to bom, or remove the lines'],
    zh: ['{parent} 有不属于任何物料清单的行：{lines} 行', '请在 bom 中补充该行，或删除这些行'],
  },
  item_must_have_one_active_bom: {
    severity: 'error',
    check: 'PRE-13',
    en: ['several BOMs are active on {as_of}: {boms}; the first of these was taken', 'deactivate or end all but one'],
    zh: ['{as_of} 有多个有效的物料清单：{boms:list}；已取第一个', '请只保留一个有效，其余停用或设结束日期'],
  },
  bom_line_must_be_in_force: {
    severity: 'warning',
    check: 'PRE-14',
    en: [
      'the line of {parent} for {component} ended on {ends_on}; it does not count on {as_of}',
      'extend it, or add what replaces it',
    ],
    zh: ['{parent} 的 {component} 行已于 {ends_on} 结束，{as_of} 不计入', '请延长该行，或补充替代料'],
  },
  bom_line_kind_must_be_known: {
    severity: 'error',
    check: 'PRE-02',
    en: [
      'the line of {parent} for {component} is of the kind "{kind}"',
      'use component, phantom, by_product or co_product',
    ],
    zh: ['{parent} 的 {component} 行类型为“{kind}”', '可用：component、phantom、by_product、co_product'],
  },
  component_must_be_a_known_item: {
    severity: 'error',
    check: 'PRE-11',
    en: ['{parent} takes {component}, which is no item', 'add the item, or correct its code on the line'],
    zh: ['{parent} 所用的 {component} 不是已有物料', '请补建该物料，或更正该行的编码'],
  },
  component_quantity_must_not_be_negative: {
    severity: 'error',
    check: 'PRE-14',
    en: [
      '{parent} takes {quantity} of {component}',
      'only a by-product or co-product goes out: correct the sign, or the kind of the line',
    ],
    zh: ['{parent} 对 {component} 的用量为 {quantity}', '只有副产品和联产品可以为负：请更正符号或行类型'],
  },
  component_quantity_must_not_be_zero: {
    severity: 'warning',
    check: 'PRE-14',
    en: ['{parent} takes nothing of {component}', 'enter a quantity, or remove the line'],
    zh: ['{parent} 对 {component} 的用量为 0', '请填写用量或删除该行'],
  },
  conversion_must_be_a_plain_number: {
    severity: 'error',
    check: 'PRE-02',
    en: [
      'the conversion is "{numerator}" to "{denominator}"',
      'enter plain decimal numbers above zero, such as 1000 and 1',
    ],
    zh: ['单位换算为“{numerator}”比“{denominator}”', '请填写大于零的普通数字，如 1000 和 1'],
  },
  conversions_must_agree: {
    severity: 'error',
    check: 'PRE-02',
    en: [
      'the conversion of {from} to {to} makes one {from} {found} {to}; the other conversions make it {expected} ({chain})',
      'correct or remove one of them: quantities in these units are converted by either',
    ],
    zh: [
      '{from} 到 {to} 的换算为 1 {from} = {found} {to}，而按其他换算（{chain}）应为 {expected}',
      '请更正或删除其中一条：使用这些单位的数量会因此换算不一致',
    ],
  },
  cost_share_must_be_a_plain_number: {
    severity: 'error',
    check: 'PRE-02',
    en: ['the cost share of {component} is "{cost_share}"', 'enter a plain decimal number such as 0.25'],
    zh: ['{component} 的成本分摊比例为“{cost_share}”', '请填写普通数字，如 0.25'],
  },
  costing_lot_must_be_positive: {
    severity: 'error',
    check: 'PRE-14',
    en: [
      'the costing lot of {item} is {costing_lot}',
      'enter the lot over which fixed quantities and set-up are spread, or nothing',
    ],
    zh: ['{item} 的成本核算批量为 {costing_lot}', '请填写用于分摊固定用量和准备时间的批量，或留空'],
  },
  phantom_must_have_a_bom: {
    severity: 'error',
    check: 'PRE-13',
    en: [
      '{parent} takes the phantom {component}, which has no BOM',
      'add a BOM for it, or make the line an ordinary component',
    ],
    zh: ['{parent} 所用的虚拟件 {component} 没有物料清单', '请补建其物料清单，或将该行改为普通组件'],
  },
  purchased_item_must_not_have_a_bom: {
    severity: 'warning',
    check: 'PRE-13',
    en: ['{item} is purchased; its BOM is not used', 'set supply to made or both if it is made'],
    zh: ['{item} 为外购件，其物料清单未使用', '如为自制，请将 supply 改为 made 或 both'],
  },
  quantity_must_be_a_plain_number: {
    severity: 'error',
    check: 'PRE-02',
    en: ['{parent} takes "{quantity}" of {component}', 'enter a plain decimal number such as 1234.56'],
    zh: ['{parent} 对 {component} 的用量为“{quantity}”', '请填写普通数字，如 1234.56'],
  },
  line_operation_must_be_in_the_routing: {
    severity: 'error',
    check: 'PRE-13',
    en: [
      'the line of {parent} for {component} names the operation {operation}, which the routing lacks',
      'correct it, or add the operation: without it the scrap that the line bears is unknown',
    ],
    zh: [
      '{parent} 的 {component} 行指定工序 {operation}，工艺路线中没有',
      '请更正，或补充该工序：否则无法确定该行应承担的工序损耗',
    ],
  },
  scrap_rate_must_be_from_zero_to_below_one: {
    severity: 'error',
    check: 'PRE-02',
    en: ['the scrap rate is {scrap_rate}', 'enter a rate from 0 to below 1, such as 0.05 for 5 %'],
    zh: ['损耗率为 {scrap_rate}', '请填写 0 到 1（不含 1）之间的数，如 5% 填 0.05'],
  },
  unit_must_convert_to_the_items_unit: {
    severity: 'error',
    check: 'PRE-11',
    en: [
      'there is no conversion from {unit} to {to}, in which[ the component {component} of] {parent} is counted',
      'add it to unit_conversion, or correct the unit',
    ],
    zh: [
      '缺少从 {unit} 到 {to} 的换算，{parent}[ 的组件 {component} ]以后者计量',
      '请在 unit_conversion 中补充，或更正单位',
    ],
  },

  co_product_must_not_be_in_a_phantom: {
    severity: 'error',
    check: 'MID-06',
    en: [
      '{output_item} comes out of a phantom of {item}, and its share would be of the phantom alone',
      'put the line on {item}, or make the phantom an item of its own',
    ],
    zh: [
      '{output_item} 由 {item} 的虚拟件产出，其分摊比例只对虚拟件有效',
      '请将该行移到 {item}，或将虚拟件改为独立物料',
    ],
  },
  co_product_must_have_a_share: {
    severity: 'error',
    check: 'MID-06',
    en: [
      'what {output_item} takes of the cost of {item} is not known, or the shares pass 1',
      'give the line a cost_share, or both items a weight in joint_output',
    ],
    zh: [
      '{output_item} 应分摊 {item} 的成本比例未知，或比例合计超过 1',
      '请在该行填写 cost_share，或在 joint_output 中为两者填写权数',
    ],
  },
  co_product_must_come_from_one_item: {
    severity: 'warning',
    check: 'MID-06',
    en: [
      '{item} also comes from {also_from}; the cost of the first was taken',
      'give it a BOM of its own, or one source',
    ],
    zh: ['{item} 也由 {also_from} 产出；已取第一个来源的成本', '请为其建立物料清单，或只保留一个来源'],
  },
  cost_element_must_be_known: {
    severity: 'error',
    check: 'PRE-11',
    en: ['{element} is not in cost_element', 'add the cost element, or correct the code'],
    zh: ['成本要素 {element} 不在 cost_element 中', '请补建该成本要素，或更正编码'],
  },
  cost_must_fit_the_scale: {
    severity: 'error',
    check: 'POST-03',
    en: ['the unit cost of {item} has too many digits to be kept exactly', 'lower cost_scale, or use a larger unit'],
    zh: ['{item} 的单位成本位数过多，无法精确保存', '请减少 cost_scale，或改用更大的单位'],
  },
  standard_cost_must_not_be_negative: {
    severity: 'error',
    check: 'POST-03',
    en: [
      '{item} costs {found}, less than nothing',
      'check what its by-products are credited at, and prices and rates below zero',
    ],
    zh: ['{item} 的标准成本为 {found}，低于零', '请核对其副产品的扣除价格，以及负数的价格和费率'],
  },
  made_item_must_have_a_bom: {
    severity: 'warning',
    check: 'PRE-13',
    en: [
      '{item} is made, but has neither BOM nor routing; its price is taken instead',
      'add a BOM or a routing, or set supply to purchased',
    ],
    zh: [
      '{item} 为自制件，但没有物料清单和工艺路线；改取其价格',
      '请补建物料清单或工艺路线，或将 supply 改为 purchased',
    ],
  },
  operation_must_have_a_rate: {
    severity: 'error',
    check: 'PRE-25',
    en: [
      'operation {operation} of {item} takes {driver:driver} at {work_centre}, which has no rate for them',
      'add a rate of the work centre or its cost centre; 0 is a rate',
    ],
    zh: [
      '{item} 的工序 {operation} 在 {work_centre} 耗用{driver:driver}，但没有相应费率',
      '请为该工作中心或其成本中心补充费率；0 也是费率',
    ],
  },
  price_must_be_a_plain_number: {
    severity: 'error',
    check: 'PRE-02',
    en: [
      'the price of {item} is "{price}" for {per_quantity}',
      'enter plain decimal numbers, and a quantity above zero',
    ],
    zh: ['{item} 的价格为“{price}”，对应数量 {per_quantity}', '请填写普通数字，对应数量须大于零'],
  },
  purchased_item_must_have_a_price: {
    severity: 'error',
    check: 'PRE-14',
    en: [
      '{item} has no price on {as_of} ({chain}): it and all above it have no cost',
      'add one to item_price; 0 is a price',
    ],
    zh: ['{item} 在 {as_of} 没有价格（{chain:list}）：该物料及其上层均无成本', '请在 item_price 中补充；0 也是价格'],
  },
  rate_must_be_a_plain_number: {
    severity: 'error',
    check: 'PRE-02',
    en: ['the rate is "{rate}"', 'enter a plain decimal number'],
    zh: ['费率为“{rate}”', '请填写普通数字'],
  },
  time_must_be_a_plain_number: {
    severity: 'error',
    check: 'PRE-02',
    en: [
      'operation {operation} of {item} has times that are no plain numbers, or a base quantity or efficiency of 0',
      'enter plain decimal numbers; base quantity and efficiency must be above zero',
    ],
    zh: [
      '{item} 的工序 {operation} 的工时不是普通数字，或基本数量、效率为 0',
      '请填写普通数字；基本数量和效率须大于零',
    ],
  },
  unit_of_a_price_must_convert: {
    severity: 'error',
    check: 'PRE-11',
    en: [
      'the price of {item} is per {unit}, which does not convert to the unit of the item',
      'add it to unit_conversion, or correct the unit',
    ],
    zh: ['{item} 的价格单位为 {unit}，无法换算为该物料的计量单位', '请在 unit_conversion 中补充，或更正单位'],
  },
} as const satisfies Readonly<Record<BomFindingCode | StandardFindingCode, Rule>>;
