import { choiceZh } from '@millrace/facts';

/** `millrace journal` 的中文文字；英文见 `journal-en.ts`。 */
export const journalZh = {
  help: '按会计科目生成本期凭证：借贷平衡，并与成本平衡验证一致；总账已有本期其他版本的凭证时，生成差异凭证',
  listHelp: '列出已过账的凭证：版本、凭证号、过账人和时间',
  option: {
    against: '只显示与该期间此版本凭证的差异，作为补充凭证',
    whole: '完整凭证，不论此前已过账什么',
    post: '记录此凭证已在总账过账：该期间的下一版本生成与其的差异凭证',
    reversed: '记录此凭证已在总账冲销，总账恢复到此前的凭证；须用 --reason',
    document: '总账的凭证号',
    xlsx: '写成工作簿：分录、来源及与平衡验证的对照',
    sources: '显示每条分录的来源：出入库单据、费用池、工单',
  },
  title: (period: string, currency: string) => `${period} 凭证（${currency}）`,
  differenceTitle: (period: string, version: string, currency: string) =>
    `${period} 差异凭证：与版本 ${version} 相比（${currency}）`,
  done: (posting: number, version: string) => `过账记录 ${posting}：版本 ${version} 的凭证已在总账`,
  posted: (posting: number, by: string, at: string, document: string) =>
    `已由 ${by} 于 ${at} 过账${document === '' ? '' : `，凭证号 ${document}`}（过账记录 ${posting}）`,
  now: (version: number, posting: number, document: string) =>
    `总账中是版本 ${version} 的凭证${document === '' ? '' : `，凭证号 ${document}`}（过账记录 ${posting}）`,
  nothingNow: (period: string) => `总账没有 ${period} 的凭证`,
  reversed: (posting: number, version: string) => `版本 ${version} 的过账记录 ${posting} 已冲销`,
  wasReversed: (by: string, reason: string) => `已由 ${by} 冲销：${reason}`,
  noPostings: '尚无已过账的凭证：见 millrace journal --post',
  postingsHead: ['过账记录', '期间', '版本', '相对版本', '分录数', '金额', '凭证号', '过账人'],
  postedAt: (timeZone: string) => `过账时间（${timeZone}）`,
  reversal: '冲销',
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
    journal_is_posted: [
      '版本 {version} 的凭证已由 {by} 于 {at} 过账，凭证号 {document}（过账记录 {posting}）',
      '更正后的版本生成差异凭证；已在总账冲销的，请用 --reversed 记录',
    ],
    journal_is_not_posted: ['总账中 {period} 的凭证不是版本 {version} 的', '见 millrace postings；后过账的先冲销'],
    journal_was_posted_meanwhile: [
      '其间已有 {period} 的另一凭证过账：差异所比的凭证已改变',
      '见 millrace postings，然后重新生成',
    ],
    only_published_journals_are_posted: [
      '版本 {version} 的状态为 {state}：只有该期间已发布的版本可以过账',
      '请先发布该版本，或指定已发布的版本：见 millrace versions',
    ],
  },
} as const;
