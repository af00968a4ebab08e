import type { Texts } from './texts.js';

export const restoredZh: Texts['restored'] = {
  option: {
    restored: '按原始成本要素显示本期产品成本（成本还原），用于综合结转',
    restore_by: '还原依据的结构：this_month 本月所产，available 期初加本月所产，standard 标准价格',
    levels: '从最后步骤起还原的级数；默认全部',
    residue: '承担尾差的成本要素；默认最后一个',
    rate_decimals: '还原率保留的小数位数；默认不舍入',
  },
  title: (period) => `${period} 产品单位成本（还原为原始成本要素）`,
  head: ['工厂', '物料', '名称', '数量', '成本要素', '还原前', '还原后', '单位成本'],
  total: '合计',
  steps: '成本还原计算表（从最后步骤起）',
  stepHead: ['工厂', '物料', '级次', '综合要素', '依据', '还原率', '成本要素', '结构 %', '金额'],
  by: {
    this_month: '本月所产半成品',
    available: '期初加本月所产',
    standard: '标准价格',
  },
  none: '本期没有产品完工',
  notCombined: '没有综合结转的成本，已按原始成本要素列示',
  left: (item, elements) => `${item}：${elements} 未还原，本月未生产且无期初库存`,
};
