import type { Texts } from './texts.js';

/** `reconcile-en.ts` in Chinese. */
export const reconcileZh: Texts['reconcile'] = {
  help: '三账比对：某期间的存货账与总账、业务单据逐科目比对',
  account: '列出该科目的余额构成，以及各分录对应的单据',
  title: (period, currency) => `${period} 期末存货账与总账比对（${currency}）`,
  head: ['科目', '存货账', '总账', '差异', ''],
  result: {
    equal: '一致',
    differs: '有差异',
    not_in_general_ledger: 'gl_balance 中没有该科目',
    not_in_stock_ledger: '未比对：存货账中没有该科目',
  },
  noAccount: '（无规则）',
  nothing: (period) => `gl_balance 中没有 ${period} 的余额，未作比对\n  → 请导入总账期末余额，每个科目一行`,
  documentsTitle: '业务单据与计算取入金额',
  documentsHead: ['表', '行数', '要素', '单据金额', '差异', '取入金额'],
  kept: '辅助核算',
  accountTitle: (account) => `科目 ${account} 的余额构成`,
  accountHead: ['辅助核算', '期初', '借方', '贷方', '其他系统过账', '期末'],
  sourcesTitle: (account) => `科目 ${account} 各分录对应的单据`,
  sourcesHead: ['业务', '辅助核算', '单据', '来源', '借方', '贷方'],
  balanced: '存货账与总账一致',
  differ: (count) => `有差异的科目：${count} 个；用 --account 查看明细`,
  trouble: {
    account_is_not_known: ['{period} 的存货账中没有科目 {account}', '可用科目：{expected}；参阅 account_rule'],
  },
};
