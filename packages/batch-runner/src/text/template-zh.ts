import type { Texts } from './texts.js';

/** The same as `template-en.ts`, in Chinese. */
export const templateZh: Texts['template'] = {
  notes: { tables: '#各表', columns: '#各栏', lists: '#选项' },
  howTo: [
    '每张表一个工作表或一个 CSV 文件。有什么填什么，其余留空或删除。',
    '下面列出所有表及其栏目和一行示例；“#各栏”说明每一栏的含义。',
    '名称以 # 开头的工作表和文件是说明：导入时不读取，并会告知。',
  ],
  columnsHead: ['表', '栏', '必填', '类型', '含义', '可选值', '示例'],
  needed: '是',
  type: {
    text: '文本',
    choice: '选项',
    flag: '是或否',
    integer: '整数',
    decimal: '数字',
    amount: '金额',
    date: '日期，如 2026-10-31',
    instant: '时间，如 2026-10-31T18:30:00+08:00',
    period: '月份，如 2026-10',
  },
  decimals: (scale) => `，最多 ${scale} 位小数`,
  rowOf: (table) => `，见“${table}”`,
  prompt: ({ meaning, type, example, isNeeded }) =>
    [`${meaning}。`, `${type}${isNeeded ? '' : '；可为空'}`, ...(example === '' ? [] : [`例如 ${example}`])].join('\n'),
  written: (path, tables) => `已写入 ${path}：${tables} 张表，各栏均有说明`,
  next: (path) => `填好后查看有何问题、还缺什么：millrace doctor ${path} --lang zh`,
};
