import type { Texts } from './texts.js';

/** `waivers-en.ts` in Chinese. */
export const waiversZh: Texts['waivers'] = {
  help: '豁免检查结果至某日：按代码、按表或按行；须用 --reason 和 --until',
  listHelp: '列出豁免：谁、哪些检查结果、到何日、为何',
  code: '检查结果的代码（与 check 所列一致）；用 --end 时省略',
  table: '只豁免该表的数据行',
  row: '只豁免该关键字的数据行（与 check 所列一致）',
  period: '只在该期间豁免（默认：所有期间）',
  until: '豁免的最后一天，如 2026-12-31',
  end: '提前终止该豁免：编号见 millrace waivers',
  all: '同时列出已终止和已到期的豁免',
  head: ['豁免', '代码', '数据行', '期间', '截止日', '操作人', '状态', '原因'],
  everyRow: '全部',
  everyPeriod: '全部',
  state: { holds: '有效', over: '已到期', ended: (by, reason) => `已由 ${by} 终止：${reason}` },
  none: '没有豁免',
  notShown: (count) => `另有 ${count} 项已终止或已到期的豁免（用 --all 显示）`,
  done: (number, code, rows, until) => `豁免 ${number}：${code}（数据行：${rows}）豁免至 ${until}`,
  held: (count) => `最近各次运行的检查结果中属于该豁免的：${count} 项`,
  ended: (number, code) => `${code} 的豁免 ${number} 已终止`,
  count: (count) => `其中已豁免：${count} 项`,
  under: ({ number, by, until, reason }) =>
    `已由 ${by} 豁免${until === undefined ? '' : `至 ${until}`}（${number === undefined ? '政策' : `豁免 ${number}`}）：${reason}`,
  inSpiteOf: (count) => `其中有 ${count} 项已豁免的错误`,
  trouble: {
    finding_is_not_known: [
      '没有代码为 {value} 的检查结果',
      '请使用 millrace check 所列的代码{near}；全部代码见 docs/findings.md',
    ],
    fatal_can_not_be_waived: ['{value} 是致命问题，不能豁免：一旦出现便不作计算，没有可发布的结果', '请更正数据'],
    waiver_needs_a_reason: ['豁免及其终止须注明原因', '请加 --reason 备案'],
    row_needs_its_table: ['多个表可能都有关键字 {row}', '请加 --table（millrace check 在关键字前列出的表）'],
    waiver_must_last: ['豁免须有截止日：“{value}”不是日期或已过', '请填写 {today} 或以后的日期，如 --until {today}'],
    waiver_is_not_known: ['账套 {ledger} 没有豁免 {waiver}', '参阅 millrace waivers'],
    waiver_has_ended: ['豁免 {waiver} 已由 {by} 终止', '参阅 millrace waivers --all'],
  },
};
