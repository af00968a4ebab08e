import type { Texts } from './texts.js';

/** `policies-en.ts` in Chinese. */
export const policiesZh: Texts['policies'] = {
  help: '列出各版本计算所用的政策，以及配置与之的差异；给一个编号则显示其内容，给两个则显示差异',
  one: '政策编号',
  other: '同类的另一政策：编号，或 config（配置文件中的政策）',
  record: '配置中的政策与最近记录的不同时予以记录；须用 --reason',
  head: ['政策', '类别', '哈希值', '版本数'],
  recorded: (timeZone) => `记录时间（${timeZone}）`,
  by: '操作人',
  why: '原因',
  kind: { close: '结算', standard: '标准成本' },
  none: '尚无政策记录：结算或卷算时记录所用的政策',
  title: (number, kind) => `政策 ${number}，${kind}`,
  choice: '选项',
  policy: (number) => `政策 ${number}`,
  config: '配置',
  same: '二者相同',
  isNewest: (kind, number) => `配置中的${kind}政策与最近记录的政策 ${number} 相同`,
  notYet: (kind) => `配置中的${kind}政策尚未记录`,
  differs: (kind, number) => `配置中的${kind}政策与最近记录的政策 ${number} 不同：`,
  trouble: {
    policy_is_not_known: ['账套 {ledger} 没有政策 {policy}', '参阅 millrace policies'],
    policies_are_of_two_kinds: [
      '政策 {one} 与政策 {other} 类别不同，选项无从比较',
      '请指定同类的两个政策：见 millrace policies',
    ],
  },
};
