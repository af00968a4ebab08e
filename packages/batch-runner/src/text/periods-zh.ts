import type { Texts } from './texts.js';

/** `periods-en.ts` in Chinese. */
export const periodsZh: Texts['periods'] = {
  help: '列出各账套的会计期间及其状态',
  setHelp: '设置期间状态：open、pending_close 或 permanently_closed；须用 --reason 注明原因',
  reopenHelp: '撤回某期间的已发布版本，从最新期间开始；须用 --reason 注明原因',
  withdrawn: (version, period) => `${period} 的版本 ${version} 已撤回`,
  all: '同时列出从未打开的期间',
  state: {
    never_opened: '从未打开',
    open: '打开',
    pending_close: '待结',
    closed: '已结',
    permanently_closed: '永久关闭',
  },
  argument: 'open（打开）、pending_close（待结）或 permanently_closed（永久关闭）',
  none: '尚无会计期间',
  head: ['账套', '期间', '起', '止', '状态', '版本', '未计入行'],
  by: '操作人',
  since: (timeZone) => (timeZone === undefined ? '时间' : `时间（${timeZone}）`),
  why: '原因',
  neverOpened: (count) => `另有 ${count} 个从未打开的期间（用 --all 显示）`,
  done: (period, state) => `${period} 的状态：${state}`,
  released: (count, period) =>
    `${period} 待结期间到达而未计入的数据：${count} 行；millrace check 将其列为发布后录入的数据`,
  counts: {
    title: (ledger, period) => `单据计入情况（账套 ${ledger}，以 ${period} 为本期）`,
    table: '表',
    part: {
      this_period: '本期',
      before: '以前期间',
      after: '以后期间',
      no_period: '无期间',
      other_ledgers: '其他账套',
      not_approved: '未审核',
      held_out: '待结未计入',
      rows: '行数',
    },
  },
  trouble: {
    import_concerns_published_periods: [
      '数据将记入已发布期间，或改动其计算依据：{periods}；未写入任何数据',
      '请用 --preview 查看；确需导入请加 --into-published，重新结算这些期间之前会一直提示',
    ],
    period_can_not_become: [
      '{period} 现为{was_in_words}，不能改为{becomes_in_words}',
      '请先结算并发布，或用 millrace reopen {period} 撤回已发布版本；参阅 millrace periods',
    ],
    period_is_closed_for_good: ['{period} 已永久关闭', '属于该期间的数据请记入未结期间；如只想试算请用 --trial'],
    earlier_period_is_not_closed_for_good: [
      '{earlier} 在 {period} 之前，未永久关闭，{period} 不能永久关闭',
      '请先结算并发布 {earlier}',
    ],
    period_takes_no_changes: [
      '{table} 的 {key} 属于账套 {ledger} 的 {period}，该期间{state_of_period}：未写入任何数据',
      '待结期间只暂存新到数据，已有数据不得改动：如需改动请执行 millrace period-state {period} open --reason 原因；永久关闭的期间不再接收数据',
    ],
  },
};
