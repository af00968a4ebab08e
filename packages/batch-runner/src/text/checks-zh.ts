import type { Texts } from './texts.js';

/** The same as `checks-en.ts`, in Chinese. */
export const checksZh: Texts['checks'] = {
  failOn: '达到何种严重程度时以 1 退出：warning、error（默认）或 fatal；致命问题总是以 1 或 2 退出',
  heading: '检查项目',
  head: ['编号', '行数', '问题', '结果', '检查内容'],
  result: {
    passed: '通过',
    warning: '警告',
    error: '错误',
    fatal: '致命',
    not_examined: '无可检查数据',
    not_reached: '未执行',
  },
  counts: (passed, found, idle, behind) =>
    `${passed} 项通过，${found} 项有问题，${idle} 项无可检查数据${behind === 0 ? '' : `，${behind} 项未执行`}`,
  look: '逐项查看：--all',
  history: {
    help: '列出某期间历次运行发现的问题：已修复的和再次出现的',
    since: '只看自该次运行（编号）或该日期起的运行',
    head: ['代码', '数据行', '问题', '首次运行', '最近运行', '次数', ''],
    open: '未修复',
    back: '未修复，再次出现',
    repaired: (run) => `已修复（运行 ${run}）`,
    counts: (runs, open, repaired, recurring) =>
      `${runs} 次运行：${open} 项未修复，${repaired} 项已修复，${recurring} 项消失后再次出现`,
  },
};
