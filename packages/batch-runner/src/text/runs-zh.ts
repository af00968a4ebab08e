import type { Texts } from './texts.js';

export const runsZh: Texts['runs'] = {
  help: '运行记录：结果、耗时、读写行数和检查结果',
  ledger: '仅此账套（默认：全部）',
  prometheus: '以 Prometheus 文本格式输出指标：累计次数和各账套最近一次运行',
  none: '还没有运行记录',
  state: { running: '运行中', done: '完成', failed: '失败', cancelled: '已取消' },
  head: ['运行', '账套', '对象', '命令', '状态', '版本', '秒', '读取行数', '写入行数', '错误', '警告', ''],
  began: (timeZone) => `开始时间 (${timeZone})`,
};
