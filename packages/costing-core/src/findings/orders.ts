import type { Rule } from '@millrace/facts';

/** Production orders, what is reported for them, and the cost that is spread over them. */
export const ORDERS = {
  report_must_name_an_operation_of_its_order: {
    severity: 'error',
    check: 'PRE-16',
    en: [
      'order {order} has no operation "{operation}"; the quantity is not counted',
      'correct the operation, or the routing',
    ],
    zh: ['工单 {order} 没有工序“{operation}”，数量未计入', '请更正工序或工艺路线'],
  },
  scrap_must_name_an_operation_of_its_order: {
    severity: 'error',
    check: 'PRE-16',
    en: [
      'order {order} has no operation "{operation}"; what was scrapped there is borne by the good units',
      'correct the operation, or the routing',
    ],
    zh: ['工单 {order} 没有工序“{operation}”，该废品损失由合格品承担', '请更正工序或工艺路线'],
  },
  order_was_received_without_hours: {
    severity: 'warning',
    check: 'PRE-17',
    en: [
      '{item} was received from the order, for which no hours were reported; its routing or other orders of the item have some',
      'check whether work reports are missing: without hours the order bears less than its part',
    ],
    zh: [
      '工单已入库 {item}，但没有报工工时；其工艺路线或同一物料的其他工单有工时',
      '请核对是否漏报工时：没有工时的工单会少分摊费用',
    ],
  },
  order_with_hours_was_not_received: {
    severity: 'warning',
    check: 'PRE-17',
    en: [
      'hours were reported for the order of {item}, which is closed, but nothing was received from it',
      'check whether its receipt is missing, or whether the hours belong to another order',
    ],
    zh: ['{item} 的工单已关闭且已报工时，但没有任何入库', '请核对是否漏记入库，或工时是否属于其他工单'],
  },
  only_rework_refers_to_an_order: {
    severity: 'error',
    check: 'PRE-16',
    en: [
      'the order refers to {order}, which only a rework order may; the reference does not count',
      'make its type rework, or clear refers_to',
    ],
    zh: ['工单引用了 {order}，只有返工工单可以引用，该引用不计', '请将类型改为返工，或清空 refers_to'],
  },
  repaired_order_must_count: {
    severity: 'error',
    check: 'PRE-16',
    en: [
      'order {order}, whose pieces it repairs, is not an approved order of this ledger, or refers back; what the repair costs is expense',
      'correct refers_to, or approve the order',
    ],
    zh: [
      '所修复废品的工单 {order} 不是本账套已审核的工单，或又引用回来，修复费用计入费用',
      '请更正 refers_to，或审核该工单',
    ],
  },
  gain_must_be_less_than_the_output: {
    severity: 'warning',
    check: 'MID-08',
    en: [
      'the order lost {quantity:quantity} units less than is the rule in {stage}, which is more than what was made; the gain does not count',
      'check normal_loss, the reports and the receipts',
    ],
    zh: ['工单在 {stage} 少损耗的 {quantity:quantity} 超过了产出，该超定额收益不计', '请核对 normal_loss、报工和入库'],
  },
  gain_in_a_loop_does_not_count: {
    severity: 'warning',
    check: 'MID-08',
    en: [
      'less was lost than is the rule, but its cost goes round in a loop; the gain does not count',
      'cost reworked units in an order of its own, or lower the rate in normal_loss',
    ],
    zh: ['损耗低于定额，但其成本处于循环中，该超定额收益不计', '请用单独的工单核算返工，或降低 normal_loss 的损耗率'],
  },
  spoiled_hours_must_be_known: {
    severity: 'error',
    check: 'MID-08',
    en: [
      'conversion is lost by hours, but the order or its scrap has none in the period; it is lost by equivalent units',
      'enter hours_machine or hours_labour of its operation_scrap, and report the hours of the order',
    ],
    zh: [
      '废品的加工费用按工时计算，但本期工单或其废品没有工时，改按约当产量计算',
      '请在工序废品单上填写 hours_machine 或 hours_labour，并报工',
    ],
  },
  spoiled_hours_exceed_those_of_the_order: {
    severity: 'warning',
    check: 'MID-08',
    en: [
      'its scrap has {found:quantity} hours, the order itself {expected:quantity} in the period; all of its conversion is lost',
      'check the hours of its operation_scrap and its reports',
    ],
    zh: [
      '废品工时为 {found:quantity}，超过工单本期工时 {expected:quantity}，其加工费用全部计入废品',
      '请核对工序废品单的工时和报工',
    ],
  },
  semi_must_not_carry_its_own_element: {
    severity: 'error',
    check: 'MID-08',
    en: [
      'what is carried as {element} has cost in {element} already, of its own or of what it is made of; the levels cannot be told apart',
      'give the semi-finished products of each level a semi_element of their own',
    ],
    zh: [
      '按 {element} 综合结转的半成品，其自身或其所用半成品的成本中已含 {element}，无法区分步骤',
      '请为每一步骤的半成品设置各自的 semi_element',
    ],
  },
  pool_must_not_be_in_the_element_of_a_semi: {
    severity: 'warning',
    check: 'MID-08',
    en: [
      'the pool brings cost in {element}, as which a semi-finished product is carried; cost restoration cannot tell the two apart',
      'give the pool, or the item as semi_element, another cost element',
    ],
    zh: [
      '费用池的成本要素 {element} 也是半成品综合结转所用的要素，成本还原时无法区分',
      '请为费用池或物料的 semi_element 改用其他成本要素',
    ],
  },
  semi_in_a_loop_is_not_combined: {
    severity: 'warning',
    check: 'MID-08',
    en: [
      'it is made of itself, directly or over other items; it is carried element by element, not as one',
      'leave its semi_element empty, or cost rework in an order that receives another item',
    ],
    zh: [
      '该物料直接或间接由自身制成，按成本要素分项结转，不作综合结转',
      '请清空其 semi_element，或将返工计入产出其他物料的工单',
    ],
  },
  stage_must_be_known: {
    severity: 'error',
    check: 'PRE-02',
    en: [
      'work in process of order {order} names the stage "{stage}", which is none; its cost counts as conversion',
      'write material, evenly, conversion, fee or spoilage, and what narrows it: material:0020',
    ],
    zh: [
      '工单 {order} 的期初在产品阶段“{stage}”无效，金额按加工成本处理',
      '请填写 material、evenly、conversion、fee 或 spoilage 及其限定，如 material:0020',
    ],
  },
  opening_wip_must_have_equivalent_units: {
    severity: 'error',
    check: 'PRE-01',
    en: [
      'work in process of {order} in {stage} does not say how many units it is; it counts as completed first',
      'fill in quantity and equivalent_units, which FIFO needs',
    ],
    zh: [
      '{order} 的期初在产品（{stage}）没有数量，按先完工处理',
      '请填写先进先出法所需的 quantity 和 equivalent_units',
    ],
  },
  order_in_process_must_be_counted: {
    severity: 'error',
    check: 'MID-10',
    en: [
      'the order has work in process that nobody counted; it counts as reported',
      'enter rows in wip_count, or close the order',
    ],
    zh: ['工单有在产品但未盘点，按报工推算', '请在 wip_count 中登记盘点，或关闭工单'],
  },
  count_must_not_be_more_than_complete: {
    severity: 'error',
    check: 'MID-10',
    en: [
      'the count of {quantity:quantity} units has a degree above 1, or more equivalent units than units',
      'correct degree or equivalent_units',
    ],
    zh: ['盘点数量 {quantity:quantity} 的完工程度超过 1，或约当产量大于数量', '请更正 degree 或 equivalent_units'],
  },
  count_differs_from_reports: {
    severity: 'warning',
    check: 'POST-12',
    en: [
      '{found:quantity} units were counted in process, {expected:quantity} follow from reports and receipts; the count holds',
      'check the count, the reports and the receipts',
    ],
    zh: ['盘点在产品 {found:quantity}，按报工和入库推算为 {expected:quantity}；以盘点为准', '请核对盘点、报工和入库'],
  },
  work_in_process_must_not_fall_back: {
    severity: 'warning',
    check: 'MID-10',
    en: [
      'units that were in process before are {difference:quantity} equivalent units less complete in {stage} than they were; none of the period’s cost stays with them',
      'check the opening equivalent units and the degrees',
    ],
    zh: [
      '期初在产品在 {stage} 的约当产量减少了 {difference:quantity}；本期费用不留给在产品',
      '请核对期初约当产量和完工程度',
    ],
  },
  opening_equivalents_must_not_exceed_units: {
    severity: 'error',
    check: 'MID-10',
    en: [
      'opening work in process in {stage} has {found:quantity} equivalent units of {quantity:quantity} units; they count as complete there',
      'correct quantity or equivalent_units in opening_wip',
    ],
    zh: [
      '{stage} 期初在产品数量 {quantity:quantity}，约当产量却为 {found:quantity}；按该阶段已完工处理',
      '请更正 opening_wip 的 quantity 或 equivalent_units',
    ],
  },
  material_entry_must_be_comparable: {
    severity: 'error',
    check: 'MID-10',
    en: [
      'the components of the order have neither standard prices nor one unit; its material counts as entered at the start',
      'maintain standard prices for its components',
    ],
    zh: ['工单的组件既无标准价，计量单位也不一致；材料按开工时一次投入处理', '请维护其组件的标准价'],
  },
  stage_must_have_a_standard: {
    severity: 'error',
    check: 'MID-10',
    en: [
      'there is no standard for a unit in {stage}, by which what stays in process or is completed is valued; it was shared by equivalent units',
      'maintain standard prices for the item and its components',
    ],
    zh: ['阶段 {stage} 没有计算在产品或完工产品定额成本的标准价；按约当产量分配', '请维护产品及其组件的标准价'],
  },
  component_must_cover_what_was_completed: {
    severity: 'warning',
    check: 'MID-08',
    en: [
      'what was completed needs {expected:quantity} of {component} by its bill of material, only {found:quantity} were issued',
      'check the issues and the bill of material',
    ],
    zh: ['完工产品按物料清单需要 {component} {expected:quantity}，仅领用 {found:quantity}', '请核对领料和物料清单'],
  },
  issue_names_no_operation_of_its_order: {
    severity: 'warning',
    check: 'PRE-16',
    en: [
      'order {order} has no operation "{operation}"; the material counts as used from the start',
      'correct the operation, or the routing',
    ],
    zh: ['工单 {order} 没有工序“{operation}”，该材料视为开工时投入', '请更正工序或工艺路线'],
  },
  pool_driver_must_be_known: {
    severity: 'error',
    check: 'PRE-18',
    en: ['the driver "{value}" is not known; the pool is not spread', 'use one of: {expected}'],
    zh: ['分配标准“{value}”未知，费用未分配', '可用值：{expected}'],
  },
  pool_must_have_a_driver: {
    severity: 'error',
    check: 'MID-01',
    en: [
      'no {driver:driver} were reported; its cost[ of {amount}] can not be spread',
      'check the reports of its centre, or choose another driver',
    ],
    zh: ['没有报工{driver:driver}，费用[ {amount} ]无法分配', '请核对该成本中心的报工，或更换分配标准'],
  },
  pool_without_driver_was_expensed: {
    severity: 'warning',
    check: 'MID-01',
    en: [
      'no {driver:driver} were reported; its cost of {amount} was expensed, as the policy says',
      'check the reports of its centre',
    ],
    zh: ['没有报工{driver:driver}，费用 {amount} 已按政策费用化', '请核对该成本中心的报工'],
  },
  idle_capacity_is_large: {
    severity: 'warning',
    check: 'MID-01',
    en: [
      '{found:quantity} {driver:driver} were worked of a normal {expected:quantity}: {percent} % is idle capacity, and {amount} of its cost is expensed',
      'check the reports of its centre and the normal capacity',
    ],
    zh: [
      '正常产能 {expected:quantity}，实际{driver:driver} {found:quantity}：{percent} % 为闲置产能，费用 {amount} 计入当期损益',
      '请核对该成本中心的报工和正常产能',
    ],
  },
  pool_amount_is_negative: {
    severity: 'warning',
    check: 'MID-01',
    en: ['its cost is {amount}: the orders of its centre become cheaper by it', 'check whether it is a credit'],
    zh: ['费用为 {amount}，将冲减该成本中心工单的成本', '请核对是否为红字费用'],
  },
  hours_must_have_a_pool: {
    severity: 'warning',
    check: 'MID-01',
    en: [
      '{driver:driver} were reported, but the centre has no cost pool in this period',
      'check whether its cost has been collected',
    ],
    zh: ['已报工{driver:driver}，但该成本中心本期没有费用池', '请核对费用是否已归集'],
  },
  driver_of_an_order_must_not_be_negative: {
    severity: 'error',
    check: 'MID-01',
    en: ['its {driver:driver} at {centre} add up to {found:quantity}; it bears nothing', 'check the reversing reports'],
    zh: ['其在 {centre} 的{driver:driver}合计为 {found:quantity}，不承担费用', '请核对冲销的报工'],
  },
  order_must_not_complete_more_than_it_started: {
    severity: 'error',
    check: 'MID-02',
    en: [
      '{difference:quantity} more was completed than started[ at operation {operation}]',
      'check the reports, receipts and the planned quantity',
    ],
    zh: ['[工序 {operation} 的]完成数量比投入多 {difference:quantity}', '请核对报工、入库和计划数量'],
  },
  cost_shares_must_add_up_to_the_whole: {
    severity: 'error',
    check: 'MID-06',
    en: [
      'the cost shares of what the order yielded add up to {sum}; its cost was split in their proportion',
      'correct the cost shares in its bill of material or in joint_output, or receive its own item too',
    ],
    zh: [
      '工单各产出的成本分摊比例合计为 {sum}；成本已按比例分摊',
      '请更正物料清单或 joint_output 中的分摊比例，或同时登记工单自身产品的入库',
    ],
  },
  joint_output_must_have_a_price: {
    severity: 'error',
    check: 'MID-06',
    en: [
      'there is no {kind:price} price of {item}, by which the order’s cost is split; it takes none of it',
      'add it to item_price',
    ],
    zh: ['{item} 没有分摊工单成本所需的{kind:price}价；该产出不分摊成本', '请在 item_price 中补充'],
  },
  joint_output_is_worth_nothing: {
    severity: 'warning',
    check: 'MID-06',
    en: [
      'processing {item} further and selling it costs {difference:quantity} more than it is sold for; it counts as worth nothing',
      'check its sales price, and its further and selling cost in joint_output',
    ],
    zh: [
      '{item} 的后续加工和销售费用比售价高 {difference:quantity}；其可变现净值按零处理',
      '请核对售价以及 joint_output 中的后续加工和销售费用',
    ],
  },
  joint_outputs_must_have_a_value: {
    severity: 'error',
    check: 'MID-06',
    en: [
      'nothing that the order yielded has a value to split its cost by; it was split by quantity',
      'maintain prices in item_price, or choose another method in the policy',
    ],
    zh: ['工单各产出均无可供分摊的价值；已按数量分摊', '请在 item_price 中维护价格，或在策略中选择其他方法'],
  },
  joint_output_must_not_cost_less_than_nothing: {
    severity: 'warning',
    check: 'MID-06',
    en: [
      'at one gross margin for all, {item} bears {amount} of the order’s cost, which is below 0',
      'check its sales price and its further cost, or choose another method in the policy',
    ],
    zh: [
      '按固定毛利率法，{item} 分摊的工单成本为 {amount}，小于零',
      '请核对其售价和后续加工费用，或在策略中选择其他方法',
    ],
  },
  order_with_cost_must_have_output: {
    severity: 'error',
    check: 'MID-03',
    en: [
      'the order is closed and bears {amount}, but completed nothing in this period',
      'check its receipts, or let the policy expense it',
    ],
    zh: ['工单已关闭并承担 {amount}，但本期没有完工', '请核对完工入库，或由政策列为损失'],
  },
  order_without_issues_must_have_a_bom: {
    severity: 'error',
    check: 'PRE-16',
    en: [
      'nothing was issued to the order, and {item} has no bill of material by which {quantity:quantity} good could take material',
      'add the bill of material, or post what was issued',
    ],
    zh: ['没有领料，且 {item} 没有物料清单，合格的 {quantity:quantity} 无法倒冲', '请补充物料清单或领料单'],
  },
  order_with_output_must_have_cost: {
    severity: 'error',
    check: 'MID-04',
    en: ['{quantity:quantity} were completed at a cost of {amount}', 'check what was posted to it and taken back'],
    zh: ['完工 {quantity:quantity}，成本为 {amount}', '请核对领料和报工是否已记入该工单，以及从该工单退回了什么'],
  },
} as const satisfies Record<string, Rule>;
