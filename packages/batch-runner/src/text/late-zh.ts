import type { Texts } from './texts.js';

/** `late-en.ts` in Chinese. */
export const lateZh: Texts['late'] = {
  option: '列出晚于入库到达的成本：各笔由存货承担的部分与计入费用的部分',
  title: (period, currency) => `前期单据差异 ${period}，${currency}`,
  head: ['单据', '类型', '物料', '入库单据', '入库日期', '数量', '尚存数量', '金额', '存货承担', '计入费用'],
  kind: {
    adjustment: '成本调整',
    invoice: '到票冲暂估',
    vendor_return: '采购退货',
    estimate_reversal: '暂估冲回',
  },
  total: '合计',
  none: '无：成本均随入库到达',
};
