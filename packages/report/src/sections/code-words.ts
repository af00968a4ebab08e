import type { FlowKind, NodeKind } from '@millrace/costing-core';
import type { MovementType } from '@millrace/facts';
import { type Bilingual, say } from '../page/say.js';
import type { VersionState } from '../report-input.js';

/** What a code of the version's tables is called. A code that isn't here is shown as it is. */
export function wordFor(words: Readonly<Record<string, Bilingual>>, code: string): Bilingual {
  return Object.hasOwn(words, code) ? words[code] : say(code, code);
}

const MOVEMENTS: Readonly<Record<MovementType, Bilingual>> = {
  purchase_receipt: say('Purchases', '采购入库'),
  purchase_estimate: say('Purchases not invoiced yet', '暂估入库'),
  purchase_estimate_reversal: say('Estimates reversed', '暂估冲回'),
  purchase_return: say('Returns to vendors', '采购退货'),
  purchase_adjustment: say('Adjustments of purchases', '采购成本调整'),
  subcontract_fee: say('Subcontracting fees', '委外加工费'),
  count_gain: say('Count gains', '盘盈'),
  revaluation: say('Revaluations', '存货重估'),
  issue: say('Issues to cost centres', '部门领料'),
  issue_return: say('Issues returned', '退料'),
  transfer: say('Transfers', '调拨'),
  transfer_out: say('Transfers out', '调出'),
  transfer_in: say('Transfers in', '调入'),
  sale: say('Cost of sales', '销售成本'),
  sale_return: say('Sales returned', '销售退回'),
  expense_issue: say('Issues to expense', '费用性领料'),
  count_loss: say('Count losses', '盘亏'),
  stock_scrap: say('Stock scrapped', '库存报废'),
  form_change: say('Form changes', '形态转换'),
  completion: say('Completions', '完工入库'),
  completion_reversal: say('Completions reversed', '完工冲回'),
  by_product_receipt: say('By-products received', '副产品入库'),
  salvage_receipt: say('Salvage received', '残料入库'),
  operation_scrap: say('Scrap at operations', '工序废品'),
  compensation: say('Compensation', '过失赔款'),
};

/** Why value came in, went out or was left over: categories of the proof and reasons of residuals. */
type Category = Exclude<FlowKind, 'movement'> | MovementType | 'zero_quantity' | 'trapped';

export const CATEGORIES: Readonly<Record<Category, Bilingual>> = {
  ...MOVEMENTS,
  reclassified: say('Carried combined, reclassified', '综合结转重分类'),
  opening_stock: say('Opening stock', '期初存货'),
  opening_wip: say('Opening work in process', '期初在产品'),
  pool: say('Cost pools', '费用池归集'),
  closing_stock: say('Closing stock', '期末存货'),
  closing_wip: say('Closing work in process', '期末在产品'),
  step_wip: say('Closing work in process of steps in parallel', '平行结转期末广义在产品'),
  driven: say('Cost of cost centres', '成本中心费用'),
  idle_capacity: say('Idle capacity', '闲置产能损失'),
  unabsorbed: say('Cost not absorbed', '未吸收费用'),
  own_cost: say('Own cost of departments', '辅助部门自身费用'),
  served: say('Services of departments', '辅助生产劳务'),
  service_expense: say('Services outside production', '对外劳务费用'),
  service_difference: say('Differences from planned prices of services', '劳务计划价差异'),
  pooled: say('Pools at a planned rate or that of the year', '按计划或累计分配率归集'),
  absorption_difference: say('Absorption differences', '分配差异'),
  sales_difference: say('Differences borne by what was sold', '已售产品分摊差异'),
  opening_absorption: say('Absorption differences from before', '上期结转分配差异'),
  absorption_carried: say('Absorption differences carried on', '结转下期分配差异'),
  administration_expense: say('Administration', '管理费用'),
  no_driver: say('Pools without a driver', '无分配标准的费用'),
  scrap_loss: say('Scrap loss', '废品损失'),
  spoilage: say('Loss borne by good units', '合格品负担的废品损失'),
  repair: say('Repair of spoiled units', '废品修复费用'),
  irreparable: say('Spoiled units', '不可修复废品'),
  normal_salvage: say('Salvage of normal loss', '正常损耗残值'),
  scrap_value: say('Value of scrap', '残料价值'),
  order_without_output: say('Orders without output', '无产出工单'),
  disassembly_difference: say('Differences of disassembly', '拆卸差异'),
  revalued: say('Stock below zero, revalued', '负库存重估'),
  negative_stock: say('Stock below zero, difference', '负库存差异'),
  late_difference: say('Late differences', '迟到差异'),
  price_difference: say('Differences from standard', '标准成本差异'),
  returned: say('Returns to vendors', '采购退货'),
  return_difference: say('Differences of returns to vendors', '采购退货差异'),
  standard: say('At standard', '按标准成本'),
  late: say('Late value', '迟到金额'),
  spread: say('Spread over layers', '分摊至成本层'),
  zero_quantity: say('Value without a quantity', '无数量的金额'),
  trapped: say('Value trapped in a loop', '循环中滞留的金额'),
  carry: say('Carried forward', '结转'),
  completed: say('Completed', '完工'),
};

/** What a residual was left at. */
export const OBJECTS: Readonly<Record<NodeKind, Bilingual>> = {
  centre: say('Cost centre', '成本中心'),
  department: say('Service department', '辅助部门'),
  item_difference: say('Items that bear a difference', '承担差异的物料'),
  rate: say('Planned rate', '计划分配率'),
  received: say('Centre served', '受益中心'),
  order: say('Production order', '生产工单'),
  step: say('Step in parallel', '平行结转步骤'),
  opening: say('Opening work in process', '期初在产品'),
  step_opening: say('Opening work in process of a step in parallel', '平行结转步骤期初在产品'),
  wip_balance: say('Difference borne by work in process', '在产品分摊差异'),
  step_balance: say('Difference borne by a step in parallel', '平行结转步骤分摊差异'),
  stock_balance: say('Difference borne by stock', '存货分摊差异'),
  completed: say('Production order', '生产工单'),
  loss: say('Loss of an order', '工单废品损失'),
  pool: say('Cost pool', '费用池'),
  stock: say('Stock', '存货'),
  short: say('Stock below zero', '负库存'),
  debt: say('Opening stock below zero', '期初负库存'),
  revaluation: say('Revaluation', '重估'),
  spread: say('Value for several layers', '分摊至成本层的金额'),
  late: say('Late value', '迟到金额'),
  difference: say('Difference from standard', '标准成本差异'),
  returned: say('Return to a vendor', '采购退货'),
};

export const DESTINATIONS: Readonly<Record<string, Bilingual>> = { expense: say('Expense', '当期费用') };

/** What brought a cost after its receipt. */
export const LATE_COSTS: Readonly<Record<string, Bilingual>> = {
  adjustment: say('Adjustment', '成本调整'),
  invoice: say('Invoice for an estimate', '到票冲暂估'),
  vendor_return: say('Back to the vendor', '采购退货'),
  estimate_reversal: say('Estimate reversed', '暂估冲回'),
};

/** What a produced item consists of. */
export const SOURCES: Readonly<Record<string, Bilingual>> = {
  component: say('Component', '组件'),
  pool: say('Cost pool', '费用池'),
  centre: say('Cost centre', '成本中心'),
  opening_wip: say('Work in process from before', '上期转入在产品'),
  subcontract_fee: say('Subcontracting fees', '委外加工费'),
  other: say('Other', '其他'),
};

export const BASES: Readonly<Record<string, Bilingual>> = {
  produced: say('produced', '完工'),
  available: say('available', '可用'),
};

export const SEVERITIES: Readonly<Record<string, Bilingual>> = {
  fatal: say('Fatal', '致命'),
  error: say('Error', '错误'),
  warning: say('Warning', '警告'),
};

export const STATES: Readonly<Record<VersionState | 'trial', Bilingual>> = {
  draft: say('Draft', '草稿'),
  published: say('Published', '已发布'),
  superseded: say('Superseded', '已被取代'),
  withdrawn: say('Withdrawn', '已撤回'),
  trial: say('Trial', '试算'),
};

/** Tables whose rows the control totals add up. */
export const INPUT_TABLES: Readonly<Record<string, Bilingual>> = {
  opening_stock_amount: say('Opening stock', '期初存货'),
  opening_wip: say('Opening work in process', '期初在产品'),
  opening_absorption: say('Absorption differences from before', '上期结转分配差异'),
  movement_amount: say('Movements with an amount of their own', '自带金额的收发单据'),
  cost_pool: say('Cost pools', '费用池'),
};
