import { choiceZh } from '@millrace/facts';

/** `millrace journal` 的中文文字；英文见 `journal-en.ts`。 */
export const journalZh = {
  help: '按会计科目生成本期凭证：借贷平衡，并与成本平衡验证一致',
  option: {
    against: '只显示与该期间此版本凭证的差异，作为补充凭证',
    xlsx: '写成工作簿：分录、来源及与平衡验证的对照',
    sources: '显示每条分录的来源：出入库单据、费用池、工单',
  },
  title: (period: string, currency: string) => `${period} 凭证（${currency}）`,
  differenceTitle: (period: string, version: string, currency: string) =>
    `${period} 差异凭证：与版本 ${version} 相比（${currency}）`,
  none: '没有分录：没有金额改变科目',
  same: '没有分录：没有差异',
  missing: '以下各项没有科目，无法生成凭证。请在 account_rule 中补充这些行，并重新结账。',
  head: ['凭证', '业务事件', '科目', '辅助核算', '数量', '借方', '贷方'],
  total: '合计',
  sourcesTitle: '每条分录的来源',
  sourcesHead: ['凭证', '分录', '单据', '来源', '金额'],
  proofTitle: '账外流入与流出，与平衡验证对照',
  proofHead: ['', '类别', '平衡验证', '已入分录', '其他系统记账', '科目不变'],
  event: choiceZh,
  side: { in: '流入', out: '流出' },
  carried: {
    opening_stock: '期初存货',
    opening_wip: '期初在产品',
    opening_absorption: '上期结转分配差异',
    closing_stock: '期末存货',
    closing_wip: '期末在产品',
    absorption_carried: '结转下期分配差异',
  },
  trouble: {
    journal_is_of_another_period: [
      '版本 {version} 属于 {found}，而凭证属于 {period}',
      '请指定同一期间的版本；见 millrace versions',
    ],
  },
} as const;
