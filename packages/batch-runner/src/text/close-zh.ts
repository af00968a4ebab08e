import type { Texts } from './texts.js';

/** What `millrace close`, `close-all`, `check` and `publish` come to, in Simplified Chinese. */
export const closeZh: Pick<Texts, 'close' | 'closeAll' | 'check' | 'publish'> = {
  close: {
    draft: (version) => `已写入草稿版本 ${version}`,
    same: (version, state) => `版本 ${version}（${state}）的结果与此完全相同：未写入`,
    otherPolicy: (policy, before) =>
      `所用政策与最近记录的政策 ${before} 不同，已记录为政策 ${policy}：millrace policies ${before} ${policy}`,
    trial: '试算：未写入',
    refused: '未写入',
    blocked: '存在错误，不能发布',
    publishWith: (version) => `发布请执行：millrace publish ${version}`,
  },
  closeAll: {
    otherPolicy: (ledger, policy, before) =>
      `${ledger}：所用政策与最近记录的政策 ${before} 不同，已记录为政策 ${policy}：millrace policies ${before} ${policy} --ledger ${ledger}`,
    head: ['账套', '版本', '哈希值', '成本转入', '差额', '致命', '错误', '警告', ''],
    trial: '试算：未写入',
    refused: '未写入',
    draft: '已写入草稿',
    same: '与原版本相同',
    count: (done, all) => `${all} 个账套中有 ${done} 个可以发布`,
    look: (period) => `查看某一账套的问题：millrace check ${period} --ledger 账套`,
  },
  check: {
    clean: '可以结算并发布',
    warned: '可以结算并发布；请查看警告',
    blocked: '可以结算为草稿，但不能发布',
    refused: '不能结算',
  },
  publish: {
    done: (version, period) => `版本 ${version} 已发布为 ${period} 的实际成本`,
    superseded: (version) => `版本 ${version} 已替代`,
    outdated: (version, period) => `${period} 的版本 ${version} 由已不再有效的版本结转：请重新结算 ${period}`,
    refused: (version) =>
      `版本 ${version} 未发布：存在未豁免的错误\n  → 请更正数据，导入后重新结算；或暂时豁免：millrace waive 代码 --until 日期 --reason 原因`,
  },
};
