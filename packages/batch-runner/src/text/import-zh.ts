import type { Texts } from './texts.js';

/** What an import says, in Simplified Chinese. */
export const importZh: Texts['import'] = {
  intoPublished: '允许数据记入已发布期间或改动其依据；重新结算之前会一直提示',
  head: ['表', '行数', '新增', '变更', '未变'],
  byPeriod: ['表', '期间', '行数', '新增', '变更', '删除', '未变'],
  done: (rows) => `已导入 ${rows} 行`,
  removed: (rows) => `已删除 ${rows} 行`,
  gone: (rows, table, keys) =>
    `${table}有 ${rows} 行来自来源、来源中已不存在，此处仍保留（可用 --replace 与 --period 删除）：${keys}`,
  recorded: (number) => `撤销请执行：millrace import --undo ${number}`,
  preview: '预览：未写入任何数据',
  notes: (names) => `作为说明未读取：${names}`,
  refused: '未导入任何数据',
  passed: (number, rows) => `已作为导入 ${number} 导入：${rows} 行，数据未变`,
  refusedHere: '该来源未导入任何数据；其前面的均已导入：请更正后以相同路径重新执行',
  notReached: (paths) => `尚未处理：${paths}`,
  undone: (asked, number) => `导入 ${asked} 已撤销，记为导入 ${number}`,
  notUndone: (asked, periods) =>
    periods.length === 0
      ? `导入 ${asked} 未撤销`
      : `导入 ${asked} 未撤销：${periods.join('、')} 的已发布成本以其数据为依据；请先撤回 ${periods[0]} 及之后的已发布期间，从最新的开始：millrace reopen ${periods.at(-1)} --reason 原因`,
  list: ['导入', '时间', '操作人', '文件', '新增', '变更', '删除', ''],
  none: '尚未导入任何数据',
  undoes: (number) => `撤销 ${number}`,
  undoneBy: (number) => `已由 ${number} 撤销`,
};
