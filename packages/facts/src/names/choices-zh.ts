import type { MovementType, TABLES, TableName } from '../tables.js';

/** What the types of movement are called in Chinese. */
export const MOVEMENT_NAMES_ZH = {
  purchase_receipt: '采购入库',
  purchase_estimate: '暂估入库',
  purchase_estimate_reversal: '暂估冲回',
  purchase_return: '采购退货',
  purchase_adjustment: '采购成本调整',
  subcontract_fee: '委外加工费',
  count_gain: '盘盈',
  revaluation: '存货重估',
  issue: '领料',
  issue_return: '退料',
  transfer: '调拨',
  transfer_out: '调出',
  transfer_in: '调入',
  sale: '销售出库',
  sale_return: '销售退回',
  expense_issue: '费用性领料',
  count_loss: '盘亏',
  stock_scrap: '库存报废',
  form_change: '形态转换',
  completion: '完工入库',
  completion_reversal: '完工冲回',
  by_product_receipt: '副产品入库',
  salvage_receipt: '残料入库',
  operation_scrap: '工序废品',
} as const satisfies Record<MovementType, string>;

/** Columns without a choice have `string`. */
type ChoicesOf<C> = C extends { readonly choices: readonly (infer Choice extends string)[] }
  ? string extends Choice
    ? never
    : Choice
  : never;
type Columns = { [T in TableName]: (typeof TABLES)[T]['columns'] }[TableName];
type Choice = Columns extends infer C ? (C extends C ? ChoicesOf<C[keyof C]> : never) : never;

/** What the values of columns with a choice are called in Chinese; one name per word, in whichever column it stands. */
export const CHOICES_ZH: Readonly<Record<Choice | 'true' | 'false', string>> = {
  ...MOVEMENT_NAMES_ZH,
  true: '是',
  false: '否',
  purchased: '外购',
  made: '自制',
  both: '外购和自制',
  material: '材料',
  conversion: '加工',
  subcontract: '委外',
  production: '基本生产',
  service: '辅助生产',
  administration: '管理',
  component: '子件',
  phantom: '虚拟件',
  by_product: '副产品',
  co_product: '联产品',
  start: '开工时',
  evenly: '陆续投入',
  hour: '小时',
  minute: '分钟',
  second: '秒',
  plan: '计划价',
  standard: '标准价',
  purchase: '采购价',
  normal: '普通',
  rework: '返工',
  disassembly: '拆卸',
  approved: '已审核',
  draft: '草稿',
  void: '作废',
  quantity: '数量',
  weight: '重量',
  value: '价值',
  input: '投入',
  good: '合格品',
  expected: '预计产出',
  variable: '变动',
  fixed: '固定',
  statistic: '统计',
  formula: '公式',
  even: '平均',
  order: '工单',
  item: '物料',
  centre: '成本中心',
  expense: '费用',
  pool: '费用池',
  rate: '费率',
  received: '分入费用',
  main: '主产品',
  co: '联产品',
  by: '副产品',
};
