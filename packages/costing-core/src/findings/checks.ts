import { type Facts, TABLES, type TableName, tableNames } from '@millrace/facts';
import type { Policy } from '../policy.js';
import type { StoredTableName } from '../results/stored-tables.js';

/** What checks look at: the facts of a period that was settled, and how much came of them. */
export interface Settling {
  readonly facts: Facts;
  readonly policy: Policy;
  /** Whether the version of the period before is at hand. */
  readonly hasPrevious: boolean;
  /** Accounts of cost pools that were compared with the general ledger. */
  readonly accountsCompared: number;
  /** Nodes of the network. */
  readonly nodes: number;
  /** How many rows a table of the version has. */
  readonly rows: (table: StoredTableName) => number;
}

/** One check (合法性检查): what must hold, in words, and of how many rows a close looks whether it does. */
interface Check {
  readonly en: string;
  readonly zh: string;
  readonly rows: (settling: Settling) => number;
}

/**
 * The catalogue of checks, in order of phase: PRE before anything is computed, MID before prices are solved, POST after. Each
 * code of a finding names its check; a check without a code is one that the proof keeps: the run stops where it fails.
 */
export const CHECKS = {
  'PRE-01': {
    en: 'the period opens with what the one before closed with, and periods follow each other',
    zh: '期初与上期期末一致，期间前后衔接',
    rows: rowsOf('period', 'opening_stock', 'opening_wip'),
  },
  'PRE-02': {
    en: 'every row can be read: types, ranges, units, dates',
    zh: '每行数据均可读取：类型、范围、单位、日期',
    rows: everyRow,
  },
  'PRE-03': {
    en: 'documents of the period are approved',
    zh: '本期单据均已审核',
    rows: rowsOf('production_order', 'movement', 'work_report', 'cost_pool'),
  },
  'PRE-04': {
    en: 'nothing waits to be imported: a file comes in whole or not at all, and nothing is queued',
    zh: '没有待处理的导入：文件整体导入或整体不导入，无排队数据',
    rows: none,
  },
  'PRE-05': {
    en: 'what is void stays void: nothing that counts takes it back',
    zh: '作废单据不再生效：计入的单据不冲销作废单据',
    rows: rowsOf('work_report'),
  },
  'PRE-06': {
    en: 'keys are there once, and no line of a document came twice',
    zh: '关键字不重复，单据行不重复',
    rows: everyRow,
  },
  'PRE-07': {
    en: 'documents of the series that the policy names are numbered without gaps',
    zh: '政策所列系列的单据号连续',
    rows: ({ facts: { movement }, policy }) => (policy.checks.document_series.length > 0 ? movement.rowCount : 0),
  },
  'PRE-08': {
    en: 'what is transferred out comes in somewhere',
    zh: '调出均有对应的调入',
    rows: ({ facts: { movement } }) => count(movement.type, (type) => TYPES[type].startsWith('transfer')),
  },
  'PRE-09': {
    en: 'what was counted in stock is what the books say, or the difference is posted',
    zh: '库存盘点与账面一致，或差异已入账',
    rows: rowsOf('stock_count'),
  },
  'PRE-10': {
    en: 'returns, reversals and shared amounts name what they belong to',
    zh: '退货、冲回和分摊金额注明所属单据',
    rows: rowsOf('movement', 'movement_receipt'),
  },
  'PRE-11': {
    en: 'what rows name is known, and masters have units, elements and conversions',
    zh: '引用的数据均存在，主数据有单位、要素和换算',
    rows: everyRow,
  },
  'PRE-12': {
    en: 'valuation methods are those of the period before, or approved',
    zh: '计价方法与上期一致，或变更已审批',
    rows: ({ facts: { item }, hasPrevious }) => (hasPrevious ? item.rowCount : 0),
  },
  'PRE-13': {
    en: 'what orders make has one bill of material in force, whose formulas give quantities, and mixtures in it can be told by mix and yield',
    zh: '工单产品只有一个生效的物料清单，其行公式得出数量，其中的配料可区分配比差异和产出差异',
    rows: ({ facts: { bom, production_order } }) => (bom.rowCount > 0 ? production_order.rowCount : 0),
  },
  'PRE-14': {
    en: 'what is valued at standard has a standard price; bom check and standard roll look at lines and components too',
    zh: '按标准成本计价的物料有标准价；物料清单行和组件由 bom check 和 standard roll 检查',
    rows: ({ facts: { item }, policy }) => (isBy('standard', policy) ? item.rowCount : 0),
  },
  'PRE-15': {
    en: 'no bill of material contains itself: bom check and standard roll look at it',
    zh: '物料清单不循环：由 bom check 和 standard roll 检查',
    rows: none,
  },
  'PRE-16': {
    en: 'reports and movements name orders that are open, and operations that these have',
    zh: '报工和出入库引用的工单已开立、工序存在',
    rows: rowsOf('production_order', 'movement', 'work_report'),
  },
  'PRE-17': {
    en: 'orders from which goods are received have hours, and orders with hours yield something',
    zh: '有入库的工单有工时，有工时的工单有入库',
    rows: rowsOf('production_order'),
  },
  'PRE-18': {
    en: 'pools, drivers and centres have what spreads their cost',
    zh: '费用池、分配标准和成本中心可以分配',
    rows: rowsOf('cost_pool', 'driver', 'driver_quantity', 'department_service'),
  },
  'PRE-19': {
    en: 'cost pools are what the general ledger has on their accounts, as far as gl_balance says',
    zh: '费用池与总账科目余额（gl_balance）一致',
    rows: ({ accountsCompared }) => accountsCompared,
  },
  'PRE-20': {
    en: 'receipts come in near the price of their item',
    zh: '入库单价接近物料价格',
    rows: ({ facts: { movement_amount } }) => movement_amount.rowCount,
  },
  'PRE-21': {
    en: 'no item moves at a plant more often in a day than the policy says',
    zh: '物料在同一工厂每日出入库次数不超过政策规定',
    rows: rowsOf('movement'),
  },
  'PRE-22': {
    en: 'documents are dated, and goods moved, in the period in which they are posted',
    zh: '单据日期和实物移动均在过账期间',
    rows: rowsOf('movement', 'work_report', 'cost_pool'),
  },
  'PRE-23': {
    en: 'what is received has an amount',
    zh: '入库均有金额',
    rows: rowsOf('movement'),
  },
  'PRE-24': {
    en: 'orders of which all was received before the period are closed',
    zh: '本期前已全部入库的工单均已关闭',
    rows: rowsOf('production_order'),
  },
  'PRE-25': {
    en: 'budgets, planned rates and prices are there, and agree with what was absorbed; of operations standard roll looks at it',
    zh: '有预算、计划分配率和计划单价，且与累计吸收一致；工序费率由 standard roll 检查',
    rows: rowsOf('rate_budget', 'rate_budget_output', 'opening_absorption'),
  },
  'MID-01': {
    en: 'what is to be spread has a driver, and what drives has a cost',
    zh: '费用有分配标准，分配标准有费用',
    rows: rowsOf('cost_pool', 'department_service', 'driver_quantity'),
  },
  'MID-02': {
    en: 'no order completed more than it started',
    zh: '工单完工不超过投产',
    rows: rowsOf('production_order'),
  },
  'MID-03': {
    en: 'finished orders that bear cost completed something; on the others somebody works',
    zh: '承担成本的完工工单有产出，未完工的工单无呆滞',
    rows: rowsOf('production_order'),
  },
  'MID-04': {
    en: 'what an order completed cost something',
    zh: '工单产出有成本',
    rows: rowsOf('production_order'),
  },
  'MID-05': {
    en: 'no more is taken out than there is',
    zh: '出库不超过库存',
    rows: rowsOf('movement'),
  },
  'MID-06': {
    en: 'joint and by-products have weights and prices to be costed by',
    zh: '联产品、副产品有分摊权数和价格',
    rows: madeRows('joint_cost'),
  },
  'MID-07': {
    en: 'no more is returned than was taken',
    zh: '退回不超过原数量',
    rows: ({ facts: { movement } }) => count(movement.refers_to, (other) => other !== 0),
  },
  'MID-08': {
    en: 'orders use what their bills of material and loss rates say, and semi-finished products are carried at one level',
    zh: '工单用量符合物料清单和损耗率，半成品逐级结转',
    rows: rowsOf('production_order'),
  },
  'MID-09': {
    en: 'orders take about the hours that their routings ask for',
    zh: '工单工时接近工艺路线定额',
    rows: ({ facts: { routing_operation, work_report } }) =>
      routing_operation.rowCount > 0 ? work_report.rowCount : 0,
  },
  'MID-10': {
    en: 'work in process is counted, with its degree of completion',
    zh: '在产品已盘点，完工程度已知',
    rows: madeRows('order_quantity'),
  },
  'MID-11': {
    en: 'cost that flows in loops is named',
    zh: '列出循环流转的成本',
    rows: nodes,
  },
  'MID-12': {
    en: 'rates are near those of the period before',
    zh: '分配率与上期接近',
    rows: rowsOf('last_rate'),
  },
  'MID-13': {
    en: 'what is valued by moving average is in no loop',
    zh: '移动加权平均计价的存货不在循环中',
    rows: ({ facts: { item }, policy }) => (isBy('moving_average', policy) ? item.rowCount : 0),
  },
  'POST-01': {
    en: 'what flows into a node, an order, the ledger flows out or stays, per element',
    zh: '每个环节、工单、账套按要素收支平衡',
    rows: nodes,
  },
  'POST-02': {
    en: 'elements add up to totals, and components to what they go into',
    zh: '要素合计等于总额，组件合计等于产品成本',
    rows: madeRows('unit_cost', 'unit_cost_component'),
  },
  'POST-03': {
    en: 'stock with a quantity has a value above zero, stock without one has none',
    zh: '有数量的存货金额为正，无数量的存货无金额',
    rows: madeRows('stock'),
  },
  'POST-04': {
    en: 'no value is trapped in a loop',
    zh: '没有金额滞留在循环中',
    rows: nodes,
  },
  'POST-05': {
    en: 'unit costs are near what they last were',
    zh: '单位成本与上期接近',
    rows: rowsOf('last_actual_cost'),
  },
  'POST-06': {
    en: 'closing stock stands at the average of the period',
    zh: '期末结存单价与本期平均单价一致',
    rows: ({ policy, rows }) => (isBy('periodic_average', policy) ? rows('stock') : 0),
  },
  'POST-07': {
    en: 'residuals are small beside what came in, and each has its reason',
    zh: '余差金额较小，且均有原因',
    rows: madeRows('proof'),
  },
  'POST-08': {
    en: 'pools give away all they hold, and nobody gets less than nothing of it',
    zh: '费用全部分配，且无反向分配',
    rows: madeRows('pool_allocation', 'service_allocation'),
  },
  'POST-09': {
    en: 'work in process is worth something, and no more a unit than what was completed',
    zh: '在产品金额不为负，单位成本不高于完工产品',
    rows: madeRows('order_quantity'),
  },
  'POST-10': {
    en: 'products cost at least the material in them, and elements have about the part of a unit cost that they had',
    zh: '产品成本不低于其材料成本，要素占比与上期接近',
    rows: madeRows('unit_cost'),
  },
  'POST-11': {
    en: 'nothing is valued at a fallback price',
    zh: '没有按替代价格计价的存货',
    rows: rowsOf('movement'),
  },
  'POST-12': {
    en: 'work in process as counted is what follows from reports',
    zh: '在产品盘点数与报工推算数一致',
    rows: rowsOf('wip_count'),
  },
  'POST-13': {
    en: 'items cost less than they are sold for, where they have a sales price',
    zh: '有售价的物料成本低于售价',
    rows: ({ facts: { item_price } }) => count(item_price.kind, (kind) => PRICE_KINDS[kind] === 'sale'),
  },
  'POST-14': {
    en: 'every amount has one account',
    zh: '每笔金额有唯一的科目',
    rows: rowsOf('account_rule'),
  },
  'POST-15': {
    en: 'items cost about the same at every plant',
    zh: '同一物料在各工厂的单位成本接近',
    rows: ({ facts: { ledger_plant }, rows }) => (ledger_plant.rowCount > 1 ? rows('unit_cost') : 0),
  },
  'POST-16': {
    en: 'documents add up to what the calculation took in',
    zh: '单据合计等于计算取入金额',
    rows: madeRows('control_total'),
  },
  'POST-17': {
    en: 'the same facts give the same result: verify computes each version again',
    zh: '相同数据得出相同结果：由 verify 重新计算各版本',
    rows: none,
  },
  'POST-18': {
    en: 'what moved has a unit cost',
    zh: '有出入库的物料有单位成本',
    rows: madeRows('stock'),
  },
  'POST-20': {
    en: 'no row of a published period came, changed or went since: the database counts the tables compared',
    zh: '已发布期间的数据此后没有新增、变更或删除：由数据库统计所比较的表',
    rows: none,
  },
} as const satisfies Record<string, Check>;

export type CheckId = keyof typeof CHECKS;

/** Before anything is computed, before prices are solved, or after. */
export type Phase = 'before' | 'pricing' | 'after';

export function phaseOf(check: CheckId): Phase {
  return check.startsWith('PRE') ? 'before' : check.startsWith('MID') ? 'pricing' : 'after';
}

function rowsOf(...tables: readonly TableName[]): Check['rows'] {
  return ({ facts }) => tables.reduce((sum, table) => sum + facts[table].rowCount, 0);
}

function everyRow({ facts }: Settling): number {
  return tableNames().reduce((sum, table) => sum + facts[table].rowCount, 0);
}

function madeRows(...tables: readonly StoredTableName[]): Check['rows'] {
  return ({ rows }) => tables.reduce((sum, table) => sum + rows(table), 0);
}

function nodes(settling: Settling): number {
  return settling.nodes;
}

/** A close has no such facts: it examines nothing. */
function none(): number {
  return 0;
}

function count(cells: Iterable<number>, counts: (cell: number) => boolean): number {
  let found = 0;
  for (const cell of cells) if (counts(cell)) found++;
  return found;
}

const TYPES = TABLES.movement.columns.type.choices;

const PRICE_KINDS = TABLES.item_price.columns.kind.choices;

function isBy(wanted: Policy['valuation']['method'], { valuation, valuation_by_category }: Policy): boolean {
  return [valuation, ...Object.values(valuation_by_category)].some(({ method }) => method === wanted);
}
