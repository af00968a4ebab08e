import { sheetTexts } from '@millrace/report/sheets';
import type { Texts } from './texts.js';

/** The same as `steps-en.ts`, in Chinese. */
export const stepsZh: Texts['steps'] = {
  verbs: {
    run: '登记运行',
    read: (table) => `读取 ${table}`,
    unchanged: (table) => `查找变更：${table}`,
    check: (table) => `检查 ${table}`,
    remember: (table) => `记录哈希：${table}`,
    import: (table) => `导入 ${table}`,
    source: (name) => `导入来源 ${name}`,
    passed: (name) => `跳过已导入的 ${name}`,
    write: (table) => `写入 ${table}`,
    compute: '检查、编译、结算、验证',
    roll: '展开结构、卷算',
    committed: '已提交',
    ledger: (ledger) => `结算 ${ledger}`,
    verify: (version) => `验证版本 ${version}`,
    recompute: (period) => `重算 ${period}`,
    prune: (version) => `清除版本 ${version} 的数据行`,
  },
  parts: {
    // Tables of results are called what their sheets are.
    ...Object.fromEntries(Object.entries(sheetTexts('zh').name).map(([table, name]) => [table, `${name}（${table}）`])),
    facts: '相互引用',
    published: '已发布期间',
    counts: '单据计入情况',
    versions: '已有版本',
    version: '版本',
    version_input: '所用输入',
    run: '运行记录',
  },
  rows: (rows) => `${rows} 行`,
};
